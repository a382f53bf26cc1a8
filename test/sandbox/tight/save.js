// @ts-check
'use strict';

const { batch, failure, notFound, problem, refused, saved, success } = require('./answers');
const { checkChildren, checkSum, mergeChildren } = require('./children');
const { judgeClosing } = require('./closing');
const { allBrief } = require('./relations');
const { checkFields, isObject } = require('./validate');

/**
 * @typedef {Record<string, any>} Row
 * @typedef {import('./books').Book} Book
 * @typedef {import('./resource').Resource} Resource
 * @typedef {import('./server').Call} Call
 * @typedef {import('./answers').Entry} Entry
 * @typedef {import('./answers').Answer} Answer
 */

/**
 * Answers a body `{data: [...]}` entry by entry, in its order. A body without the list fails as a
 * whole (its shape is stated only for errors in general).
 *
 * @param {any} body
 * @param {(element: Row) => Entry} answerElement
 * @returns {Answer}
 */
function answerEach(body, answerElement) {
	if (!isObject(body)) return failure(400, [problem('JSON_ERROR', 'The body must be an object')]);
	if (!Array.isArray(body.data)) {
		return failure(400, [problem('REQUIRED', 'Data is required and must be a list', 'data')]);
	}
	return batch(
		body.data.map((/** @type {unknown} */ element) =>
			isObject(element)
				? answerElement(/** @type {Row} */ (element))
				: refused([problem('INVALID_FORMAT', 'Must be an object')]),
		),
	);
}

/**
 * Stores a new row and answers it. Whether Tight refuses a second row with the same `apiSourceId`
 * is unknown, so the book says which.
 *
 * @param {Resource} resource
 * @param {Row} fields Checked already
 * @param {Book} book
 * @param {Call} call
 * @returns {Entry}
 */
function storeNew(resource, fields, book, call) {
	const collection = resource.collection(book);
	if (book.refuseDuplicates && collection.hasSource(fields.apiSourceId)) {
		return refused([problem('DUPLICATE', 'Is stored already', 'apiSourceId')]);
	}
	const { refusal, warnings } = judgeClosing(book, [fields]);
	if (refusal.length > 0) return refused(refusal);
	const row = collection.add(fields);
	resource.changed?.(book, null, row);
	call.added(row.id);
	return saved(resource.render(row, book, allBrief), warnings);
}

/**
 * With `id`: the given fields are laid over the stored ones, and null clears (inferred from the
 * custom-data page, which updates with `{id, customData}` alone). Without: a new row.
 *
 * @param {Resource} resource
 * @param {Row} element
 * @param {Book} book
 * @param {Call} call
 * @returns {Entry}
 */
function saveElement(resource, element, book, call) {
	const collection = resource.collection(book);
	const { id, ...given } = element;
	const before = id === undefined || id === null ? null : collection.get(id);
	if (before === undefined) return refused([problem('INVALID_VALUE', 'No such id', 'id')]);

	const problems = checkFields(resource.fields, given, { book, creating: before === null });
	const merged = { ...before, ...given };
	if (resource.children && (given.children !== undefined || before?.children)) {
		const { fields, mustSum } = resource.children;
		const stored = before?.children ?? [];
		const { children = [] } = given;
		problems.push(...checkChildren(children, { stored, fields, book }));
		if (problems.length === 0) {
			merged.children = mergeChildren(stored, children);
			if (mustSum) problems.push(...checkSum(merged.children, merged.amount));
		}
	}
	if (problems.length > 0) return refused(problems);

	merged.children &&= merged.children.map((/** @type {Row} */ child) => ({
		...child,
		id: child.id ?? book.nextChildId(),
	}));
	resource.complete?.(merged);
	if (before === null) return storeNew(resource, merged, book, call);

	const { refusal, warnings } = judgeClosing(book, [before, merged]);
	if (refusal.length > 0) return refused(refusal);
	const row = collection.update(id, merged);
	resource.changed?.(book, before, row);
	call.updated(id);
	return saved(resource.render(row, book, allBrief), warnings);
}

/**
 * `POST` of a resource: saves new rows and changes existing ones.
 *
 * @param {Resource} resource
 * @param {Call} call
 * @param {Book} book
 * @returns {Answer}
 */
function saveBatch(resource, call, book) {
	return answerEach(call.body, (element) => saveElement(resource, element, book, call));
}

/**
 * `DELETE …/{id}`: returns the object (stated). That it is gone afterwards, and not only marked
 * as deleted, is unknown.
 *
 * @param {Resource} resource
 * @param {Call} call
 * @param {Book} book
 * @returns {Answer}
 */
function deleteRow(resource, call, book) {
	const { id } = call.params;
	const collection = resource.collection(book);
	const row = collection.get(id);
	if (!row) return notFound(`${resource.name} ${id}`);
	const { refusal } = judgeClosing(book, [row]);
	if (refusal.length > 0) return failure(400, refusal);
	const shown = resource.render(row, book, allBrief);
	collection.remove(id);
	resource.changed?.(book, row, null);
	return success(shown);
}

module.exports = { answerEach, storeNew, saveBatch, deleteRow };
