// @ts-check
'use strict';

const { MxError, notFound, unauthorized } = require('./errors');
const { routes } = require('./routes');
const { versionOf } = require('./versions');

/**
 * What is remembered of a request.
 *
 * @typedef {object} JournalEntry
 * @property {string} method
 * @property {string} path Without the query string
 * @property {Record<string, string>} query
 * @property {string | null} version That the header asks for
 * @property {number | null} status Null for ever when the connection was cut
 */

/**
 * MX's Platform API as a Fastify plugin, on the state of one sandbox.
 *
 * @param {import('fastify').FastifyInstance} app
 * @param {{ mx: import('./mx').Mx }} options
 */
async function mxServer(app, { mx }) {
	/**
	 * @param {import('fastify').FastifyRequest} request
	 * @param {import('./routes').Route | undefined} route
	 * @returns {import('./faults').Answer}
	 */
	function answerTo(request, route) {
		try {
			if (request.headers.authorization !== `Basic ${mx.basicKeys}`) throw unauthorized();
			const version = versionOf(request.headers, mx.settings);
			if (!route) throw notFound('Route');
			const params = /** @type {Record<string, string>} */ (request.params);
			const query = /** @type {Record<string, string>} */ (request.query);
			const { status = 200, body } = route.answer(mx, { params, query, version });
			return { status, body };
		} catch (error) {
			if (!(error instanceof MxError)) throw error;
			return { status: error.code, body: error.body };
		}
	}

	/**
	 * @param {import('./routes').Route} [route]
	 * @returns {import('fastify').RouteHandlerMethod}
	 */
	function handler(route) {
		return async (request, reply) => {
			const { method, headers } = request;
			const path = request.url.split('?', 1)[0];
			const query = { .../** @type {Record<string, string>} */ (request.query) };
			const version = headers['accept-version'];
			/** @type {JournalEntry} */
			const entry = { method, path, query, version: String(version ?? '') || null, status: null };
			mx.journal.push(entry);
			const call = { method, path, headers };
			const answer = mx.faults.around(call, () => answerTo(request, route));
			if (!answer) {
				reply.hijack();
				request.raw.socket.destroy();
				return reply;
			}
			entry.status = answer.status;
			return reply
				.code(answer.status)
				.headers(answer.headers ?? {})
				.send(answer.body);
		};
	}

	for (const route of routes) {
		const { method, url } = route;
		app.route({ method, url, handler: handler(route) });
	}
	app.setNotFoundHandler(handler());
}

module.exports = { mxServer };
