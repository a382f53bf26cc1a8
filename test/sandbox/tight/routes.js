// @ts-check
'use strict';

const { success } = require('./answers');
const { bankAccounts } = require('./bankAccounts');
const { bankTransactions } = require('./bankTransactions');
const { saveClosing } = require('./closing');
const { classSegments, customers, glAccounts, vendors } = require('./companyLists');
const { importFinicity, importMx } = require('./imports');
const { deleteIntegration, linkPlaid, saveIntegration } = require('./integrations');
const { payments } = require('./payments');
const { answerGet, answerQuery } = require('./query');
const { deleteRow, saveBatch } = require('./save');

/**
 * @typedef {import('./books').Book} Book
 * @typedef {import('./server').Call} Call
 * @typedef {import('./answers').Answer} Answer
 */

/**
 * One path of the API. A read sees every company of its token; a write has exactly one.
 *
 * @typedef {object} Route
 * @property {'GET' | 'POST' | 'DELETE'} method
 * @property {string} url
 * @property {'read' | 'write'} access
 * @property {(call: Call, books: Book[], settings: import('./tight').Settings) => Answer} answer
 */

/** @type {(method: Route['method'], url: string, answer: Route['answer']) => Route} */
const reading = (method, url, answer) => ({ method, url, access: 'read', answer });

/** @type {(m: Route['method'], url: string, act: (call: Call, book: Book) => Answer) => Route} */
const writing = (method, url, act) => ({
	method,
	url,
	access: 'write',
	answer: (call, [book]) => act(call, book),
});

/** @typedef {import('./resource').Resource} Resource */

/** @type {(url: string, resource: Resource) => Route} */
const save = (url, resource) =>
	writing('POST', url, (call, book) => saveBatch(resource, call, book));

/** @type {(url: string, resource: Resource) => Route} */
const query = (url, resource) =>
	reading('POST', `${url}/query`, (call, books) => answerQuery(resource, call, books));

/** @type {(url: string, resource: Resource) => Route} */
const get = (url, resource) =>
	reading('GET', `${url}/:id`, (call, books) => answerGet(resource, call, books));

/** @type {(url: string, resource: Resource) => Route} */
const remove = (url, resource) =>
	writing('DELETE', `${url}/:id`, (call, book) => deleteRow(resource, call, book));

/**
 * `GET /v6/categories`: an object of three lists (stated), not paged.
 *
 * @type {Route['answer']}
 */
function answerCategories(_call, books) {
	const trees = books.map((book) => book.categoryTree);
	return success({
		expense: trees.flatMap((tree) => tree.expense),
		revenue: trees.flatMap((tree) => tree.revenue),
		transfer: trees.flatMap((tree) => tree.transfer),
	});
}

const TRANSACTIONS = '/v6/banks/transactions';
const ACCOUNTS = '/v6/banks/accounts';
const PAYMENTS = '/v6/payments';

/**
 * Every documented path that the sandbox serves, the token endpoint excepted. Only paths that a
 * page or seed states.
 *
 * @type {Route[]}
 */
const routes = [
	save(TRANSACTIONS, bankTransactions),
	query(TRANSACTIONS, bankTransactions),
	get(TRANSACTIONS, bankTransactions),
	remove(TRANSACTIONS, bankTransactions),
	save(PAYMENTS, payments),
	query(PAYMENTS, payments),
	get(PAYMENTS, payments),
	remove(PAYMENTS, payments),
	save(ACCOUNTS, bankAccounts),
	query(ACCOUNTS, bankAccounts),
	remove(ACCOUNTS, bankAccounts),
	writing('POST', '/v6/integrations/:id', saveIntegration),
	writing('DELETE', '/v6/integrations/:id', deleteIntegration),
	writing('POST', '/v6/integrations/plaid/connection', linkPlaid),
	writing('POST', '/v6/closing', saveClosing),
	writing('POST', '/v6/imports/mx/transactions', importMx),
	writing('POST', '/v6/imports/finicity/transactions', importFinicity),
	reading('GET', '/v6/categories', answerCategories),
	query('/v6/accounting/glAccounts', glAccounts),
	query('/v6/customers', customers),
	query('/v6/vendors', vendors),
	query('/v6/classes/segments', classSegments),
];

module.exports = { routes };
