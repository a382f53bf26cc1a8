// @ts-check
'use strict';

const { ICONS } = require('./seedCompanies');
const { renderBankAccount, displayNameOf } = require('./bankAccounts');
const { renderCustomer, renderGlAccount, renderVendor } = require('./companyLists');

/**
 * How much of a related record an answer shows: only its id (query without `expand`), the short
 * form of the samples (saves and single reads), or the whole record (`expand: true`).
 *
 * @typedef {'id' | 'brief' | 'full'} Form
 */

/**
 * Which form each relation has in one answer.
 *
 * @typedef {(relation: string) => Form} Forms
 */

/**
 * @typedef {Record<string, any>} Row
 * @typedef {import('./books').Book} Book
 */

/** @type {Forms} */
const allBrief = () => 'brief';

/**
 * @param {{ get(id: string): Row | undefined }} records
 * @param {string | null | undefined} id
 * @param {Form} form
 * @param {{ brief: (record: Row) => Row, full: (record: Row) => Row }} shapes
 */
function related(records, id, form, { brief, full }) {
	if (id === null || id === undefined) return null;
	const record = form === 'id' ? undefined : records.get(id);
	if (!record) return { id };
	return form === 'full' ? full(record) : brief(record);
}

/** @type {(row: Row, book: Book, form: Form) => Row | null} */
function bankAccountOf(row, book, form) {
	return related(book.bankAccounts, row.bankAccountId, form, {
		brief: (record) => ({
			id: record.id,
			name: record.name ?? null,
			displayName: displayNameOf(record),
		}),
		full: (record) => renderBankAccount(record, book, allBrief),
	});
}

/** @type {(row: Row, book: Book, form: Form) => Row | null} */
function customerOf(row, book, form) {
	return related(book.customers, row.customerId, form, {
		brief: ({ id, name, email }) => ({ id, name, email }),
		full: (record) => renderCustomer(record, book, allBrief),
	});
}

/** @type {(row: Row, book: Book, form: Form) => Row | null} */
function vendorOf(row, book, form) {
	return related(book.vendors, row.vendorId, form, {
		brief: ({ id, name }) => ({ id, name }),
		full: renderVendor,
	});
}

/** @type {(row: Row, book: Book, form: Form) => Row | null} */
function categoryOf(row, book, form) {
	return related(book.categories, row.categoryId, form, {
		brief: ({ id, name, iconUrl }) => ({ id, name, iconUrl }),
		full: (record) => record,
	});
}

/** @type {(row: Row, book: Book, form: Form) => Row | null} */
function glAccountOf(row, book, form) {
	return related(book.glAccounts, row.glAccountId, form, {
		brief: ({ id, name, accountNo, type, iconUrl }) => ({ id, name, accountNo, type, iconUrl }),
		full: renderGlAccount,
	});
}

/**
 * A bank transaction or payment as its counterpart shows it: `{id, amount (cents), date,
 * description, apiName, apiInstitutionId}`.
 *
 * @param {Row} record
 * @param {Book} book
 */
function matchBrief(record, book) {
	const account = book.bankAccounts.get(record.bankAccountId);
	const integration = account && book.integrations.get(account.integrationId);
	return {
		id: record.id,
		amount: record.amount,
		date: record.date,
		description: record.description,
		apiName: record.apiName ?? null,
		apiInstitutionId: integration?.apiInstitutionId ?? null,
	};
}

/** @param {string | null | undefined} apiName */
function iconOf(apiName) {
	return apiName ? `${ICONS}/integrations/${apiName.toLowerCase()}.png` : null;
}

module.exports = {
	allBrief,
	related,
	bankAccountOf,
	customerOf,
	vendorOf,
	categoryOf,
	glAccountOf,
	matchBrief,
	iconOf,
};
