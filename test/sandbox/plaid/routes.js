// @ts-check
'use strict';

const { invalidField, invalidInput } = require('./errors');
const { INSTITUTIONS } = require('./item');
const { onHealthyItem, onItem, operation } = require('./operation');
const { sandboxRoutes } = require('./sandboxRoutes');
const { sync } = require('./sync');

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
 * @type {Record<string, import('./operation').Operation>}
 */
const routes = {
	...sandboxRoutes,
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
