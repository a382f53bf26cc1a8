// @ts-check
'use strict';

const { SignJWT } = require('jose');

/**
 * Tight's own webhooks. Source: docs.tight.com/api-reference/webhooks (stated): the two bodies, the
 * header, HMAC-SHA256. What the token claims is not documented; a time of issue is assumed.
 */

const WEBHOOK_SECRET = 'webhook-secret-of-the-sandbox';

/** The documents' sample, with its key `id:`. */
const entityUpdate = {
	editor: { userId: 'fake_userId' },
	company: { id: 'co_1234', apiCompanyId: 'id_1234' },
	type: 'ENTITY_UPDATE',
	url: '/v6/banks/transactions/btn_936723',
	data: { 'id:': 'btn_936723', type: 'REVENUE', amount: 15399 },
};

/** The documents' sample. */
const lifecycle = {
	editor: { userId: 'fake_userId' },
	company: { id: 'co_1234' },
	type: 'LIFECYCLE',
	event: 'bankAccountCreated',
	datetime: '2025-04-01T11:31:04.1Z',
	eventData: { entityId: 'fake_id', apiName: 'PLAID', type: 'DEPOSITORY' },
};

/**
 * How a delivery differs from Tight's own.
 *
 * @typedef {object} Overrides
 * @property {string} [secret] Signs in place of the webhook secret
 * @property {string} [algorithm] HS256 if not given
 * @property {Record<string, unknown>} [claims] Added to `iat`; undefined removes a claim
 * @property {Record<string, unknown>} [header] Added to `alg` in the token's header
 * @property {string | null} [token] Sent in place of a signed one; null sends none
 */

const inSeconds = () => Math.floor(Date.now() / 1000);

/** @param {Overrides} overrides */
async function tokenFor({ secret = WEBHOOK_SECRET, algorithm = 'HS256', claims, header }) {
	return await new SignJWT({ iat: inSeconds(), ...claims })
		.setProtectedHeader({ alg: algorithm, typ: 'JWT', ...header })
		.sign(new TextEncoder().encode(secret));
}

/**
 * A webhook as it is sent.
 *
 * @param {unknown} body Sent as JSON; text is sent as it is
 * @param {Overrides} [overrides]
 */
async function written(body, overrides = {}) {
	const token = overrides.token === undefined ? await tokenFor(overrides) : overrides.token;
	/** @type {Record<string, string>} */
	const headers = { 'content-type': 'application/json' };
	if (token !== null) headers['Tight-Verification'] = token;
	return { headers, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

/**
 * Sends a webhook once; whether Tight repeats one is not documented.
 *
 * @param {string} url
 * @param {unknown} body
 * @param {Overrides} [overrides]
 */
async function deliver(url, body, overrides) {
	const response = await fetch(url, { method: 'POST', ...(await written(body, overrides)) });
	return { status: response.status, body: await response.text() };
}

module.exports = { WEBHOOK_SECRET, deliver, entityUpdate, lifecycle, written };
