// @ts-check
'use strict';

const formbody = require('@fastify/formbody');
const { Readable } = require('node:stream');
const { setTimeout: wait } = require('node:timers/promises');
const { failure, notFound, problem } = require('./answers');
const { answerTokenRequest, bearerToken, refuseAccess } = require('./auth');
const { routes } = require('./routes');
const { asV5 } = require('./v5/answers');
const v5Auth = require('./v5/auth');
const v5 = require('./v5/routes');

/**
 * One request as the operations see it.
 *
 * @typedef {object} Call
 * @property {string} method
 * @property {string} path Without the query string
 * @property {Record<string, string>} params
 * @property {any} body
 * @property {import('node:http').IncomingHttpHeaders} headers
 * @property {string | undefined} authorization
 * @property {string | null} token
 * @property {string | null} userId Of the token, or of the token that is asked for
 * @property {() => void} expireToken Lets the token of this call expire
 * @property {(id: string) => void} added Notes the id of a new row in the journal
 * @property {(id: string) => void} updated Notes the id of a changed row in the journal
 */

/**
 * What is remembered of a request.
 *
 * @typedef {object} JournalEntry
 * @property {string} method
 * @property {string} path
 * @property {string | null} userId
 * @property {number | null} status Null while unanswered, and for ever when the connection was cut
 * @property {any} requestBody Null without a body, or when bodies are not kept
 * @property {string[]} stored Ids added or updated, in order
 * @property {string[]} added
 * @property {string[]} updated
 * @property {boolean} [sameIdTwice] True when one batch names the same id twice
 * @property {string} at ISO 8601 moment of arrival
 */

const TOKEN_PATH = '/v6/auth/token';

/**
 * Looks for ids of Tight, which are strings; an import may name a provider's number twice.
 *
 * @param {any[]} elements
 */
function namesAnIdTwice(elements) {
	const ids = elements.map((element) => element?.id).filter((id) => typeof id === 'string');
	return new Set(ids).size < ids.length;
}

const DROPS = 40;

/**
 * A body in small pieces that come one after the other.
 *
 * @param {any} body
 * @param {number} ms From the first to the last
 */
async function* drops(body, ms) {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	const size = Math.ceil(text.length / DROPS);
	for (let start = 0; start < text.length; start += size) {
		yield text.slice(start, start + size);
		await wait(ms / DROPS, undefined, { ref: false });
	}
}

/**
 * The Tight API as a Fastify plugin, on the state of one sandbox.
 *
 * @param {import('fastify').FastifyInstance} app
 * @param {{ tight: import('./tight').Tight }} options
 */
async function tightServer(app, { tight }) {
	const { books, faults, habits, journal, limiter, settings } = tight;
	const isV5 = (/** @type {string} */ path) => path.startsWith(v5.PREFIX);
	const tokensFor = (/** @type {string} */ path) => (isV5(path) ? tight.v5Tokens : tight.tokens);
	await app.register(formbody);

	/** @type {WeakMap<import('fastify').FastifyRequest, JournalEntry>} */
	const records = new WeakMap();

	app.addHook('onRequest', async (request) => {
		/** @type {JournalEntry} */
		const record = {
			method: request.method,
			path: request.url.split('?', 1)[0],
			userId: null,
			status: null,
			requestBody: null,
			stored: [],
			added: [],
			updated: [],
			at: new Date(settings.now()).toISOString(),
		};
		records.set(request, record);
		journal.push(record);
	});

	/**
	 * @param {import('fastify').FastifyRequest} request
	 * @returns {Call}
	 */
	function readCall(request) {
		const record = /** @type {JournalEntry} */ (records.get(request));
		const { headers } = request;
		const { authorization } = headers;
		const token = bearerToken(authorization);
		/** @type {any} */
		const body = request.body;
		const tokens = tokensFor(record.path);
		const grant = token === null ? undefined : tokens.find(token);
		const asksForToken = record.path === TOKEN_PATH || record.path === v5.TOKEN_PATH;
		const askedUserId = asksForToken ? body?.userId : undefined;
		record.userId = grant?.userId ?? askedUserId ?? null;
		if (settings.journalBodies) record.requestBody = body ?? null;
		if (Array.isArray(body?.data) && namesAnIdTwice(body.data)) record.sameIdTwice = true;
		return {
			method: record.method,
			path: record.path,
			params: /** @type {Record<string, string>} */ (request.params),
			body,
			headers,
			authorization,
			token,
			userId: record.userId,
			expireToken: () => tokens.expire(token ?? ''),
			added: (id) => {
				record.added.push(id);
				record.stored.push(id);
			},
			updated: (id) => {
				record.updated.push(id);
				record.stored.push(id);
			},
		};
	}

	/**
	 * @param {import('fastify').FastifyRequest} request
	 * @param {import('fastify').FastifyReply} reply
	 * @param {import('./answers').Answer | null} answer Null cuts the connection
	 */
	function put(request, reply, answer) {
		if (!answer) {
			reply.hijack();
			request.raw.socket.destroy();
			return reply;
		}
		const record = records.get(request);
		if (record) record.status = answer.status;
		const { status, headers = {}, body } = record && isV5(record.path) ? asV5(answer) : answer;
		reply.code(status).headers(headers);
		if (answer.dripMs === undefined) return reply.send(body);
		return reply.type('application/json').send(Readable.from(drops(body, answer.dripMs)));
	}

	/**
	 * A handler that answers under latency and faults.
	 *
	 * @param {(call: Call) => import('./answers').Answer} answer
	 * @returns {import('fastify').RouteHandlerMethod}
	 */
	function handler(answer) {
		return async (request, reply) => {
			const call = readCall(request);
			if (settings.latencyMs > 0) await wait(settings.latencyMs, undefined, { ref: false });
			const handled = await faults.around(call, async (current) => habits.around(current, answer));
			return put(request, reply, handled);
		};
	}

	/**
	 * Answers a call if its token may make it.
	 *
	 * @param {import('./routes').Route} route
	 * @param {Call} call
	 */
	function answerWithToken(route, call) {
		const grant = call.token === null ? undefined : tokensFor(call.path).find(call.token);
		const refusal =
			refuseAccess(grant, route.access, settings.now()) ?? limiter.refuse(call.token ?? '');
		if (refusal) return refusal;
		const visible = [...books.values()].filter(
			({ userId }) => call.userId === null || call.userId === userId,
		);
		return route.answer(call, visible, settings);
	}

	const knowsUser = (/** @type {string} */ userId) => books.has(userId);
	app.post(
		TOKEN_PATH,
		handler((call) => {
			const { grantedScope } = settings;
			return answerTokenRequest(call, { tokens: tight.tokens, knowsUser, grantedScope });
		}),
	);
	app.post(
		v5.TOKEN_PATH,
		handler((call) => v5Auth.answerTokenRequest(call, { tokens: tight.v5Tokens, knowsUser })),
	);
	for (const route of [...routes, ...v5.routes]) {
		const { method, url } = route;
		app.route({ method, url, handler: handler((call) => answerWithToken(route, call)) });
	}
	app.setNotFoundHandler(handler((call) => notFound(`${call.method} ${call.path}`)));

	app.setErrorHandler((/** @type {import('fastify').FastifyError} */ error, request, reply) => {
		const status = error.statusCode ?? 500;
		const type = status === 400 ? 'JSON_ERROR' : status < 500 ? 'BAD_REQUEST' : 'UNKNOWN_ERROR';
		return put(request, reply, failure(status, [problem(type, error.message)]));
	});
}

module.exports = { tightServer };
