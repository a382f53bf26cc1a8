import { createN8n, packPackage } from '../../../tools/n8n.mjs';
import { tightKeys } from '../../../tools/n8n/sandboxCredentials.mjs';
import { chain, node, rowsMade, start } from '../../e2e/support/workflow.mjs';
import { bankRows, PATH, USER } from '../bankRows.mjs';
import { saveByFetch } from '../fetchLoop.mjs';
import { compared } from '../compared.mjs';
import { median } from '../median.mjs';
import { say } from '../progress.mjs';
import { startSandbox, storing } from '../sandbox.mjs';

/** Ten thousand requests, one after the other. */
const TIMEOUT_MS = 900_000;

const SAVES = {
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

/** Runs a workflow. @returns {Promise<number>} the seconds of its saving node alone */
async function secondsInN8n(server, workflowId) {
	const { status, error, runData } = await server.run(workflowId, { timeoutMs: TIMEOUT_MS });
	if (status !== 'success') throw new Error(`${workflowId}: ${status}, ${error?.message}`);
	return runData.Save[0].executionTime / 1000;
}

async function secondsOfLoop(keys, rows) {
	const started = performance.now();
	await saveByFetch(keys, bankRows(rows));
	return (performance.now() - started) / 1000;
}

/**
 * Rows saved in a real n8n by the Tight node and by n8n's own HTTP Request node, which makes one
 * request for each row, and by a loop of `fetch` outside of n8n.
 */
export async function savesInN8n({ rows = 10_000, latencyMs = 20, runs = 3 } = {}) {
	const sandbox = await startSandbox({ latencyMs });
	const n8n = await createN8n({ tarball: packPackage(), env: { N8N_RUNNERS_TASK_TIMEOUT: '600' } });
	try {
		const credential = { id: 'tight', name: 'Tight', type: 'tightApi' };
		const data = tightKeys(sandbox.keys, { userId: USER });
		await n8n.importCredentials([{ ...credential, data }]);
		const credentials = { tightApi: { id: credential.id, name: credential.name } };
		// The workflow makes its rows by itself.
		const made = rowsMade(`(${bankRows})(${rows})`);
		await n8n.importWorkflows(
			Object.entries(SAVES).map(([id, save]) => ({
				id,
				...chain(id, [start(), made, save(credentials, sandbox.keys.url)]),
			})),
		);
		const server = await n8n.start();
		const ways = {
			tight: () => secondsInN8n(server, 'tight'),
			httpRequest: () => secondsInN8n(server, 'httpRequest'),
			fetch: () => secondsOfLoop(sandbox.keys, rows),
		};
		const requests = {};
		const seconds = { tight: [], httpRequest: [], fetch: [] };
		for (let run = 0; run < runs; run++) {
			for (const [way, save] of Object.entries(ways)) {
				requests[way] = await storing(sandbox, rows, async () => {
					seconds[way].push(await save());
				});
				say(`  ${way}: ${seconds[way].at(-1).toFixed(1)} s`);
			}
		}
		const work = `${rows} rows saved in n8n, answers after ${latencyMs} ms`;
		const beside = { httpRequest: 'HTTP Request node', fetch: 'loop of fetch' };
		const time = (way, goal) => {
			const figures = { ours: median(seconds.tight), theirs: median(seconds[way]), unit: 's' };
			return compared({ work: `${work}: time`, beside: beside[way], ...figures }, goal);
		};
		const counts = { ours: requests.tight, theirs: requests.httpRequest, unit: 'requests' };
		return [
			compared(
				{ work: `${work}: requests`, beside: beside.httpRequest, ...counts },
				{ most: 0.01 },
			),
			time('httpRequest', { most: 0.1 }),
			time('fetch'),
		];
	} finally {
		await n8n.remove();
		await sandbox.close();
	}
}
