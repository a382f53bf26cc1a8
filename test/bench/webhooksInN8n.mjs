import { createRequire } from 'node:module';
import { createN8n, packPackage } from '../../tools/n8n.mjs';
import { plaidKeys } from '../../tools/n8n/sandboxCredentials.mjs';
import { chain, node } from '../e2e/support/workflow.mjs';
import { median } from './median.mjs';

const { startPlaidSandbox } = createRequire(import.meta.url)('../sandbox/plaid');

const AT_ONCE = 16;
const PATH = 'bench';
const WEBHOOK_ID = 'a4f3b3c0-7d2e-4a63-9a57-6f2c1e1f0001';
const SETTINGS = { saveDataSuccessExecution: 'none' };

const TRIGGERS = {
	plaidTrigger: (credentials) =>
		node(
			'Trigger',
			'n8n-nodes-tight.plaidTrigger',
			{ registration: 'manual', events: ['*'], options: {} },
			{ credentials, webhookId: WEBHOOK_ID },
		),
	webhook: () =>
		node(
			'Trigger',
			'n8n-nodes-base.webhook',
			{ httpMethod: 'POST', path: PATH, responseMode: 'onReceived', options: {} },
			{ webhookId: 'a4f3b3c0-7d2e-4a63-9a57-6f2c1e1f0002' },
		),
};

/** Calls signed as Plaid's, each with a body of its own. */
async function signedCalls(plaid, count) {
	return await Promise.all(
		Array.from({ length: count }, async (_, call) => {
			const event = {
				webhook_type: 'TRANSACTIONS',
				webhook_code: 'SYNC_UPDATES_AVAILABLE',
				item_id: `item-${call}`,
				initial_update_complete: true,
				historical_update_complete: true,
				environment: 'sandbox',
			};
			const body = JSON.stringify(event, null, 2);
			return { body, proof: await plaid.sign(body) };
		}),
	);
}

async function secondsFor(url, calls) {
	const left = [...calls];
	const send = async () => {
		for (let call = left.pop(); call; call = left.pop()) {
			const { body, proof } = call;
			const headers = { 'content-type': 'application/json', 'plaid-verification': proof };
			const answer = await fetch(url, { method: 'POST', headers, body });
			if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
			await answer.arrayBuffer();
		}
	};
	const started = performance.now();
	await Promise.all(Array.from({ length: AT_ONCE }, send));
	return (performance.now() - started) / 1000;
}

/**
 * Calls per second that a real n8n takes: by the Plaid Trigger, which verifies each, and by n8n's
 * own Webhook node, which verifies nothing. Each call starts an execution.
 *
 * @returns {Promise<{ calls: number, plaidTrigger: number, webhook: number }>} medians
 */
export async function webhooksInN8n({ calls = 150, runs = 3 } = {}) {
	const plaid = await startPlaidSandbox();
	const n8n = await createN8n({ tarball: packPackage() });
	try {
		const credential = { id: 'plaid', name: 'Plaid', type: 'tightPlaidApi' };
		await n8n.importCredentials([{ ...credential, data: plaidKeys(plaid) }]);
		const credentials = { tightPlaidApi: { id: credential.id, name: credential.name } };
		await n8n.importWorkflows(
			Object.entries(TRIGGERS).map(([id, trigger]) => {
				const nodes = [trigger(credentials), node('Done', 'n8n-nodes-base.noOp')];
				const { settings, ...rest } = chain(id, nodes);
				return { id, ...rest, settings: { ...settings, ...SETTINGS } };
			}),
		);
		const server = await n8n.start();
		const places = {
			plaidTrigger: server.webhookUrl({ webhookId: WEBHOOK_ID }),
			webhook: `${server.url}/webhook/${PATH}`,
		};
		const seconds = { plaidTrigger: [], webhook: [] };
		for (const [id, url] of Object.entries(places)) {
			await server.activate(id);
			await server.listening(url);
			// The first calls load and compile what the later ones use.
			await secondsFor(url, await signedCalls(plaid, AT_ONCE));
		}
		for (let run = 0; run < runs; run++) {
			for (const [id, url] of Object.entries(places)) {
				seconds[id].push(await secondsFor(url, await signedCalls(plaid, calls)));
			}
		}
		const perSecond = (id) => calls / median(seconds[id]);
		return { calls, plaidTrigger: perSecond('plaidTrigger'), webhook: perSecond('webhook') };
	} finally {
		await n8n.remove();
		await plaid.close();
	}
}
