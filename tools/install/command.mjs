import { spawn } from 'node:child_process';
import { basename } from 'node:path';

const FIRST_LINES = 6;
const LAST_LINES = 12;

/**
 * Runs a command quietly.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<{ ok: boolean, complaint: string }>} and the essence of what it said
 */
export function run(command, args, options = {}) {
	return new Promise((resolve) => {
		const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
		const end = () => child.kill();
		process.once('exit', end);

		let output = '';
		const collect = (chunk) => (output += chunk);
		child.stdout.on('data', collect);
		child.stderr.on('data', collect);

		const finish = (ok) => {
			process.off('exit', end);
			resolve({ ok, complaint: essence(output) });
		};
		child.on('error', (error) => {
			collect(error.message);
			finish(false);
		});
		child.on('close', (code) => finish(code === 0));
	});
}

/**
 * Runs npm: the one that runs us if there is one, so that no second npm comes into play.
 *
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
export function npm(args, options) {
	const cli = process.env.npm_execpath;
	if (cli && basename(cli) === 'npm-cli.js') return run(process.execPath, [cli, ...args], options);
	return run('npm', args, { ...options, shell: process.platform === 'win32' });
}

/** npm says first what is wrong and last what came of it; its many warnings are not about that. */
function essence(output) {
	const lines = output
		.split('\n')
		.filter((line) => /\w/.test(line.replace(/^npm (warn.*|error)/, '')));
	if (lines.length <= FIRST_LINES + LAST_LINES) return lines.join('\n');
	return [...lines.slice(0, FIRST_LINES), '…', ...lines.slice(-LAST_LINES)].join('\n');
}
