/**
 * Gives the Plaid Trigger signed calls, one after the other, with nothing of n8n around it. Says the
 * milliseconds that it takes for one, a median.
 */
import { createRequire } from 'node:module';
import { plaidKeys } from '../../../tools/n8n/sandboxCredentials.mjs';
import { median } from '../median.mjs';
import { signedCalls } from '../signedCalls.mjs';

const require = createRequire(import.meta.url);
const { startPlaidSandbox } = require('../../sandbox/plaid');
const { PlaidTrigger } = require('../../../dist/nodes/Plaid/PlaidTrigger.node.js');

const { calls, warmUp } = JSON.parse(process.argv[2]);

/** As n8n's helper, as far as the trigger uses it: it asks for Plaid's key, once. */
async function httpRequest({ method, url, headers, body }) {
	const answer = await fetch(url, { method, headers, body });
	return { statusCode: answer.status, headers: {}, body: await answer.text() };
}

/** What n8n gives to a trigger with a call. */
function contextOf({ body, headers }, keys) {
	const rawHeaders = Object.entries(headers).flat();
	const parameters = { registration: 'manual', events: ['*'] };
	return {
		getRequestObject: () => ({ headers, rawHeaders, rawBody: Buffer.from(body) }),
		getNodeParameter: (name, fallback) => parameters[name] ?? fallback,
		getNode: () => ({ name: 'Plaid', credentials: { tightPlaidApi: { id: 'plaid' } } }),
		getCredentials: async () => keys,
		getQueryData: () => ({}),
		helpers: { httpRequest },
		logger: console,
	};
}

const plaid = await startPlaidSandbox();
const trigger = new PlaidTrigger();

async function millisecondsFor(call) {
	const context = contextOf(call, plaidKeys(plaid));
	const started = performance.now();
	const { workflowData } = await trigger.webhook.call(context);
	if (!workflowData) throw new Error('A genuine call was refused');
	return performance.now() - started;
}

const milliseconds = [];
for (const call of await signedCalls(plaid, warmUp + calls)) {
	milliseconds.push(await millisecondsFor(call));
}
await plaid.close();
process.send(median(milliseconds.slice(warmUp)), () => process.disconnect());
