// @ts-check
'use strict';

const { loginRequired } = require('./errors');

/** @typedef {import('./item').Item} Item */

/** @param {any} error An Item's error; webhooks show its status and no request id (stated) */
const inWebhook = (error) => ({ ...error, status: 400 });

const permissionRevoked = {
	error_type: 'ITEM_ERROR',
	error_code: 'USER_PERMISSION_REVOKED',
	error_message:
		'the holder of this account has revoked their permission for your application to access it',
	display_message: null,
};

/** @param {Item} item */
const inAWeek = ({ now }) => new Date(now() + 7 * 24 * 60 * 60 * 1000).toISOString();

/**
 * What the events say beside `webhook_type`, `webhook_code`, `item_id`, `user_id` and
 * `environment`. Source: the webhook schemas of Plaid's OpenAPI file (stated).
 *
 * @type {Record<string, Record<string, (item: Item) => Record<string, unknown>>>}
 */
const EVENTS = {
	TRANSACTIONS: {
		SYNC_UPDATES_AVAILABLE: (item) => ({
			initial_update_complete: item.isInitialUpdateComplete,
			historical_update_complete: item.isHistoricalUpdateComplete,
		}),
		INITIAL_UPDATE: (item) => ({ error: null, new_transactions: item.history.current.size }),
		HISTORICAL_UPDATE: (item) => ({ error: null, new_transactions: item.history.current.size }),
		DEFAULT_UPDATE: () => ({ error: null, new_transactions: 3 }),
		TRANSACTIONS_REMOVED: (item) => ({
			removed_transactions: item.history.changes
				.filter(({ kind }) => kind === 'removed')
				.map(({ transaction }) => transaction.transaction_id),
			error: null,
		}),
		RECURRING_TRANSACTIONS_UPDATE: (item) => ({
			account_ids: item.accounts.map((account) => account.account_id),
		}),
	},
	ITEM: {
		ERROR: (item) => ({ error: inWebhook(item.error ?? loginRequired) }),
		LOGIN_REPAIRED: () => ({}),
		PENDING_DISCONNECT: (item) => ({
			reason: 'INSTITUTION_MIGRATION',
			disconnect_time: inAWeek(item),
		}),
		PENDING_EXPIRATION: (item) => ({ consent_expiration_time: inAWeek(item) }),
		NEW_ACCOUNTS_AVAILABLE: () => ({ error: null }),
		USER_PERMISSION_REVOKED: () => ({ error: inWebhook(permissionRevoked) }),
		USER_ACCOUNT_REVOKED: (item) => ({ account_id: item.accounts[0].account_id }),
		WEBHOOK_UPDATE_ACKNOWLEDGED: (item) => ({ error: null, new_webhook_url: item.webhook }),
	},
};

/**
 * The type of an event that only one type has here.
 *
 * @param {string} code
 */
function typeOf(code) {
	return Object.keys(EVENTS).find((type) => Object.hasOwn(EVENTS[type], code)) ?? 'TRANSACTIONS';
}

/**
 * The body of an event; one that this sandbox does not know has the common members alone.
 *
 * @param {Item} item
 * @param {string} type
 * @param {string} code
 */
function eventBody(item, type, code) {
	return {
		webhook_type: type,
		webhook_code: code,
		item_id: item.item_id,
		...(item.userId !== undefined && { user_id: item.userId }),
		...EVENTS[type]?.[code]?.(item),
		environment: 'sandbox',
	};
}

/** As Plaid sends it: with two spaces, which the hash in the proof is over (stated). */
const write = (/** @type {unknown} */ body) => JSON.stringify(body, null, 2);

module.exports = { typeOf, eventBody, write };
