import { createRequire } from 'node:module';
import { createN8n, packPackage } from '../../tools/n8n.mjs';
import { tightKeys } from '../../tools/n8n/sandboxCredentials.mjs';
import { chain, node, rowsMade, start } from '../e2e/support/workflow.mjs';
import { median } from './median.mjs';

const { startSandbox } = createRequire(import.meta.url)('../sandbox');

const PATH = '/v6/banks/transactions';
const USER = 'user-bakery';
const BANK_ACCOUNT = 'bka_7542850';

/** Rows as a bank's export has them, made by the workflow itself. */
const ROWS = (count) => `Array.from({ length: ${count} }, (_, row) => ({
	date: '2025-06-11',
	amount: -100 - row,
	description: 'Row ' + row,
	apiName: 'CSV_IMPORT',
	bankAccountId: '${BANK_ACCOUNT}',
}))`;

const WAYS = {
	tight: (credentials) =>
		node(
			'Save',
			'n8n-nodes-tight.tight',
			{ resource: 'bankTransaction', operation: 'create', mappingMode: 'autoMapInputData' },
			{ credentials },
		),
	httpRequest: (credentials, url) =>
		node(
			'Save',
			'n8n-nodes-base.httpRequest',
			{
				method: 'POST',
				url: `${url}${PATH}`,
				authentication: 'predefinedCredentialType',
				nodeCredentialType: 'tightApi',
				sendBody: true,
				specifyBody: 'json',
				jsonBody: '={{ JSON.stringify({ data: [$json] }) }}',
				options: {},
			},
			{ credentials },
		),
};

/**
 * Rows saved in a real n8n, by the Tight node and by n8n's own HTTP Request node with one request
 * for each row, against a server that answers after so many milliseconds.
 *
 * @returns {Promise<{ rows: number, latencyMs: number } & Record<'tight' | 'httpRequest',
 *   { requests: number, seconds: number }>>} `seconds`: the saving node's own time, a median
 */
export async function savesInN8n({ rows = 10_000, latencyMs = 20, runs = 3 } = {}) {
	const sandbox = await startSandbox({ latencyMs, journalBodies: false });
	const n8n = await createN8n({ tarball: packPackage(), env: { N8N_RUNNERS_TASK_TIMEOUT: '600' } });
	try {
		const credential = { id: 'tight', name: 'Tight', type: 'tightApi' };
		await n8n.importCredentials([{ ...credential, data: tightKeys(sandbox, { userId: USER }) }]);
		const credentials = { tightApi: { id: credential.id, name: credential.name } };
		const workflows = Object.entries(WAYS).map(([way, save]) => ({
			id: way,
			...chain(way, [start(), rowsMade(ROWS(rows)), save(credentials, sandbox.url)]),
		}));
		await n8n.importWorkflows(workflows);
		const server = await n8n.start();
		const results = {};
		for (const way of Object.keys(WAYS)) {
			const measured = [];
			for (let run = 0; run < runs; run++)
				measured.push(await saveOnce(server, sandbox, way, rows));
			results[way] = {
				requests: measured[0].requests,
				seconds: median(measured.map(({ seconds }) => seconds)),
			};
		}
		return { rows, latencyMs, ...results };
	} finally {
		await n8n.remove();
		await sandbox.close();
	}
}

async function saveOnce(server, sandbox, workflowId, rows) {
	sandbox.reset();
	const execution = await server.run(workflowId);
	const stored = sandbox.books(USER).bankTransactions.length;
	if (execution.status !== 'success' || stored !== rows) {
		throw new Error(`${workflowId}: ${stored} rows stored; ${execution.error?.message}`);
	}
	const [{ executionTime }] = execution.runData.Save;
	const requests = sandbox.journal.filter(({ path }) => path === PATH).length;
	return { requests, seconds: executionTime / 1000 };
}
