// @ts-check
'use strict';

/**
 * One error of the API.
 * Source: errors page (stated): `error` is always a list and holds all errors at once.
 *
 * @typedef {{ type: string, message: string, param?: string }} Problem
 */

/**
 * One entry of a batch answer. Source: seeds of save payments and save transactions (stated).
 *
 * @typedef {object} Entry
 * @property {'SUCCESS' | 'FAILURE'} result
 * @property {number} statusCode
 * @property {Record<string, any> | null} data
 * @property {Problem[]} error
 */

/**
 * What an operation answers, before it is put on the wire. With `dripMs` its body takes so long.
 *
 * @typedef {{ status: number, headers?: Record<string, string>, body: any, dripMs?: number }} Answer
 */

/**
 * @param {string} type One of the documented error types
 * @param {string} message
 * @param {string} [param] The field at fault, as a path such as `children[0].amount`
 * @returns {Problem}
 */
function problem(type, message, param) {
	return param === undefined ? { type, message } : { type, message, param };
}

/**
 * @param {any} data
 * @returns {Answer}
 */
function success(data) {
	return { status: 200, body: { result: 'SUCCESS', data } };
}

/**
 * @param {any[]} data
 * @param {{ after: string | null, before: string | null }} cursor
 * @returns {Answer}
 */
function page(data, cursor) {
	return { status: 200, body: { result: 'SUCCESS', data, cursor } };
}

/**
 * @param {number} status
 * @param {Problem[]} problems
 * @param {Record<string, string>} [headers]
 * @returns {Answer}
 */
function failure(status, problems, headers) {
	return { status, headers, body: { result: 'FAILURE', data: null, error: problems } };
}

/**
 * @param {string} what
 * @returns {Answer}
 */
function notFound(what) {
	return failure(404, [problem('BAD_REQUEST', `${what} was not found`)]);
}

/**
 * @param {Record<string, any>} data
 * @param {Problem[]} [warnings]
 * @returns {Entry}
 */
function saved(data, warnings = []) {
	return { result: 'SUCCESS', statusCode: 200, data, error: warnings };
}

/**
 * @param {Problem[]} problems
 * @returns {Entry}
 */
function refused(problems) {
	return { result: 'FAILURE', statusCode: 400, data: null, error: problems };
}

/**
 * 200 when all were saved, 207 when some failed, 400 when all failed (stated for manual journal
 * entries, inferred for the rest). The top-level result of a 207 is unknown; here it is SUCCESS.
 *
 * @param {Entry[]} entries In the order of the request
 * @returns {Answer}
 */
function batch(entries) {
	const failures = entries.filter((entry) => entry.result === 'FAILURE').length;
	const allFailed = failures > 0 && failures === entries.length;
	const status = allFailed ? 400 : failures > 0 ? 207 : 200;
	const result = allFailed ? 'FAILURE' : 'SUCCESS';
	return { status, body: { result, data: entries, error: [] } };
}

module.exports = { problem, success, page, failure, notFound, saved, refused, batch };
