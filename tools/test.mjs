/**
 * Runs the levels of tests in order, and stops at the first that fails.
 *
 *   node tools/test.mjs          build, lint, types, then unit, engine and package tests
 *   node tools/test.mjs --e2e    build, then the tests in a real n8n
 *   node tools/test.mjs --compatibility [version …]
 *                                build, then those that any version of n8n must pass, in the given
 *                                ones or in all of tools/n8n/versions
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { N8N_VERSIONS, PROJECT_ROOT } from './paths.mjs';

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

const endToEnd = (title, file) => [
	title,
	...[process.execPath, '--test', '--test-reporter=spec', `test/e2e/${file}`],
];

const realLevels = [build, endToEnd('End-to-end tests', 'index.mjs')];

/** Jest prints its report to the error output and the JSON to a file, so nothing is lost here. */
function run([title, command, ...args], env = {}) {
	console.log(`\n▸ ${title}`);
	const started = Date.now();
	const { status } = spawnSync(command, args, {
		cwd: PROJECT_ROOT,
		stdio: ['ignore', args.includes('--json') ? 'ignore' : 'inherit', 'inherit'],
		env: { ...process.env, CI: 'true', ...env },
		shell: process.platform === 'win32',
	});
	if (status !== 0) {
		console.error(`${title}: failed`);
		process.exit(status ?? 1);
	}
	console.log(`  ${((Date.now() - started) / 1000).toFixed(0)} s`);
}

function testCompatibility(versions) {
	run(build);
	for (const version of versions) {
		const env = { REAL_N8N: version };
		run([`Install n8n ${version}`, process.execPath, 'tools/install.mjs', '--n8n'], env);
		run(endToEnd(`End-to-end tests in n8n ${version}`, 'compatibility.mjs'), env);
	}
}

const [kind, ...versions] = process.argv.slice(2);
if (kind === '--e2e') {
	for (const level of realLevels) run(level);
} else if (kind === '--compatibility') {
	testCompatibility(versions.length > 0 ? versions : readdirSync(N8N_VERSIONS));
} else {
	mkdirSync(dirname(RESULTS), { recursive: true });
	for (const level of levels) run(level);
	const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(RESULTS, 'utf8'));
	console.log(`\n${numPassedTests} passed, ${numFailedTests} failed`);
}
