// @ts-check
'use strict';

const { dayOf } = require('./days');

/**
 * Bodies of MX's webhooks. Source: docs.mx.com/resources/webhooks (stated; the example of the
 * transactions webhook is made from its table of fields).
 *
 * @typedef {import('./rows').Row} Row
 */

/**
 * @param {string} type
 * @param {Row} member
 * @param {number} now
 */
function memberDataUpdated(type, member, now) {
	return {
		action: 'member_data_updated',
		completed_at: Math.floor(now / 1000),
		completed_on: dayOf(now),
		member_guid: member.guid,
		type,
		user_guid: member.user_guid,
	};
}

/**
 * New data after an aggregation.
 *
 * @param {Row} member
 * @param {number} now
 * @param {Row} [more]
 */
function aggregation(member, now, more = {}) {
	return {
		...memberDataUpdated('AGGREGATION', member, now),
		is_background: true,
		job_guid: member.most_recent_job_guid,
		transactions_created_count: 3,
		transactions_updated_count: 2,
		user_id: member.user_id,
		...more,
	};
}

/** @param {Row} member @param {number} now */
function history(member, now) {
	return {
		...memberDataUpdated('HISTORY', member, now),
		transactions_created_count: 3,
		transactions_updated_count: 2,
	};
}

/** @param {Row} member @param {number} now */
function balance(member, now) {
	return memberDataUpdated('BALANCE', member, now);
}

/** @param {Row} member @param {number} now */
function statement(member, now) {
	return { ...memberDataUpdated('STATEMENT', member, now), statements_created_count: 3 };
}

/** @param {Row} member */
function connectionStatus(member) {
	return {
		action: 'CHANGED',
		connection_status: 'CHALLENGED',
		connection_status_id: 3,
		connection_status_message:
			'To authenticate your connection to MX Bank, please answer the following challenge(s).',
		member_guid: member.guid,
		type: 'CONNECTION_STATUS',
		user_guid: member.user_guid,
	};
}

/**
 * A transaction as the webhook of transactions has it, which is not how the API answers it.
 *
 * @param {Row} row
 * @param {'created' | 'updated' | 'deleted'} action
 */
function transaction(row, action = 'created') {
	return {
		action,
		account_guid: row.account_guid,
		account_id: row.account_id,
		amount: row.amount,
		category_guid: row.category_guid,
		category_name: row.category,
		check_number: row.check_number_string,
		created_at: Date.parse(row.created_at) / 1000,
		currency_code: row.currency_code,
		date: Date.parse(row.date) / 1000,
		description: row.description,
		feed_amount: row.amount,
		feed_description: row.original_description,
		guid: row.guid,
		member_guid: row.member_guid,
		revision: 1,
		status: row.status,
		type: row.type,
		user_guid: row.user_guid,
	};
}

module.exports = { aggregation, balance, connectionStatus, history, statement, transaction };
