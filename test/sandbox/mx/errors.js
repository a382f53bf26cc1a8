// @ts-check
'use strict';

/**
 * An answer of MX's that says why not. Source: docs.mx.com, errors (statuses stated); the words and
 * the values of `status` and `type` are inferred.
 */
class MxError extends Error {
	/**
	 * @param {number} code HTTP status
	 * @param {string} status
	 * @param {string} type
	 * @param {string} message
	 */
	constructor(code, status, type, message) {
		super(message);
		this.code = code;
		this.body = { error: { message, status, type } };
	}
}

const badRequest = (/** @type {string} */ message) =>
	new MxError(400, 'bad_request', 'invalid_parameter', message);
const unauthorized = () =>
	new MxError(401, 'unauthorized', 'authentication_error', 'Invalid client_id or api_key');
const forbidden = () =>
	new MxError(403, 'forbidden', 'access_error', 'Request from a non-whitelisted address');
const notFound = (/** @type {string} */ what) =>
	new MxError(404, 'not_found', 'not_found', `${what} not found`);
const notAcceptable = () =>
	new MxError(406, 'not_acceptable', 'version_error', 'A valid API version must be specified');
const conflict = () =>
	new MxError(409, 'conflict', 'job_conflict', 'A job of another type is running for this member');

module.exports = {
	MxError,
	badRequest,
	unauthorized,
	forbidden,
	notFound,
	notAcceptable,
	conflict,
};
