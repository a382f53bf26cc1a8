import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { nodeForN8n } from '../../tools/paths.mjs';

/**
 * Starts a file of `processes/` in a process of its own, which ends with this one. It runs in the
 * Node that runs n8n.
 *
 * @param {string} name of the file
 * @param {object} [job] what it is told, as JSON
 * @returns {Promise<{ said: any, child: import('node:child_process').ChildProcess }>} the first
 *   thing that it says
 * @throws {Error} when it ends without a word
 */
export function startProcess(name, job = {}) {
	const file = fileURLToPath(new URL(`processes/${name}.mjs`, import.meta.url));
	const child = fork(file, [JSON.stringify(job)], { execPath: nodeForN8n() });
	return new Promise((resolve, reject) => {
		child.once('message', (said) => resolve({ said, child }));
		child.once('exit', (code) => reject(new Error(`The process "${name}" ended with ${code}`)));
	});
}
