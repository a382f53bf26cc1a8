import { compared } from '../compared.mjs';
import { engineFile } from '../engineFile.mjs';
import { startProcess } from '../process.mjs';
import { say } from '../progress.mjs';
import { startSandbox, storing } from '../sandbox.mjs';

/** What the Tight node sends in one request. */
const BATCH_SIZE = 200;

/** Tight's limit (stated for version 5 of its API). */
const STATED = { requests: 1000, windowMs: 300_000 };

/** The same rate in windows of a twentieth, so that a run goes through several of them. */
const SCALED = { requests: STATED.requests / 20, windowMs: STATED.windowMs / 20 };

/**
 * The least time that a limit allows: a window begins with its first request and lets so many pass,
 * so all windows but the last have to end before the rest can go out, which may take no time.
 */
function leastSeconds({ requests, windowMs }, sent) {
	return ((Math.ceil(sent / requests) - 1) * windowMs) / 1000;
}

/** Saves rows under a limit. A row that failed would stop the run. */
async function save(rateLimit, rows) {
	const sandbox = await startSandbox({ rateLimit });
	try {
		const job = { keys: sandbox.keys, engine: engineFile(), ways: ['tight'], rows, runs: 1 };
		let seconds;
		const requests = await storing(sandbox, rows, async () => {
			const { said } = await startProcess('saver', job);
			[seconds] = said.seconds.tight;
		});
		return { seconds, requests };
	} finally {
		await sandbox.close();
	}
}

/** Rows saved against a server that enforces Tight's rate limit. */
export async function rateLimit({ rows = 50_000 } = {}) {
	const least = Math.ceil(rows / BATCH_SIZE);
	const rule = ({ requests, windowMs }) => `${requests} requests in ${windowMs / 1000} s`;
	say(`  ${rule(STATED)}`);
	const stated = await save(STATED, rows);
	say(`  ${rule(SCALED)}`);
	const scaled = await save(SCALED, rows);
	return [
		compared(
			{
				work: `${rows} rows saved, ${rule(STATED)} allowed: requests`,
				beside: 'the fewest',
				unit: '',
				ours: stated.requests,
				theirs: least,
			},
			// More would have been refused.
			{ most: 1 },
		),
		compared(
			{
				work: `${rows} rows saved, ${rule(SCALED)} allowed: time`,
				beside: 'the least time',
				unit: 's',
				ours: scaled.seconds,
				theirs: leastSeconds(SCALED, least),
			},
			{ most: 1.1 },
		),
	];
}
