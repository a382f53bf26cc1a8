// @ts-check
'use strict';

const { Deliveries } = require('./deliveries');
const { PlaidError, invalidInput } = require('./errors');
const { Faults } = require('./faults');
const { Item } = require('./item');
const { Keys } = require('./keys');
const { sampleTransactions } = require('./samples');
const { eventBody, typeOf, write } = require('./webhooks');

/**
 * How a sandbox behaves as long as no fault is armed.
 *
 * @typedef {object} Settings
 * @property {number} webhookTimeoutMs How long a webhook waits for its answer
 * @property {number[]} retryDelaysMs Waits before the second and each further attempt; Plaid's
 *   own are 30 s, 2 min, 8 min, … in a day
 * @property {number} retryAfterSecondMs How long one second of a `Retry-After` lasts
 * @property {number} linkedTransactions How many transactions an Item has that is linked over HTTP
 * @property {() => number} now Milliseconds since the epoch
 */

/** @type {Settings} */
const DEFAULTS = {
	webhookTimeoutMs: 10_000,
	retryDelaysMs: [30, 120, 480, 1920, 7680, 30_720],
	retryAfterSecondMs: 1,
	linkedTransactions: 24,
	now: Date.now,
};

const CLIENT_ID = 'sandbox-plaid-client-id';
const SECRET = 'sandbox-plaid-secret-not-real';

/** The whole state of a local Plaid. */
class Plaid {
	/** @param {Partial<Settings>} [options] */
	constructor(options = {}) {
		/** @type {Settings} */
		this.settings = { ...DEFAULTS, ...options };
		this.clientId = CLIENT_ID;
		this.secret = SECRET;
		/** @type {import('./server').JournalEntry[]} */
		this.journal = [];
		this.faults = new Faults();
		this.keys = new Keys(this.settings.now);
		this.deliveries = new Deliveries(this.settings, (text) => this.keys.sign(text));
		/** @type {Map<string, Item>} By access token */
		this.items = new Map();
		/** @type {Map<string, Item>} By public token, until it is exchanged */
		this.publicTokens = new Map();
	}

	/** @param {ConstructorParameters<typeof Item>[0]} facts */
	addItem(facts) {
		const item = new Item(facts, this.settings.now);
		this.items.set(item.access_token, item);
		return item;
	}

	/**
	 * Links an Item as a user would: it comes with the accounts and the transactions of a test user.
	 *
	 * @param {ConstructorParameters<typeof Item>[0]} facts
	 */
	linkItem(facts) {
		const item = this.addItem(facts);
		item.add(
			sampleTransactions(item.accounts, this.settings.linkedTransactions, { until: item.today }),
		);
		return item;
	}

	/** @param {Item} item */
	publicTokenFor(item) {
		const token = `public-sandbox-${crypto.randomUUID()}`;
		this.publicTokens.set(token, item);
		return token;
	}

	/** @param {string} publicToken Good for one exchange */
	exchange(publicToken) {
		const item = this.publicTokens.get(publicToken);
		if (!item) throw invalidInput('INVALID_PUBLIC_TOKEN', 'could not find matching public token');
		this.publicTokens.delete(publicToken);
		return item;
	}

	/** @param {unknown} accessToken */
	findByToken(accessToken) {
		const item = this.items.get(/** @type {string} */ (accessToken));
		return item?.isRemoved ? undefined : item;
	}

	/**
	 * The Item that a call means.
	 *
	 * @param {unknown} accessToken
	 */
	itemOfToken(accessToken) {
		const item = this.items.get(/** @type {string} */ (accessToken));
		if (item?.isRemoved) {
			throw new PlaidError(
				'ITEM_ERROR',
				'ITEM_NOT_FOUND',
				'The Item you requested cannot be found. This Item does not exist, has been previously ' +
					'removed via /item/remove, or has had access removed by the user.',
			);
		}
		if (item) return item;
		if (/^access-(?!sandbox-)\w+-/.test(String(accessToken))) {
			throw invalidInput(
				'INVALID_ACCESS_TOKEN',
				'provided access token is for the wrong Plaid environment. expected "sandbox"',
			);
		}
		throw invalidInput('INVALID_ACCESS_TOKEN', 'could not find matching access token');
	}

	/**
	 * The Item that a test means.
	 *
	 * @param {string} itemId
	 * @throws {Error} For an Item that does not exist
	 */
	itemWithId(itemId) {
		for (const item of this.items.values()) if (item.item_id === itemId) return item;
		throw new Error(`There is no Item "${itemId}"`);
	}

	/**
	 * Sends a webhook of an Item.
	 *
	 * @param {Item} item
	 * @param {string} code
	 * @param {{ type?: string, url?: string, body?: Record<string, unknown> }} [more] `body` is put
	 *   over what Plaid would say
	 * @returns {Promise<import('./deliveries').Delivery>} When it was delivered or given up
	 */
	fire(item, code, { type = typeOf(code), url = item.webhook, body } = {}) {
		if (!url) throw new Error(`The Item "${item.item_id}" has no webhook`);
		item.lastWebhook = { sent_at: new Date(this.settings.now()).toISOString(), code_sent: code };
		const content = { ...eventBody(item, type, code), ...body };
		return this.deliveries.send(url, { body: content, text: write(content) });
	}

	/**
	 * Tells that there are changes, if the Item has a webhook and was synced before (stated).
	 *
	 * @param {Item} item
	 */
	announce(item) {
		if (!item.webhook || !item.wasSynced) return undefined;
		return this.fire(item, 'SYNC_UPDATES_AVAILABLE');
	}

	/** Back to a Plaid without Items; the keys that sign stay. */
	async reset() {
		this.items.clear();
		this.publicTokens.clear();
		this.journal.length = 0;
		this.faults.clear();
		await this.deliveries.clear();
	}
}

module.exports = { Plaid, DEFAULTS };
