// @ts-check
'use strict';

const { notFound } = require('./errors');
const { pageOf, transactionsFor } = require('./listing');
const { statusOf } = require('./rows');
const { OLDEST, transactionIn } = require('./versions');

/**
 * @typedef {import('./mx').Mx} Mx
 * @typedef {import('./sampleUsers').Holding} Holding
 * @typedef {import('./rows').Row} Row
 * @typedef {{ params: Record<string, string>, query: Record<string, string>, version: string }} Call
 * @typedef {{ status?: number, body: any }} Result
 * @typedef {{ method: 'GET' | 'POST', url: string, answer: (mx: Mx, call: Call) => Result }} Route
 */

/** Only versions after v20111101 know users by the partner's own ID. @type {(mx: Mx, call: Call) => Holding} */
const holdingOf = (mx, { params, version }) => mx.holding(params.user, version !== OLDEST);

/** @param {Row[]} rows @param {string} identifier @param {string} what */
function find(rows, identifier, what) {
	const row = rows.find(({ guid, id }) => guid === identifier || id === identifier);
	if (!row) throw notFound(what);
	return row;
}

/** @type {(mx: Mx, call: Call) => Row} */
const memberOf = (mx, call) => find(holdingOf(mx, call).members, call.params.member, 'Member');

/**
 * @param {Mx} mx
 * @param {Call} call
 * @param {(row: Row) => boolean} isMeant
 */
function listTransactions(mx, call, isMeant) {
	const { query, version } = call;
	const rows = holdingOf(mx, call).transactions.filter(isMeant);
	const meant = transactionsFor(rows, query, { now: mx.settings.now(), version });
	const shown = meant.map((row) => transactionIn(row, version));
	const body = pageOf(shown, 'transactions', query, mx.settings.mostTransactionsPerPage);
	mx.changes.shift()?.();
	return { body };
}

/** @type {Route[]} */
const routes = [
	{
		method: 'GET',
		url: '/users',
		answer: (mx, { query }) => {
			const isMeant = (/** @type {Row} */ user) =>
				(query.id === undefined || user.id === query.id) &&
				(query.email === undefined || user.email === query.email);
			const users = mx.holdings.map(({ user }) => user).filter(isMeant);
			return { body: pageOf(users, 'users', query) };
		},
	},
	{
		method: 'GET',
		url: '/users/:user/members',
		answer: (mx, call) => ({ body: pageOf(holdingOf(mx, call).members, 'members', call.query) }),
	},
	{
		method: 'GET',
		url: '/users/:user/members/:member',
		answer: (mx, call) => ({ body: { member: memberOf(mx, call) } }),
	},
	{
		method: 'GET',
		url: '/users/:user/members/:member/status',
		answer: (mx, call) => ({ body: { member: statusOf(memberOf(mx, call)) } }),
	},
	{
		// A second aggregation, or one within three hours, is answered 202 as well, and does nothing.
		method: 'POST',
		url: '/users/:user/members/:member/aggregate',
		answer: (mx, call) => {
			const member = memberOf(mx, call);
			member.is_being_aggregated = true;
			return { status: 202, body: { member: structuredClone(member) } };
		},
	},
	{
		method: 'GET',
		url: '/users/:user/accounts',
		answer: (mx, call) => ({ body: pageOf(holdingOf(mx, call).accounts, 'accounts', call.query) }),
	},
	{
		method: 'GET',
		url: '/users/:user/members/:member/accounts',
		answer: (mx, call) => {
			const { guid } = memberOf(mx, call);
			const accounts = holdingOf(mx, call).accounts.filter((row) => row.member_guid === guid);
			return { body: pageOf(accounts, 'accounts', call.query) };
		},
	},
	{
		method: 'GET',
		url: '/users/:user/transactions',
		answer: (mx, call) => listTransactions(mx, call, () => true),
	},
	{
		method: 'GET',
		url: '/users/:user/members/:member/transactions',
		answer: (mx, call) => {
			const { guid } = memberOf(mx, call);
			return listTransactions(mx, call, (row) => row.member_guid === guid);
		},
	},
	{
		method: 'GET',
		url: '/users/:user/accounts/:account/transactions',
		answer: (mx, call) => {
			const { accounts } = holdingOf(mx, call);
			const { guid } = find(accounts, call.params.account, 'Account');
			return listTransactions(mx, call, (row) => row.account_guid === guid);
		},
	},
];

module.exports = { routes };
