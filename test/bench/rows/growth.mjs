import { compared } from '../compared.mjs';
import { engineFile } from '../engineFile.mjs';
import { median } from '../median.mjs';
import { startProcess } from '../process.mjs';
import { say } from '../progress.mjs';
import { startSandbox, storing } from '../sandbox.mjs';

const SIZES = [1_000, 3_000, 10_000, 30_000, 100_000];
const WAYS = ['tight', 'fetch'];
/** Saved before a time is taken, so that small runs are compiled as well as large ones. */
const WARM_UP = 10_000;
/** Few rows are soon saved, and a moment's delay counts for more: they are saved more often. */
const LEAST_ROWS = 30_000;
const LEAST_RUNS = 3;

/**
 * @typedef {object} Point
 * @property {number} rows
 * @property {Record<'tight' | 'fetch', number>} microseconds for each row
 * @property {Record<'tight' | 'fetch', number>} peakBytes of a process that saves them and no more
 */

async function point(rows) {
	const sandbox = await startSandbox();
	try {
		const save = async (job) => {
			const ways = job.ways.length;
			const all = ways * (rows * job.runs + (job.warmUp ?? 0));
			let said;
			await storing(sandbox, all, async () => {
				const keys = sandbox.keys;
				({ said } = await startProcess('saver', { keys, engine: engineFile(), rows, ...job }));
			});
			return said;
		};
		const runs = 2 * Math.floor(LEAST_ROWS / rows / 2) + 1;
		const { seconds } = await save({
			ways: WAYS,
			runs: Math.max(runs, LEAST_RUNS),
			warmUp: WARM_UP,
		});
		const microseconds = {};
		const peakBytes = {};
		for (const way of WAYS) {
			microseconds[way] = (median(seconds[way]) / rows) * 1e6;
			({ peakBytes: peakBytes[way] } = await save({ ways: [way], runs: 1 }));
		}
		return { rows, microseconds, peakBytes };
	} finally {
		await sandbox.close();
	}
}

/**
 * How time and memory grow with the rows, of the Tight node on n8n's engine and of a loop of `fetch`
 * that keeps the answers.
 *
 * @returns {Promise<{ lines: import('../compared.mjs').Compared[], points: Point[] }>}
 */
export async function growth({ sizes = SIZES } = {}) {
	const points = [];
	for (const rows of sizes) {
		say(`  ${rows} rows`);
		points.push(await point(rows));
	}
	const [first, last] = [points[0], points.at(-1)];
	const time = (way, goal) =>
		compared(
			{
				work: `${first.rows} → ${last.rows} rows, ${way === 'tight' ? 'Tight node' : 'loop of fetch'}: time for each`,
				beside: `${first.rows} rows`,
				unit: 'µs',
				ours: last.microseconds[way],
				theirs: first.microseconds[way],
			},
			goal,
		);
	const megabytes = (way) => last.peakBytes[way] / 1e6;
	return {
		points,
		lines: [
			time('tight', { most: 1.2 }),
			time('fetch'),
			compared(
				{
					work: `${last.rows} rows: most memory`,
					beside: 'loop of fetch',
					unit: 'MB',
					ours: megabytes('tight'),
					theirs: megabytes('fetch'),
				},
				{ most: 2 },
			),
		],
	};
}
