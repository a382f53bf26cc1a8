// @ts-check
'use strict';

const { createHash } = require('node:crypto');

/**
 * A place between two rows of a sorted query. Places are remembered by sort key and arrival, not
 * by offset, so that rows added meanwhile neither repeat nor hide others.
 *
 * @typedef {object} Place
 * @property {any} key Sort key of the row at the edge of the page
 * @property {number} sequence Arrival number of that row
 * @property {boolean} backwards Whether the page before it is meant
 */

/**
 * Names a query, so that a cursor of another one can be told.
 *
 * @param {unknown[]} parts Whatever the result depends on, but for the limit
 */
function fingerprint(parts) {
	return createHash('sha1').update(JSON.stringify(parts)).digest('base64url');
}

/**
 * @param {Place} place
 * @param {string} query Fingerprint of the query
 */
function writeCursor({ key, sequence, backwards }, query) {
	return Buffer.from(JSON.stringify([query, key, sequence, backwards])).toString('base64url');
}

/**
 * @param {unknown} cursor
 * @param {string} query Fingerprint of the query
 * @returns {Place | null} Null for anything that this query did not hand out
 */
function readCursor(cursor, query) {
	try {
		const text = Buffer.from(String(cursor), 'base64url').toString();
		const [writtenFor, key, sequence, backwards] = JSON.parse(text);
		return writtenFor === query ? { key, sequence, backwards } : null;
	} catch {
		return null;
	}
}

module.exports = { fingerprint, writeCursor, readCursor };
