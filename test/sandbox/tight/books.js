// @ts-check
'use strict';

const { Collection } = require('./collection');
const { newCompany, seedCompanies } = require('./seedCompanies');
const { PlaidBook, plaidIdFor } = require('./v5/plaidBook');

/** When the banks were linked that a company begins with. */
const SEEDS_LINKED_AT = Date.UTC(2025, 0, 1);

/**
 * A class segment with its way up to the root, so that a nested choice can be shown as the chain
 * of the documents (`Mid Atlantic` with child `Washington DC`).
 *
 * @typedef {object} Segment
 * @property {string} id
 * @property {{ id: string, name: string, requiredness: string }} label
 * @property {string} name
 * @property {Segment} [parent]
 */

/** Everything that one company has stored. */
class Book {
	/**
	 * @param {import('./seedCompanies').Seed} seed
	 * @param {{ now: () => number, nextSequence: () => number, refuseDuplicates: boolean,
	 *   itemAtPlaid?: import('./v5/plaidBook').FindItemAtPlaid }} settings
	 */
	constructor(seed, settings) {
		this.userId = seed.userId;
		this.companyId = seed.companyId;
		this.name = seed.name;
		this.refuseDuplicates = settings.refuseDuplicates;

		/** @type {(prefix: string, firstNumber: number, rows: any[]) => Collection} */
		const collect = (prefix, firstNumber, rows) => {
			const collection = new Collection(this, { prefix, firstNumber }, settings);
			for (const row of rows) collection.add(row);
			return collection;
		};
		const first = seed.firstNumbers;
		this.integrations = collect('int_', first.integrations, seed.integrations);
		this.bankAccounts = collect('bka_', first.bankAccounts, seed.bankAccounts);
		this.bankTransactions = collect('btxn_', first.bankTransactions, []);
		this.payments = collect('pmt_', first.payments, []);
		this.glAccounts = collect('gla_', 0, seed.glAccounts);
		this.customers = collect('cus_', 0, seed.customers);
		this.vendors = collect('vnd_', 0, seed.vendors);
		this.segmentRoots = collect('cls_', 0, seed.classSegments);

		this.categoryTree = seed.categories;
		/** @type {Map<string, Record<string, any>>} */
		this.categories = new Map();
		for (const category of Object.values(seed.categories).flat()) {
			for (const each of [category, ...category.children]) this.categories.set(each.id, each);
		}
		/** @type {Map<string, Segment>} */
		this.classSegments = new Map();
		for (const root of seed.classSegments) this.indexSegment(root);

		/** @type {Map<string, string>} Bank transaction id to the payment matched to it */
		this.paymentOf = new Map();
		/** @type {Map<string, string>} A provider's account id to the bank account made for it */
		this.importedAccounts = new Map();
		this.nextChildNumber = first.children;
		/** @type {import('./closing').Closing | undefined} */
		this.closing = undefined;

		this.plaid = new PlaidBook(settings);
		for (const { id } of seed.integrations) {
			this.plaid.link({
				integrationId: id,
				apiItemId: plaidIdFor(id),
				createdAt: SEEDS_LINKED_AT,
				accounts: this.bankAccounts
					.rows()
					.filter((account) => account.integrationId === id)
					.map((account) => ({ bankAccountId: account.id, apiAccountId: plaidIdFor(account.id) })),
			});
		}
	}

	/**
	 * @param {any} segment
	 * @param {Segment} [parent]
	 */
	indexSegment(segment, parent) {
		const { id, label, name } = segment;
		const indexed = { id, label, name, parent };
		this.classSegments.set(id, indexed);
		for (const child of segment.children) this.indexSegment(child, indexed);
	}

	/** Ids of child lines are `itm_` in the seed of save payments (stated). */
	nextChildId() {
		return `itm_${this.nextChildNumber++}`;
	}
}

/**
 * The books of all companies, by user.
 *
 * @param {Pick<import('./tight').Settings, 'now' | 'duplicates' | 'itemAtPlaid' | 'newUsers'>} settings
 * @returns {Map<string, Book>}
 */
function openBooks({ now, duplicates, itemAtPlaid, newUsers }) {
	let sequence = 0;
	const settings = {
		now,
		nextSequence: () => ++sequence,
		refuseDuplicates: duplicates === 'refuse',
		itemAtPlaid,
	};
	const seeds = [...seedCompanies(), ...newUsers.map(newCompany)];
	return new Map(seeds.map((seed) => [seed.userId, new Book(seed, settings)]));
}

module.exports = { Book, openBooks };
