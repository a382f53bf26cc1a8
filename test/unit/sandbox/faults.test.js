// @ts-check
'use strict';

const { startSandbox } = require('../../sandbox');
const { PLACEHOLDER_ERROR } = require('../../sandbox/tight/fixtures');
const { signIn, transaction } = require('./client');

/** @type {import('./client').Sandbox} */
let sandbox;
/** @type {Awaited<ReturnType<typeof signIn>>} */
let client;
beforeAll(async () => {
	sandbox = await startSandbox();
});
beforeEach(async () => {
	sandbox.reset();
	client = await signIn(sandbox);
});
afterAll(() => sandbox.close());

const path = '/v6/banks/transactions';
const amounts = () => sandbox.books('user-bakery').bankTransactions.map(({ amount }) => amount);
const three = [1, 2, 3].map((amount) => transaction({ amount }));

describe('arming a fault', () => {
	test('lets it fire once unless said otherwise', async () => {
		const fault = sandbox.fault({ effect: 'status', status: 500 });
		expect((await client.query()).status).toBe(500);
		expect((await client.query()).status).toBe(200);
		expect(fault).toMatchObject({ times: 1, fired: 1 });
	});

	test('for several times, or for ever until cleared', async () => {
		sandbox.fault({ effect: 'status', status: 500, times: 2 });
		expect((await client.query()).status).toBe(500);
		expect((await client.query()).status).toBe(500);
		expect((await client.query()).status).toBe(200);
		sandbox.fault({ effect: 'status', status: 503, times: Infinity });
		for (let turn = 0; turn < 5; turn++) expect((await client.query()).status).toBe(503);
		sandbox.clearFaults();
		expect((await client.query()).status).toBe(200);
	});

	test('lets the first matching requests pass when asked to', async () => {
		sandbox.fault({ effect: 'status', status: 500, skip: 2, path });
		await client.call('GET', '/v6/categories');
		expect((await client.query()).status).toBe(200);
		expect((await client.query()).status).toBe(200);
		expect((await client.query()).status).toBe(500);
	});

	test.each([
		['method', { method: 'get' }],
		['start of the path', { path: '/v6/categories' }],
		['pattern of the path', { path: /gories$/ }],
	])('picks requests by %s', async (_name, match) => {
		sandbox.fault({ effect: 'status', status: 500, ...match });
		expect((await client.query()).status).toBe(200);
		expect((await client.call('GET', '/v6/categories')).status).toBe(500);
	});

	test('picks requests by user, token requests among them', async () => {
		sandbox.fault({ effect: 'status', status: 500, userId: 'user-studio', skip: 1 });
		const designer = await signIn(sandbox, { userId: 'user-studio' });
		expect((await client.query()).status).toBe(200);
		expect((await designer.query()).status).toBe(500);
	});

	test('nests several: the first armed is the outermost', async () => {
		const slow = sandbox.fault({ effect: 'slow', ms: 1 });
		const status = sandbox.fault({ effect: 'status', status: 500 });
		const spared = sandbox.fault({ effect: 'status', status: 503 });
		expect((await client.query()).status).toBe(500);
		expect([slow.fired, status.fired, spared.fired]).toEqual([1, 1, 0]);
	});

	/** @type {[any, RegExp][]} */
	const mistakes = [
		[{}, /needs an effect, one of: status, cut/],
		[{ effect: 'explode' }, /needs an effect/],
		[{ effect: 'toString' }, /needs an effect/],
		[{ effect: 'slow', sm: 5 }, /takes no "sm"/],
		[{ effect: 'slow' }, /needs "ms"/],
		[{ effect: 'status', status: '500' }, /"status" must be/],
		[{ effect: 'cut', times: -1 }, /"times" must be/],
		[{ effect: 'cut', path: 5 }, /"path" must be/],
		[{ effect: 'rejectRows', rows: [-1] }, /"rows" must be/],
	];
	test.each(mistakes)('refuses %j', (order, message) => {
		expect(() => sandbox.fault(order)).toThrow(message);
	});
});

describe('the fault', () => {
	test('status answers with headers and body of choice', async () => {
		const headers = { 'retry-after': '2' };
		sandbox.fault({ effect: 'status', status: 429, headers, body: { any: 'thing' } });
		const reply = await client.save(...three);
		expect(reply).toMatchObject({ status: 429, body: { any: 'thing' } });
		expect(reply.headers.get('retry-after')).toBe('2');
		expect(amounts()).toEqual([]);
	});

	test('status without a body answers in the usual envelope, without Retry-After', async () => {
		sandbox.fault({ effect: 'status', status: 429 });
		const reply = await client.query();
		expect(reply.body).toMatchObject({ result: 'FAILURE', data: null, error: [{}] });
		expect(reply.headers.has('retry-after')).toBe(false);
	});

	test('status can store first', async () => {
		sandbox.fault({ effect: 'status', status: 503, stored: true });
		expect((await client.save(...three)).status).toBe(503);
		expect(amounts()).toEqual([1, 2, 3]);
		expect(sandbox.journal.at(-1)).toMatchObject({ status: 503, stored: { length: 3 } });
	});

	test.each([
		[false, []],
		[true, [1, 2, 3]],
	])('cut with stored %j destroys the connection', async (stored, expected) => {
		sandbox.fault({ effect: 'cut', stored, path });
		await expect(client.save(...three)).rejects.toThrow('fetch failed');
		expect(amounts()).toEqual(expected);
		expect(sandbox.journal.at(-1)).toMatchObject({ path, status: null });
	});

	test('slow waits before anything is stored', async () => {
		sandbox.fault({ effect: 'slow', ms: 60 });
		const began = performance.now();
		const reply = client.save(...three);
		await new Promise((resolve) => setTimeout(resolve, 25));
		expect(amounts()).toEqual([]);
		expect((await reply).status).toBe(200);
		expect(performance.now() - began).toBeGreaterThanOrEqual(59);
	});

	test('slowAnswer stores, then waits', async () => {
		sandbox.fault({ effect: 'slowAnswer', ms: 300 });
		const reply = client.save(...three);
		while (amounts().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
		expect(sandbox.journal.at(-1)?.status).toBeNull();
		expect((await reply).status).toBe(200);
	});

	test.each([
		[{ status: 502 }, 502, []],
		[{ stored: true }, 200, [1, 2, 3]],
	])('html %j answers a page', async (how, status, expected) => {
		sandbox.fault({ effect: 'html', ...how });
		const reply = await client.save(...three);
		expect(reply.status).toBe(status);
		expect(reply.headers.get('content-type')).toMatch('text/html');
		expect(reply.body).toMatch(/^<!doctype html>/);
		expect(amounts()).toEqual(expected);
	});

	test('expireToken spends the token for good', async () => {
		sandbox.fault({ effect: 'expireToken' });
		for (let turn = 0; turn < 2; turn++) {
			const reply = await client.query();
			expect(reply).toMatchObject({ status: 401, body: { error: [{ type: 'EXPIRED_TOKEN' }] } });
		}
		expect((await (await signIn(sandbox)).query()).status).toBe(200);
	});

	test('redirect sends elsewhere', async () => {
		sandbox.fault({ effect: 'redirect', location: 'http://127.0.0.1:9/', status: 307 });
		const reply = await client.query();
		expect(reply.status).toBe(307);
		expect(reply.headers.get('location')).toBe('http://127.0.0.1:9/');
	});

	test('echo refuses, and repeats keys and tokens that came with the call', async () => {
		sandbox.fault({ effect: 'echo' });
		const { status, body } = await client.save(...three);
		expect(status).toBe(400);
		const [{ message }] = body.error;
		expect(message).toContain('Oven repair');
		expect(sandbox.secrets().some((secret) => message.includes(secret))).toBe(true);
		expect(amounts()).toEqual([]);
	});

	test('rejectRows fails the chosen positions and stores the others', async () => {
		const error = { type: 'DUPLICATE', message: 'No', param: 'apiSourceId' };
		sandbox.fault({ effect: 'rejectRows', rows: [1], error });
		const { status, body } = await client.save(...three);
		expect(status).toBe(207);
		expect(body.data).toMatchObject([
			{ result: 'SUCCESS', data: { amount: 1 } },
			{ result: 'FAILURE', statusCode: 400, data: null, error: [error] },
			{ result: 'SUCCESS', data: { amount: 3 } },
		]);
		expect(amounts()).toEqual([1, 3]);
	});

	test('rejectRows of all is a 400 with entries', async () => {
		sandbox.fault({ effect: 'rejectRows', rows: 'all' });
		const { status, body } = await client.save(...three);
		expect(status).toBe(400);
		expect(body.data).toHaveLength(3);
		expect(amounts()).toEqual([]);
	});

	test('rejectBatch refuses the whole with an error at the top', async () => {
		const error = { type: 'JSON_ERROR', message: 'Cannot read' };
		sandbox.fault({ effect: 'rejectBatch', error });
		const { status, body } = await client.save(...three);
		expect(status).toBe(400);
		expect(body).toEqual({ result: 'FAILURE', data: null, error: [error] });
		expect(amounts()).toEqual([]);
	});

	test('of a batch does not hide from the journal that it names an id twice', async () => {
		sandbox.fault({ effect: 'rejectBatch' });
		await client.save({ id: 'btxn_1' }, { id: 'btxn_1' });
		expect(sandbox.journal.at(-1)).toMatchObject({ status: 400, sameIdTwice: true });
	});

	test('rejectBatch waits for a row, and counts only then', async () => {
		const fault = sandbox.fault({ effect: 'rejectBatch', whenRow: { amount: 2 }, times: 2 });
		expect((await client.save(three[0])).status).toBe(200);
		expect((await client.save(...three)).status).toBe(400);
		expect((await client.save(three[2])).status).toBe(200);
		expect((await client.save(three[1])).status).toBe(400);
		expect(fault.fired).toBe(2);
		expect((await client.save(three[1])).status).toBe(200);
		expect(amounts()).toEqual([1, 3, 2]);
	});

	test('omitVerdicts leaves out result and statusCode', async () => {
		sandbox.fault({ effect: 'omitVerdicts' });
		const { body } = await client.save(...three);
		expect(Object.keys(body.data[0])).toEqual(['data', 'error']);
	});

	test("fillErrors puts the documents' placeholder beside SUCCESS", async () => {
		sandbox.fault({ effect: 'fillErrors' });
		const { body } = await client.save(three[0], {});
		expect(body.data[0]).toMatchObject({ result: 'SUCCESS', error: PLACEHOLDER_ERROR });
		expect(body.data[1].error[0].type).toBe('REQUIRED');
	});

	/** @type {[any, number[]][]} */
	const shapes = [
		[{ effect: 'dropEntries' }, [2, 3]],
		[{ effect: 'dropEntries', count: 2 }, [3]],
		[{ effect: 'extraEntries', count: 2 }, [1, 1, 1, 2, 3]],
		[{ effect: 'shuffleEntries' }, [3, 2, 1]],
	];
	test.each(shapes)('%j answers another list than was stored', async (order, answered) => {
		sandbox.fault(order);
		const { status, body } = await client.save(...three);
		expect(status).toBe(200);
		expect(body.data.map((/** @type {any} */ { data }) => data.amount)).toEqual(answered);
		expect(amounts()).toEqual([1, 2, 3]);
	});

	test('bareEntries answers the rows without envelopes', async () => {
		sandbox.fault({ effect: 'bareEntries' });
		const { body } = await client.save(...three);
		expect(body.data).toMatchObject([{ amount: 1 }, { amount: 2 }, { amount: 3 }]);
		expect(body.data[0]).not.toHaveProperty('result');
	});

	test('emptyData claims success without data', async () => {
		sandbox.fault({ effect: 'emptyData', times: 2 });
		const reply = await client.save(...three);
		expect(reply).toMatchObject({ status: 200, body: { result: 'SUCCESS', data: null } });
		expect((await client.query()).body).toMatchObject({ result: 'SUCCESS', data: null });
		expect(amounts()).toEqual([1, 2, 3]);
	});

	test('of batches is kept for a batch', async () => {
		sandbox.fault({ effect: 'rejectRows', rows: 'all' });
		expect((await client.query()).status).toBe(200);
		expect((await client.save(...three)).status).toBe(400);
	});
});

describe('an answer that drips', () => {
	test('comes whole, but takes its time', async () => {
		sandbox.fault({ effect: 'drip', ms: 200, path });
		const began = performance.now();
		expect((await client.save(transaction())).body.data).toHaveLength(1);
		expect(performance.now() - began).toBeGreaterThanOrEqual(190);
	});
});

describe('a batch that is refused as a whole', () => {
	test('may hold an empty list', async () => {
		sandbox.fault({ effect: 'rejectBatch', emptyList: true });
		const { status, body } = await client.save(transaction());
		expect(status).toBe(400);
		expect(body).toMatchObject({ result: 'FAILURE', data: [], error: [{ type: 'INVALID_VALUE' }] });
		expect(amounts()).toEqual([]);
	});
});
