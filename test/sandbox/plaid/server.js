// @ts-check
'use strict';

const { PlaidError, invalidInput, missingFields } = require('./errors');
const { newId } = require('./ids');
const { routes } = require('./routes');

/**
 * One request as the operations see it.
 *
 * @typedef {object} Call
 * @property {string} path
 * @property {import('node:http').IncomingHttpHeaders} headers
 * @property {any} body
 * @property {string | null} itemId Of the Item whose access token the call bears
 */

/** @typedef {{ status: number, headers?: Record<string, string>, body: any }} Answer */

/**
 * What is remembered of a request.
 *
 * @typedef {object} JournalEntry
 * @property {string} method
 * @property {string} path
 * @property {import('node:http').IncomingHttpHeaders} headers
 * @property {any} requestBody
 * @property {string | null} itemId
 * @property {number | null} status Null while unanswered, and for ever when the connection was cut
 * @property {string} at ISO 8601 moment of arrival
 */

/** Length of the request ids in Plaid's samples. */
const REQUEST_ID_LENGTH = 15;

/**
 * Refuses a client without the right keys, which stand in headers or in the body (stated).
 *
 * @param {import('node:http').IncomingHttpHeaders} headers
 * @param {any} body
 * @param {{ clientId: string, secret: string }} keys
 */
function checkKeys(headers, body, { clientId, secret }) {
	const givenId = headers['plaid-client-id'] ?? body.client_id;
	const givenSecret = headers['plaid-secret'] ?? body.secret;
	const missing = [...(givenId ? [] : ['client_id']), ...(givenSecret ? [] : ['secret'])];
	if (missing.length > 0) throw missingFields(missing);
	if (givenId !== clientId || givenSecret !== secret) {
		throw invalidInput('INVALID_API_KEYS', 'invalid client_id or secret provided');
	}
}

/**
 * The Plaid API as a Fastify plugin, on the state of one sandbox.
 *
 * @param {import('fastify').FastifyInstance} app
 * @param {{ plaid: import('./plaid').Plaid }} options
 */
async function plaidServer(app, { plaid }) {
	// Plaid writes its JSON with two spaces.
	app.setReplySerializer((body) => JSON.stringify(body, null, 2));

	/**
	 * @param {PlaidError} error
	 * @returns {Answer}
	 */
	const refusal = ({ status, body }) => ({ status, body });

	/**
	 * @param {import('./operation').Operation} operation
	 * @param {Call} call
	 * @returns {Answer}
	 */
	function answer(operation, { headers, body }) {
		try {
			checkKeys(headers, body, plaid);
			return { status: 200, body: operation(plaid, body) };
		} catch (error) {
			if (error instanceof PlaidError) return refusal(error);
			throw error;
		}
	}

	/**
	 * @param {import('fastify').FastifyRequest} request
	 * @param {import('fastify').FastifyReply} reply
	 * @param {Answer | null} given Null cuts the connection
	 */
	function put(request, reply, given) {
		if (!given) {
			reply.hijack();
			request.raw.socket.destroy();
			return reply;
		}
		const { status, headers = {}, body } = given;
		const isObject = typeof body === 'object' && body !== null;
		return reply
			.code(status)
			.headers(headers)
			.send(isObject ? { ...body, request_id: newId(REQUEST_ID_LENGTH) } : body);
	}

	/**
	 * @param {import('./operation').Operation} operation
	 * @returns {import('fastify').RouteHandlerMethod}
	 */
	function handler(operation) {
		return async (request, reply) => {
			const path = request.url.split('?', 1)[0];
			const { headers } = request;
			/** @type {any} */
			const body = request.body ?? {};
			const itemId = plaid.findByToken(body.access_token)?.item_id ?? null;
			/** @type {JournalEntry} */
			const entry = {
				method: request.method,
				path,
				headers,
				requestBody: request.body ?? null,
				itemId,
				status: null,
				at: new Date(plaid.settings.now()).toISOString(),
			};
			plaid.journal.push(entry);
			const given = await plaid.faults.around({ path, headers, body, itemId }, async (call) =>
				answer(operation, call),
			);
			if (given) entry.status = given.status;
			return put(request, reply, given);
		};
	}

	for (const [path, operation] of Object.entries(routes)) app.post(path, handler(operation));
	app.setNotFoundHandler(
		handler(() => {
			throw new PlaidError('INVALID_REQUEST', 'NOT_FOUND', 'the requested path was not found', {
				status: 404,
			});
		}),
	);
	app.setErrorHandler((/** @type {import('fastify').FastifyError} */ error, request, reply) => {
		const status = error.statusCode ?? 500;
		const refused =
			status < 500
				? new PlaidError('INVALID_REQUEST', 'INVALID_BODY', error.message, { status })
				: new PlaidError('API_ERROR', 'INTERNAL_SERVER_ERROR', error.message, { status });
		return put(request, reply, refusal(refused));
	});
}

module.exports = { plaidServer };
