import { once } from 'node:events';
import { PATH, USER } from './bankRows.mjs';
import { startProcess } from './process.mjs';

/**
 * Starts a local Tight in a process of its own, so that its work is not measured with its client's.
 *
 * @param {object} [settings] of the sandbox, such as `latencyMs` and `rateLimit`
 */
export async function startSandbox(settings = {}) {
	const { said: keys, child } = await startProcess('sandbox', settings);
	return {
		/** What a client needs: `url`, `clientId`, `clientSecret`. */
		keys,
		/** Rows stored so far, and requests to store some. */
		async counts() {
			const answer = await fetch(`${keys.url}/_sandbox/summary`);
			const { requests, users } = await answer.json();
			return { rows: users[USER].bankTransactions.rows, requests: requests[`POST ${PATH}`] ?? 0 };
		},
		async close() {
			child.disconnect();
			await once(child, 'exit');
		},
	};
}

/**
 * Does some work and checks that it has stored each of its rows once.
 *
 * @returns {Promise<number>} the requests that it took
 * @throws {Error} when rows are missing or stored twice
 */
export async function storing(sandbox, rows, work) {
	const before = await sandbox.counts();
	await work();
	const after = await sandbox.counts();
	const stored = after.rows - before.rows;
	if (stored !== rows) throw new Error(`${stored} rows are stored instead of ${rows}`);
	return after.requests - before.requests;
}
