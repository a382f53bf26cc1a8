// @ts-check
'use strict';

const { History } = require('./history');
const { newId } = require('./ids');
const { wholeTransaction } = require('./transactions');

/**
 * @typedef {import('./transactions').Transaction} Transaction
 * @typedef {'NOT_READY' | 'INITIAL_UPDATE_COMPLETE' | 'HISTORICAL_UPDATE_COMPLETE'} UpdateStatus
 */

/**
 * An account as `/accounts/get` shows it. Source: AccountBase of Plaid's OpenAPI file (stated).
 *
 * @typedef {object} Account
 * @property {string} account_id
 * @property {{ available: number | null, current: number | null, limit: number | null,
 *   iso_currency_code: string | null, unofficial_currency_code: string | null }} balances
 * @property {string | null} mask
 * @property {string} name
 * @property {string | null} official_name
 * @property {string} type
 * @property {string} subtype
 */

/**
 * An account as a test orders it; what it does not say is filled in.
 *
 * @typedef {Partial<Omit<Account, 'balances'>> & { balances?: Partial<Account['balances']> }}
 *   AccountOrder
 */

/**
 * The error of an Item, as `/item/get` and webhooks show it.
 *
 * @typedef {object} ItemError
 * @property {string} error_type
 * @property {string} error_code
 * @property {string | null} [error_code_reason]
 * @property {string} error_message
 * @property {string | null} display_message
 */

/** Banks of Plaid's own sandbox (stated in its documentation). */
const INSTITUTIONS = {
	ins_109508: 'First Platypus Bank',
	ins_109509: 'First Gingham Credit Union',
	ins_109510: 'Tattersall Federal Credit Union',
	ins_109511: 'Tartan Bank',
	ins_109512: 'Houndstooth Bank',
};

/** The accounts of an Item that names none: one of each type that Transactions covers. */
const DEFAULT_ACCOUNTS = [
	{
		name: 'Plaid Checking',
		official_name: 'Plaid Gold Standard 0% Interest Checking',
		mask: '0000',
		type: 'depository',
		subtype: 'checking',
		balances: { available: 100, current: 110 },
	},
	{
		name: 'Plaid Credit Card',
		official_name: 'Plaid Diamond 12.5% APR Interest Credit Card',
		mask: '3333',
		type: 'credit',
		subtype: 'credit card',
		balances: { available: null, current: 410, limit: 2000 },
	},
];

/**
 * @param {AccountOrder} fields
 * @returns {Account}
 */
function wholeAccount({ balances, ...fields }) {
	return {
		account_id: newId(),
		balances: {
			available: 100,
			current: 110,
			limit: null,
			iso_currency_code: 'USD',
			unofficial_currency_code: null,
			...balances,
		},
		mask: '0000',
		name: 'Plaid Checking',
		official_name: null,
		subtype: 'checking',
		type: 'depository',
		...fields,
	};
}

/** A user's connection to one institution. */
class Item {
	/**
	 * @param {{ webhook?: string | null, institution_id?: string, products?: string[],
	 *   accounts?: AccountOrder[], userId?: string, updateStatus?: UpdateStatus,
	 *   isDynamic?: boolean }} facts `isDynamic`: made with the user `user_transactions_dynamic`
	 * @param {() => number} now
	 */
	constructor(facts, now) {
		const { institution_id = 'ins_109508', accounts = DEFAULT_ACCOUNTS } = facts;
		this.now = now;
		this.item_id = newId();
		this.access_token = `access-sandbox-${crypto.randomUUID()}`;
		this.institution_id = institution_id;
		this.institution_name =
			INSTITUTIONS[/** @type {keyof INSTITUTIONS} */ (institution_id)] ?? 'Royal Bank of Plaid';
		this.webhook = facts.webhook ?? '';
		this.products = facts.products ?? ['transactions'];
		this.userId = facts.userId;
		this.isDynamic = facts.isDynamic ?? true;
		this.accounts = accounts.map(wholeAccount);
		this.history = new History();
		/** @type {UpdateStatus} */
		this.updateStatus = facts.updateStatus ?? 'HISTORICAL_UPDATE_COMPLETE';
		/** @type {ItemError | null} */
		this.error = null;
		/** SYNC_UPDATES_AVAILABLE is only sent once `/transactions/sync` was called (stated). */
		this.wasSynced = false;
		this.isRemoved = false;
		/** @type {{ sent_at: string, code_sent: string } | null} */
		this.lastWebhook = null;
		this.createdAt = new Date(now()).toISOString();
		this.mutationsOrdered = 0;
	}

	get isInitialUpdateComplete() {
		return this.updateStatus !== 'NOT_READY';
	}

	get isHistoricalUpdateComplete() {
		return this.updateStatus === 'HISTORICAL_UPDATE_COMPLETE';
	}

	/** Today, as yyyy-MM-dd. */
	get today() {
		return new Date(this.now()).toISOString().slice(0, 10);
	}

	/**
	 * Adds transactions to the books; what a transaction does not say is filled in.
	 *
	 * @param {Partial<Transaction>[]} transactions
	 * @returns {Transaction[]}
	 */
	add(transactions) {
		const defaults = { accountId: this.accounts[0].account_id, today: this.today };
		return transactions.map((fields) => {
			const transaction = wholeTransaction(fields, defaults);
			this.history.add(transaction);
			return transaction;
		});
	}

	/**
	 * @param {string} transactionId
	 * @param {Partial<Transaction>} changes
	 * @returns {Transaction}
	 */
	modify(transactionId, changes) {
		const before = this.history.find(transactionId);
		const { account_id, transaction_id } = before;
		const after = { ...before, ...changes, account_id, transaction_id };
		this.history.modify(after);
		return after;
	}

	/** @param {string} transactionId */
	remove(transactionId) {
		this.history.remove(transactionId);
	}

	/**
	 * Posts a pending transaction: its id is removed, and a new one added that points back to it
	 * (stated).
	 *
	 * @param {string} pendingId
	 * @param {Partial<Transaction>} [changes] Of the posted one, such as the final amount
	 * @returns {Transaction} The posted one
	 */
	post(pendingId, changes) {
		const pending = this.history.find(pendingId);
		if (!pending.pending) throw new Error(`The transaction "${pendingId}" is not pending`);
		const posted = {
			...pending,
			transaction_id: newId(),
			...changes,
			pending: false,
			pending_transaction_id: pendingId,
		};
		this.history.remove(pendingId);
		this.history.add(posted);
		return posted;
	}

	/**
	 * Lets the data change between two pages, if that was ordered: the oldest transaction is
	 * modified, but says the same as before.
	 */
	mutateIfOrdered() {
		const [oldest] = this.history.current.values();
		if (this.mutationsOrdered === 0 || !oldest) return;
		this.mutationsOrdered--;
		this.history.modify({ ...oldest });
	}

	/** The Item as the API shows it. */
	show() {
		return {
			created_at: this.createdAt,
			available_products: ['balance', 'identity'],
			billed_products: this.products,
			products: this.products,
			consent_expiration_time: null,
			error: this.error,
			institution_id: this.institution_id,
			institution_name: this.institution_name,
			item_id: this.item_id,
			update_type: 'background',
			webhook: this.webhook,
			auth_method: 'INSTANT_AUTH',
		};
	}

	/** Beside the Item in `/item/get`. */
	showStatus() {
		const updated = this.isInitialUpdateComplete ? this.createdAt : null;
		return {
			transactions: { last_successful_update: updated, last_failed_update: null },
			last_webhook: this.lastWebhook,
		};
	}
}

module.exports = { Item, INSTITUTIONS };
