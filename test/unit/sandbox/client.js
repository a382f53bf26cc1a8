// @ts-check
'use strict';

/**
 * @typedef {Awaited<ReturnType<typeof import('../../sandbox').startSandbox>>} Sandbox
 * @typedef {{ status: number, headers: Headers, body: any }} Reply
 */

/**
 * Asks for a token, with any fields and any client keys.
 *
 * @param {Sandbox} sandbox
 * @param {Record<string, string>} fields
 * @param {string} [keys] `id:secret`
 * @returns {Promise<Reply>}
 */
async function askForToken(sandbox, fields, keys) {
	const basic = Buffer.from(keys ?? `${sandbox.clientId}:${sandbox.clientSecret}`);
	const response = await fetch(`${sandbox.url}/v6/auth/token`, {
		method: 'POST',
		headers: { authorization: `Basic ${basic.toString('base64')}` },
		body: new URLSearchParams(fields),
	});
	return { status: response.status, headers: response.headers, body: await response.json() };
}

/**
 * A client that holds a token of the given user, or a partner-level one without a user.
 *
 * @param {Sandbox} sandbox
 * @param {Record<string, string>} [fields] Of the token request
 */
async function signIn(sandbox, fields = { userId: 'user-bakery' }) {
	const granted = await askForToken(sandbox, fields);
	const authorization = `Bearer ${granted.body.access_token}`;

	/** Sends a text as JSON, or nothing. @type {typeof call} */
	const send = async (method, path, text) => {
		const response = await fetch(sandbox.url + path, {
			method,
			headers: { authorization, ...(text !== undefined && { 'content-type': 'application/json' }) },
			body: text,
			redirect: 'manual',
		});
		const answer = await response.text();
		const isJson = response.headers.get('content-type')?.includes('json');
		return {
			status: response.status,
			headers: response.headers,
			body: isJson ? JSON.parse(answer) : answer,
		};
	};
	/** @type {(method: string, path: string, body?: any) => Promise<Reply>} */
	const call = (method, path, body) =>
		send(method, path, body === undefined ? undefined : JSON.stringify(body));
	return {
		call,
		send,
		/** @param {any[]} data */
		save: (...data) => call('POST', '/v6/banks/transactions', { data }),
		/** @param {any[]} data */
		pay: (...data) => call('POST', '/v6/payments', { data }),
		/** @param {any} [body] */
		query: (body = {}) => call('POST', '/v6/banks/transactions/query', body),
	};
}

/**
 * A bank transaction of the bakery that is valid as it stands. Amount in cents.
 *
 * @param {Record<string, any>} [changes]
 */
function transaction(changes) {
	return {
		date: '2025-06-26',
		amount: -5001,
		description: 'Oven repair',
		apiName: 'MANUAL_ENTRY',
		bankAccountId: 'bka_7542850',
		...changes,
	};
}

/** @param {Record<string, any>} [changes] */
function payment(changes) {
	return { date: '2025-06-26', amount: 273479, description: 'June payroll', ...changes };
}

/**
 * The `param`s of all errors of a failed entry.
 *
 * @param {any} entry
 */
function params(entry) {
	return entry.error.map((/** @type {any} */ error) => error.param);
}

module.exports = { askForToken, signIn, transaction, payment, params };
