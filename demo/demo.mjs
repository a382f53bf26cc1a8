/**
 * The package at work: sandboxes of Tight, Plaid and MX, and a real n8n with the packed package in
 * it. A bank's file is saved twice; then signed events of Plaid and events of MX start workflows
 * that bring what they announce into Tight.
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
import { sandboxCredentials } from '../tools/n8n/sandboxCredentials.mjs';
import { PROJECT_ROOT } from '../tools/paths.mjs';
import { expectedFrom } from './expected.mjs';
import { runMxChain } from './mxChain.mjs';
import { runPlaidChain, WEBHOOK_TIMEOUT_MS } from './plaidChain.mjs';
import {
	booksTable,
	chainDifferences,
	chainsTable,
	differences,
	failuresTable,
	runsTable,
} from './report.mjs';

const require = createRequire(import.meta.url);
const { startSandbox } = require('../test/sandbox');
const { startPlaidSandbox } = require('../test/sandbox/plaid');
const { startMxSandbox } = require('../test/sandbox/mx');

const FILE = join(PROJECT_ROOT, 'demo', 'bank-file.csv');

const exampleNamed = (name) =>
	JSON.parse(readFileSync(join(PROJECT_ROOT, 'workflows', `${name}.json`), 'utf8'));

/** The example workflow, reading the demo's file. */
function bankFileWorkflow() {
	const example = exampleNamed('bank-file-to-tight');
	const reader = example.nodes.find(({ name }) => name === 'Read Bank File');
	reader.parameters.fileSelector = FILE;
	return example;
}

const EXAMPLES = {
	bankFile: bankFileWorkflow(),
	plaid: exampleNamed('plaid-to-tight'),
	mx: exampleNamed('mx-to-tight'),
};

const requestsSoFar = ({ requests }) =>
	Object.values(requests).reduce((sum, count) => sum + count, 0);

const rowsSoFar = ({ users }) =>
	Object.values(users)
		.flatMap((books) => Object.values(books))
		.reduce((sum, { rows }) => sum + rows, 0);

/** Runs the workflow once and says what it did. */
async function runOnce(title, { server, sandbox }) {
	const before = sandbox.summary();
	const execution = await server.run(EXAMPLES.bankFile.id);
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

/** Activates an example and lets its service send events to it. */
async function runChain(run, example, trigger, { server, sandbox: tight, plaid, mx }) {
	const url = server.webhookUrl(example.nodes.find(({ name }) => name === trigger));
	await server.activate(example.id);
	await server.listening(url);
	return await run({ server, tight, plaid, mx, workflowId: example.id, url });
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
			title: 'Start the sandboxes of Tight, Plaid and MX',
			task: async (demo) => {
				demo.plaid = await startPlaidSandbox({ webhookTimeoutMs: WEBHOOK_TIMEOUT_MS });
				demo.mx = await startMxSandbox();
				demo.sandbox = await startSandbox({ itemAtPlaid: demo.plaid.itemOf });
			},
		},
		{
			title: 'Start n8n with the packed package (about a minute)',
			task: async (demo) => {
				demo.n8n = await createN8n({
					tarball: packPackage(),
					env: { N8N_RESTRICT_FILE_ACCESS_TO: join(PROJECT_ROOT, 'demo') },
				});
				const { sandbox: tight, plaid, mx } = demo;
				await demo.n8n.importCredentials(sandboxCredentials({ tight, plaid, mx }));
				await demo.n8n.importWorkflows(Object.values(EXAMPLES));
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
				demo.books = demo.sandbox.summary().users;
			},
		},
		{
			title: 'Plaid tells of transactions, in signed, repeated, late and forged calls',
			task: async (demo) => {
				demo.chains = {
					Plaid: await runChain(runPlaidChain, EXAMPLES.plaid, 'Plaid Trigger', demo),
				};
			},
		},
		{
			title: 'MX tells of aggregations, in repeated and forged calls',
			task: async (demo) => {
				demo.chains.MX = await runChain(runMxChain, EXAMPLES.mx, 'MX Trigger', demo);
			},
		},
	],
	{ ctx: {}, fallbackRendererCondition: () => !process.stdout.isTTY },
);

function report({ runs, books, chains }) {
	const expected = expectedFrom(readFileSync(FILE, 'utf8'));
	const problems = [...differences(expected, runs, books), ...chainDifferences(chains)];
	console.log(`\n${runsTable(runs)}\n\nFailed rows\n${failuresTable(runs[0].failed)}`);
	console.log(`\nThe books in Tight after the bank file\n${booksTable(books)}`);
	console.log(`\nThe chains of Plaid and MX, their books beside Tight's\n${chainsTable(chains)}\n`);
	for (const problem of problems) console.error(`Not as it should be: ${problem}`);
	return problems.length === 0;
}

async function end({ n8n, sandbox, plaid, mx }, status) {
	await n8n?.remove();
	await Promise.all([sandbox, plaid, mx].map((each) => each?.close()));
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

const { server, sandbox } = steps.ctx;
console.log(`
The editor: ${server.url}/workflow/${EXAMPLES.bankFile.id}
  log in as ${server.email} with the password ${server.password}
The sandbox's books: ${sandbox.url}/_sandbox/summary
The rows that failed: in the tab Executions of this workflow, in the node Rows to Repair.
Press Ctrl+C to end all of it.`);
process.on('SIGINT', () => end(steps.ctx, 0));
process.on('SIGTERM', () => end(steps.ctx, 0));
