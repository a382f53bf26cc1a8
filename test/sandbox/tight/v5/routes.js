// @ts-check
'use strict';

const { listAccounts, saveAccounts } = require('./plaidAccounts');
const { deleteItem, listItems } = require('./plaidItems');

/** Where every path of v5 begins. */
const PREFIX = '/rest/v5/';
const TOKEN_PATH = '/rest/v5/auth/token';

/**
 * The paths of v5 that v6 has nothing for. Their tokens are of one user, so there is one book.
 *
 * @type {import('../routes').Route[]}
 */
const routes = [
	{
		method: 'GET',
		url: '/rest/v5/banks/plaidItems',
		access: 'read',
		answer: (call, [book], settings) => listItems(call, book, settings),
	},
	{
		method: 'GET',
		url: '/rest/v5/banks/plaidItemAccounts',
		access: 'read',
		answer: (call, [book], settings) => listAccounts(call, book, settings),
	},
	{
		method: 'POST',
		url: '/rest/v5/banks/accounts',
		access: 'write',
		answer: (call, [book]) => saveAccounts(call, book),
	},
	{
		method: 'DELETE',
		url: '/rest/v5/banks/plaidItem',
		access: 'write',
		answer: (call, [book]) => deleteItem(call, book),
	},
];

module.exports = { PREFIX, TOKEN_PATH, routes };
