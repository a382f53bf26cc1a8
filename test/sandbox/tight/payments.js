// @ts-check
'use strict';

const { classSegmentsOf } = require('./classSegments');
const { relationKey, searchKey, textKey } = require('./filters');
const {
	bankAccountOf,
	categoryOf,
	customerOf,
	glAccountOf,
	matchBrief,
	related,
	vendorOf,
} = require('./relations');
const { completeStatus, extraFields, idKey, statusKey } = require('./resource');
const { cents, customData, date, idOf, idsOf, text } = require('./validate');

/**
 * @typedef {Record<string, any>} Row
 * @typedef {import('./books').Book} Book
 */

/** What a payment and its child lines have in common. */
const shared = {
	type: { check: text },
	displayName: { check: text },
	classSegmentIds: { check: idsOf('classSegments') },
	customerId: { check: idOf('customers') },
	vendorId: { check: idOf('vendors') },
	categoryId: { check: idOf('categories') },
	glAccountId: { check: idOf('glAccounts') },
	reconciliationMatchId: { check: idOf('bankTransactions') },
};

/**
 * Seed of save payments (stated). Required are only the fields that both generations of the page
 * list first (inferred).
 */
const fields = {
	...shared,
	date: { check: date, required: true },
	amount: { check: cents, required: true },
	description: { check: text, required: true },
	apiName: { check: text },
	bankAccountId: { check: idOf('bankAccounts') },
	notes: { check: text },
	status: { check: text },
	reviewStatus: { check: text },
	apiSourceId: { check: text },
	customData: { check: customData },
};

const childFields = {
	...shared,
	amount: { check: cents, required: true },
	description: { check: text },
	apiItemId: { check: text },
};

/** @type {(row: Row) => any} */
const displayNameOf = (row) => row.displayName ?? row.description ?? null;

/**
 * The bank transaction that a payment was matched to; newer copies of the page name its filter
 * and switch `bankTransaction`.
 *
 * @param {Row} row
 * @param {Book} book
 * @param {'id' | 'brief' | 'full'} form
 */
function reconciliationMatchOf(row, book, form) {
	const shape = (/** @type {Row} */ record) => ({
		...matchBrief(record, book),
		apiSourceId: record.apiSourceId ?? null,
	});
	return related(book.bankTransactions, row.reconciliationMatchId, form, {
		brief: shape,
		full: shape,
	});
}

/**
 * @param {Row} row
 * @param {Book} book
 * @param {import('./relations').Forms} forms
 */
function relationsOf(row, book, forms) {
	return {
		classSegments: classSegmentsOf(row, book, forms('classSegments')),
		customer: customerOf(row, book, forms('customer')),
		vendor: vendorOf(row, book, forms('vendor')),
		category: categoryOf(row, book, forms('category')),
		glAccount: glAccountOf(row, book, forms('glAccount')),
		reconciliationMatch: reconciliationMatchOf(row, book, forms('bankTransaction')),
	};
}

/**
 * The Payment of the seed (stated). Amounts in integer cents (inferred), with the sign as it was
 * given: by which rule Tight turns the sign of a child line is unknown.
 *
 * @type {import('./resource').Resource['render']}
 */
function render(row, book, forms) {
	return {
		id: row.id,
		type: row.type ?? null,
		date: row.date,
		amount: row.amount,
		displayName: displayNameOf(row),
		description: row.description,
		notes: row.notes ?? null,
		status: row.status,
		reviewStatus: row.reviewStatus ?? null,
		apiName: row.apiName ?? null,
		apiSourceId: row.apiSourceId ?? null,
		bankAccount: bankAccountOf(row, book, forms('bankAccount')),
		...relationsOf(row, book, forms),
		children: (row.children ?? []).map((/** @type {Row} */ child) => ({
			id: child.id,
			type: child.type ?? null,
			amount: child.amount,
			displayName: displayNameOf(child),
			description: child.description ?? null,
			apiItemId: child.apiItemId ?? null,
			...relationsOf(child, book, forms),
			...extraFields(child, childFields),
		})),
		customData: row.customData ?? null,
		...extraFields(row, fields),
	};
}

/** @type {import('./resource').Resource} */
const payments = {
	name: 'payment',
	collection: (book) => book.payments,
	fields,
	// The seed's own sample has one child of 134051 under 273479: lines need not sum.
	children: { fields: childFields, mustSum: false },
	complete: completeStatus,
	render,
	filters: {
		displayName: textKey(displayNameOf),
		search: searchKey([displayNameOf, (row) => row.description, (row) => row.notes]),
		description: textKey((row) => row.description),
		status: statusKey,
		bankAccount: idKey('bankAccount', { operators: ['in', 'notIn'], expands: false }),
		bankTransaction: relationKey('bankTransaction', {
			operators: ['equal'],
			idsOf: (row) => [row.reconciliationMatchId ?? ''],
		}),
	},
	orders: { DISPLAY_NAME: displayNameOf },
	changed: (book, before, after) => {
		if (before?.reconciliationMatchId) book.paymentOf.delete(before.reconciliationMatchId);
		if (after?.reconciliationMatchId) book.paymentOf.set(after.reconciliationMatchId, after.id);
	},
};

module.exports = { payments };
