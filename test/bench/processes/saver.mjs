/**
 * Saves rows by the Tight node, by a loop of `fetch`, or by both in turn, so that whatever else the
 * machine does meanwhile hits them alike. Says what it took.
 *
 * @typedef {object} Job
 * @property {{ url: string, clientId: string, clientSecret: string }} keys of the sandbox
 * @property {string} engine the compiled engine
 * @property {Array<'tight' | 'fetch'>} ways
 * @property {number} rows
 * @property {number} runs
 * @property {number} [warmUp] rows saved before anything is measured, so that it runs compiled
 *
 * @typedef {object} Taken
 * @property {Record<string, number[]>} seconds of each run, by way
 * @property {Record<string, number[]>} cpuSeconds the processor's part in them
 * @property {number} peakBytes the most memory that the process had
 */
import { bankRows } from '../bankRows.mjs';
import { saveByFetch } from '../fetchLoop.mjs';

/** @type {Job} */
const { keys, engine, ways, rows, runs, warmUp = 0 } = JSON.parse(process.argv[2]);

/** The loop's process does not load n8n's engine, which would count as its memory. */
async function saverOf(way) {
	if (way === 'fetch') return saveByFetch;
	const { tightNode } = await import('../tightNode.mjs');
	return tightNode(engine);
}

async function measured(save) {
	const input = bankRows(rows);
	const before = process.cpuUsage();
	const started = performance.now();
	const saved = await save(keys, input);
	const seconds = (performance.now() - started) / 1000;
	const { user, system } = process.cpuUsage(before);
	const isComplete =
		saved.length === rows && saved.every((row, at) => row.amount === input[at].amount);
	if (!isComplete) throw new Error(`${saved.length} rows came back, or others than were sent`);
	return { seconds, cpuSeconds: (user + system) / 1e6 };
}

const savers = new Map();
for (const way of ways) savers.set(way, await saverOf(way));
for (const save of savers.values()) if (warmUp > 0) await save(keys, bankRows(warmUp));

const seconds = Object.fromEntries(ways.map((way) => [way, []]));
const cpuSeconds = Object.fromEntries(ways.map((way) => [way, []]));
for (let run = 0; run < runs; run++) {
	for (const [way, save] of savers) {
		const taken = await measured(save);
		seconds[way].push(taken.seconds);
		cpuSeconds[way].push(taken.cpuSeconds);
	}
}
const peakBytes = process.resourceUsage().maxRSS * 1024;
process.send({ seconds, cpuSeconds, peakBytes }, () => process.disconnect());
