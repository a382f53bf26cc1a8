// @ts-check
'use strict';

const { enumKey, relationKey } = require('./filters');

/**
 * @typedef {Record<string, any>} Row
 * @typedef {import('./books').Book} Book
 */

/**
 * The facts of one kind of row; save, query, get and delete are the same for all.
 *
 * @typedef {object} Resource
 * @property {string} name
 * @property {(book: Book) => import('./collection').Collection} collection
 * @property {import('./validate').Fields} fields Of a save; empty where rows are only read
 * @property {{ fields: import('./validate').Fields, mustSum: boolean }} [children]
 * @property {(fields: Row) => void} [complete] Fills in what Tight itself decides
 * @property {(row: Row, book: Book, forms: import('./relations').Forms) => Row} render
 * @property {Record<string, import('./filters').FilterKey>} filters The documented ones
 * @property {Record<string, import('./collection').SortKey>} [orders] By documented `orderBy`;
 *   a resource without it documents neither sort nor filter
 * @property {(book: Book, before: Row | null, after: Row | null) => void} [changed] Called after
 *   a row was added (no before), updated, or removed (no after)
 */

/** Adds the default status of a row: a status is in every sample, and never required. */
function completeStatus(/** @type {Row} */ fields) {
	fields.status ??= 'ACTIVE';
}

/** @type {(row: Row) => any} */
const statusOf = (row) => row.status;
const statusKey = enumKey(statusOf);

/**
 * The filter key of a relation that a row names by `<name>Id`.
 *
 * @param {string} name
 * @param {{ operators: string[], expands?: boolean }} documented
 */
function idKey(name, { operators, expands }) {
	const field = `${name}Id`;
	return relationKey(name, {
		idsOf: (row) => (row[field] ? [row[field]] : []),
		operators,
		expands,
	});
}

/** @type {(row: Row) => string[]} */
const classSegmentIdsOf = (row) => row.classSegmentIds ?? [];
const classSegmentsKey = relationKey('classSegments', {
	idsOf: classSegmentIdsOf,
	operators: ['in'],
});

/**
 * Fields of a row that the API's documents do not name: Tight adds fields, so they are kept and
 * shown.
 *
 * @param {Row} row
 * @param {import('./validate').Fields} documented
 */
function extraFields(row, documented) {
	/** @type {Row} */
	const extra = {};
	for (const name of Object.keys(row)) {
		if (!Object.hasOwn(documented, name) && name !== 'id' && name !== 'children')
			extra[name] = row[name];
	}
	return extra;
}

module.exports = { completeStatus, statusKey, idKey, classSegmentsKey, extraFields };
