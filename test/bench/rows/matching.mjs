import { compared } from '../compared.mjs';
import { engineFile } from '../engineFile.mjs';
import { median } from '../median.mjs';
import { startProcess } from '../process.mjs';
import { startSandbox } from '../sandbox.mjs';

const LATENCY = 20;

async function secondsOf(users, rows, runs) {
	const sandbox = await startSandbox({ latencyMs: LATENCY, newUsers: users });
	try {
		const job = { keys: sandbox.keys, engine: engineFile(), users, rows, runs };
		const { seconds } = (await startProcess('matcher', job)).said;
		return Object.fromEntries(Object.entries(seconds).map(([way, taken]) => [way, median(taken)]));
	} finally {
		await sandbox.close();
	}
}

const line = (work, beside, ours, theirs, goal) =>
	compared({ work, beside, unit: 's', ours, theirs }, goal);

/** Requests at once that the node makes for many users, each with a token of its own. */
const PARALLEL = 16;

/** A few rows of each of many users, matched by API Source ID, beside a Create of as many. */
export async function manyUsers({ users = 500, rows = 2, runs = 3 } = {}) {
	const names = Array.from({ length: users }, (_, user) => `user-${user}`);
	const { create, matched, again } = await secondsOf(names, rows, runs);
	const least = (2 * users * LATENCY) / PARALLEL / 1000;
	const what = `${users} users × ${rows} rows, answers after ${LATENCY} ms`;
	return [
		line(`${what}: Create`, 'requests ÷ parallel × latency', create, least, { most: 1.2 }),
		line(`${what}: matched`, 'Create', matched, create, { most: 2.5 }),
		line(`${what}: the same rows again`, 'Create', again, create, { most: 1 }),
	];
}

/** Many rows of one user, of which Tight has none, half, or all. */
export async function matched({ rows = 10_000, runs = 3 } = {}) {
	const { create, matched: none, half, again } = await secondsOf(['user-0'], rows, runs);
	const what = `${rows} rows matched, answers after ${LATENCY} ms`;
	return [
		line(`${what}: Tight has none`, 'Create', none, create),
		line(`${what}: half`, 'Create', half, create),
		line(`${what}: all`, 'Create', again, create),
	];
}
