// @ts-check
'use strict';

const { PlaidError, missingFields, unknownFields } = require('./errors');

/**
 * @typedef {import('./plaid').Plaid} Plaid
 * @typedef {import('./item').Item} Item
 */

/**
 * What one path does: gives the answer without its request id, or throws a PlaidError.
 *
 * @typedef {(plaid: Plaid, body: any) => Record<string, unknown>} Operation
 */

/**
 * An operation that takes these fields, of which some must be given.
 *
 * @param {{ needs?: string[], takes?: string[] }} fields Beside the keys of the client
 * @param {Operation} act
 * @returns {Operation}
 */
function operation({ needs = [], takes = [] }, act) {
	const known = ['client_id', 'secret', ...needs, ...takes];
	return (plaid, body) => {
		const missing = needs.filter((name) => body[name] === undefined);
		if (missing.length > 0) throw missingFields(missing);
		const unknown = Object.keys(body).filter((name) => !known.includes(name));
		if (unknown.length > 0) throw unknownFields(unknown);
		return act(plaid, body);
	};
}

/**
 * An operation on the Item of an access token.
 *
 * @param {{ needs?: string[], takes?: string[] }} fields Beside the token
 * @param {(item: Item, body: any, plaid: Plaid) => Record<string, unknown>} act
 */
function onItem({ needs = [], takes = [] }, act) {
	return operation({ needs: ['access_token', ...needs], takes }, (plaid, body) =>
		act(plaid.itemOfToken(body.access_token), body, plaid),
	);
}

/**
 * An operation that fetches a user's data, which an Item in error does not allow.
 *
 * @type {typeof onItem}
 */
const onHealthyItem = (fields, act) =>
	onItem(fields, (item, body, plaid) => {
		if (item.error) {
			const { error_type, error_code, error_message, display_message } = item.error;
			throw new PlaidError(error_type, error_code, error_message, { display: display_message });
		}
		return act(item, body, plaid);
	});

module.exports = { operation, onItem, onHealthyItem };
