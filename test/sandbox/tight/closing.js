// @ts-check
'use strict';

const { failure, problem, success } = require('./answers');
const { checkFields, date, isObject, text } = require('./validate');

/**
 * @typedef {import('./books').Book} Book
 * @typedef {import('./answers').Problem} Problem
 * @typedef {{ date: string, modifications: string }} Closing
 */

const MODIFICATIONS = ['DISABLED', 'ENABLED_WITH_WARNING'];

/** Save closing page (stated): both fields; that both are required is inferred. */
const fields = {
	date: { check: date, required: true },
	modifications: { check: text, required: true },
};

/**
 * `POST /v6/closing`: closes the books up to a day. One object, and it is answered as it was sent
 * (stated). There is no call that reads it.
 *
 * @param {import('./server').Call} call
 * @param {Book} book
 * @returns {import('./answers').Answer}
 */
function saveClosing({ body }, book) {
	if (!isObject(body)) return failure(400, [problem('JSON_ERROR', 'The body must be an object')]);
	const problems = checkFields(fields, body, { book, creating: true });
	if (problems.length === 0 && !MODIFICATIONS.includes(body.modifications)) {
		const message = `Must be one of ${MODIFICATIONS.join(', ')}`;
		problems.push(problem('INVALID_VALUE', message, 'modifications'));
	}
	if (problems.length > 0) return failure(400, problems);
	book.closing = { date: body.date, modifications: body.modifications };
	return success(book.closing);
}

/**
 * What a closing says of a change: with DISABLED, transactions dated on or before it cannot be
 * changed (inferred, as is the type of the error); with ENABLED_WITH_WARNING the change is made and
 * the warning stands in `error` beside the data (inferred).
 *
 * @param {Book} book
 * @param {(Record<string, any> | null)[]} rows Before and after the change
 * @returns {{ refusal: Problem[], warnings: Problem[] }}
 */
function judgeClosing({ closing }, rows) {
	const isClosed = closing && rows.some((row) => row?.date && row.date <= closing.date);
	if (!isClosed) return { refusal: [], warnings: [] };
	const found = [problem('NOT_MODIFIABLE', `The books are closed until ${closing.date}`, 'date')];
	return closing.modifications === 'DISABLED'
		? { refusal: found, warnings: [] }
		: { refusal: [], warnings: found };
}

module.exports = { judgeClosing, saveClosing };
