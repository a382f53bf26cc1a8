// @ts-check
'use strict';

const Fastify = require('fastify');
const { jwtVerify } = require('jose');
const { startSandbox } = require('../../sandbox');
const { entityUpdate, lifecycle } = require('../../sandbox/tight/webhooks');

describe("Tight's own webhooks", () => {
	/** @type {Awaited<ReturnType<typeof startSandbox>>} */
	let sandbox;
	/** @type {import('fastify').FastifyInstance} */
	let receiver;
	/** @type {{ token: any, body: any }[]} */
	let received;
	/** @type {string} */
	let url;
	beforeEach(async () => {
		sandbox = await startSandbox();
		receiver = Fastify({ forceCloseConnections: true });
		received = [];
		receiver.post('/', async ({ headers, body }, reply) => {
			received.push({ token: headers['tight-verification'], body });
			return reply.code(202).send('thanks');
		});
		url = await receiver.listen({ host: '127.0.0.1', port: 0 });
	});
	afterEach(async () => {
		await receiver.close();
		await sandbox.close();
	});

	/** @param {string} token @param {string} secret */
	const verify = (token, secret) =>
		jwtVerify(token, new TextEncoder().encode(secret), { algorithms: ['HS256'] });

	test.each([
		['a changed record', entityUpdate],
		['a lifecycle event', lifecycle],
	])('%s is sent once, signed with the webhook secret', async (_case, body) => {
		expect(await sandbox.deliver(url, body)).toEqual({ status: 202, body: 'thanks' });
		expect(received).toEqual([{ token: expect.any(String), body }]);
		const { payload } = await verify(received[0].token, sandbox.webhookSecret);
		expect(payload).toEqual({ iat: expect.any(Number) });
	});

	test('can be signed wrongly, or not at all', async () => {
		await sandbox.deliver(url, entityUpdate, { secret: 'another' });
		await sandbox.deliver(url, entityUpdate, { algorithm: 'HS512' });
		await sandbox.deliver(url, entityUpdate, { token: null });
		const [{ token }, { token: longer }, { token: none }] = received;
		await expect(verify(token, sandbox.webhookSecret)).rejects.toThrow('signature');
		await expect(verify(longer, sandbox.webhookSecret)).rejects.toThrow('alg');
		expect(none).toBeUndefined();
	});

	test('can claim what is asked for', async () => {
		await sandbox.deliver(url, entityUpdate, { claims: { iat: undefined, exp: 9_999_999_999 } });
		const { payload } = await verify(received[0].token, sandbox.webhookSecret);
		expect(payload).toEqual({ exp: 9_999_999_999 });
	});
});
