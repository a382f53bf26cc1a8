// @ts-check
'use strict';

const { problem } = require('../answers');
const { isCalendarDate, isObject } = require('../validate');
const { failure, invalid, success } = require('./answers');
const { answerList } = require('./lists');
const { linkedItems } = require('./plaidItems');

/**
 * @typedef {import('../books').Book} Book
 * @typedef {import('../server').Call} Call
 * @typedef {import('../answers').Answer} Answer
 * @typedef {import('../tight').Settings} Settings
 * @typedef {import('./plaidBook').PlaidAccount} PlaidAccount
 */

const DAY_MS = 24 * 60 * 60 * 1000;
/** Tight pulls 30 days of transactions by default (stated). */
const DEFAULT_DAYS = 30;
/** How far back Plaid's own history goes; it differs from bank to bank (stated). */
const PLAIDS_DAYS = 730;
/** Stated: seed 003. */
const AUTO_CLASSIFY = ['OFF', 'BUSINESS', 'NOT_BUSINESS'];

/** yyyy-MM-dd'T'HH:mm:ss.SSSZ (stated), whose Z is an offset such as +0000. */
const dateTime = (/** @type {number} */ ms) => new Date(ms).toISOString().replace('Z', '+0000');
const day = (/** @type {number} */ ms) => new Date(ms).toISOString().slice(0, 10);

/** @param {unknown} cents */
const units = (cents) => (typeof cents === 'number' ? cents / 100 : null);

/** @param {PlaidAccount} account */
const earliest = ({ createdAt }) => createdAt - PLAIDS_DAYS * DAY_MS;

/** The number in an id of v6. @param {string | undefined} id */
const numberIn = (id) => (id ? Number(id.replace(/\D/g, '')) : null);

/**
 * An account by seed 003 and v4.0/api-reference/banks/get-plaid-item-accounts (stated), which
 * name its type in two ways.
 *
 * @param {PlaidAccount} account
 * @param {Book} book
 * @param {Settings} settings
 */
function renderAccount(account, book, { v5AccountNames }) {
	const { createdAt } = account;
	/** @type {Record<string, any>} */
	const stored = book.bankAccounts.get(account.bankAccountId) ?? {};
	const integration = book.integrations.get(stored.integrationId);
	const atPlaid = book.plaid
		.currentItem(integration?.apiAccessToken)
		.accounts.find((each) => each.account_id === account.apiAccountId);
	const balance = units(stored.beginningBalance);
	const balances = atPlaid?.balances ?? { available: balance, current: balance, limit: null };
	const type = stored.type;
	const subtype = atPlaid?.subtype ?? null;
	return {
		id: account.id,
		plaidItemId: account.plaidItemId,
		status: stored.status,
		apiName: 'PLAID',
		createdDate: new Date(createdAt).toISOString(),
		lastExpenseSyncedDate: dateTime(createdAt),
		lastRevenueSyncedDate: dateTime(createdAt),
		tranStartDate: stored.tranStartDate ?? day(createdAt - DEFAULT_DAYS * DAY_MS),
		tranMinStartDate: dateTime(earliest(account)),
		glAccountId: numberIn(stored.glAccountId),
		apiAccountId: account.apiAccountId,
		apiInstitutionId: integration?.apiInstitutionId,
		apiAccountName: stored.name ?? null,
		...(v5AccountNames === 'guide'
			? { apiAccountType: type, apiAccountSubType: subtype }
			: { apiType: type, apiSubType: subtype }),
		apiOfficialName: atPlaid?.official_name ?? null,
		apiMask: stored.mask ?? null,
		apiAvailableBalance: balances.available,
		apiCurrentBalance: balances.current,
		apiLimitBalance: balances.limit,
		autoClassify: account.autoClassify,
		defaultBusinessId: account.defaultBusinessId,
	};
}

/** @param {Book} book */
function linkedAccounts(book) {
	const itemIds = new Set(linkedItems(book).map(({ id }) => id));
	return book.plaid.accounts.filter(
		({ plaidItemId, bankAccountId }) =>
			itemIds.has(plaidItemId) && book.bankAccounts.has(bankAccountId),
	);
}

/**
 * @param {Book} book
 * @param {Settings} settings
 */
const showAccounts = (book, settings) =>
	linkedAccounts(book).map((account) => renderAccount(account, book, settings));

/**
 * `GET /rest/v5/banks/plaidItemAccounts` (path inferred from v4).
 *
 * @param {Call} call
 * @param {Book} book
 * @param {Settings} settings
 */
function listAccounts(call, book, settings) {
	const linked = linkedAccounts(book);
	const deleted = book.plaid.accounts.filter((account) => !linked.includes(account));
	return answerList(call, showAccounts(book, settings), {
		shape: settings.v5ListShape,
		now: settings.now,
		deletedIds: deleted.map(({ id }) => id),
	});
}

/**
 * What is wrong with the changes of one account. Rules of seed 003 (stated): the start date is not
 * before the earliest one, and `autoClassify` is one of three.
 *
 * @param {Record<string, any>} changes
 * @param {PlaidAccount} account
 * @param {{ book: Book, path: string }} where
 */
function problemsOf({ tranStartDate, autoClassify, defaultBusinessId }, account, { book, path }) {
	const problems = [];
	const start = tranStartDate ?? undefined;
	if (start !== undefined && !isCalendarDate(start)) {
		problems.push(problem('INVALID_FORMAT', 'Must be yyyy-MM-dd', `${path}.tranStartDate`));
	} else if (start !== undefined && start < day(earliest(account))) {
		const message = 'Must not be before tranMinStartDate';
		problems.push(problem('INVALID_VALUE', message, `${path}.tranStartDate`));
	}
	if (!AUTO_CLASSIFY.includes(autoClassify ?? 'OFF')) {
		const message = `Must be one of ${AUTO_CLASSIFY.join(', ')}`;
		problems.push(problem('INVALID_VALUE', message, `${path}.autoClassify`));
	}
	if ((defaultBusinessId ?? numberIn(book.companyId)) !== numberIn(book.companyId)) {
		problems.push(problem('INVALID_VALUE', 'No such business', `${path}.defaultBusinessId`));
	}
	return problems;
}

/**
 * `POST /rest/v5/banks/accounts`. A user's sole business is the default one (stated). That one wrong
 * account refuses the whole call, and how its fields are named then, are inferred.
 *
 * @param {Call} call
 * @param {Book} book
 * @returns {Answer}
 */
function saveAccounts(call, book) {
	const rows = call.body?.accounts;
	if (!Array.isArray(rows) || !rows.every(isObject)) {
		return failure(400, 'accounts must be a list of accounts');
	}
	const linked = linkedAccounts(book);
	const pairs = rows.map((changes) => ({
		changes,
		account: linked.find(({ id }) => String(id) === String(changes.id)),
	}));
	const problems = pairs.flatMap(({ changes, account }, index) => {
		const path = `accounts[${index}]`;
		if (account) return problemsOf(changes, account, { book, path });
		return [problem('INVALID_VALUE', 'No such account', `${path}.id`)];
	});
	if (problems.length > 0) return invalid(problems);

	for (const { changes, account } of pairs) {
		if (!account) continue;
		const { apiAccountName: name, status, tranStartDate, syncTransactions } = changes;
		const changed = Object.entries({ name, status, tranStartDate, syncTransactions });
		const given = changed.filter(([, value]) => value !== undefined && value !== null);
		book.bankAccounts.update(account.bankAccountId, Object.fromEntries(given));
		account.autoClassify = changes.autoClassify ?? account.autoClassify;
		account.defaultBusinessId =
			account.autoClassify === 'BUSINESS'
				? (changes.defaultBusinessId ?? account.defaultBusinessId ?? numberIn(book.companyId))
				: null;
		call.updated(String(account.id));
	}
	return success();
}

module.exports = { listAccounts, saveAccounts, showAccounts };
