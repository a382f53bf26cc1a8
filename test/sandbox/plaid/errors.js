// @ts-check
'use strict';

/**
 * A call that Plaid refuses. Thrown by the operations, put on the wire by the server.
 * Source: PlaidError of Plaid's OpenAPI file, and plaid.com/docs/errors (stated).
 */
class PlaidError extends Error {
	/**
	 * @param {string} type `error_type`
	 * @param {string} code `error_code`
	 * @param {string} message `error_message`
	 * @param {{ status?: number, display?: string | null, reason?: string }} [more]
	 */
	constructor(type, code, message, { status = 400, display = null, reason } = {}) {
		super(message);
		this.status = status;
		/** The body of the answer, without the id of the request. */
		this.body = {
			error_type: type,
			error_code: code,
			...(reason !== undefined && { error_code_reason: reason }),
			error_message: message,
			display_message: display,
			documentation_url: `https://plaid.com/docs/errors/${pageOf(type)}/#${code.toLowerCase()}`,
		};
	}
}

/** @param {string} type An `error_type` such as ITEM_ERROR */
function pageOf(type) {
	return type
		.replace(/_ERROR$/, '')
		.toLowerCase()
		.replaceAll('_', '-');
}

/** @param {string[]} names */
const missingFields = (names) =>
	new PlaidError(
		'INVALID_REQUEST',
		'MISSING_FIELDS',
		`the following required fields are missing: ${names.join(', ')}`,
	);

/** @param {string[]} names */
const unknownFields = (names) =>
	new PlaidError(
		'INVALID_REQUEST',
		'UNKNOWN_FIELDS',
		`the following fields are not recognized by this endpoint: ${names.join(', ')}`,
	);

/** @param {string} message */
const invalidField = (message) => new PlaidError('INVALID_REQUEST', 'INVALID_FIELD', message);

/**
 * @param {string} code
 * @param {string} message
 */
const invalidInput = (code, message) => new PlaidError('INVALID_INPUT', code, message);

const loginRequired = {
	error_type: 'ITEM_ERROR',
	error_code: 'ITEM_LOGIN_REQUIRED',
	error_message:
		'the login details of this item have changed (credentials, MFA, or required user action) and ' +
		"a user login is required to update this information. use Link's update mode to restore the " +
		'item to a good state',
	display_message: null,
};

module.exports = {
	PlaidError,
	missingFields,
	unknownFields,
	invalidField,
	invalidInput,
	loginRequired,
};
