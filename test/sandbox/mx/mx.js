// @ts-check
'use strict';

const { timestamp } = require('./days');
const { notFound } = require('./errors');
const { Faults } = require('./faults');
const { guid } = require('./guids');
const { MOST } = require('./listing');
const { transactionRow } = require('./rows');
const { sampleUsers } = require('./sampleUsers');

/**
 * @typedef {import('./rows').Row} Row
 * @typedef {import('./sampleUsers').Holding} Holding
 */

/**
 * @typedef {object} Settings
 * @property {() => number} now A clock that stands still unless another one is given
 * @property {boolean} acceptsLegacy Whether `Accept` alone still names a version, as until 2026-08
 * @property {number} deliveryTimeoutMs How long a webhook waits for its answer; no page says how long
 * @property {number} firstRetryMs
 * @property {number} mostTransactionsPerPage Below MX's own, 1,000, so that few rows fill many pages
 */

/** @type {Settings} */
const DEFAULTS = {
	now: () => Date.UTC(2025, 5, 26, 12),
	acceptsLegacy: false,
	deliveryTimeoutMs: 60_000,
	firstRetryMs: 2,
	mostTransactionsPerPage: MOST,
};

/** @param {string} id */
const isOwnGuid = (id) => id.startsWith('USR-');

/** The state of one MX: its users and what they hold, and what happens to requests. */
class Mx {
	/** @param {Partial<Settings>} settings */
	constructor(settings) {
		this.settings = { ...DEFAULTS, ...settings };
		this.clientId = 'sandbox-mx-client-id';
		this.apiKey = 'sandbox-mx-api-key-not-real';
		/** As HTTP Basic has them. */
		this.basicKeys = Buffer.from(`${this.clientId}:${this.apiKey}`).toString('base64');
		this.faults = new Faults();
		/** One entry for each request. @type {import('./server').JournalEntry[]} */
		this.journal = [];
		/** @type {Holding[]} */
		this.holdings = [];
		/** Changes to make, each after one more page of transactions. @type {(() => void)[]} */
		this.changes = [];
		this.serial = 0;
		this.reset();
	}

	reset() {
		this.holdings = sampleUsers(this.settings.now());
		this.journal.length = 0;
		this.faults.clear();
		this.changes = [];
		this.serial = 0;
	}

	/**
	 * @param {string} identifier GUID, or the partner's own ID where the version allows it
	 * @param {boolean} [allowsId]
	 * @throws {import('./errors').MxError} 404
	 */
	holding(identifier, allowsId = true) {
		const found = this.holdings.find(
			({ user }) =>
				user.guid === identifier || (allowsId && !isOwnGuid(identifier) && user.id === identifier),
		);
		if (!found) throw notFound('User');
		return found;
	}

	/** @param {string} memberGuid @returns {{ holding: Holding, member: Row }} */
	memberOf(memberGuid) {
		for (const holding of this.holdings) {
			const member = holding.members.find((row) => row.guid === memberGuid);
			if (member) return { holding, member };
		}
		throw notFound('Member');
	}

	/** @param {string} transactionGuid */
	#transaction(transactionGuid) {
		for (const { transactions } of this.holdings) {
			const index = transactions.findIndex((row) => row.guid === transactionGuid);
			if (index >= 0) return { transactions, index };
		}
		throw notFound('Transaction');
	}

	/**
	 * The bank reports a transaction.
	 *
	 * @param {string} accountGuid
	 * @param {Row} [fields]
	 */
	add(accountGuid, fields = {}) {
		const holding = this.holdings.find(({ accounts }) =>
			accounts.some((row) => row.guid === accountGuid),
		);
		const account = holding?.accounts.find((row) => row.guid === accountGuid);
		if (!holding || !account) throw notFound('Account');
		const now = timestamp(this.settings.now());
		const row = transactionRow(account, {
			guid: guid('TRN', `added ${this.serial++}`),
			date: now.slice(0, 'yyyy-MM-dd'.length),
			at: now,
			amount: 10,
			description: 'Corner Store',
			...fields,
		});
		holding.transactions.push(row);
		return row;
	}

	/**
	 * @param {string} transactionGuid
	 * @param {Row} fields
	 */
	modify(transactionGuid, fields) {
		const { transactions, index } = this.#transaction(transactionGuid);
		const updated_at = timestamp(this.settings.now() + ++this.serial * 1000);
		transactions[index] = { ...transactions[index], updated_at, ...fields };
		return transactions[index];
	}

	/** MX keeps no trace of what it removed. @param {string} transactionGuid */
	remove(transactionGuid) {
		const { transactions, index } = this.#transaction(transactionGuid);
		return transactions.splice(index, 1)[0];
	}

	/**
	 * A pending transaction is posted: under its own GUID, or, as happens more often (stated), under
	 * a new one that takes its place.
	 *
	 * @param {string} transactionGuid
	 * @param {{ underNewGuid?: boolean }} [how]
	 */
	post(transactionGuid, { underNewGuid = false } = {}) {
		const now = timestamp(this.settings.now());
		const posted = { status: 'POSTED', posted_at: now };
		if (!underNewGuid) return this.modify(transactionGuid, posted);
		const row = this.remove(transactionGuid);
		const { transactions } = this.holding(row.user_guid);
		const replacement = {
			...row,
			...posted,
			guid: guid('TRN', `posted ${transactionGuid}`),
			created_at: now,
			updated_at: now,
		};
		transactions.push(replacement);
		return replacement;
	}

	/**
	 * Forgets a member. As observed, what it held still stands in the lists of the user.
	 *
	 * @param {string} memberGuid
	 */
	deleteMember(memberGuid) {
		const { holding, member } = this.memberOf(memberGuid);
		holding.members.splice(holding.members.indexOf(member), 1);
	}

	/** The running aggregation of a member comes to its end. @param {string} memberGuid */
	finishAggregation(memberGuid) {
		const { member } = this.memberOf(memberGuid);
		const at = timestamp(this.settings.now());
		Object.assign(member, {
			is_being_aggregated: false,
			aggregated_at: at,
			successfully_aggregated_at: at,
		});
	}

	/** What a list should hold. @param {string} userIdentifier */
	transactionsOf(userIdentifier) {
		return structuredClone(this.holding(userIdentifier).transactions);
	}
}

module.exports = { DEFAULTS, Mx };
