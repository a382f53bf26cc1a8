// @ts-check
'use strict';

const HOST = '127.0.0.1';

/**
 * Opens a server on this machine alone.
 *
 * @param {import('fastify').FastifyInstance} app
 * @param {number} port 0 for any free one
 * @returns {Promise<string>} The URL, without a slash at its end
 * @throws {Error} With a clear message when the port is taken
 */
async function listen(app, port) {
	try {
		return await app.listen({ host: HOST, port });
	} catch (error) {
		if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EADDRINUSE') throw error;
		throw new Error(`Port ${port} of ${HOST} is taken; choose another one`);
	}
}

module.exports = { listen };
