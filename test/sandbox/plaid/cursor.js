// @ts-check
'use strict';

const { createHash } = require('node:crypto');

/**
 * A place in the changes of an Item. Between the pages of one pagination it names where the
 * pagination began and what its end was then, and how many net changes were handed out.
 *
 * @typedef {{ from: number, to: number, handedOut: number }} Place
 */

/**
 * Names a stream of changes: an Item, or one account of it (a stream of its own, stated).
 *
 * @param {string} itemId
 * @param {string} [accountId]
 */
function streamOf(itemId, accountId = '') {
	return createHash('sha1').update(`${itemId}/${accountId}`).digest('base64');
}

/**
 * At most 256 characters of base64 (stated).
 *
 * @param {string} stream
 * @param {Place} place
 */
function writeCursor(stream, { from, to, handedOut }) {
	return Buffer.from(JSON.stringify([stream, from, to, handedOut])).toString('base64');
}

/**
 * @param {string} cursor
 * @param {string} stream
 * @returns {Place | undefined} Undefined for anything that this stream did not hand out
 */
function readCursor(cursor, stream) {
	try {
		const text = Buffer.from(cursor, 'base64').toString();
		const [writtenFor, from, to, handedOut] = JSON.parse(text);
		return writtenFor === stream ? { from, to, handedOut } : undefined;
	} catch {
		return undefined;
	}
}

module.exports = { streamOf, readCursor, writeCursor };
