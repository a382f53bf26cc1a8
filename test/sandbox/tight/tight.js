// @ts-check
'use strict';

const { CLIENT_ID, CLIENT_SECRET, Tokens } = require('./auth');
const { bankAccounts } = require('./bankAccounts');
const { bankTransactions } = require('./bankTransactions');
const { openBooks } = require('./books');
const { classSegments, customers, glAccounts, vendors } = require('./companyLists');
const { Faults } = require('./faults');
const { HabitKeeper } = require('./habits');
const { renderIntegration } = require('./integrations');
const { payments } = require('./payments');
const { RateLimiter } = require('./rateLimit');
const { allBrief } = require('./relations');
const { LIFETIME_SECONDS } = require('./v5/auth');
const { showAccounts } = require('./v5/plaidAccounts');
const { showItems } = require('./v5/plaidItems');
const { WEBHOOK_SECRET } = require('./webhooks');

/**
 * How a sandbox behaves as long as no fault is armed.
 *
 * @typedef {object} Settings
 * @property {number} latencyMs Waited before each request is handled
 * @property {import('./rateLimit').RateLimit} [rateLimit] None if not given
 * @property {number} tokenLifetimeSeconds
 * @property {'read' | 'write'} grantedScope The most that the client may be granted
 * @property {'add' | 'refuse'} duplicates What a known apiSourceId does to a new row
 * @property {boolean} journalBodies Whether the journal keeps request bodies
 * @property {import('./v5/plaidBook').FindItemAtPlaid} [itemAtPlaid] What Plaid knows of an access
 *   token; without it, the Item of any token is made up
 * @property {'object' | 'array'} v5ListShape Whether a list of v5 is bare
 * @property {'guide' | 'reference'} v5AccountNames `apiAccountType` or `apiType`
 * @property {string[]} newUsers Beside the two whose companies have a past
 * @property {() => number} now Milliseconds since the epoch
 */

/** @type {Settings} */
const DEFAULTS = {
	latencyMs: 0,
	rateLimit: undefined,
	tokenLifetimeSeconds: 3600,
	grantedScope: 'write',
	duplicates: 'add',
	journalBodies: true,
	itemAtPlaid: undefined,
	v5ListShape: 'object',
	v5AccountNames: 'guide',
	newUsers: [],
	now: Date.now,
};

const STORED = { bankAccounts, bankTransactions, payments };

/**
 * @param {import('./resource').Resource} resource
 * @param {import('./books').Book} book
 */
function renderAll(resource, book) {
	return resource
		.collection(book)
		.rows()
		.map((row) => resource.render(row, book, allBrief));
}

/** @param {import('./collection').Collection} collection */
function countAndSum(collection) {
	const rows = collection.rows();
	return { rows: rows.length, sumCents: rows.reduce((sum, row) => sum + row.amount, 0) };
}

/** The whole state of a local Tight, and what a test or a user may ask of it or do to it. */
class Tight {
	/** @param {Partial<Settings>} [options] */
	constructor(options = {}) {
		/** @type {Settings} */
		this.settings = { ...DEFAULTS, ...options };
		this.clientId = CLIENT_ID;
		this.clientSecret = CLIENT_SECRET;
		/** @type {import('./server').JournalEntry[]} */
		this.journal = [];
		this.faults = new Faults();
		const { now, tokenLifetimeSeconds, rateLimit } = this.settings;
		this.habits = new HabitKeeper(now);
		this.tokens = new Tokens({ now, lifetimeSeconds: tokenLifetimeSeconds });
		/** Tokens of v5 are no good for v6, nor the other way round (inferred). */
		this.v5Tokens = new Tokens({ now, lifetimeSeconds: LIFETIME_SECONDS });
		this.limiter = new RateLimiter(rateLimit, now);
		this.books = openBooks(this.settings);
	}

	/** The companies and their records in the shapes of the API, without transactions. */
	companies() {
		return Array.from(this.books.values(), (book) => ({
			id: book.companyId,
			userId: book.userId,
			name: book.name,
			bankAccounts: renderAll(bankAccounts, book),
			categories: book.categoryTree,
			glAccounts: renderAll(glAccounts, book),
			customers: renderAll(customers, book),
			vendors: renderAll(vendors, book),
			classSegments: renderAll(classSegments, book),
		}));
	}

	/**
	 * What a company has stored, in the shapes of the API; copies, each made when it is read.
	 *
	 * @param {string} userId
	 * @throws {Error} For a user that does not exist
	 */
	booksOf(userId) {
		const book = this.#book(userId);
		const { settings } = this;
		return {
			get bankTransactions() {
				return renderAll(bankTransactions, book);
			},
			get payments() {
				return renderAll(payments, book);
			},
			get bankAccounts() {
				return renderAll(bankAccounts, book);
			},
			get integrations() {
				return book.integrations.rows().map(renderIntegration);
			},
			get plaidItems() {
				return showItems(book);
			},
			get plaidAccounts() {
				return showAccounts(book, settings);
			},
		};
	}

	/** @param {string} userId */
	#book(userId) {
		const book = this.books.get(userId);
		if (!book) throw new Error(`No user "${userId}"; there are ${[...this.books.keys()]}`);
		return book;
	}

	/**
	 * Puts rows into a company's books, as an earlier save has left them; nothing is checked.
	 *
	 * @param {string} userId
	 * @param {keyof STORED} kind
	 * @param {Record<string, any>[]} rows In the shape of a save
	 * @returns {string[]} Their ids
	 * @throws {Error} For a user that does not exist
	 */
	store(userId, kind, rows) {
		const book = this.#book(userId);
		return rows.map((fields) => {
			const row = { ...fields };
			STORED[kind].complete?.(row);
			return book[kind].add(row).id;
		});
	}

	/** Counts and sums: requests by method and path, tokens, rows and cents by user. */
	summary() {
		/** @type {Record<string, number>} */
		const requests = {};
		for (const { method, path } of this.journal) {
			const key = `${method} ${path}`;
			requests[key] = (requests[key] ?? 0) + 1;
		}
		const users = Array.from(this.books.values(), (book) => [
			book.userId,
			{
				bankTransactions: countAndSum(book.bankTransactions),
				payments: countAndSum(book.payments),
			},
		]);
		return { requests, tokensMinted: this.tokens.minted, users: Object.fromEntries(users) };
	}

	/** All that must not come to light: keys, tokens given so far, access tokens of banks. */
	secrets() {
		const { clientId, clientSecret, tokens, v5Tokens } = this;
		return [
			clientSecret,
			Buffer.from(`${clientId}:${clientSecret}`).toString('base64'),
			WEBHOOK_SECRET,
			...[tokens, v5Tokens].flatMap((each) => [...each.grants.keys(), ...each.refreshTokens]),
			...[...this.books.values()].flatMap(({ integrations }) =>
				integrations.rows().map((row) => row.apiAccessToken),
			),
		].filter(Boolean);
	}

	/** All tokens given so far are expired from now on. */
	expireTokens() {
		this.tokens.expireAll();
		this.v5Tokens.expireAll();
	}

	/** Back to the seeded companies: nothing stored, no token known, journal, faults, habits empty. */
	reset() {
		this.books.clear();
		for (const [userId, book] of openBooks(this.settings)) this.books.set(userId, book);
		this.journal.length = 0;
		this.faults.clear();
		this.habits.reset();
		this.tokens.forgetAll();
		this.v5Tokens.forgetAll();
		this.limiter.reset();
	}
}

module.exports = { Tight, DEFAULTS };
