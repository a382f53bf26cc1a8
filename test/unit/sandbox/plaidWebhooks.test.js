// @ts-check
'use strict';

const { createHash } = require('node:crypto');
const { createServer } = require('node:http');
const { decodeProtectedHeader, generateKeyPair, importJWK, jwtVerify } = require('jose');
const { startPlaidSandbox } = require('../../sandbox/plaid');
const { plaidClient } = require('./plaidClient');

/**
 * One call of a webhook as its receiver sees it.
 *
 * @typedef {{ text: string, proof: string, contentType: string | undefined }} Received
 */

/** @type {import('./plaidClient').PlaidSandbox} */
let sandbox;
/** @type {ReturnType<typeof plaidClient>} */
let call;
/** @type {import('node:http').Server} */
let receiver;
let hook = '';
/** @type {Received[]} */
let received = [];
/** What the receiver answers, one after the other, and 200 in the end; null: nothing at all.
 * @type {({ status: number, headers?: Record<string, string> } | null)[]} */
let answers = [];

beforeAll(async () => {
	receiver = createServer(async (request, response) => {
		const chunks = [];
		for await (const chunk of request) chunks.push(chunk);
		received.push({
			text: Buffer.concat(chunks).toString(),
			proof: String(request.headers['plaid-verification']),
			contentType: request.headers['content-type'],
		});
		const answer = answers.length > 0 ? answers.shift() : { status: 200 };
		if (answer) response.writeHead(answer.status, answer.headers).end();
	});
	await new Promise((resolve) => receiver.listen(0, '127.0.0.1', () => resolve(undefined)));
	const address = /** @type {import('node:net').AddressInfo} */ (receiver.address());
	hook = `http://127.0.0.1:${address.port}/plaid?userId=user-bakery`;
	sandbox = await startPlaidSandbox({ retryDelaysMs: [1, 2, 3] });
	call = plaidClient(sandbox);
});
beforeEach(async () => {
	await sandbox.reset();
	received = [];
	answers = [];
});
afterAll(async () => {
	await sandbox.close();
	receiver.closeAllConnections();
	await new Promise((resolve) => receiver.close(resolve));
});

/** Checks a proof as Plaid's documentation says. @param {Received} webhook */
async function verify({ text, proof }) {
	const { kid, alg } = decodeProtectedHeader(proof);
	expect(alg).toBe('ES256');
	const { key } = (await call('/webhook_verification_key/get', { key_id: kid })).body;
	const { payload } = await jwtVerify(proof, await importJWK(key, 'ES256'), {
		maxTokenAge: '5 min',
	});
	expect(payload.request_body_sha256).toBe(createHash('sha256').update(text).digest('hex'));
	return key;
}

describe('a webhook', () => {
	test('is signed over its two-spaced body, by a key that can be asked for', async () => {
		const { item_id } = sandbox.createItem({ webhook: hook, userId: 'usr_1' });
		const { state, attempts } = await sandbox.fire(item_id, 'SYNC_UPDATES_AVAILABLE');
		expect(state).toBe('delivered');
		expect(attempts).toMatchObject([{ status: 200 }]);
		const [webhook] = received;
		const body = JSON.parse(webhook.text);
		expect(body).toEqual({
			webhook_type: 'TRANSACTIONS',
			webhook_code: 'SYNC_UPDATES_AVAILABLE',
			item_id,
			user_id: 'usr_1',
			initial_update_complete: true,
			historical_update_complete: true,
			environment: 'sandbox',
		});
		expect(webhook.text).toBe(JSON.stringify(body, null, 2));
		expect(webhook.contentType).toBe('application/json');
		expect(await verify(webhook)).toEqual({
			alg: 'ES256',
			created_at: expect.any(Number),
			crv: 'P-256',
			expired_at: null,
			kid: sandbox.currentKey().kid,
			kty: 'EC',
			use: 'sig',
			x: expect.any(String),
			y: expect.any(String),
		});
	});

	test.each([
		['TRANSACTIONS', 'INITIAL_UPDATE', { error: null, new_transactions: 2 }],
		['TRANSACTIONS', 'HISTORICAL_UPDATE', { error: null, new_transactions: 2 }],
		['TRANSACTIONS', 'DEFAULT_UPDATE', { error: null, new_transactions: 3 }],
		['TRANSACTIONS', 'TRANSACTIONS_REMOVED', { removed_transactions: [expect.any(String)] }],
		['TRANSACTIONS', 'RECURRING_TRANSACTIONS_UPDATE', { account_ids: expect.any(Array) }],
		['ITEM', 'ERROR', { error: expect.objectContaining({ status: 400 }) }],
		['ITEM', 'LOGIN_REPAIRED', {}],
		['ITEM', 'PENDING_DISCONNECT', { reason: 'INSTITUTION_MIGRATION' }],
		['ITEM', 'PENDING_EXPIRATION', { consent_expiration_time: expect.any(String) }],
		['ITEM', 'NEW_ACCOUNTS_AVAILABLE', { error: null }],
		['ITEM', 'USER_ACCOUNT_REVOKED', { account_id: expect.any(String) }],
		['ITEM', 'USER_PERMISSION_REVOKED', { error: expect.any(Object) }],
		['ITEM', 'WEBHOOK_UPDATE_ACKNOWLEDGED', { error: null }],
	])('of %s %s says what Plaid documents', async (type, code, more) => {
		const { item_id } = sandbox.createItem({ webhook: hook, transactions: 3 });
		sandbox.remove(item_id, sandbox.transactionsOf(item_id)[0].transaction_id);
		await sandbox.fire(item_id, code);
		expect(JSON.parse(received[0].text)).toMatchObject({
			webhook_type: type,
			webhook_code: code,
			item_id,
			environment: 'sandbox',
			...more,
		});
	});

	test('may be of another type, to another URL, or say something else', async () => {
		const { item_id } = sandbox.createItem();
		const body = { environment: 'production', surprise: [1] };
		await sandbox.fire(item_id, 'DEFAULT_UPDATE', { type: 'HOLDINGS', url: hook, body });
		expect(JSON.parse(received[0].text)).toEqual({
			webhook_type: 'HOLDINGS',
			webhook_code: 'DEFAULT_UPDATE',
			item_id,
			...body,
		});
	});

	test('needs a URL', async () => {
		const { item_id } = sandbox.createItem();
		await expect(sandbox.fire(item_id, 'DEFAULT_UPDATE')).rejects.toThrow('has no webhook');
	});
});

describe('delivery', () => {
	test.each([201, 204, 302, 401, 404, 500])('tries again after an answer of %i', async (status) => {
		const { item_id } = sandbox.createItem({ webhook: hook });
		answers = [{ status }];
		const delivery = await sandbox.fire(item_id, 'DEFAULT_UPDATE');
		expect(delivery.state).toBe('delivered');
		expect(delivery.attempts).toMatchObject([{ status, retryInMs: 1 }, { status: 200 }]);
		const [first, second] = received;
		expect(second.text).toBe(first.text);
		await verify(second);
	});

	test('tries again when nothing was answered in time', async () => {
		const impatient = await startPlaidSandbox({
			webhookTimeoutMs: 100,
			retryDelaysMs: Array(50).fill(1),
		});
		const { item_id } = impatient.createItem({ webhook: hook });
		answers = [null];
		const { state, attempts } = await impatient.fire(item_id, 'DEFAULT_UPDATE');
		expect(state).toBe('delivered');
		expect(attempts[0]).toMatchObject({ status: null, retryInMs: 1 });
		expect(attempts[0].reason).toMatch(/timeout/);
		await impatient.close();
	});

	test('gives up where nobody listens', async () => {
		const { item_id } = sandbox.createItem({ webhook: 'http://127.0.0.1:9/' });
		const { state, attempts } = await sandbox.fire(item_id, 'DEFAULT_UPDATE');
		expect(state).toBe('given up');
		expect(attempts).toHaveLength(4);
	});

	test('gives up after the last delay', async () => {
		const { item_id } = sandbox.createItem({ webhook: hook });
		answers = Array(10).fill({ status: 500 });
		const { state, attempts } = await sandbox.fire(item_id, 'DEFAULT_UPDATE');
		expect(state).toBe('given up');
		expect(attempts.map(({ retryInMs }) => retryInMs)).toEqual([1, 2, 3, undefined]);
	});

	test.each([
		['seconds', () => '40'],
		['an HTTP date', () => new Date(Date.now() + 40_000).toUTCString()],
		['ISO 8601', () => new Date(Date.now() + 40_000).toISOString()],
	])('waits as long as a 429 says in %s', async (_form, retryAfter) => {
		const { item_id } = sandbox.createItem({ webhook: hook });
		answers = [{ status: 429, headers: { 'retry-after': retryAfter() } }];
		const { attempts } = await sandbox.fire(item_id, 'DEFAULT_UPDATE');
		// One second is one millisecond here; a date has lost the time on its way.
		expect(attempts[0].retryInMs).toBeGreaterThan(3);
		expect(attempts[0].retryInMs).toBeLessThanOrEqual(40);
	});

	test('waits as usual when a 429 does not say how long', async () => {
		const { item_id } = sandbox.createItem({ webhook: hook });
		answers = [{ status: 429 }, { status: 429, headers: { 'retry-after': 'soon' } }];
		const { attempts } = await sandbox.fire(item_id, 'DEFAULT_UPDATE');
		expect(attempts.map(({ retryInMs }) => retryInMs)).toEqual([1, 2, undefined]);
	});

	test('is listed, and given up when the sandbox is reset', async () => {
		const { item_id } = sandbox.createItem({ webhook: hook });
		answers = [{ status: 429, headers: { 'retry-after': '14400' } }];
		const pending = sandbox.fire(item_id, 'DEFAULT_UPDATE');
		expect(sandbox.deliveries).toMatchObject([{ url: hook, state: 'pending' }]);
		await sandbox.reset();
		expect((await pending).state).toBe('given up');
		expect(sandbox.deliveries).toEqual([]);
	});
});

describe('the API fires a webhook', () => {
	test('when it is asked to', async () => {
		const { access_token, item_id } = sandbox.createItem({ webhook: hook });
		const { body } = await call('/sandbox/item/fire_webhook', {
			access_token,
			webhook_code: 'SYNC_UPDATES_AVAILABLE',
		});
		expect(body.webhook_fired).toBe(true);
		await sandbox.settled();
		expect(JSON.parse(received[0].text).item_id).toBe(item_id);
		const { status } = (await call('/item/get', { access_token })).body;
		expect(status.last_webhook.code_sent).toBe('SYNC_UPDATES_AVAILABLE');
	});

	test('but not one that cannot be fired, nor for an Item without a URL or the product', async () => {
		const fire = async (/** @type {any} */ order, webhook_code = 'DEFAULT_UPDATE') => {
			const { access_token } = sandbox.createItem(order);
			return (await call('/sandbox/item/fire_webhook', { access_token, webhook_code })).body;
		};
		expect(await fire({ webhook: hook }, 'NONSENSE')).toMatchObject({
			error_code: 'INVALID_FIELD',
		});
		expect(await fire({})).toMatchObject({ error_code: 'SANDBOX_WEBHOOK_INVALID' });
		expect(await fire({ webhook: hook, products: ['auth'] })).toMatchObject({
			error_code: 'SANDBOX_PRODUCT_NOT_ENABLED',
		});
		expect(sandbox.deliveries).toEqual([]);
	});

	test('to the new URL, when the URL of an Item is changed', async () => {
		const { access_token } = sandbox.createItem({ webhook: 'http://127.0.0.1:9/old' });
		const { body } = await call('/item/webhook/update', { access_token, webhook: hook });
		expect(body.item.webhook).toBe(hook);
		await sandbox.settled();
		expect(JSON.parse(received[0].text)).toMatchObject({
			webhook_code: 'WEBHOOK_UPDATE_ACKNOWLEDGED',
			new_webhook_url: hook,
		});
	});

	test('no more, when the URL is taken away', async () => {
		const { access_token } = sandbox.createItem({ webhook: hook });
		const { body } = await call('/item/webhook/update', { access_token, webhook: null });
		expect(body.item.webhook).toBe('');
		expect(sandbox.deliveries).toEqual([]);
		const refused = await call('/item/webhook/update', { access_token, webhook: 'ftp://x' });
		expect(refused.status).toBe(400);
	});

	test('after a reset login, which says that the user must log in', async () => {
		const { access_token } = sandbox.createItem({ webhook: hook });
		await call('/sandbox/item/reset_login', { access_token });
		await sandbox.settled();
		expect(JSON.parse(received[0].text)).toMatchObject({
			webhook_type: 'ITEM',
			webhook_code: 'ERROR',
			error: { error_code: 'ITEM_LOGIN_REQUIRED', status: 400 },
		});
	});

	test('of new data only once the Item was synced', async () => {
		const { access_token } = sandbox.createItem({ webhook: hook });
		await call('/transactions/refresh', { access_token });
		expect(sandbox.deliveries).toEqual([]);
		await call('/transactions/sync', { access_token });
		await call('/transactions/refresh', { access_token });
		await sandbox.settled();
		expect(JSON.parse(received[0].text).webhook_code).toBe('SYNC_UPDATES_AVAILABLE');
	});

	test('when the history becomes ready, step by step', async () => {
		const { access_token, item_id } = sandbox.createItem({ webhook: hook, ready: false });
		await sandbox.makeReady(item_id, 'initial');
		await call('/transactions/sync', { access_token });
		await sandbox.makeReady(item_id);
		const bodies = sandbox.deliveries.map(({ body }) => body);
		expect(bodies).toMatchObject([
			{ webhook_code: 'INITIAL_UPDATE' },
			{ webhook_code: 'HISTORICAL_UPDATE' },
			{ webhook_code: 'SYNC_UPDATES_AVAILABLE', historical_update_complete: true },
		]);
	});
});

describe('keys', () => {
	test('expire when another one takes over, and are still known', async () => {
		const { item_id } = sandbox.createItem({ webhook: hook });
		await sandbox.fire(item_id, 'DEFAULT_UPDATE');
		const { kid: oldId } = sandbox.currentKey();
		const { kid } = await sandbox.rotateKey();
		await sandbox.fire(item_id, 'DEFAULT_UPDATE');
		const [before, after] = received;
		expect((await verify(before)).expired_at).toEqual(expect.any(Number));
		expect(await verify(after)).toMatchObject({ kid, expired_at: null });
		expect(kid).not.toBe(oldId);
	});

	test('that do not exist are refused', async () => {
		const { status, body } = await call('/webhook_verification_key/get', { key_id: 'junk' });
		expect(status).toBe(400);
		expect(body.error_code).toBe('INVALID_WEBHOOK_VERIFICATION_KEY_ID');
	});
});

describe('a forged proof', () => {
	const body = { webhook_type: 'ITEM' };
	/** @param {string} proof */
	const claims = (proof) => JSON.parse(Buffer.from(proof.split('.')[1], 'base64url').toString());

	test('is a genuine one as long as nothing is forged', async () => {
		const proof = await sandbox.sign(body);
		await verify({ text: JSON.stringify(body, null, 2), proof, contentType: undefined });
	});

	test('has another key, id, age or hash', async () => {
		const { privateKey } = await generateKeyPair('ES256');
		const proof = await sandbox.sign(body, { key: privateKey, kid: 'k', iat: 1, hash: 'h' });
		expect(decodeProtectedHeader(proof)).toEqual({ alg: 'ES256', kid: 'k', typ: 'JWT' });
		expect(claims(proof)).toEqual({ iat: 1, request_body_sha256: 'h' });
	});

	test('has no signature, or one with a shared secret', async () => {
		expect(await sandbox.sign(body, { alg: 'none' })).toMatch(/^[\w-]+\.[\w-]+\.$/);
		const secret = new TextEncoder().encode('x'.repeat(32));
		const proof = await sandbox.sign(body, { alg: 'HS256', key: secret });
		expect(decodeProtectedHeader(proof).alg).toBe('HS256');
	});

	test('has other claims and headers, or lacks some', async () => {
		const forgery = { header: { kid: undefined }, claims: { iat: undefined, extra: 1 } };
		const proof = await sandbox.sign(body, forgery);
		expect(decodeProtectedHeader(proof)).toEqual({ alg: 'ES256', typ: 'JWT' });
		expect(Object.keys(claims(proof)).sort()).toEqual(['extra', 'request_body_sha256']);
	});
});
