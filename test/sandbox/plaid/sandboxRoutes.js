// @ts-check
'use strict';

const {
	PlaidError,
	invalidField,
	invalidInput,
	loginRequired,
	missingFields,
} = require('./errors');
const { INSTITUTIONS } = require('./item');
const { onHealthyItem, onItem, operation } = require('./operation');
const { typeOf } = require('./webhooks');

const MAX_NEW_TRANSACTIONS = 10;
const DAYS_BACK = 14;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Events that `/sandbox/item/fire_webhook` fires (stated); those of other products left out. */
const FIREABLE = [
	'DEFAULT_UPDATE',
	'NEW_ACCOUNTS_AVAILABLE',
	'USER_PERMISSION_REVOKED',
	'USER_ACCOUNT_REVOKED',
	'PENDING_DISCONNECT',
	'RECURRING_TRANSACTIONS_UPDATE',
	'LOGIN_REPAIRED',
	'SYNC_UPDATES_AVAILABLE',
	'ERROR',
];

const createPublicToken = operation(
	{ needs: ['institution_id', 'initial_products'], takes: ['options', 'user_token'] },
	(plaid, { institution_id, initial_products, options }) => {
		if (!Object.hasOwn(INSTITUTIONS, institution_id)) {
			throw invalidInput('INVALID_INSTITUTION', 'invalid institution_id provided');
		}
		if (!Array.isArray(initial_products) || initial_products.length === 0) {
			throw invalidField('initial_products must be a non-empty array');
		}
		const item = plaid.linkItem({
			institution_id,
			products: initial_products,
			webhook: options?.webhook,
			isDynamic: options?.override_username === 'user_transactions_dynamic',
		});
		return { public_token: plaid.publicTokenFor(item) };
	},
);

const fireWebhook = onItem(
	{ needs: ['webhook_code'], takes: ['webhook_type'] },
	(item, { webhook_code: code, webhook_type: type = typeOf(code) }, plaid) => {
		if (!FIREABLE.includes(code)) throw invalidField(`webhook_code ${code} cannot be fired`);
		if (type === 'TRANSACTIONS' && !item.products.includes('transactions')) {
			throw new PlaidError(
				'SANDBOX_ERROR',
				'SANDBOX_PRODUCT_NOT_ENABLED',
				'product is not enabled for this item',
			);
		}
		if (!item.webhook) {
			throw new PlaidError(
				'SANDBOX_ERROR',
				'SANDBOX_WEBHOOK_INVALID',
				'webhook for this item has not been set',
			);
		}
		void plaid.fire(item, code, { type });
		return { webhook_fired: true };
	},
);

const resetLogin = onItem({}, (item, _body, plaid) => {
	item.error = loginRequired;
	if (item.webhook) void plaid.fire(item, 'ERROR', { type: 'ITEM' });
	return { reset_login: true };
});

/** @param {string} message Plaid's own words (stated), shown to the user as well */
const refusedRows = (message) =>
	new PlaidError('INVALID_REQUEST', 'INVALID_FIELD', message, { display: message });

const createTransactions = onHealthyItem(
	{ needs: ['transactions'] },
	(item, { transactions }, plaid) => {
		if (!Array.isArray(transactions)) throw invalidField('transactions must be an array');
		if (!item.isDynamic) {
			throw new PlaidError(
				'SANDBOX_ERROR',
				'SANDBOX_PRODUCT_NOT_ENABLED',
				'item was not created with the user user_transactions_dynamic',
			);
		}
		if (transactions.length > MAX_NEW_TRANSACTIONS) {
			throw refusedRows('The request contains too many transactions.');
		}
		const oldest = new Date(plaid.settings.now() - DAYS_BACK * DAY_MS).toISOString().slice(0, 10);
		const isRecent = (/** @type {string} */ date) => date >= oldest && date <= item.today;
		for (const row of transactions) {
			const names = ['date_transacted', 'date_posted', 'amount', 'description'];
			const missing = names.filter((name) => row?.[name] === undefined);
			if (missing.length > 0) throw missingFields(missing);
			const { date_transacted: transacted, date_posted: posted } = row;
			if (!isRecent(transacted) || !isRecent(posted) || posted < transacted) {
				throw refusedRows(
					'Transaction and posted dates must be within the last 14 days. The posted date cannot ' +
						'be before the transaction date.',
				);
			}
		}
		const account = item.accounts.find(({ type }) => type === 'depository') ?? item.accounts[0];
		item.add(
			transactions.map((row) => ({
				account_id: account.account_id,
				amount: row.amount,
				date: row.date_posted,
				authorized_date: row.date_transacted,
				name: row.description,
				original_description: row.description,
				iso_currency_code: row.iso_currency_code ?? 'USD',
			})),
		);
		plaid.announce(item);
		return {};
	},
);

/**
 * What only Plaid's sandbox has: the deeds of users and banks as calls.
 *
 * @type {Record<string, import('./operation').Operation>}
 */
const sandboxRoutes = {
	'/sandbox/public_token/create': createPublicToken,
	'/sandbox/item/fire_webhook': fireWebhook,
	'/sandbox/item/reset_login': resetLogin,
	'/sandbox/transactions/create': createTransactions,
};

module.exports = { sandboxRoutes };
