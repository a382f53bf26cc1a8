// @ts-check
'use strict';

const {
	PlaidError,
	invalidField,
	invalidInput,
	loginRequired,
	missingFields,
} = require('./errors');
const { unknownFields } = require('./errors');
const { INSTITUTIONS } = require('./item');
const { sync } = require('./sync');
const { typeOf } = require('./webhooks');

/**
 * @typedef {import('./plaid').Plaid} Plaid
 * @typedef {import('./item').Item} Item
 */

/**
 * What one path does: gives the answer without its request id, or throws a PlaidError.
 *
 * @typedef {(plaid: Plaid, body: any) => Record<string, unknown>} Operation
 */

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

/**
 * An operation that takes these fields, of which some must be given.
 *
 * @param {{ needs?: string[], takes?: string[] }} fields Beside the keys of the client
 * @param {Operation} act
 * @returns {Operation}
 */
function operation({ needs = [], takes = [] }, act) {
	const known = ['client_id', 'secret', ...needs, ...takes];
	return (plaid, body) => {
		const missing = needs.filter((name) => body[name] === undefined);
		if (missing.length > 0) throw missingFields(missing);
		const unknown = Object.keys(body).filter((name) => !known.includes(name));
		if (unknown.length > 0) throw unknownFields(unknown);
		return act(plaid, body);
	};
}

/**
 * An operation on the Item of an access token.
 *
 * @param {{ needs?: string[], takes?: string[] }} fields Beside the token
 * @param {(item: Item, body: any, plaid: Plaid) => Record<string, unknown>} act
 */
function onItem({ needs = [], takes = [] }, act) {
	return operation({ needs: ['access_token', ...needs], takes }, (plaid, body) =>
		act(plaid.itemOfToken(body.access_token), body, plaid),
	);
}

/** An operation that fetches a user's data, which an Item in error does not allow. */
/** @type {typeof onItem} */
const onHealthyItem = (fields, act) =>
	onItem(fields, (item, body, plaid) => {
		if (item.error) {
			const { error_type, error_code, error_message, display_message } = item.error;
			throw new PlaidError(error_type, error_code, error_message, { display: display_message });
		}
		return act(item, body, plaid);
	});

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

const exchange = operation({ needs: ['public_token'] }, (plaid, { public_token }) => {
	const { access_token, item_id } = plaid.exchange(public_token);
	return { access_token, item_id };
});

const getItem = onItem({}, (item) => ({ item: item.show(), status: item.showStatus() }));

const updateWebhook = onItem({ takes: ['webhook'] }, (item, { webhook }, plaid) => {
	const isUrl = typeof webhook === 'string' && /^https?:\/\//.test(webhook);
	if (!isUrl && webhook !== null && webhook !== undefined) {
		throw invalidField('webhook must be a URL that begins with http:// or https://');
	}
	item.webhook = webhook ?? '';
	if (item.webhook) void plaid.fire(item, 'WEBHOOK_UPDATE_ACKNOWLEDGED');
	return { item: item.show() };
});

const removeItem = onItem({ takes: ['reason_code', 'reason_note'] }, (item) => {
	item.isRemoved = true;
	return {};
});

const getAccounts = onHealthyItem({ takes: ['options'] }, (item, { options }) => {
	/** @type {string[] | undefined} */
	const wanted = options?.account_ids;
	const accounts = item.accounts.filter(
		({ account_id }) => wanted === undefined || wanted.includes(account_id),
	);
	if (wanted !== undefined && accounts.length < new Set(wanted).size) {
		throw invalidInput('INVALID_ACCOUNT_ID', 'one or more of the account IDs is invalid');
	}
	return { accounts, item: item.show() };
});

/** @param {string} id */
function showInstitution(id) {
	return {
		institution_id: id,
		name: INSTITUTIONS[/** @type {keyof INSTITUTIONS} */ (id)],
		country_codes: ['US'],
		products: ['auth', 'balance', 'identity', 'transactions'],
		routing_numbers: [],
		dtc_numbers: [],
		oauth: false,
	};
}

const getInstitutions = operation(
	{ needs: ['count', 'offset', 'country_codes'], takes: ['options'] },
	(_plaid, { count, offset }) => {
		if (!Number.isInteger(count) || count < 1 || count > 500) {
			throw invalidField('count must be between 1 and 500');
		}
		const ids = Object.keys(INSTITUTIONS);
		const institutions = ids.slice(offset, offset + count).map(showInstitution);
		return { institutions, total: ids.length };
	},
);

const getInstitution = operation(
	{ needs: ['institution_id', 'country_codes'], takes: ['options'] },
	(_plaid, { institution_id }) => {
		if (!Object.hasOwn(INSTITUTIONS, institution_id)) {
			throw invalidInput('INVALID_INSTITUTION', 'invalid institution_id provided');
		}
		return { institution: showInstitution(institution_id) };
	},
);

const syncTransactions = onHealthyItem({ takes: ['cursor', 'count', 'options'] }, sync);

/** Asks the institution now; new data is announced as it is after every update (stated). */
const refresh = onHealthyItem({}, (item, _body, plaid) => {
	plaid.announce(item);
	return {};
});

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

const getVerificationKey = operation({ needs: ['key_id'] }, ({ keys }, { key_id }) => {
	const key = keys.find(key_id);
	if (!key) {
		throw invalidInput(
			'INVALID_WEBHOOK_VERIFICATION_KEY_ID',
			'invalid key_id provided. note that key_ids are specific to Plaid environments, and ' +
				'verification requests must be made to the same environment that the webhook was sent from',
		);
	}
	return { key };
});

/**
 * Every path that the sandbox serves. Sources: Plaid's OpenAPI file (stated); the wording of
 * errors is Plaid's where it is known.
 *
 * @type {Record<string, Operation>}
 */
const routes = {
	'/sandbox/public_token/create': createPublicToken,
	'/sandbox/item/fire_webhook': fireWebhook,
	'/sandbox/item/reset_login': resetLogin,
	'/sandbox/transactions/create': createTransactions,
	'/item/public_token/exchange': exchange,
	'/item/get': getItem,
	'/item/webhook/update': updateWebhook,
	'/item/remove': removeItem,
	'/accounts/get': getAccounts,
	'/institutions/get': getInstitutions,
	'/institutions/get_by_id': getInstitution,
	'/transactions/sync': syncTransactions,
	'/transactions/refresh': refresh,
	'/webhook_verification_key/get': getVerificationKey,
};

module.exports = { routes };
