// @ts-check
'use strict';

const { startPlaidSandbox } = require('../../sandbox/plaid');
const { plaidClient } = require('./plaidClient');

/** @type {import('./plaidClient').PlaidSandbox} */
let sandbox;
/** @type {ReturnType<typeof plaidClient>} */
let call;
beforeAll(async () => {
	sandbox = await startPlaidSandbox();
	call = plaidClient(sandbox);
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const someInstitutions = { count: 1, offset: 0, country_codes: ['US'] };
const newItem = { institution_id: 'ins_109508', initial_products: ['transactions'] };

describe('the keys of a client', () => {
	test('may stand in headers or in the body', async () => {
		expect((await call('/institutions/get', someInstitutions)).status).toBe(200);
		const keys = { client_id: sandbox.clientId, secret: sandbox.secret };
		const bare = plaidClient(sandbox, {});
		expect((await bare('/institutions/get', { ...someInstitutions, ...keys })).status).toBe(200);
	});

	test.each([
		['a wrong secret', { 'plaid-client-id': 'sandbox-plaid-client-id', 'plaid-secret': 'guess' }],
		['a wrong client', { 'plaid-client-id': 'someone', 'plaid-secret': 'guess' }],
	])('are refused with %s', async (_case, keys) => {
		const { status, body } = await plaidClient(sandbox, keys)(
			'/institutions/get',
			someInstitutions,
		);
		expect(status).toBe(400);
		expect(body).toEqual({
			error_type: 'INVALID_INPUT',
			error_code: 'INVALID_API_KEYS',
			error_message: expect.any(String),
			display_message: null,
			documentation_url: 'https://plaid.com/docs/errors/invalid-input/#invalid_api_keys',
			request_id: expect.any(String),
		});
	});

	test('are missed when they are not there', async () => {
		const { status, body } = await plaidClient(sandbox, {})('/item/get', {});
		expect(status).toBe(400);
		expect(body).toMatchObject({
			error_code: 'MISSING_FIELDS',
			error_message: expect.stringContaining('client_id, secret'),
		});
	});
});

describe('an answer', () => {
	test('is written with two spaces and has an id of its own', async () => {
		const [first, second] = [
			await call('/institutions/get', someInstitutions),
			await call('/institutions/get', someInstitutions),
		];
		expect(first.text).toBe(JSON.stringify(first.body, null, 2));
		expect(first.body.request_id).not.toBe(second.body.request_id);
	});

	test('is an error of Plaid for an unknown path, other methods and broken JSON', async () => {
		expect(await call('/nowhere')).toMatchObject({
			status: 404,
			body: { error_code: 'NOT_FOUND' },
		});
		expect((await fetch(`${sandbox.url}/item/get`)).ok).toBe(false);
		const broken = await fetch(`${sandbox.url}/item/get`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: '{',
		});
		expect(broken.status).toBe(400);
		expect(await broken.json()).toMatchObject({ error_type: 'INVALID_REQUEST' });
	});
});

describe('linking an Item', () => {
	test('gives a public token, which is good for one exchange', async () => {
		const { public_token } = (await call('/sandbox/public_token/create', newItem)).body;
		const { body } = await call('/item/public_token/exchange', { public_token });
		expect(body).toEqual({
			access_token: expect.stringMatching(/^access-sandbox-/),
			item_id: expect.any(String),
			request_id: expect.any(String),
		});
		expect((await call('/item/public_token/exchange', { public_token })).body).toMatchObject({
			error_type: 'INVALID_INPUT',
			error_code: 'INVALID_PUBLIC_TOKEN',
		});
		const { added } = (await call('/transactions/sync', { access_token: body.access_token })).body;
		expect(added).toHaveLength(24);
	});

	test('keeps the webhook that it was given', async () => {
		const options = { webhook: 'https://example.com/plaid' };
		const { body } = await call('/sandbox/public_token/create', { ...newItem, options });
		const { access_token } = (await call('/item/public_token/exchange', body)).body;
		expect(access_token).toBeUndefined();
		const { public_token } = body;
		const exchanged = await call('/item/public_token/exchange', { public_token });
		const item = await call('/item/get', { access_token: exchanged.body.access_token });
		expect(item.body.item.webhook).toBe(options.webhook);
	});

	test.each([
		['an unknown bank', { institution_id: 'ins_0' }],
		['no products', { initial_products: [] }],
	])('is refused for %s', async (_case, changes) => {
		const { status } = await call('/sandbox/public_token/create', { ...newItem, ...changes });
		expect(status).toBe(400);
	});
});

describe('an Item', () => {
	test('is shown with its status', async () => {
		const { access_token, item_id } = sandbox.createItem({ webhook: 'http://127.0.0.1:9/hook' });
		expect((await call('/item/get', { access_token })).body).toMatchObject({
			item: {
				item_id,
				institution_id: 'ins_109508',
				institution_name: 'First Platypus Bank',
				webhook: 'http://127.0.0.1:9/hook',
				error: null,
			},
			status: { transactions: { last_failed_update: null }, last_webhook: null },
		});
	});

	test('without a webhook shows an empty text', async () => {
		const { access_token } = sandbox.createItem();
		expect((await call('/item/get', { access_token })).body.item.webhook).toBe('');
	});

	test('has the accounts that it was made with, or those that are asked for', async () => {
		const { access_token } = sandbox.createItem({
			accounts: [
				{ name: 'Till', mask: '1111' },
				{ name: 'Card', type: 'credit' },
			],
		});
		const { accounts, item } = (await call('/accounts/get', { access_token })).body;
		expect(accounts).toMatchObject([
			{ name: 'Till', mask: '1111', type: 'depository', balances: { iso_currency_code: 'USD' } },
			{ name: 'Card', type: 'credit' },
		]);
		expect(item.item_id).toEqual(expect.any(String));
		const options = { account_ids: [accounts[1].account_id] };
		const some = await call('/accounts/get', { access_token, options });
		expect(some.body.accounts).toEqual([accounts[1]]);
		const wrong = { account_ids: ['nobody'] };
		expect((await call('/accounts/get', { access_token, options: wrong })).body.error_code).toBe(
			'INVALID_ACCOUNT_ID',
		);
	});

	test('that was removed is gone, with its token', async () => {
		const { access_token } = sandbox.createItem();
		expect((await call('/item/remove', { access_token })).status).toBe(200);
		expect((await call('/item/get', { access_token })).body.error_code).toBe('ITEM_NOT_FOUND');
		expect(sandbox.itemOf(access_token)).toBeUndefined();
	});

	test.each([
		['no token', undefined, 'MISSING_FIELDS'],
		['an unknown one', 'access-sandbox-0', 'INVALID_ACCESS_TOKEN'],
		['one of production', 'access-production-0', 'INVALID_ACCESS_TOKEN'],
	])('is not found by %s', async (_case, access_token, code) => {
		const { status, body } = await call('/item/get', { access_token });
		expect(status).toBe(400);
		expect(body.error_code).toBe(code);
	});

	test('in error shows it, and refuses to sync until it is repaired', async () => {
		const { access_token, item_id } = sandbox.createItem({ transactions: 1 });
		expect((await call('/sandbox/item/reset_login', { access_token })).body.reset_login).toBe(true);
		const { item } = (await call('/item/get', { access_token })).body;
		expect(item.error.error_code).toBe('ITEM_LOGIN_REQUIRED');
		for (const path of ['/transactions/sync', '/accounts/get']) {
			const { status, body } = await call(path, { access_token });
			expect(status).toBe(400);
			expect(body).toMatchObject({
				error_type: 'ITEM_ERROR',
				error_code: 'ITEM_LOGIN_REQUIRED',
				error_message: item.error.error_message,
			});
		}
		sandbox.setError(item_id, null);
		expect((await call('/transactions/sync', { access_token })).status).toBe(200);
	});
});

describe('/sandbox/transactions/create', () => {
	const today = new Date().toISOString().slice(0, 10);
	const row = { date_transacted: today, date_posted: today, amount: 12.34, description: 'Yeast' };

	test('adds to the depository account', async () => {
		const { access_token, accounts } = sandbox.createItem();
		const transactions = [row, { ...row, amount: -5, iso_currency_code: 'CAD' }];
		expect(
			(await call('/sandbox/transactions/create', { access_token, transactions })).status,
		).toBe(200);
		const { added } = (await call('/transactions/sync', { access_token })).body;
		const { account_id } = accounts[0];
		expect(added).toMatchObject([
			{ account_id, amount: 12.34, name: 'Yeast', date: today, iso_currency_code: 'USD' },
			{ account_id, amount: -5, iso_currency_code: 'CAD' },
		]);
	});

	test.each([
		['more than ten', Array(11).fill(row)],
		['an old one', [{ ...row, date_transacted: '2020-01-01' }]],
		['one posted before it was made', [{ ...row, date_posted: '2020-01-01' }]],
		['one without an amount', [{ ...row, amount: undefined }]],
	])('refuses %s and adds none', async (_case, transactions) => {
		const { access_token, item_id } = sandbox.createItem();
		const { status } = await call('/sandbox/transactions/create', { access_token, transactions });
		expect(status).toBe(400);
		expect(sandbox.transactionsOf(item_id)).toEqual([]);
	});

	test('is only for Items of the user who can do that', async () => {
		const { public_token } = (await call('/sandbox/public_token/create', newItem)).body;
		const { access_token } = (await call('/item/public_token/exchange', { public_token })).body;
		const reply = await call('/sandbox/transactions/create', { access_token, transactions: [row] });
		expect(reply.body.error_type).toBe('SANDBOX_ERROR');
	});
});

describe('a fault', () => {
	test('of a status fires once, on its path, as an error of Plaid', async () => {
		sandbox.fail({ path: '/transactions/sync', status: 500 });
		const { access_token } = sandbox.createItem();
		expect((await call('/item/get', { access_token })).status).toBe(200);
		const { status, body } = await call('/transactions/sync', { access_token });
		expect(status).toBe(500);
		expect(body).toMatchObject({ error_type: 'API_ERROR', request_id: expect.any(String) });
		expect((await call('/transactions/sync', { access_token })).status).toBe(200);
	});

	test('of a rate limit says when to come again', async () => {
		sandbox.fail({
			status: 429,
			times: 2,
			headers: { 'retry-after': '7' },
			error: { error_code: 'TRANSACTIONS_SYNC_LIMIT' },
		});
		for (const _turn of [1, 2]) {
			const { status, headers, body } = await call('/institutions/get', someInstitutions);
			expect(status).toBe(429);
			expect(headers.get('retry-after')).toBe('7');
			expect(body).toMatchObject({
				error_type: 'RATE_LIMIT_EXCEEDED',
				error_code: 'TRANSACTIONS_SYNC_LIMIT',
			});
		}
		expect((await call('/institutions/get', someInstitutions)).status).toBe(200);
	});

	test('cuts the connection, before or after the deed', async () => {
		const { access_token } = sandbox.createItem();
		sandbox.fail({ path: '/item/remove', cut: true });
		await expect(call('/item/remove', { access_token })).rejects.toThrow('fetch failed');
		expect(sandbox.itemOf(access_token)).toBeDefined();
		sandbox.fail({ path: '/item/remove', cut: true, stored: true });
		await expect(call('/item/remove', { access_token })).rejects.toThrow('fetch failed');
		expect(sandbox.itemOf(access_token)).toBeUndefined();
		expect(sandbox.journal.map(({ status }) => status)).toEqual([null, null]);
	});

	test('concerns one Item, after as many calls as are to be spared', async () => {
		const mine = sandbox.createItem();
		const other = sandbox.createItem();
		const fault = sandbox.fail({ itemId: mine.item_id, skip: 1, status: 503 });
		const statusOf = async (/** @type {{ access_token: string }} */ { access_token }) =>
			(await call('/item/get', { access_token })).status;
		expect(await statusOf(other)).toBe(200);
		expect(await statusOf(mine)).toBe(200);
		expect(await statusOf(other)).toBe(200);
		expect(await statusOf(mine)).toBe(503);
		expect(fault.fired).toBe(1);
	});

	test('answers a page of a gateway, slowly, or whatever body is given', async () => {
		sandbox.fail({ html: true });
		expect((await call('/item/get')).text).toContain('<!doctype html>');
		sandbox.fail({ slowMs: 1 });
		expect((await call('/institutions/get', someInstitutions)).status).toBe(200);
		sandbox.fail({ status: 200, body: { added: 'none' } });
		expect((await call('/transactions/sync')).body).toMatchObject({ added: 'none' });
	});

	test('of an echo refuses, and repeats keys and tokens that came with the call', async () => {
		sandbox.fail({ echo: true });
		const { access_token } = sandbox.createItem();
		const { status, body } = await call('/item/remove', { access_token });
		expect(status).toBe(400);
		expect(body.error_message).toContain(access_token);
		expect(body.error_message).toContain(sandbox.secret);
		expect(sandbox.itemOf(access_token)).toBeDefined();
	});

	test('is forgotten when it is cleared', async () => {
		sandbox.fail({ status: 500, times: Infinity });
		sandbox.clearFaults();
		expect((await call('/institutions/get', someInstitutions)).status).toBe(200);
	});

	/** @type {[any, RegExp][]} */
	const mistakes = [
		[{}, /needs one of status, ?cut/],
		[{ status: 500, cut: true }, /needs one of/],
		[{ status: 500, pth: '/' }, /takes no "pth"/],
		[{ cut: true, body: {} }, /takes no "body"/],
	];
	test.each(mistakes)('%j is refused', (order, message) => {
		expect(() => sandbox.fail(order)).toThrow(message);
	});
});

describe('the sandbox', () => {
	test('keeps a journal of requests, with their Items and headers', async () => {
		const { access_token, item_id } = sandbox.createItem();
		await call('/item/get', { access_token });
		expect(sandbox.journal).toMatchObject([
			{
				method: 'POST',
				path: '/item/get',
				itemId: item_id,
				status: 200,
				requestBody: { access_token },
				headers: { 'plaid-client-id': sandbox.clientId },
			},
		]);
	});

	test('knows its Items and secrets', async () => {
		const { access_token, item_id } = sandbox.createItem({ webhook: 'https://example.com/w' });
		const publicToken = sandbox.publicTokenOf(item_id);
		expect(sandbox.secrets()).toEqual([sandbox.secret, access_token, publicToken]);
		expect(sandbox.isExchangeable(publicToken)).toBe(true);
		await call('/item/public_token/exchange', { public_token: publicToken });
		await call('/item/remove', { access_token });
		expect(sandbox.isExchangeable(publicToken)).toBe(false);
		expect(sandbox.items()).toEqual([
			{ access_token, item_id, webhook: 'https://example.com/w', isRemoved: true },
		]);
	});

	test('forgets all but its keys', async () => {
		const { access_token } = sandbox.createItem();
		const { kid } = sandbox.currentKey();
		await call('/item/get', { access_token });
		await sandbox.reset();
		expect(sandbox.journal).toEqual([]);
		expect((await call('/item/get', { access_token })).status).toBe(400);
		expect(sandbox.currentKey().kid).toBe(kid);
	});

	test('refuses options that it does not have', async () => {
		await expect(startPlaidSandbox(/** @type {any} */ ({ prt: 1 }))).rejects.toThrow(
			'no option "prt"',
		);
	});
});
