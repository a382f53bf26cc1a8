// @ts-check
'use strict';

const { buildApp } = require('../app');
const { listen } = require('../listen');
const { DEFAULTS, Plaid } = require('./plaid');
const { sampleTransactions } = require('./samples');
const { plaidServer } = require('./server');
const { write } = require('./webhooks');

/**
 * @typedef {import('./item').Account} Account
 * @typedef {import('./item').ItemError} ItemError
 * @typedef {import('./transactions').Transaction} Transaction
 * @typedef {import('./deliveries').Delivery} Delivery
 * @typedef {import('./keys').Forgery} Forgery
 * @typedef {import('./faults').FaultOrder} FaultOrder
 */

/**
 * @typedef {Partial<import('./plaid').Settings> & { port?: number }} Options
 */

/**
 * An Item as a test makes it.
 *
 * @typedef {object} ItemOrder
 * @property {string | null} [webhook] None if not given
 * @property {string} [institution_id]
 * @property {string[]} [products] `transactions` if not given
 * @property {import('./item').AccountOrder[]} [accounts] A checking account and a credit card if
 *   not given
 * @property {string} [userId] Makes webhooks carry it as `user_id`
 * @property {boolean | 'initial'} [ready] Whether all transactions (true, if not given), those of
 *   the last 30 days ('initial') or none (false) can be synced
 * @property {Partial<Transaction>[] | number} [transactions] How many samples, or which ones
 */

const STATUS_OF = /** @type {const} */ ({
	false: 'NOT_READY',
	initial: 'INITIAL_UPDATE_COMPLETE',
	true: 'HISTORICAL_UPDATE_COMPLETE',
});

/**
 * Starts a local Plaid on 127.0.0.1.
 *
 * @param {Options} [options]
 * @throws {Error} For an option that does not exist, or a port that is taken
 */
async function startPlaidSandbox({ port = 0, ...settings } = {}) {
	for (const name of Object.keys(settings)) {
		if (!(name in DEFAULTS)) {
			const known = ['port', ...Object.keys(DEFAULTS)].join(', ');
			throw new Error(`The Plaid sandbox has no option "${name}"; it has ${known}`);
		}
	}
	const plaid = new Plaid(settings);
	await plaid.keys.rotate();
	const app = buildApp();
	app.register(plaidServer, { plaid });
	const url = await listen(app, port);
	return {
		url,
		clientId: plaid.clientId,
		secret: plaid.secret,
		/** One entry for each request that reached the server. */
		journal: plaid.journal,
		/** Every webhook that was sent, with its attempts. */
		deliveries: plaid.deliveries.list,

		/**
		 * @param {ItemOrder} [order]
		 * @returns {{ access_token: string, item_id: string, accounts: Account[] }}
		 */
		createItem({ ready = true, transactions = [], ...facts } = {}) {
			const updateStatus = STATUS_OF[/** @type {keyof STATUS_OF} */ (String(ready))];
			const item = plaid.addItem({ ...facts, updateStatus });
			item.add(
				typeof transactions === 'number'
					? sampleTransactions(item.accounts, transactions, { until: item.today })
					: transactions,
			);
			return { access_token: item.access_token, item_id: item.item_id, accounts: item.accounts };
		},
		/**
		 * Lets the first or the whole history become ready, and sends the webhooks that say so.
		 *
		 * @param {string} itemId
		 * @param {'initial' | 'historical'} [stage]
		 * @returns {Promise<Delivery[]>} When they were delivered or given up
		 */
		async makeReady(itemId, stage = 'historical') {
			const item = plaid.itemWithId(itemId);
			item.updateStatus = STATUS_OF[stage === 'initial' ? 'initial' : 'true'];
			if (!item.webhook) return [];
			const code = stage === 'initial' ? 'INITIAL_UPDATE' : 'HISTORICAL_UPDATE';
			const sent = await Promise.all([plaid.fire(item, code), plaid.announce(item)]);
			return sent.filter((delivery) => delivery !== undefined);
		},

		/**
		 * Changes of the books are silent; `fire` tells of them.
		 *
		 * @param {string} itemId
		 * @param {Partial<Transaction>[]} transactions What they do not say is filled in
		 */
		add: (itemId, transactions) => plaid.itemWithId(itemId).add(transactions),
		/**
		 * @param {string} itemId
		 * @param {string} transactionId
		 * @param {Partial<Transaction>} changes
		 */
		modify: (itemId, transactionId, changes) =>
			plaid.itemWithId(itemId).modify(transactionId, changes),
		/**
		 * @param {string} itemId
		 * @param {string} transactionId
		 */
		remove: (itemId, transactionId) => plaid.itemWithId(itemId).remove(transactionId),
		/**
		 * A pending transaction is posted: its id is removed, another one added.
		 *
		 * @param {string} itemId
		 * @param {string} pendingId
		 * @param {Partial<Transaction>} [changes]
		 */
		post: (itemId, pendingId, changes) => plaid.itemWithId(itemId).post(pendingId, changes),
		/**
		 * What the books of an Item say now, in the order in which the transactions appeared; copies.
		 *
		 * @param {string} itemId
		 */
		transactionsOf: (itemId) =>
			structuredClone([...plaid.itemWithId(itemId).history.current.values()]),
		sampleTransactions,

		/**
		 * @param {string} itemId
		 * @param {ItemError | null} error Null for a healthy Item
		 */
		setError(itemId, error) {
			plaid.itemWithId(itemId).error = error;
		},
		/**
		 * Lets the data change between two pages, so that the pagination must be begun again.
		 *
		 * @param {string} itemId
		 * @param {number} [times] How many paginations are disturbed, one after the other
		 */
		mutateDuringNextPagination(itemId, times = 1) {
			plaid.itemWithId(itemId).mutationsOrdered = times;
		},
		/** @param {FaultOrder} order */
		fail: (order) => plaid.faults.arm(order),
		clearFaults: () => plaid.faults.clear(),

		/**
		 * Sends a webhook of an Item to its URL.
		 *
		 * @param {string} itemId
		 * @param {string} code
		 * @param {{ type?: string, url?: string, body?: Record<string, unknown> }} [more] Another
		 *   type or URL; `body` is put over what Plaid would say
		 * @returns {Promise<Delivery>} When it was delivered or given up
		 * @throws {Error} For an Item without a webhook
		 */
		async fire(itemId, code, more) {
			return await plaid.fire(plaid.itemWithId(itemId), code, more);
		},
		/** Resolves when every webhook so far was delivered or given up. */
		settled: () => plaid.deliveries.settled(),
		/**
		 * The `Plaid-Verification` header of a body, genuine or forged.
		 *
		 * @param {string | Uint8Array | Record<string, unknown>} body An object is meant as Plaid
		 *   writes it, with two spaces
		 * @param {Forgery} [forgery]
		 */
		sign(body, forgery) {
			const isText = typeof body === 'string' || body instanceof Uint8Array;
			return plaid.keys.sign(isText ? body : write(body), forgery);
		},
		/** Signs with a new key from now on; the old one has expired. */
		rotateKey: () => plaid.keys.rotate(),
		/** The public key that signs now. */
		currentKey: () => ({ .../** @type {any} */ (plaid.keys.find(plaid.keys.currentId)) }),

		/**
		 * The Item of an access token as another service sees it, such as a Tight that it was linked
		 * to. Always what is so now.
		 *
		 * @param {string} accessToken
		 */
		itemOf(accessToken) {
			const item = plaid.findByToken(accessToken);
			if (!item) return undefined;
			return {
				item_id: item.item_id,
				institution_id: item.institution_id,
				institution_name: item.institution_name,
				accounts: item.accounts,
				error: item.error,
				initial_update_complete: item.isInitialUpdateComplete,
				historical_update_complete: item.isHistoricalUpdateComplete,
				remove() {
					item.isRemoved = true;
				},
			};
		},

		/** Every Item, also the removed ones. */
		items: () =>
			Array.from(plaid.items.values(), ({ item_id, access_token, webhook, isRemoved }) => ({
				item_id,
				access_token,
				webhook,
				isRemoved,
			})),
		/** Whether a public token can still be exchanged. @param {string} publicToken */
		isExchangeable: (publicToken) => plaid.publicTokens.has(publicToken),
		/** A public token of an Item, as Link gives one. @param {string} itemId */
		publicTokenOf: (itemId) => plaid.publicTokenFor(plaid.itemWithId(itemId)),
		/** All that must not come to light: the secret, and all tokens that are valid. */
		secrets: () => [plaid.secret, ...plaid.items.keys(), ...plaid.publicTokens.keys()],
		/** Back to a Plaid without Items, webhooks and faults; the keys that sign stay. */
		reset: () => plaid.reset(),
		async close() {
			await plaid.deliveries.clear();
			await app.close();
		},
	};
}

/** @typedef {Awaited<ReturnType<typeof startPlaidSandbox>>} PlaidSandbox */

module.exports = { startPlaidSandbox };
