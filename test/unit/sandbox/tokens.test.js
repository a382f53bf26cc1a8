// @ts-check
'use strict';

const { startSandbox } = require('../../sandbox');
const { askForToken, signIn, transaction } = require('./client');

describe('access tokens', () => {
	/** @type {import('./client').Sandbox} */
	let sandbox;
	beforeEach(async () => {
		sandbox = await startSandbox();
	});
	afterEach(() => sandbox.close());

	test('are given for a user, for an hour, to read and write', async () => {
		const { status, body } = await askForToken(sandbox, {
			grant_type: 'client_credentials',
			userId: 'user-bakery',
		});
		expect(status).toBe(200);
		expect(body).toEqual({
			access_token: expect.any(String),
			token_type: 'Bearer',
			expires_in: 3600,
			scope: 'read write',
		});
	});

	test('need the right client keys', async () => {
		const { status, body } = await askForToken(sandbox, {}, 'somebody:else');
		expect(status).toBe(401);
		expect(body).toMatchObject({ result: 'FAILURE', data: null, error: [{ type: 'BAD_REQUEST' }] });
	});

	test.each([
		['an unknown user', { userId: 'user-nobody' }, 'userId'],
		['another grant', { grant_type: 'refresh_token' }, 'grant_type'],
		['another scope', { scope: 'admin' }, 'scope'],
	])('are refused for %s', async (_case, fields, param) => {
		const { status, body } = await askForToken(sandbox, fields);
		expect(status).toBe(400);
		expect(body.error).toEqual([{ type: 'INVALID_VALUE', message: expect.any(String), param }]);
	});

	test.each([
		['none', undefined],
		['an unknown one', 'Bearer nonsense'],
		['the client keys', 'Basic abc'],
	])('%s is answered with INVALID_TOKEN', async (_case, authorization) => {
		const response = await fetch(`${sandbox.url}/v6/categories`, {
			headers: authorization ? { authorization } : {},
		});
		expect(response.status).toBe(401);
		expect(await response.json()).toMatchObject({
			result: 'FAILURE',
			data: null,
			error: [{ type: 'INVALID_TOKEN' }],
		});
	});

	test('with scope read may query but not save', async () => {
		const reader = await signIn(sandbox, { userId: 'user-bakery', scope: 'read' });
		expect((await reader.query()).status).toBe(200);
		expect((await reader.save(transaction())).status).toBe(403);
		expect(sandbox.books('user-bakery').bankTransactions).toEqual([]);
	});

	test('are limited to what the client was granted', async () => {
		const limited = await startSandbox({ grantedScope: 'read' });
		const { body } = await askForToken(limited, { userId: 'user-bakery', scope: 'write' });
		expect(body.scope).toBe('read');
		await limited.close();
	});

	test('that are expired by hand answer EXPIRED_TOKEN, new ones do not', async () => {
		const before = await signIn(sandbox);
		sandbox.expireTokens();
		const after = await signIn(sandbox);
		const refusal = await before.query();
		expect(refusal.status).toBe(401);
		expect(refusal.body.error[0].type).toBe('EXPIRED_TOKEN');
		expect((await after.query()).status).toBe(200);
	});

	test('expire when their time is over', async () => {
		let time = 0;
		const aging = await startSandbox({ tokenLifetimeSeconds: 60, now: () => time });
		const client = await signIn(aging);
		time = 59_999;
		expect((await client.query()).status).toBe(200);
		time = 60_000;
		expect((await client.query()).body.error[0].type).toBe('EXPIRED_TOKEN');
		await aging.close();
	});
});

describe('what a token sees', () => {
	/** @type {import('./client').Sandbox} */
	let sandbox;
	/** @type {Awaited<ReturnType<typeof signIn>>} */
	let baker;
	/** @type {Awaited<ReturnType<typeof signIn>>} */
	let designer;
	beforeAll(async () => {
		sandbox = await startSandbox();
		baker = await signIn(sandbox, { userId: 'user-bakery' });
		designer = await signIn(sandbox, { userId: 'user-studio' });
		await baker.save(transaction({ description: 'Flour' }));
		await designer.save(transaction({ description: 'Fonts', bankAccountId: 'bka_8642900' }));
	});
	afterAll(() => sandbox.close());

	/** @param {any} reply */
	const descriptions = (reply) => reply.body.data.map((/** @type {any} */ row) => row.description);

	test('is the one company of its user', async () => {
		expect(descriptions(await baker.query())).toEqual(['Flour']);
		expect(descriptions(await designer.query())).toEqual(['Fonts']);
	});

	test('excludes rows of others by id', async () => {
		const [{ id }] = sandbox.books('user-bakery').bankTransactions;
		const path = `/v6/banks/transactions/${id}`;
		expect((await designer.call('GET', path)).status).toBe(404);
		expect((await designer.call('DELETE', path)).status).toBe(404);
		const { body } = await designer.save({ id, notes: 'mine now' });
		expect(body.data[0].error).toMatchObject([{ type: 'INVALID_VALUE', param: 'id' }]);
	});

	test('excludes records of others as relations', async () => {
		const { status, body } = await designer.save(transaction());
		expect(status).toBe(400);
		expect(body.data[0].error[0].param).toBe('bankAccountId');
	});

	test('is every company at partner level, and a filter narrows it', async () => {
		const partner = await signIn(sandbox, {});
		expect(descriptions(await partner.query())).toEqual(['Flour', 'Fonts']);
		const filter = { company: { in: ['co_3320'] } };
		expect(descriptions(await partner.query({ filter }))).toEqual(['Fonts']);
		const [{ id }] = sandbox.books('user-studio').bankTransactions;
		expect((await partner.call('GET', `/v6/banks/transactions/${id}`)).status).toBe(200);
	});

	test('may not be written at partner level', async () => {
		const partner = await signIn(sandbox, {});
		expect((await partner.save(transaction())).status).toBe(403);
	});
});
