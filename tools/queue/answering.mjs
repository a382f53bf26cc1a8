import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A worker that is started beside others under load takes its time. */
const TIMEOUT_MS = 600_000;
const POLL_MS = 50;

const takesConnections = ({ host, port }) =>
	new Promise((resolve) => {
		const socket = connect(port, host);
		const end = (answer) => () => {
			socket.destroy();
			resolve(answer);
		};
		socket.once('connect', end(true)).once('error', end(false));
	});

async function until(name, program, attempt) {
	for (const deadline = Date.now() + TIMEOUT_MS; !(await attempt()); ) {
		if (!program.isRunning()) throw new Error(`${name} has ended:\n${program.lastLines()}`);
		if (Date.now() > deadline) throw new Error(`${name} does not answer:\n${program.lastLines()}`);
		await sleep(POLL_MS);
	}
}

/**
 * Waits until a started program takes connections.
 *
 * @param {string} name for the message
 * @param {{ host: string, port: number }} place
 * @param {ReturnType<import('../n8n/program.mjs').startCommand>} program
 */
export const answering = (name, place, program) =>
	until(name, program, () => takesConnections(place));

/**
 * Waits until a started program answers a request with success.
 *
 * @param {string} name for the message
 * @param {string} url
 * @param {ReturnType<import('../n8n/program.mjs').startCommand>} program
 */
export const ready = (name, url, program) =>
	until(name, program, async () => (await fetch(url).catch(() => undefined))?.ok);
