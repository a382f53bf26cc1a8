// @ts-check
'use strict';

/**
 * A fault as JSON can say it: -1 stands for Infinity in both directions.
 *
 * @param {any} order
 */
function fromJson(order) {
	return order?.times === -1 ? { ...order, times: Infinity } : order;
}

/** @param {import('./tight/faults').Fault} fault */
function toJson(fault) {
	return fault.times === Infinity ? { ...fault, times: -1 } : fault;
}

/**
 * The controls of a sandbox over HTTP, for tests and users in another process. A Fastify plugin.
 *
 * @param {import('fastify').FastifyInstance} app
 * @param {{ tight: import('./tight/tight').Tight }} options
 */
async function controlRoutes(app, { tight }) {
	app.get('/keys', async () => ({
		clientId: tight.clientId,
		clientSecret: tight.clientSecret,
		userIds: [...tight.books.keys()],
	}));
	app.get('/companies', async () => tight.companies());
	app.get('/journal', async () => tight.journal);
	app.get('/summary', async () => tight.summary());
	app.get('/books/:userId', async (request, reply) => {
		const { userId } = /** @type {{ userId: string }} */ (request.params);
		if (!tight.books.has(userId)) return reply.code(404).send({ message: `No user ${userId}` });
		return tight.booksOf(userId);
	});
	app.post('/faults', async (request, reply) => {
		try {
			return toJson(tight.faults.arm(fromJson(request.body)));
		} catch (error) {
			return reply.code(400).send({ message: /** @type {Error} */ (error).message });
		}
	});
	app.delete('/faults', async (_request, reply) => {
		tight.faults.clear();
		return reply.code(204).send();
	});
	app.post('/habits', async (request, reply) => {
		try {
			return tight.habits.take(/** @type {any} */ (request.body));
		} catch (error) {
			return reply.code(400).send({ message: /** @type {Error} */ (error).message });
		}
	});
	app.post('/reset', async (_request, reply) => {
		tight.reset();
		return reply.code(204).send();
	});
	app.post('/expire-tokens', async (_request, reply) => {
		tight.expireTokens();
		return reply.code(204).send();
	});
	app.setNotFoundHandler(async (_request, reply) =>
		reply.code(404).send({ message: 'No such control' }),
	);
}

module.exports = { controlRoutes };
