/**
 * Lets the services misbehave in every way that their sandboxes know, at every operation of the nodes
 * and in every error mode of n8n, then at random; and prints what was tried and what became of it.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../tools/paths.mjs';
import { readOptions, wholeNumber } from '../support/commandLine.mjs';
import { reportOf } from './report.mjs';

/** Where each file of tests leaves its figures: see figures.js. */
const FIGURES = join(PROJECT_ROOT, 'test-results', 'faults');
const WALKS = { full: 150, quick: 30 };
/** Of the seeds that are made up here. */
const MOST_SEED = 0x7fffffff;

const USAGE = `npm run test:faults                  a matrix for each service, and random walks
npm run test:faults -- --seed 7      takes the random walks of that seed again
npm run test:faults -- --walks 1000  more of them
npm run test:faults -- --quick       each misbehaviour at each operation once, and few walks

It ends with status 0 only if no law was broken.`;

const values = readOptions(USAGE, {
	seed: { type: 'string', default: String(Date.now() % MOST_SEED) },
	walks: { type: 'string' },
	quick: { type: 'boolean', default: false },
});
const seed = wholeNumber('seed', values.seed);
const walks = wholeNumber('walks', values.walks ?? (values.quick ? WALKS.quick : WALKS.full));
console.log(`Seed ${seed}, ${walks} random walks${values.quick ? ', quick' : ''}`);

rmSync(FIGURES, { recursive: true, force: true });
const started = Date.now();
const { status } = spawnSync(
	'npx',
	['jest', '--selectProjects', 'faults', '--reporters', 'default', '--maxWorkers', '2'],
	{
		cwd: PROJECT_ROOT,
		stdio: ['ignore', 'inherit', 'inherit'],
		env: {
			...process.env,
			CI: 'true',
			FAULTS_SEED: String(seed),
			FAULTS_WALKS: String(walks),
			FAULTS_QUICK: String(values.quick),
		},
		shell: process.platform === 'win32',
	},
);

const files = readdirSync(FIGURES).map((name) =>
	JSON.parse(readFileSync(join(FIGURES, name), 'utf8')),
);
console.log(reportOf(files));
const minutes = ((Date.now() - started) / 60_000).toFixed(1);
console.log(
	`${minutes} minutes. The same walks: npm run test:faults -- --seed ${seed} --walks ${walks}`,
);
process.exitCode = status ?? 1;
