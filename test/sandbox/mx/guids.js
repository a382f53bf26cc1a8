// @ts-check
'use strict';

const { createHash } = require('node:crypto');

/**
 * A GUID as MX writes it, such as `TRN-265abee9-889b-af6a-c69b-25157db2bdd9`; the same name gives
 * the same one in every run.
 *
 * @param {string} prefix Kind of record: USR, MBR, ACT, TRN, CAT, MCH …
 * @param {string} name
 */
function guid(prefix, name) {
	const hex = createHash('sha256').update(`${prefix} ${name}`).digest('hex');
	const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
	return `${prefix}-${parts.join('-')}-${hex.slice(20, 32)}`;
}

module.exports = { guid };
