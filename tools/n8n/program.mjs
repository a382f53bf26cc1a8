import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { N8N_PROGRAM, nodeForN8n } from '../paths.mjs';

const LEASH = fileURLToPath(new URL('leash.mjs', import.meta.url));
const LAST_LINES = 25;

/**
 * Starts n8n's command line program.
 *
 * @param {string[]} args such as `['start']`
 * @param {{ env: NodeJS.ProcessEnv, log: string }} options `log` is the file
 */
export const startProgram = (args, options) =>
	startCommand([nodeForN8n(), N8N_PROGRAM, ...args], options);

/**
 * Starts a command that ends with this process. What it says goes into a file: unlike a pipe, a file
 * loses nothing when the program exits right after a long output.
 *
 * @param {string[]} command program and arguments
 * @param {{ env?: NodeJS.ProcessEnv, log: string }} options `log` is the file
 */
export function startCommand(command, { env = process.env, log }) {
	const file = openSync(log, 'a');
	const leash = spawn(process.execPath, [LEASH, ...command], {
		env,
		stdio: ['pipe', file, file],
		detached: process.platform !== 'win32',
	});
	closeSync(file);

	let running = true;
	const ended = new Promise((resolve, reject) => {
		leash.once('error', reject);
		leash.once('exit', (code) => {
			running = false;
			endGroupOf(leash);
			resolve(code);
		});
	});
	return {
		/** Resolves to the exit code. */
		ended,
		isRunning: () => running,
		lastLines: () => lastLines(readFileSync(log, 'utf8')),
		async stop() {
			leash.stdin.end();
			await ended;
		},
		/** Ends it at once and without a word, as a machine that fails does. */
		async kill() {
			endGroupOf(leash);
			await ended;
		},
	};
}

/** @returns {string} the end of an output, for an error message */
export const lastLines = (output) => output.trimEnd().split('\n').slice(-LAST_LINES).join('\n');

/** Whatever the program left behind; there is nothing to end in most cases. */
function endGroupOf({ pid }) {
	if (!pid || process.platform === 'win32') return;
	try {
		process.kill(-pid, 'SIGKILL');
	} catch {
		// All of the group has ended by itself.
	}
}
