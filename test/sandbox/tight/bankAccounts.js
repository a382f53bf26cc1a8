// @ts-check
'use strict';

const { relationKey } = require('./filters');
const { renderIntegration } = require('./integrations');
const { completeStatus, extraFields, statusKey } = require('./resource');
const { cents, customData, date, flag, idOf, text } = require('./validate');

/**
 * @typedef {Record<string, any>} Row
 * @typedef {import('./resource').Book} Book
 */

/** Save bank accounts page (stated): names and types; nothing is required (inferred). */
const fields = {
	name: { check: text },
	status: { check: text },
	apiName: { check: text },
	iconUrl: { check: text },
	mask: { check: text },
	type: { check: text },
	syncTransactions: { check: flag },
	tranStartDate: { check: date },
	glAccountId: { check: idOf('glAccounts') },
	beginningBalance: { check: cents },
	customData: { check: customData },
};

/** Fields of a stored account that no answer shows under these names. */
const internal = { integrationId: { check: text }, lastSyncedDate: { check: text } };

/**
 * "Business Checking *1687", the form of the samples.
 *
 * @param {Row} account
 */
function displayNameOf({ name, mask }) {
	return mask ? `${name ?? ''} *${mask}`.trim() : (name ?? null);
}

/**
 * @param {Row} account
 * @param {Book} book
 * @param {'id' | 'brief' | 'full'} form
 */
function integrationOf(account, book, form) {
	const integration = book.integrations.get(account.integrationId);
	if (!integration) return null;
	if (form === 'full') return renderIntegration(integration);
	const { id, apiInstitutionId } = integration;
	return form === 'id' ? { id } : { id, apiInstitutionId };
}

/**
 * @param {Row} account
 * @param {'id' | 'brief' | 'full'} form Of the journal entry
 */
function beginningBalanceOf(account, form) {
	if (account.beginningBalance === undefined || account.beginningBalance === null) return null;
	const id = `mje_${account.id.replace(/\D/g, '')}`;
	return {
		journalEntry: form === 'id' ? { id } : { id, tranDate: account.tranStartDate ?? null },
		amount: account.beginningBalance,
	};
}

/**
 * The BankAccount of save and query (stated). Balances in integer cents (inferred). The balance
 * does not follow the transactions: how Tight computes it is unknown.
 *
 * @type {import('./resource').Resource['render']}
 */
function renderBankAccount(row, book, forms) {
	return {
		id: row.id,
		status: row.status,
		apiName: row.apiName ?? null,
		iconUrl: row.iconUrl ?? null,
		name: row.name ?? null,
		mask: row.mask ?? null,
		integration: integrationOf(row, book, forms('integration')),
		type: row.type ?? null,
		lastSyncedDate: row.lastSyncedDate ?? null,
		syncTransactions: row.syncTransactions ?? false,
		isSupported: true,
		tranStartDate: row.tranStartDate ?? null,
		tranMinStartDate: null,
		latestTransactionDate: null,
		glAccountId: row.glAccountId ?? null,
		beginningBalanceData: beginningBalanceOf(row, forms('journalEntry')),
		accountBalance: row.beginningBalance ?? 0,
		...extraFields(row, { ...fields, ...internal }),
	};
}

/** @type {import('./resource').Resource} */
const bankAccounts = {
	name: 'bank account',
	collection: (book) => book.bankAccounts,
	fields,
	complete: completeStatus,
	render: renderBankAccount,
	filters: {
		status: statusKey,
		journalEntry: relationKey('journalEntry', {}),
		integration: relationKey('integration', {}),
	},
	orders: { ID: (row) => row.id },
};

module.exports = { bankAccounts, renderBankAccount, displayNameOf };
