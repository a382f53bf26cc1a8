// @ts-check
'use strict';

const { isObject } = require('../validate');
const { invalid, success } = require('./answers');
const { answerList } = require('./lists');

/**
 * @typedef {import('../books').Book} Book
 * @typedef {import('../server').Call} Call
 * @typedef {import('../answers').Answer} Answer
 * @typedef {import('../tight').Settings} Settings
 */

/**
 * An Item by seed 003 and v5.0/api-reference/banks/get-plaid-items (stated). That `createdDate` is
 * ISO 8601, and what is null in an Item without an error, is inferred.
 *
 * @param {import('./plaidBook').PlaidItem} item
 * @param {Book} book
 */
function renderItem({ id, integrationId, apiItemId, createdAt }, book) {
	const integration = /** @type {Record<string, any>} */ (book.integrations.get(integrationId));
	const { apiAccessToken, status, apiInstitutionId, apiInstitutionName } = integration;
	const atPlaid = book.plaid.currentItem(apiAccessToken);
	const { error } = atPlaid;
	return {
		id,
		status,
		createdDate: new Date(createdAt).toISOString(),
		apiItemId,
		apiInstitutionId,
		apiInstitutionName,
		apiAccessToken,
		isInitialReady: atPlaid.initial_update_complete ?? true,
		isHistoricalReady: atPlaid.historical_update_complete ?? true,
		apiErrorType: error?.error_type ?? null,
		apiErrorCode: error?.error_code ?? null,
		apiErrorDisplayMessage: error?.display_message ?? null,
		apiErrorMessage: error?.error_message ?? null,
		additionalConsentRequired: false,
		lastInstitutionTranDate: null,
	};
}

/** @param {Book} book */
function linkedItems(book) {
	return book.plaid.items.filter((item) => book.integrations.has(item.integrationId));
}

/** @param {Book} book */
const showItems = (book) => linkedItems(book).map((item) => renderItem(item, book));

/**
 * `GET /rest/v5/banks/plaidItems`. An Item is in the list as long as its integration exists.
 *
 * @param {Call} call
 * @param {Book} book
 * @param {Settings} settings
 */
function listItems(call, book, { v5ListShape: shape, now }) {
	const linked = linkedItems(book);
	const deletedIds = book.plaid.items.filter((item) => !linked.includes(item)).map(({ id }) => id);
	return answerList(call, showItems(book), { shape, now, deletedIds });
}

/**
 * `DELETE /rest/v5/banks/plaidItem`: seed 003 states the call with Tight's id and
 * `removeFromPlaid`; the path, the JSON body and that both are required are inferred, and so is
 * that the integration of v6 goes with the Item.
 *
 * @param {Call} call
 * @param {Book} book
 * @returns {Answer}
 */
function deleteItem(call, book) {
	const { id, removeFromPlaid } = isObject(call.body) ? call.body : {};
	const problems = [];
	const item = linkedItems(book).find((each) => String(each.id) === String(id));
	if (id === undefined || id === null) {
		problems.push({ type: 'REQUIRED', message: 'Id is required', param: 'id' });
	} else if (!item) {
		problems.push({ type: 'INVALID_VALUE', message: 'No such Plaid Item', param: 'id' });
	}
	if (typeof removeFromPlaid !== 'boolean') {
		const message = 'Remove from Plaid must be true or false';
		problems.push({ type: 'REQUIRED', message, param: 'removeFromPlaid' });
	}
	if (!item || problems.length > 0) return invalid(problems);

	const integration = book.integrations.remove(item.integrationId);
	if (removeFromPlaid) book.plaid.currentItem(integration?.apiAccessToken).remove?.();
	call.updated(String(item.id));
	return success();
}

module.exports = { deleteItem, linkedItems, listItems, showItems };
