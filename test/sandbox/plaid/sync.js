// @ts-check
'use strict';

const { readCursor, streamOf, writeCursor } = require('./cursor');
const { PlaidError, invalidField } = require('./errors');

/** @typedef {import('./item').Item} Item */

const MAX_COUNT = 500;
const DEFAULT_COUNT = 100;

/**
 * Source: plaid.com/docs/errors/transactions (stated).
 */
function mutated() {
	return new PlaidError(
		'TRANSACTIONS_ERROR',
		'TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION',
		'Underlying transaction data changed since last page was fetched. Please restart pagination ' +
			'from last update.',
	);
}

/**
 * @param {Item} item
 * @param {any} body
 */
function readRequest(item, { cursor, count = DEFAULT_COUNT, options }) {
	if (!Number.isInteger(count) || count < 1 || count > MAX_COUNT) {
		throw invalidField(`count must be between 1 and ${MAX_COUNT}`);
	}
	if (cursor !== undefined && cursor !== null && typeof cursor !== 'string') {
		throw invalidField('cursor must be a string');
	}
	if (options === null || (options !== undefined && typeof options !== 'object')) {
		throw invalidField('options must be an object');
	}
	const accountId = options?.account_id;
	if (accountId !== undefined && !item.accounts.some((each) => each.account_id === accountId)) {
		throw invalidField('account_id is not associated with this item');
	}
	return {
		cursor: cursor || undefined,
		count,
		accountId,
		withOriginal: options?.include_original_description === true,
	};
}

/**
 * Where a page begins and where its pagination ends.
 *
 * @param {Item} item
 * @param {string} stream
 * @param {string | undefined} cursor
 */
function placeFrom(item, stream, cursor) {
	const { end } = item.history;
	if (cursor === undefined) return { from: 0, to: end, handedOut: 0 };
	if (cursor === 'now') return { from: end, to: end, handedOut: 0 };
	const place = readCursor(cursor, stream);
	// The wording is inferred.
	if (!place) throw invalidField('cursor is not a cursor of this item and account');
	if (place.handedOut === 0) return { ...place, to: end };
	item.mutateIfOrdered();
	if (item.history.end !== place.to) throw mutated();
	return place;
}

/**
 * `/transactions/sync`: one page of the changes after a cursor. Source: Plaid's OpenAPI file
 * (stated); that the account of a page is listed for removed transactions as well is inferred.
 *
 * @param {Item} item
 * @param {any} body
 */
function sync(item, body) {
	const { cursor, count, accountId, withOriginal } = readRequest(item, body);
	item.wasSynced = true;
	const status = { transactions_update_status: item.updateStatus };
	if (item.updateStatus === 'NOT_READY') {
		const nothing = { accounts: [], added: [], modified: [], removed: [] };
		return { ...nothing, next_cursor: '', has_more: false, ...status };
	}
	const stream = streamOf(item.item_id, accountId);
	const { from, to, handedOut } = placeFrom(item, stream, cursor);
	const net = item.history.between(from, to, accountId);
	const until = Math.min(handedOut + count, net.length);
	const page = net.slice(handedOut, until);
	const hasMore = until < net.length;

	const show = (/** @type {import('./transactions').Transaction} */ transaction) => {
		const { original_description: original, ...shown } = transaction;
		return withOriginal ? { ...shown, original_description: original ?? null } : shown;
	};
	const of = (/** @type {string} */ kind) =>
		page.filter((change) => change.kind === kind).map(({ transaction }) => transaction);
	const accountIds = new Set(page.map(({ transaction }) => transaction.account_id));
	return {
		accounts: item.accounts.filter((account) => accountIds.has(account.account_id)),
		added: of('added').map(show),
		modified: of('modified').map(show),
		removed: of('removed').map(({ account_id, transaction_id }) => ({
			account_id,
			transaction_id,
		})),
		next_cursor: hasMore
			? writeCursor(stream, { from, to, handedOut: until })
			: writeCursor(stream, { from: to, to, handedOut: 0 }),
		has_more: hasMore,
		...status,
	};
}

module.exports = { sync };
