// @ts-check
'use strict';

const { newId } = require('./ids');

/**
 * A transaction of `/transactions/sync`. Source: Transaction and TransactionBase of Plaid's
 * OpenAPI file (stated).
 *
 * @typedef {object} Transaction
 * @property {string} account_id
 * @property {string | null} account_owner
 * @property {number} amount In units of the currency; positive when money leaves the account
 * @property {string | null} iso_currency_code
 * @property {string | null} unofficial_currency_code
 * @property {string | null} check_number
 * @property {Record<string, any>[]} counterparties
 * @property {string} date yyyy-MM-dd: posted, or occurred while pending
 * @property {string | null} datetime
 * @property {string | null} authorized_date
 * @property {string | null} authorized_datetime
 * @property {Record<string, string | number | null>} location
 * @property {string} name
 * @property {string | null} merchant_name
 * @property {string | null} merchant_entity_id
 * @property {string | null} logo_url
 * @property {string | null} website
 * @property {Record<string, string | null>} payment_meta
 * @property {string} payment_channel `online`, `in store` or `other`
 * @property {boolean} pending
 * @property {string | null} pending_transaction_id
 * @property {Record<string, string>} personal_finance_category
 * @property {string} personal_finance_category_icon_url
 * @property {string} transaction_id
 * @property {string | null} transaction_code
 * @property {string} transaction_type
 * @property {string | null} [original_description] Shown only when asked for
 */

const NOWHERE = {
	address: null,
	city: null,
	region: null,
	postal_code: null,
	country: null,
	lat: null,
	lon: null,
	store_number: null,
};

const NO_PAYMENT = {
	by_order_of: null,
	payee: null,
	payer: null,
	payment_method: null,
	payment_processor: null,
	ppd_id: null,
	reason: null,
	reference_number: null,
};

const ICONS = 'https://plaid-category-icons.plaid.com';

/**
 * A whole transaction from the fields that matter to its maker.
 *
 * @param {Partial<Transaction>} fields
 * @param {{ accountId: string, today: string }} defaults
 * @returns {Transaction}
 */
function wholeTransaction(fields, { accountId, today }) {
	const name = fields.name ?? fields.merchant_name ?? 'PURCHASE';
	const category = fields.personal_finance_category ?? {
		primary: 'GENERAL_MERCHANDISE',
		detailed: 'GENERAL_MERCHANDISE_OTHER_GENERAL_MERCHANDISE',
		confidence_level: 'LOW',
		version: 'v2',
	};
	return {
		account_id: accountId,
		account_owner: null,
		amount: 1,
		iso_currency_code: fields.unofficial_currency_code ? null : 'USD',
		unofficial_currency_code: null,
		check_number: null,
		counterparties: [],
		date: today,
		datetime: null,
		authorized_date: fields.date ?? today,
		authorized_datetime: null,
		location: NOWHERE,
		merchant_name: null,
		merchant_entity_id: null,
		logo_url: null,
		website: null,
		payment_meta: NO_PAYMENT,
		payment_channel: 'other',
		pending: false,
		pending_transaction_id: null,
		personal_finance_category_icon_url: `${ICONS}/PFC_${category.primary}.png`,
		transaction_code: null,
		transaction_type: 'special',
		original_description: name.toUpperCase(),
		...fields,
		transaction_id: fields.transaction_id ?? newId(),
		name,
		personal_finance_category: category,
	};
}

module.exports = { wholeTransaction };
