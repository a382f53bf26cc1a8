import { compared } from '../compared.mjs';
import { engineFile } from '../engineFile.mjs';
import { median } from '../median.mjs';
import { startProcess } from '../process.mjs';
import { startSandbox, storing } from '../sandbox.mjs';

/**
 * Rows saved by the Tight node on n8n's engine, and by a loop of `fetch` in the same process, in
 * turn, against a server that answers at once.
 */
export async function savesInEngine({ rows = 10_000, runs = 9 } = {}) {
	const sandbox = await startSandbox();
	try {
		const ways = ['tight', 'fetch'];
		const job = { keys: sandbox.keys, engine: engineFile(), ways, rows, runs, warmUp: rows };
		let taken;
		await storing(sandbox, rows * (runs + 1) * ways.length, async () => {
			taken = (await startProcess('saver', job)).said;
		});
		const line = (what, { tight, fetch }, goal) =>
			compared(
				{
					work: `${rows} rows saved in the engine, answers at once: ${what}`,
					beside: 'loop of fetch',
					unit: 's',
					ours: median(tight),
					theirs: median(fetch),
				},
				goal,
			);
		return [
			line('time', taken.seconds, { most: 1.25 }),
			line('time of the processor', taken.cpuSeconds),
		];
	} finally {
		await sandbox.close();
	}
}
