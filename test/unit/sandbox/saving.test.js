// @ts-check
'use strict';

const fc = require('fast-check');
const { startSandbox } = require('../../sandbox');
const { params, payment, signIn, transaction } = require('./client');

/** @type {import('./client').Sandbox} */
let sandbox;
/** @type {Awaited<ReturnType<typeof signIn>>} */
let client;
beforeEach(async () => {
	sandbox = await startSandbox();
	client = await signIn(sandbox);
});
afterEach(() => sandbox.close());

const stored = () => sandbox.books('user-bakery').bankTransactions;

describe('a batch', () => {
	test('is answered entry by entry in its order, 200 when all were saved', async () => {
		const { status, body } = await client.save(
			transaction({ amount: 1 }),
			transaction({ amount: 2 }),
		);
		expect(status).toBe(200);
		expect(body.data.map((/** @type {any} */ { data }) => data.amount)).toEqual([1, 2]);
		expect(stored()).toEqual(body.data.map((/** @type {any} */ { data }) => data));
	});

	test('is answered 207 when some failed, and keeps the others', async () => {
		const { status, body } = await client.save(
			transaction({ amount: 1 }),
			{},
			transaction({ amount: 3 }),
		);
		expect(status).toBe(207);
		expect(body.data.map((/** @type {any} */ entry) => entry.statusCode)).toEqual([200, 400, 200]);
		expect(body.data[1]).toMatchObject({ result: 'FAILURE', data: null });
		expect(stored().map(({ amount }) => amount)).toEqual([1, 3]);
	});

	test('is answered 400, still entry by entry, when all failed', async () => {
		const { status, body } = await client.save({}, 'not an object');
		expect(status).toBe(400);
		expect(body).toMatchObject({ result: 'FAILURE', data: [{ data: null }, { data: null }] });
	});

	test.each([
		['no list', {}, 'REQUIRED'],
		['no object', [transaction()], 'JSON_ERROR'],
	])('with %s fails as a whole', async (_case, sent, type) => {
		const { status, body } = await client.call('POST', '/v6/banks/transactions', sent);
		expect(status).toBe(400);
		expect(body).toMatchObject({ result: 'FAILURE', data: null, error: [{ type }] });
	});

	test.each([
		['cut off', '{"data": ['],
		['hostile', '{"__proto__": {"data": []}}'],
	])('of %s JSON fails as a whole', async (_case, body) => {
		const reply = await client.send('POST', '/v6/banks/transactions', body);
		expect(reply.status).toBe(400);
		expect(reply.body).toMatchObject({ data: null, error: [{ type: 'JSON_ERROR' }] });
	});

	test('that is empty fails as a whole', async () => {
		const reply = await client.send('POST', '/v6/banks/transactions', '');
		expect(reply.status).toBe(400);
		expect(reply.body).toMatchObject({ data: null, error: [{ type: 'JSON_ERROR' }] });
	});

	test('of 250 rows is stored whole', async () => {
		const rows = Array.from({ length: 250 }, (_row, index) => transaction({ amount: index }));
		expect((await client.save(...rows)).body.data).toHaveLength(250);
		expect(new Set(stored().map(({ id }) => id)).size).toBe(250);
	});
});

describe('a new bank transaction', () => {
	test('names all of its missing fields at once', async () => {
		const { body } = await client.save({});
		expect(params(body.data[0])).toEqual([
			'date',
			'amount',
			'description',
			'apiName',
			'bankAccountId',
		]);
		expect(body.data[0].error[1]).toEqual({
			type: 'REQUIRED',
			message: 'Amount is required',
			param: 'amount',
		});
	});

	test.each([
		['amount', 12.5, 'INVALID_FORMAT'],
		['amount', '12', 'INVALID_FORMAT'],
		['date', '2025-02-30', 'INVALID_FORMAT'],
		['date', '26.06.2025', 'INVALID_FORMAT'],
		['date', '2025-06-26T00:00:00Z', 'INVALID_FORMAT'],
		['bankAccountId', 'bka_0', 'INVALID_VALUE'],
		['categoryId', 'ctg_0', 'INVALID_VALUE'],
		['glAccountId', 'gla_0', 'INVALID_VALUE'],
		['customerId', 'cus_0', 'INVALID_VALUE'],
		['vendorId', 'vnd_0', 'INVALID_VALUE'],
		['matchingBankTransactionId', 'btxn_0', 'INVALID_VALUE'],
		['customData', 'text', 'INVALID_FORMAT'],
		['customData', { long: 'x'.repeat(2000) }, 'INVALID_VALUE'],
		['notes', 7, 'INVALID_FORMAT'],
	])('is refused for its %s %j', async (param, value, type) => {
		const { body } = await client.save(transaction({ [param]: value }));
		expect(body.data[0].error).toEqual([{ type, message: expect.any(String), param }]);
		expect(stored()).toEqual([]);
	});

	test('names the position of an unknown class segment', async () => {
		const { body } = await client.save(transaction({ classSegmentIds: ['cls_593051', 'cls_0'] }));
		expect(params(body.data[0])).toEqual(['classSegmentIds[1]']);
	});

	test('takes custom data of 50 fields, but not of 51', async () => {
		/** @type {(count: number) => any} */
		const fields = (count) => Object.fromEntries(Array.from({ length: count }, (_, i) => [i, i]));
		expect((await client.save(transaction({ customData: fields(50) }))).status).toBe(200);
		expect((await client.save(transaction({ customData: fields(51) }))).status).toBe(400);
	});

	test('takes a bank account with a bare number, a nested category and a leap day', async () => {
		const { status } = await client.save(
			transaction({ bankAccountId: '123456', categoryId: 'ctg_58932892', date: '2024-02-29' }),
		);
		expect(status).toBe(200);
	});

	test('takes enum values and fields that no document names', async () => {
		const { body } = await client.save(
			transaction({ type: 'BARTER', dimensionValueIds: ['dv_1'], novelty: { deep: true } }),
		);
		expect(body.data[0].data).toMatchObject({
			type: 'BARTER',
			dimensionValueIds: ['dv_1'],
			novelty: { deep: true },
		});
	});

	test('is of the type that its sign says unless it says otherwise', async () => {
		const { body } = await client.save(
			transaction({ amount: -1 }),
			transaction({ amount: 1 }),
			transaction({ amount: 1, type: 'TRANSFER' }),
		);
		expect(body.data.map((/** @type {any} */ { data }) => data.type)).toEqual([
			'EXPENSE',
			'REVENUE',
			'TRANSFER',
		]);
	});

	test('is added again when its apiSourceId is known: the worst assumption', async () => {
		await client.save(transaction({ apiSourceId: 'a' }));
		await client.save(transaction({ apiSourceId: 'a' }));
		expect(stored()).toHaveLength(2);
	});

	test('is refused when its apiSourceId is known and the sandbox was told so', async () => {
		const strict = await startSandbox({ duplicates: 'refuse' });
		const other = await signIn(strict);
		const same = transaction({ apiSourceId: 'a' });
		const { status, body } = await other.save(same, same);
		expect(status).toBe(207);
		expect(body.data[1].error).toMatchObject([{ type: 'DUPLICATE', param: 'apiSourceId' }]);
		await other.call('DELETE', `/v6/banks/transactions/${body.data[0].data.id}`);
		expect((await other.save(same)).status).toBe(200);
		await strict.close();
	});
});

describe('a change', () => {
	const id = 'btxn_158998869';

	test('leaves what it does not name, and null clears', async () => {
		const { body } = await client.save(transaction({ notes: 'old', vendorId: 'vnd_28868401' }));
		const { body: changed } = await client.save({ id, notes: null, customerId: 'cus_4852707' });
		expect(changed.data[0].data).toEqual({
			...body.data[0].data,
			notes: null,
			customer: { id: 'cus_4852707', name: 'Abigail Adams', email: 'abigail@tight.com' },
		});
		expect(stored()).toHaveLength(1);
	});

	test('may not clear a required field', async () => {
		await client.save(transaction());
		const { body } = await client.save({ id, amount: null });
		expect(body.data[0].error).toMatchObject([{ type: 'REQUIRED', param: 'amount' }]);
	});

	test('of an unknown row fails', async () => {
		const { body } = await client.save({ id: 'btxn_0', notes: 'x' });
		expect(body.data[0].error).toMatchObject([{ type: 'INVALID_VALUE', param: 'id' }]);
	});

	test('that comes twice in one batch is stored twice in order, and noted', async () => {
		await client.save(transaction());
		await client.save({ id, notes: 'first' }, { id, notes: 'second' });
		expect(stored()[0].notes).toBe('second');
		expect(sandbox.journal.at(-1)).toMatchObject({ sameIdTwice: true, updated: [id, id] });
		expect(sandbox.journal.at(-2)).not.toHaveProperty('sameIdTwice');
	});
});

describe('child lines', () => {
	const id = 'btxn_158998869';

	test('must sum to their parent', async () => {
		const parent = { amount: -300, children: [{ amount: -100 }, { amount: -100 }] };
		const { body } = await client.save(transaction(parent));
		expect(body.data[0].error).toMatchObject([{ type: 'INVALID_VALUE', param: 'children' }]);
		expect(stored()).toEqual([]);
	});

	test('that sum to their parent are stored with ids, whatever the amounts', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 8 }),
				async (amounts) => {
					const amount = amounts.reduce((sum, each) => sum + each, 0);
					const children = amounts.map((each) => ({ amount: each }));
					const { body } = await client.save(transaction({ amount, children }));
					expect(body.data[0].data.children).toMatchObject(
						amounts.map((each) => ({ id: expect.stringMatching(/^itm_/), amount: each })),
					);
				},
			),
			{ numRuns: 25 },
		);
	});

	test('must have whole amounts and records that exist', async () => {
		const children = [{ amount: 0.5 }, { amount: 1, categoryId: 'ctg_0' }, {}];
		const { body } = await client.save(transaction({ children }));
		expect(params(body.data[0])).toEqual([
			'children[0].amount',
			'children[1].categoryId',
			'children[2].amount',
		]);
	});

	test('with an id are changed, without one they are added', async () => {
		await client.save(transaction({ amount: -3, children: [{ amount: -1 }, { amount: -2 }] }));
		const [first] = stored()[0].children;
		const { body } = await client.save({
			id,
			amount: -6,
			children: [{ id: first.id, notes: 'kept' }, { amount: -3 }],
		});
		expect(body.data[0].data.children).toMatchObject([
			{ id: first.id, amount: -1, notes: 'kept' },
			{ amount: -2 },
			{ amount: -3 },
		]);
	});

	test('of a stranger are refused, and null clears the list', async () => {
		await client.save(transaction({ amount: -3, children: [{ amount: -3 }] }));
		const { body } = await client.save({ id, children: [{ id: 'itm_0', amount: 0 }] });
		expect(params(body.data[0])).toEqual(['children[0].id']);
		await client.save({ id, children: null });
		expect(stored()[0].children).toEqual([]);
	});

	test('no longer fit when only their parent changes', async () => {
		await client.save(transaction({ amount: -3, children: [{ amount: -3 }] }));
		const { body } = await client.save({ id, amount: -4 });
		expect(params(body.data[0])).toEqual(['children']);
	});
});

describe('a payment', () => {
	test('needs a date, an amount and a description, no more', async () => {
		const { body } = await client.pay({}, payment());
		expect(params(body.data[0]).sort()).toEqual(['amount', 'date', 'description']);
		expect(body.data[1].result).toBe('SUCCESS');
	});

	test('keeps the signs it was given, and its lines need not sum', async () => {
		const children = [{ amount: -134051 }];
		const { body } = await client.pay(payment({ type: 'EXPENSE', children }));
		expect(body.data[0].data).toMatchObject({ amount: 273479, children });
	});

	test('that is matched to a bank transaction is seen from there as well', async () => {
		await client.save(transaction());
		await client.pay(payment({ reconciliationMatchId: 'btxn_158998869' }));
		const path = '/v6/banks/transactions/btxn_158998869';
		const { body } = await client.call('GET', path);
		expect(body.data.reconciliationMatch).toMatchObject({ id: 'pmt_158998869', amount: 273479 });
		await client.pay({ id: 'pmt_158998869', reconciliationMatchId: null });
		expect((await client.call('GET', path)).body.data.reconciliationMatch).toBeNull();
	});

	test('that is matched to an unknown bank transaction is refused', async () => {
		const { body } = await client.pay(payment({ reconciliationMatchId: 'btxn_0' }));
		expect(params(body.data[0])).toEqual(['reconciliationMatchId']);
	});
});

describe.each([
	['bank transactions', '/v6/banks/transactions', transaction],
	['payments', '/v6/payments', payment],
])('one of the %s', (_name, path, make) => {
	test('is read and deleted by its id, and gone then', async () => {
		const { body } = await client.call('POST', path, { data: [make()] });
		const { data } = body.data[0];
		const one = `${path}/${data.id}`;
		expect((await client.call('GET', one)).body).toEqual({ result: 'SUCCESS', data });
		expect((await client.call('DELETE', one)).body).toEqual({ result: 'SUCCESS', data });
		expect((await client.call('GET', one)).status).toBe(404);
		expect((await client.call('DELETE', one)).status).toBe(404);
	});

	test('is deleted as well by a client that names a content type without a body', async () => {
		const { body } = await client.call('POST', path, { data: [make()] });
		const reply = await client.send('DELETE', `${path}/${body.data[0].data.id}`, '');
		expect(reply.status).toBe(200);
	});
});
