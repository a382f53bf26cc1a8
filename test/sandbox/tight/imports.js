// @ts-check
'use strict';

const { problem, refused } = require('./answers');
const { bankTransactions } = require('./bankTransactions');
const { answerEach, storeNew } = require('./save');
const { checkFields, date, flag, number, object, text } = require('./validate');

/**
 * @typedef {Record<string, any>} Row
 * @typedef {import('./books').Book} Book
 * @typedef {import('./server').Call} Call
 */

/** @type {(names: string, check: import('./validate').Check) => import('./validate').Fields} */
const optional = (names, check) =>
	Object.fromEntries(names.split(' ').map((name) => [name, { check }]));

/** @type {import('./validate').Check} */
const unsigned = (value, param, book) =>
	value < 0
		? [problem('INVALID_VALUE', 'Must not be negative', param)]
		: number(value, param, book);

/** @type {import('./validate').Check} */
const direction = (value, param) =>
	value === 'CREDIT' || value === 'DEBIT'
		? []
		: [problem('INVALID_VALUE', 'Must be CREDIT or DEBIT', param)];

/**
 * Seed of MX Transactions (stated): names and types. The eight required fields are inferred from
 * its field order; MX's unsigned decimal amount with a direction is inferred from MX's own API.
 *
 * @type {import('./validate').Fields}
 */
const mxFields = {
	guid: { check: text, required: true },
	accountGuid: { check: text, required: true },
	amount: { check: unsigned, required: true },
	createdAt: { check: text, required: true },
	date: { check: date, required: true },
	status: { check: text, required: true },
	type: { check: direction, required: true },
	updatedAt: { check: text, required: true },
	...optional(
		'category categoryGuid checkNumberString currencyCode description localizedDescription ' +
			'localizedMemo memo merchantGuid merchantLocationGuid originalDescription postedAt ' +
			'topLevelCategory transactedAt',
		text,
	),
	...optional('latitude longitude merchantCategoryCode', number),
	...optional(
		'isBillPay isDirectDeposit isExpense isFee isIncome isInternational isManual ' +
			'isOverdraftFee isPayrollAdvance isSubscription',
		flag,
	),
};

/**
 * Finicity Transactions page (stated): names and types. Required is what a row cannot be made
 * without (inferred). The amount is signed decimal and dates are epoch seconds (inferred).
 *
 * @type {import('./validate').Fields}
 */
const finicityFields = {
	id: { check: number, required: true },
	amount: { check: number, required: true },
	accountId: { check: number, required: true },
	transactionDate: { check: epochSeconds, required: true },
	...optional('customerId status description memo type checkNum originalDescription', text),
	...optional('createdDate postedDate', epochSeconds),
	...optional('escrowAmount feeAmount', number),
	categorization: { check: object },
};

/** Above this, seconds would mean a year of five digits: they are milliseconds by mistake. */
const LATEST_SECONDS = 253402300799;

/** @type {import('./validate').Check} */
function epochSeconds(value, param) {
	return Number.isInteger(value) && value >= 0 && value <= LATEST_SECONDS
		? []
		: [problem('INVALID_FORMAT', 'Must be whole seconds since the epoch', param)];
}

/**
 * Decimal units to integer cents, half a cent away from zero. Goes by the written digits, because
 * 1.005 * 100 is less than 100.5 in binary.
 *
 * @param {number} amount
 */
function toCents(amount) {
	const cents = Math.round(Number(`${Math.abs(amount)}e2`));
	return amount < 0 ? -cents : cents;
}

/**
 * The bank account that stands for an account of the provider; made at first sight, because how
 * Tight maps them is unknown.
 *
 * @param {Book} book
 * @param {'MX' | 'FINICITY'} apiName
 * @param {string | number} accountId
 * @returns {string} Id of the bank account
 */
function bankAccountFor(book, apiName, accountId) {
	const key = `${apiName} ${accountId}`;
	let id = book.importedAccounts.get(key);
	if (!id) {
		const name = `${apiName} account ${accountId}`;
		id = book.bankAccounts.add({ name, status: 'ACTIVE', apiName, type: 'DEPOSITORY' }).id;
		book.importedAccounts.set(key, /** @type {string} */ (id));
	}
	return /** @type {string} */ (id);
}

/**
 * @param {Call} call
 * @param {Book} book
 * @param {import('./validate').Fields} fields
 * @param {(element: Row) => Row} toFields
 */
function importBatch(call, book, fields, toFields) {
	return answerEach(call.body, (element) => {
		const problems = checkFields(fields, element, { book, creating: true });
		if (problems.length > 0) return refused(problems);
		const row = toFields(element);
		bankTransactions.complete?.(row);
		return storeNew(bankTransactions, row, book, call);
	});
}

/**
 * `POST /v6/imports/mx/transactions`.
 *
 * @param {Call} call
 * @param {Book} book
 */
function importMx(call, book) {
	return importBatch(call, book, mxFields, (element) => ({
		date: element.date,
		amount: toCents(element.type === 'DEBIT' ? -element.amount : element.amount),
		description: element.description ?? element.originalDescription ?? '',
		notes: element.memo ?? null,
		apiName: 'MX',
		apiSourceId: element.guid,
		bankAccountId: bankAccountFor(book, 'MX', element.accountGuid),
	}));
}

/**
 * `POST /v6/imports/finicity/transactions`.
 *
 * @param {Call} call
 * @param {Book} book
 */
function importFinicity(call, book) {
	return importBatch(call, book, finicityFields, (element) => ({
		date: new Date(element.transactionDate * 1000).toISOString().slice(0, 10),
		amount: toCents(element.amount),
		description: element.description ?? element.originalDescription ?? '',
		notes: element.memo ?? null,
		apiName: 'FINICITY',
		apiSourceId: String(element.id),
		bankAccountId: bankAccountFor(book, 'FINICITY', element.accountId),
	}));
}

module.exports = { importMx, importFinicity };
