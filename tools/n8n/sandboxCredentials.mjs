/** Credentials with the keys of the local sandboxes, as n8n keeps them. */

/** What MX's webhooks prove themselves with. */
export const WEBHOOK_USER = 'mx-webhooks';
export const WEBHOOK_PASSWORD = 'mx-webhook-password-of-the-sandbox';

/** @param {object} [more] fields that differ */
export const tightKeys = ({ url, clientId, clientSecret, webhookSecret }, more = {}) => ({
	environment: 'custom',
	baseUrl: url,
	authentication: 'clientCredentials',
	clientId,
	clientSecret,
	userId: '',
	scope: 'write',
	accessToken: '',
	webhookSecret,
	sessionToken: '',
	...more,
});

export const plaidKeys = ({ url, clientId, secret }) => ({
	environment: 'custom',
	baseUrl: url,
	clientId,
	secret,
});

export const mxKeys = ({ url, clientId, apiKey }) => ({
	environment: 'custom',
	baseUrl: url,
	clientId,
	apiKey,
	acceptVersion: 'v20250224',
	webhookUser: WEBHOOK_USER,
	webhookPassword: WEBHOOK_PASSWORD,
});

/** The credentials to which the example workflows refer. */
export const sandboxCredentials = ({ tight, plaid, mx }) => [
	{ id: 'tightSandbox0001', name: 'Tight', type: 'tightApi', data: tightKeys(tight) },
	{ id: 'plaidSandbox0001', name: 'Plaid', type: 'tightPlaidApi', data: plaidKeys(plaid) },
	{ id: 'mxSandbox0000001', name: 'MX', type: 'tightMxApi', data: mxKeys(mx) },
];
