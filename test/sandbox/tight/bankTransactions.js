// @ts-check
'use strict';

const { classSegmentsOf } = require('./classSegments');
const {
	changedSinceKey,
	companyKey,
	dateKey,
	enumKey,
	integerKey,
	relationKey,
	searchKey,
	textKey,
} = require('./filters');
const {
	bankAccountOf,
	categoryOf,
	customerOf,
	glAccountOf,
	iconOf,
	matchBrief,
	related,
	vendorOf,
} = require('./relations');
const { classSegmentsKey, completeStatus, extraFields, idKey, statusKey } = require('./resource');
const { ICONS } = require('./seedCompanies');
const { cents, customData, date, idOf, idsOf, object, text, texts } = require('./validate');

/** @typedef {Record<string, any>} Row */

/** Seed of save transactions (stated); the required marks are inferred from its field order. */
const fields = {
	date: { check: date, required: true },
	amount: { check: cents, required: true },
	description: { check: text, required: true },
	apiName: { check: text, required: true },
	bankAccountId: { check: idOf('bankAccounts'), required: true },
	notes: { check: text },
	status: { check: text },
	reviewStatus: { check: text },
	userAccess: { check: text },
	accountantAccess: { check: text },
	apiSourceId: { check: text },
	type: { check: text },
	matchingBankTransactionId: { check: idOf('bankTransactions') },
	vendorId: { check: idOf('vendors') },
	customerId: { check: idOf('customers') },
	categoryId: { check: idOf('categories') },
	glAccountId: { check: idOf('glAccounts') },
	classSegmentIds: { check: idsOf('classSegments') },
	tax: { check: object },
	attachmentIds: { check: texts },
	customData: { check: customData },
};

const childFields = {
	amount: { check: cents, required: true },
	notes: { check: text },
	classSegmentIds: { check: idsOf('classSegments') },
	customerId: { check: idOf('customers') },
	categoryId: { check: idOf('categories') },
	glAccountId: { check: idOf('glAccounts') },
	invoiceId: { check: text },
	billId: { check: text },
	payrollId: { check: text },
	apiItemId: { check: text },
};

/**
 * A type that is not given follows the sign: negative is money out (inferred from the samples).
 *
 * @param {Row} row
 */
function complete(row) {
	completeStatus(row);
	row.type ??= row.amount < 0 ? 'EXPENSE' : 'REVENUE';
}

/**
 * @param {string} id
 * @returns {Row}
 */
function attachment(id) {
	return {
		id,
		url: `https://files.example.com/attachment/${id}.pdf`,
		fileName: `${id}.pdf`,
		fileSize: '24.5 KB',
		createdDateTime: '2025-01-02T09:00:00.111153145',
		iconUrl: `${ICONS}/attachments/pdf.svg`,
	};
}

/** @param {string | null | undefined} id */
function idOnly(id) {
	return id ? { id } : null;
}

/**
 * The shape of a child line in an answer is inferred from that of its parent: the sample's list
 * is empty.
 *
 * @param {Row} child
 * @param {import('./books').Book} book
 * @param {import('./relations').Forms} forms
 */
function renderChild(child, book, forms) {
	return {
		id: child.id,
		amount: child.amount,
		notes: child.notes ?? null,
		apiItemId: child.apiItemId ?? null,
		classSegments: classSegmentsOf(child, book, forms('classSegments')),
		customer: customerOf(child, book, forms('customer')),
		category: categoryOf(child, book, forms('category')),
		glAccount: glAccountOf(child, book, forms('glAccount')),
		invoice: idOnly(child.invoiceId),
		bill: idOnly(child.billId),
		payroll: idOnly(child.payrollId),
		...extraFields(child, childFields),
	};
}

/**
 * The payment that was matched to a bank transaction, seen from the latter (inferred).
 *
 * @param {Row} row
 * @param {import('./books').Book} book
 * @param {'id' | 'brief' | 'full'} form
 */
function matchedPaymentOf(row, book, form) {
	const shape = (/** @type {Row} */ record) => matchBrief(record, book);
	return related(book.payments, book.paymentOf.get(row.id), form, { brief: shape, full: shape });
}

/**
 * The BankTransaction of the seed (stated). Amounts in integer cents, negative for money out
 * (inferred). `userAccess` and `accountantAccess` are accepted but not in the sample answer.
 *
 * @type {import('./resource').Resource['render']}
 */
function render(row, book, forms) {
	const { id, matchingBankTransactionId } = row;
	const matchShape = (/** @type {Row} */ record) => matchBrief(record, book);
	return {
		id,
		type: row.type,
		date: row.date,
		amount: row.amount,
		displayName: book.vendors.get(row.vendorId)?.name ?? row.description,
		description: row.description,
		notes: row.notes ?? null,
		status: row.status,
		reviewStatus: row.reviewStatus ?? null,
		apiName: row.apiName,
		iconUrl: iconOf(row.apiName),
		apiSourceId: row.apiSourceId ?? null,
		bankAccount: bankAccountOf(row, book, forms('bankAccount')),
		classSegments: classSegmentsOf(row, book, forms('classSegments')),
		customer: customerOf(row, book, forms('customer')),
		vendor: vendorOf(row, book, forms('vendor')),
		category: categoryOf(row, book, forms('category')),
		suggestedCategories: [],
		glAccount: glAccountOf(row, book, forms('glAccount')),
		invoiceItem: null,
		reconciliationMatch: matchedPaymentOf(row, book, forms('reconciliationMatch')),
		matchingBankTransaction: related(book.bankTransactions, matchingBankTransactionId, 'brief', {
			brief: matchShape,
			full: matchShape,
		}),
		conversation: null,
		rule: null,
		attachments: (row.attachmentIds ?? []).map(attachment),
		tax: row.tax ?? {},
		children: (row.children ?? []).map((/** @type {Row} */ each) => renderChild(each, book, forms)),
		customData: row.customData ?? null,
		...extraFields(row, fields),
	};
}

const lineItems = { lineItems: true };

/** @type {import('./resource').Resource} */
const bankTransactions = {
	name: 'bank transaction',
	collection: (book) => book.bankTransactions,
	fields,
	// The seed's own sample splits 5001 into one child of 5001: lines sum to their parent.
	children: { fields: childFields, mustSum: true },
	complete,
	render,
	filters: {
		search: searchKey([(row) => row.description, (row) => row.notes]),
		date: dateKey((row) => row.date),
		amount: integerKey((row) => row.amount),
		description: textKey((row) => row.description),
		notes: textKey((row) => row.notes),
		status: statusKey,
		reviewStatus: enumKey((row) => row.reviewStatus),
		type: enumKey((row) => row.type),
		bankAccount: idKey('bankAccount', { operators: ['in', 'notIn'] }),
		vendor: idKey('vendor', { operators: ['in'] }),
		customer: idKey('customer', { operators: ['in'] }),
		category: idKey('category', { operators: ['in'] }),
		glAccount: idKey('glAccount', { operators: ['in'] }),
		classSegments: classSegmentsKey,
		rule: relationKey('rule', {}),
		conversation: relationKey('conversation', {}),
		reconciliationMatch: relationKey('reconciliationMatch', {
			operators: ['equal'],
			idsOf: (row, book) => [book.paymentOf.get(row.id) ?? ''],
		}),
		invoice: relationKey('invoice', lineItems),
		bill: relationKey('bill', lineItems),
		payroll: relationKey('payroll', lineItems),
		company: companyKey,
		lastUpdatedDateTime: changedSinceKey,
	},
	orders: { DATE: (row) => row.date },
	changed: (book, before, after) => {
		if (before && !after) book.paymentOf.delete(before.id);
	},
};

module.exports = { bankTransactions };
