// @ts-check
'use strict';

const { failure } = require('./answers');

/** Neither the most nor the usual number of rows in a page is known. */
const DEFAULT_LIMIT = 250;

/** @param {number} id */
const writeCursor = (id) => Buffer.from(`after ${id}`).toString('base64url');

/** @param {string} cursor */
function readCursor(cursor) {
	const text = Buffer.from(cursor, 'base64url').toString();
	return /^after (\d+)$/.exec(text)?.[1];
}

/**
 * One page of a v5 list. Source: v5.0/api-reference/banks/get-plaid-items (stated): `cursor` and
 * `limit` are headers. Other copies of the page show a bare list, which has no place for a cursor.
 *
 * @param {import('../server').Call} call
 * @param {{ id: number }[]} rows In the order of their ids
 * @param {{ shape: 'object' | 'array', now: () => number, deletedIds: number[] }} facts
 * @returns {import('../answers').Answer}
 */
function answerList({ headers }, rows, { shape, now, deletedIds }) {
	if (shape === 'array') return { status: 200, body: rows };
	const { limit: askedLimit = DEFAULT_LIMIT, cursor } = headers;
	const limit = Number(askedLimit);
	if (!Number.isInteger(limit) || limit < 1) return failure(400, 'Invalid limit');
	const after = typeof cursor === 'string' && cursor !== '' ? readCursor(cursor) : '0';
	if (after === undefined) return failure(400, 'Invalid cursor');

	const rest = rows.filter(({ id }) => id > Number(after));
	const data = rest.slice(0, limit);
	const last = data.at(-1);
	const body = {
		data,
		lastUpdatedDate: new Date(now()).toISOString(),
		cursor: last && rest.length > limit ? writeCursor(last.id) : null,
		deletedIds,
	};
	return { status: 200, body };
}

module.exports = { answerList };
