// @ts-check
'use strict';

const { createHash, randomBytes } = require('node:crypto');

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
/** Length of the ids in Plaid's samples. */
const LENGTH = 37;

/** @param {Buffer} bytes */
function spell(bytes) {
	return Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

/** An id that no other object has. Plaid's are case sensitive (stated). */
function newId(length = LENGTH) {
	return spell(randomBytes(length));
}

/**
 * An id that is the same for the same text.
 *
 * @param {string} text
 */
function idFor(text) {
	return spell(createHash('sha512').update(text).digest().subarray(0, LENGTH));
}

module.exports = { newId, idFor };
