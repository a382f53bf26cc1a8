// @ts-check
'use strict';

const { failure, notFound, problem, success } = require('./answers');
const { ICONS } = require('./seedCompanies');
const { checkFields, customData, date, isObject, text } = require('./validate');

/**
 * @typedef {Record<string, any>} Row
 * @typedef {import('./books').Book} Book
 * @typedef {import('./server').Call} Call
 * @typedef {import('./answers').Answer} Answer
 */

/** Seed of save integration (stated); nothing is marked required. */
const fields = {
	status: { check: text },
	apiName: { check: text },
	apiAccessToken: { check: text },
	customData: { check: customData },
};

/**
 * The Integration of the seed (stated). `customData` is accepted but not in its sample answer.
 *
 * @param {Row} row
 */
function renderIntegration({ customData: _unshown, ...shown }) {
	return shown;
}

/**
 * Problems of a body that is one object instead of a `data` list.
 *
 * @param {any} body
 * @param {import('./validate').Fields} known
 * @param {{ book: Book, creating: boolean }} where
 */
function checkObjectBody(body, known, where) {
	if (!isObject(body)) return [problem('JSON_ERROR', 'The body must be an object')];
	return checkFields(known, body, where);
}

/**
 * `POST /v6/integrations/{id}`: changes one that exists (that it creates none is inferred).
 *
 * @param {Call} call
 * @param {Book} book
 * @returns {Answer}
 */
function saveIntegration(call, book) {
	const { id } = call.params;
	if (!book.integrations.has(id)) return notFound(`integration ${id}`);
	const problems = checkObjectBody(call.body, fields, { book, creating: false });
	if (problems.length > 0) return failure(400, problems);
	call.updated(id);
	return success(renderIntegration(book.integrations.update(id, call.body)));
}

/**
 * `DELETE /v6/integrations/{id}`. What becomes of its bank accounts is unknown: here they stay,
 * without an integration.
 *
 * @param {Call} call
 * @param {Book} book
 * @returns {Answer}
 */
function deleteIntegration(call, book) {
	const removed = book.integrations.remove(call.params.id);
	if (!removed) return notFound(`integration ${call.params.id}`);
	return success(renderIntegration({ ...removed, status: 'REMOVED' }));
}

const connectionFields = {
	accessToken: { check: text, required: true },
	tranStartDate: { check: date },
};

/**
 * `POST /v6/integrations/plaid/connection`: links a new connection or updates the one with the
 * same access token, and echoes the input without an id (stated). That the token is required and
 * known to Plaid, and the bank accounts that appear with a new connection, are inferred.
 *
 * @param {Call} call
 * @param {Book} book
 * @returns {Answer}
 */
function linkPlaid(call, book) {
	const problems = checkObjectBody(call.body, connectionFields, { book, creating: true });
	if (problems.length > 0) return failure(400, problems);
	const { accessToken, tranStartDate } = call.body;

	const known = book.integrations.rows().find((row) => row.apiAccessToken === accessToken);
	if (known) {
		for (const { id, integrationId } of book.bankAccounts.rows()) {
			if (integrationId === known.id && tranStartDate) {
				book.bankAccounts.update(id, { tranStartDate });
			}
		}
		call.updated(known.id);
	} else {
		const item = book.plaid.findItem(accessToken);
		if (!item) {
			const message = 'Plaid knows no such access token';
			return failure(400, [problem('INVALID_VALUE', message, 'accessToken')]);
		}
		const { id } = book.integrations.add({
			status: 'ACTIVE',
			apiName: 'PLAID',
			iconUrl: `${ICONS}/banks/56.png`,
			apiAccessToken: accessToken,
			apiUsername: null,
			lastSyncedDate: null,
			apiInstitutionId: item.institution_id,
			apiInstitutionName: item.institution_name ?? item.institution_id,
			apiErrorType: null,
			apiErrorCode: null,
		});
		const linked = item.accounts.map(({ account_id, name, mask, type }) => {
			const stored = book.bankAccounts.add({
				name,
				mask,
				type: type.toUpperCase(),
				status: 'ACTIVE',
				apiName: 'PLAID',
				integrationId: id,
				syncTransactions: true,
				tranStartDate,
			});
			return { bankAccountId: stored.id, apiAccountId: account_id };
		});
		book.plaid.link({ integrationId: id, apiItemId: item.item_id, accounts: linked });
		call.added(id);
	}
	return success({ accessToken, tranStartDate: tranStartDate ?? null });
}

module.exports = { renderIntegration, saveIntegration, deleteIntegration, linkPlaid };
