/**
 * n8n in queue mode as a larger user runs it: deliveries of Plaid and MX while a worker is killed and
 * Redis is restarted, and then the books of all users beside their sources.
 */
import { readOptions, wholeNumber } from '../support/commandLine.mjs';
import { figuresTable, problemsOf } from './report.mjs';
import { run } from './run.mjs';

const USAGE = `npm run test:queue                       10,000 deliveries
npm run test:queue -- --deliveries 500   fewer
npm run test:queue -- --seed 7           other happenings than in the last run
npm run test:queue -- --json             the figures as JSON

It ends with status 0 only if every figure is as it should be.`;

const values = readOptions(USAGE, {
	deliveries: { type: 'string', default: '10000' },
	seed: { type: 'string', default: '1' },
	json: { type: 'boolean', default: false },
});
const options = {
	count: wholeNumber('deliveries', values.deliveries),
	seed: wholeNumber('seed', values.seed),
};
const begun = Date.now();
const say = (line) => {
	process.stderr.write(
		`${String(Math.round((Date.now() - begun) / 1000)).padStart(5)} s  ${line}\n`,
	);
};

const remains = [];
let isEnding = false;

/** Ends and removes all that was started, whatever has happened. */
async function end(status) {
	if (isEnding) return;
	isEnding = true;
	for (const what of remains.reverse()) {
		await what.remove().catch((error) => console.error(error.message));
	}
	process.exit(status);
}
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => end(130));

async function fail(error) {
	console.error(error);
	await end(1);
}
for (const event of ['uncaughtException', 'unhandledRejection']) process.on(event, fail);

try {
	const figures = await run({ ...options, say, toRemove: (what) => remains.push(what) });
	const problems = problemsOf(figures);
	console.log(
		values.json ? JSON.stringify({ ...figures, problems }, null, 2) : figuresTable(figures),
	);
	for (const problem of problems) console.error(`Not as it should be: ${problem}`);
	if (problems.length === 0) say('Every figure is as it should be.');
	await end(problems.length === 0 ? 0 : 1);
} catch (error) {
	await fail(error);
}
