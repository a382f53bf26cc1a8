// @ts-check
'use strict';

const { failure, notFound, page, problem, success } = require('./answers');
const { compare, ordering } = require('./collection');
const { fingerprint, readCursor, writeCursor } = require('./cursor');
const { compileFilter, documentedPairs } = require('./filters');
const { allBrief } = require('./relations');

const MAX_LIMIT = 250;
/** Unknown in the documents. */
const DEFAULT_LIMIT = 50;

/**
 * @typedef {import('./collection').Entry} Entry
 * @typedef {import('./collection').SortKey} SortKey
 * @typedef {import('./resource').Resource} Resource
 */

/**
 * @param {Resource} resource
 * @param {any} body
 */
function readQuery(resource, body) {
	const { limit = DEFAULT_LIMIT, cursor = null, sort, filter = {} } = body;
	const compiled = compileFilter(resource.filters, filter);
	const { problems } = compiled;
	const keys = ['limit', 'cursor', ...(resource.orders ? ['sort', 'filter'] : [])];
	documentedPairs(body, 'body', keys, compiled);

	if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
		problems.push(problem('INVALID_VALUE', `Must be from 1 to ${MAX_LIMIT}`, 'limit'));
	}
	const { orderBy = '', direction = 'ASC' } = sort ?? {};
	if (sort !== undefined) {
		documentedPairs(sort, 'sort', ['orderBy', 'direction', 'start'], compiled);
		if (sort?.orderBy !== undefined && !Object.hasOwn(resource.orders ?? {}, orderBy)) {
			problems.push(problem('INVALID_VALUE', 'Not a documented order', 'sort.orderBy'));
		}
		if (direction !== 'ASC' && direction !== 'DESC') {
			problems.push(problem('INVALID_VALUE', 'Must be ASC or DESC', 'sort.direction'));
		}
	}
	return { limit, cursor, filter, orderBy, isDescending: direction === 'DESC', compiled };
}

/**
 * Entries of all companies that the token sees, in ascending order.
 *
 * @param {Resource} resource
 * @param {import('./books').Book[]} books
 * @param {string} orderBy
 * @param {SortKey} [keyOf]
 */
function entriesInOrder(resource, books, orderBy, keyOf) {
	const lists = books.map((book) => resource.collection(book).inOrder(orderBy, keyOf));
	return lists.length === 1 ? lists[0] : lists.flat().sort(ordering(keyOf));
}

/**
 * Index of the first entry that lies after a place, or at it when `orAt`.
 *
 * @param {Entry[]} entries
 * @param {import('./cursor').Place} place
 * @param {SortKey} keyOf
 * @param {boolean} orAt
 */
function indexAfter(entries, place, keyOf, orAt) {
	let low = 0;
	let high = entries.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		const entry = entries[middle];
		const side = compare(keyOf(entry.row), place.key) || compare(entry.sequence, place.sequence);
		if (side < 0 || (side === 0 && !orAt)) low = middle + 1;
		else high = middle;
	}
	return low;
}

/**
 * Walks from an index in one direction, up to `limit` passing entries; tells whether one more
 * would have followed.
 *
 * @param {Entry[]} entries
 * @param {{ from: number, step: 1 | -1, limit: number }} walk
 * @param {((entry: Entry) => boolean)[]} tests
 */
function collect(entries, { from, step, limit }, tests) {
	const found = [];
	for (let index = from; index >= 0 && index < entries.length; index += step) {
		const entry = entries[index];
		if (!tests.every((test) => test(entry))) continue;
		if (found.length === limit) return { found, hasMore: true };
		found.push(entry);
	}
	return { found, hasMore: false };
}

/**
 * `POST …/query` of any resource. Source: pagination page (stated): `{limit <= 250, cursor, sort,
 * filter}`, `cursor.after` null on the last page and `cursor.before` null on the first. The
 * default limit, the order without `sort` (here: arrival) and the meaning of `sort.start` (here:
 * none) are unknown.
 *
 * @param {Resource} resource
 * @param {import('./server').Call} call
 * @param {import('./books').Book[]} books
 * @returns {import('./answers').Answer}
 */
function answerQuery(resource, call, books) {
	const { limit, cursor, filter, orderBy, isDescending, compiled } = readQuery(
		resource,
		call.body ?? {},
	);
	const { problems, tests, expanded } = compiled;
	const query = fingerprint([resource.name, call.userId, filter, orderBy, isDescending]);
	const place = cursor === null ? null : readCursor(cursor, query);
	if (cursor !== null && !place) {
		problems.push(problem('INVALID_VALUE', 'Not a cursor of this query', 'cursor'));
	}
	if (problems.length > 0) return failure(400, problems);

	const keyOf = resource.orders?.[orderBy] ?? (() => 0);
	const entries = entriesInOrder(resource, books, orderBy, orderBy === '' ? undefined : keyOf);
	const isBackwards = place?.backwards ?? false;
	const step = isDescending === isBackwards ? 1 : -1;
	let from = step === 1 ? 0 : entries.length - 1;
	if (place) from = indexAfter(entries, place, keyOf, step === -1) + (step === -1 ? -1 : 0);

	const { found, hasMore } = collect(entries, { from, step, limit }, tests);
	if (isBackwards) found.reverse();
	const cursorAt = (/** @type {Entry | undefined} */ entry, /** @type {boolean} */ backwards) =>
		entry
			? writeCursor({ key: keyOf(entry.row), sequence: entry.sequence, backwards }, query)
			: null;
	/** @type {import('./relations').Forms} */
	const forms = (relation) => {
		if (expanded.has(relation)) return 'full';
		return resource.filters[relation]?.expands ? 'id' : 'brief';
	};
	return page(
		found.map(({ row, book }) => resource.render(row, book, forms)),
		{
			after: isBackwards || hasMore ? cursorAt(found.at(-1), false) : null,
			before: place && (!isBackwards || hasMore) ? cursorAt(found[0], true) : null,
		},
	);
}

/**
 * `GET …/{id}`, in the full documented shape.
 *
 * @param {Resource} resource
 * @param {import('./server').Call} call
 * @param {import('./books').Book[]} books
 */
function answerGet(resource, call, books) {
	const { id } = call.params;
	const book = books.find((each) => resource.collection(each).has(id));
	if (!book) return notFound(`${resource.name} ${id}`);
	const row = /** @type {Record<string, any>} */ (resource.collection(book).get(id));
	return success(resource.render(row, book, allBrief));
}

module.exports = { answerQuery, answerGet };
