// @ts-check
'use strict';

/**
 * @typedef {import('../answers').Answer} Answer
 * @typedef {import('../answers').Problem} Problem
 */

/**
 * A save that went well. Source: v5.0/api-reference/banks/save-bank-accounts (stated).
 *
 * @returns {Answer}
 */
function success() {
	return { status: 200, body: { response: {}, status: 'SUCCESS' } };
}

/**
 * Fields that are wrong, by their path. Source: v5.0/getting-started/api-patterns/errors (stated):
 * the answer is 200 with `result` and `errors`. That a save says `status` as well is inferred.
 *
 * @param {Problem[]} problems
 * @returns {Answer}
 */
function invalid(problems) {
	const fieldErrors = Object.fromEntries(
		problems.map(({ type, message, param }) => [param, { type, errorMessage: message }]),
	);
	const errors = { fieldErrors, globalErrors: [] };
	return { status: 200, body: { response: {}, status: 'FAILURE', result: 'FAILURE', errors } };
}

/**
 * A call that failed as a whole (stated: errors page).
 *
 * @param {number} status
 * @param {string} message
 * @returns {Answer}
 */
function failure(status, message) {
	return { status, body: { error: message } };
}

/**
 * A refusal of v6, in the words of v5; any other answer as it is.
 *
 * @param {Answer} answer
 * @returns {Answer}
 */
function asV5(answer) {
	const { status, headers, body } = answer;
	const isOfV6 = status >= 400 && body?.data === null && Array.isArray(body.error);
	if (!isOfV6) return answer;
	const messages = body.error.map((/** @type {Problem} */ problem) => problem.message);
	return { ...failure(status, messages.join('; ')), headers };
}

module.exports = { success, invalid, failure, asV5 };
