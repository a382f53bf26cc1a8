import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { startSandbox } = require('../sandbox');
const { startMxSandbox } = require('../sandbox/mx');
const { startPlaidSandbox } = require('../sandbox/plaid');

const USER = 'user-bakery';
const OLD_DAYS = 140;
const DAY_MS = 86_400_000;

/** Gives MX's user what some checks look at: a row near midnight, and one of long ago. */
function prepare(mx) {
	const { accounts, transactions } = mx.holding(USER);
	const { guid, date } = transactions[7];
	mx.modify(guid, { updated_at: `${date}T23:30:00Z` });
	const longAgo = new Date(Date.now() - OLD_DAYS * DAY_MS).toISOString().slice(0, 10);
	mx.add(accounts[0].guid, { date: longAgo, description: 'Long ago' });
}

/**
 * Starts the local sandboxes.
 *
 * @param {object} [tightOptions] of the Tight sandbox
 */
export async function startLocal(tightOptions) {
	const plaid = await startPlaidSandbox();
	const mx = await startMxSandbox({ now: Date.now });
	const tight = await startSandbox({ itemAtPlaid: plaid.itemOf, ...tightOptions });
	prepare(mx);
	const { clientId, clientSecret } = tight;
	return {
		tight,
		plaid,
		mx,
		/** @type {import('./context.mjs').Services} */
		services: {
			tight: { url: tight.url, v5Url: tight.url, clientId, clientSecret, userId: USER },
			plaid: { url: plaid.url, clientId: plaid.clientId, secret: plaid.secret },
			mx: { url: mx.url, clientId: mx.clientId, apiKey: mx.apiKey },
		},
		/** Back to the beginning. */
		async reset() {
			tight.reset();
			await plaid.reset();
			mx.reset();
			prepare(mx);
		},
		close: () => Promise.all([tight, plaid, mx].map((each) => each.close())),
	};
}
