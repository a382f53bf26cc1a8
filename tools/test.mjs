/**
 * Runs the levels of tests in order, and stops at the first that fails.
 *
 *   node tools/test.mjs          build, lint, types, then unit, engine and package tests
 *   node tools/test.mjs --e2e    build, then the tests in a real n8n
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PROJECT_ROOT } from './paths.mjs';

const RESULTS = join(PROJECT_ROOT, 'test-results', 'jest.json');

const build = ['Build', 'npx', 'gulp', 'build'];

const levels = [
	build,
	['Lint', 'npx', 'n8n-node', 'lint'],
	['Types of the tests', 'npx', 'tsc', '-p', 'test'],
	[
		'Unit, engine and package tests',
		...['npx', 'jest', '--selectProjects', 'unit', 'engine', 'package'],
		...['--json', '--outputFile', RESULTS],
	],
];

const realLevels = [
	build,
	[
		'End-to-end tests',
		...[process.execPath, '--test', '--test-reporter=spec', 'test/e2e/index.mjs'],
	],
];

/** Jest prints its report to the error output and the JSON to a file, so nothing is lost here. */
function run([title, command, ...args]) {
	console.log(`\n▸ ${title}`);
	const started = Date.now();
	const { status } = spawnSync(command, args, {
		cwd: PROJECT_ROOT,
		stdio: ['ignore', args.includes('--json') ? 'ignore' : 'inherit', 'inherit'],
		env: { ...process.env, CI: 'true' },
		shell: process.platform === 'win32',
	});
	if (status !== 0) {
		console.error(`${title}: failed`);
		process.exit(status ?? 1);
	}
	console.log(`  ${((Date.now() - started) / 1000).toFixed(0)} s`);
}

if (process.argv.includes('--e2e')) {
	realLevels.forEach(run);
} else {
	mkdirSync(dirname(RESULTS), { recursive: true });
	levels.forEach(run);
	const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(RESULTS, 'utf8'));
	console.log(`\n${numPassedTests} passed, ${numFailedTests} failed`);
}
