// @ts-check
'use strict';

const { guid } = require('./guids');

/** Records as MX answers them. Source: MX's OpenAPI file, v20250224 (fields stated). */

/** @typedef {Record<string, any>} Row */

/**
 * A transaction with all of its 44 fields.
 *
 * @param {Row} account
 * @param {{ guid: string, date: string, at: string, amount: number, description: string } & Row} fields
 *   `date` a day, `at` when MX got the transaction
 * @returns {Row}
 */
function transactionRow(account, { at, ...fields }) {
	const {
		date,
		description,
		type = 'DEBIT',
		category = 'Uncategorized',
		status = 'POSTED',
	} = fields;
	const isIncome = type === 'CREDIT';
	return {
		account_guid: account.guid,
		account_id: account.id,
		category,
		category_guid: guid('CAT', category),
		check_number_string: null,
		created_at: at,
		currency_code: 'USD',
		extended_transaction_type: null,
		id: `${Date.parse(date)}-${fields.guid.slice(-12)}-0`,
		is_bill_pay: false,
		is_direct_deposit: category === 'Paycheck',
		is_expense: !isIncome,
		is_fee: category === 'Bank Fee',
		is_income: isIncome,
		is_international: null,
		is_manual: false,
		is_overdraft_fee: false,
		is_payroll_advance: false,
		is_recurring: null,
		is_subscription: category === 'Software',
		latitude: null,
		localized_description: description,
		localized_memo: null,
		longitude: null,
		member_guid: account.member_guid,
		member_is_managed_by_user: true,
		memo: null,
		merchant_category_code: isIncome ? null : 5812,
		merchant_guid: guid('MCH', description),
		merchant_location_guid: null,
		metadata: null,
		original_description: `${description.toUpperCase()} 102`,
		posted_at: status === 'PENDING' ? null : `${date}T12:00:00Z`,
		status,
		top_level_category: isIncome ? 'Income' : 'Business Services',
		transacted_at: `${date}T12:00:00Z`,
		type,
		updated_at: at,
		user_guid: account.user_guid,
		user_id: account.user_id,
		...fields,
	};
}

/**
 * @param {Row} member
 * @param {string} name
 * @param {Row} fields
 * @returns {Row}
 */
function accountRow(member, name, fields) {
	return {
		account_number: '3331261',
		account_ownership: 'INDIVIDUAL',
		apr: null,
		apy: null,
		available_balance: 1000,
		available_credit: null,
		balance: 1000.5,
		cash_balance: null,
		created_at: '2025-01-02T18:08:00Z',
		credit_limit: null,
		currency_code: 'USD',
		day_payment_is_due: null,
		guid: guid('ACT', `${member.guid} ${name}`),
		id: `act-${name.toLowerCase().replace(/\W+/g, '-')}`,
		imported_at: '2025-01-02T18:08:00Z',
		interest_rate: null,
		institution_code: member.institution_code,
		is_closed: false,
		is_hidden: false,
		is_manual: false,
		last_payment: null,
		member_guid: member.guid,
		member_id: member.id,
		member_is_managed_by_user: true,
		metadata: null,
		minimum_balance: null,
		name,
		nickname: null,
		original_balance: null,
		routing_number: '68899990000000',
		started_on: null,
		subtype: null,
		type: 'CHECKING',
		updated_at: '2025-06-26T06:00:00Z',
		user_guid: member.user_guid,
		user_id: member.user_id,
		...fields,
	};
}

/**
 * @param {Row} user
 * @param {string} name
 * @param {Row} [fields]
 * @returns {Row}
 */
function memberRow(user, name, fields = {}) {
	return {
		aggregated_at: '2025-06-26T06:00:00Z',
		background_aggregation_is_disabled: false,
		connection_status: 'CONNECTED',
		connection_status_message: `Connected to ${name}`,
		guid: guid('MBR', `${user.guid} ${name}`),
		id: `mbr-${name.toLowerCase().replace(/\W+/g, '-')}`,
		institution_code: name.toLowerCase().replace(/\W+/g, ''),
		institution_guid: guid('INST', name),
		is_being_aggregated: false,
		is_managed_by_user: true,
		is_manual: false,
		is_oauth: false,
		metadata: null,
		most_recent_job_detail_code: null,
		most_recent_job_detail_text: null,
		most_recent_job_guid: guid('JOB', `${user.guid} ${name}`),
		name,
		needs_updated_credentials: false,
		oauth_window_uri: null,
		successfully_aggregated_at: '2025-06-26T06:00:00Z',
		use_cases: ['PFM'],
		user_guid: user.guid,
		user_id: user.id,
		...fields,
	};
}

/**
 * What `…/members/{member}/status` answers.
 *
 * @param {Row} member
 */
function statusOf(member) {
	return {
		aggregated_at: member.aggregated_at,
		challenges: [],
		connection_status: member.connection_status,
		guid: member.guid,
		has_processed_account_numbers: true,
		has_processed_accounts: true,
		has_processed_transactions: !member.is_being_aggregated,
		is_authenticated: true,
		is_being_aggregated: member.is_being_aggregated,
		successfully_aggregated_at: member.successfully_aggregated_at,
	};
}

/** @param {string} id @param {string} email @returns {Row} */
function userRow(id, email) {
	return { email, guid: guid('USR', id), id, is_disabled: false, metadata: null };
}

module.exports = { transactionRow, accountRow, memberRow, statusOf, userRow };
