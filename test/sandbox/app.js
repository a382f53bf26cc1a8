// @ts-check
'use strict';

const Fastify = require('fastify');

/** Enough for a batch of 250 rows with the largest custom data. */
const BODY_LIMIT_BYTES = 16 * 1024 * 1024;

/**
 * A server for one service and its controls. An empty body with a JSON content type counts as no
 * body, because many clients name the type with every request.
 */
function buildApp() {
	const app = Fastify({
		bodyLimit: BODY_LIMIT_BYTES,
		exposeHeadRoutes: false,
		forceCloseConnections: true,
	});
	const parse = app.getDefaultJsonParser('error', 'error');
	app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
		if (body === '') done(null, undefined);
		else parse(request, /** @type {string} */ (body), done);
	});
	return app;
}

module.exports = { buildApp };
