/**
 * The package at work: a sandbox of Tight, a real n8n with the packed package in it, and a bank's
 * file that a workflow saves, twice.
 *
 *   npm run demo              leaves the editor open
 *   npm run demo -- --exit    ends with status 0 only if every figure is as it should be
 */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Listr } from 'listr2';
import { createN8n, packPackage } from '../tools/n8n.mjs';
import { PROJECT_ROOT } from '../tools/paths.mjs';
import { expectedFrom } from './expected.mjs';
import { booksTable, differences, failuresTable, runsTable } from './report.mjs';

const { startSandbox } = createRequire(import.meta.url)('../test/sandbox');

const FILE = join(PROJECT_ROOT, 'demo', 'bank-file.csv');
const WORKFLOW = join(PROJECT_ROOT, 'workflows', 'bank-file-to-tight.json');

/** The example workflow, reading the demo's file. */
function workflow() {
	const example = JSON.parse(readFileSync(WORKFLOW, 'utf8'));
	const reader = example.nodes.find(({ name }) => name === 'Read Bank File');
	reader.parameters.fileSelector = FILE;
	return example;
}

function credential({ url, clientId, clientSecret }) {
	return {
		id: 'tightSandbox0001',
		name: 'Tight',
		type: 'tightApi',
		data: {
			environment: 'custom',
			baseUrl: url,
			authentication: 'clientCredentials',
			clientId,
			clientSecret,
			userId: '',
			scope: 'write',
			accessToken: '',
			sessionToken: '',
		},
	};
}

const requestsSoFar = ({ requests }) =>
	Object.values(requests).reduce((sum, count) => sum + count, 0);

const rowsSoFar = ({ users }) =>
	Object.values(users)
		.flatMap((books) => Object.values(books))
		.reduce((sum, { rows }) => sum + rows, 0);

/** Runs the workflow once and says what it did. */
async function runOnce(title, { server, sandbox, workflowId }) {
	const before = sandbox.summary();
	const execution = await server.run(workflowId);
	if (execution.status !== 'success')
		throw new Error(`The workflow failed: ${execution.error?.message}`);
	const after = sandbox.summary();
	return {
		title,
		rows: execution.items('Rows').length,
		saved: execution.items('Saved Rows'),
		failed: execution.items('Rows to Repair').map(({ json }) => json),
		added: rowsSoFar(after) - rowsSoFar(before),
		requests: requestsSoFar(after) - requestsSoFar(before),
	};
}

const steps = new Listr(
	[
		{
			title: 'Build the package',
			task: () =>
				promisify(execFile)('npm', ['run', 'build', '--silent'], {
					cwd: PROJECT_ROOT,
					shell: process.platform === 'win32',
				}),
		},
		{
			title: 'Start the sandbox of Tight',
			task: async (demo) => {
				demo.sandbox = await startSandbox();
			},
		},
		{
			title: 'Start n8n with the packed package (about a minute)',
			task: async (demo) => {
				demo.n8n = await createN8n({
					tarball: packPackage(),
					env: { N8N_RESTRICT_FILE_ACCESS_TO: join(PROJECT_ROOT, 'demo') },
				});
				await demo.n8n.importCredentials([credential(demo.sandbox)]);
				[demo.workflowId] = await demo.n8n.importWorkflows([workflow()]);
				demo.server = await demo.n8n.start();
			},
		},
		{
			title: 'Save the bank file',
			task: async (demo) => {
				demo.runs = [await runOnce('first run', demo)];
			},
		},
		{
			title: 'Save the same file again',
			task: async (demo) => {
				demo.runs.push(await runOnce('second run', demo));
			},
		},
	],
	{ ctx: {}, fallbackRendererCondition: () => !process.stdout.isTTY },
);

function report({ runs, sandbox }) {
	const { users } = sandbox.summary();
	const expected = expectedFrom(readFileSync(FILE, 'utf8'));
	const problems = differences(expected, runs, users);
	console.log(`\n${runsTable(runs)}\n\nFailed rows\n${failuresTable(runs[0].failed)}`);
	console.log(`\nThe books in Tight\n${booksTable(users)}\n`);
	for (const problem of problems) console.error(`Not as it should be: ${problem}`);
	return problems.length === 0;
}

async function end({ n8n, sandbox }, status) {
	await n8n?.remove();
	await sandbox?.close();
	process.exit(status);
}

let isRight = false;
try {
	await steps.run();
	isRight = report(steps.ctx);
	if (isRight) console.log('Every figure is as it should be.');
} catch (error) {
	console.error(error.message);
	await end(steps.ctx, 1);
}
if (process.argv.includes('--exit')) await end(steps.ctx, isRight ? 0 : 1);

const { server, workflowId, sandbox } = steps.ctx;
console.log(`
The editor: ${server.url}/workflow/${workflowId}
  log in as ${server.email} with the password ${server.password}
The sandbox's books: ${sandbox.url}/_sandbox/summary
Press Ctrl+C to end both.`);
process.on('SIGINT', () => end(steps.ctx, 0));
process.on('SIGTERM', () => end(steps.ctx, 0));
