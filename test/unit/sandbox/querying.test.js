// @ts-check
'use strict';

const fc = require('fast-check');
const { startSandbox } = require('../../sandbox');
const { payment, signIn, transaction } = require('./client');

/** @type {import('./client').Sandbox} */
let sandbox;
/** @type {Awaited<ReturnType<typeof signIn>>} */
let client;
beforeEach(async () => {
	sandbox = await startSandbox();
	client = await signIn(sandbox);
});
afterEach(() => sandbox.close());

/**
 * Every page of a query of bank transactions, with a deed before each page but the first.
 *
 * @param {any} body
 * @param {() => Promise<unknown>} [meanwhile]
 */
async function allPages(body, meanwhile) {
	const pages = [];
	/** @type {string | undefined} */
	let cursor;
	for (;;) {
		const reply = await client.query({ ...body, cursor });
		expect(reply.status).toBe(200);
		pages.push(reply.body);
		cursor = reply.body.cursor.after;
		if (cursor === null) return pages;
		await meanwhile?.();
	}
}

/** @param {any[]} pages */
const idsOf = (pages) => pages.flatMap((page) => page.data.map((/** @type {any} */ row) => row.id));

/** @param {number} count */
const rows = (count) =>
	Array.from({ length: count }, (_row, index) =>
		transaction({ date: `2025-06-${String(1 + ((index * 7) % 28)).padStart(2, '0')}` }),
	);

describe('paging', () => {
	test('gives 50 rows when no limit is named, in order of arrival', async () => {
		const { body } = await client.save(...rows(60));
		const reply = await client.query();
		expect(reply.body.data).toHaveLength(50);
		expect(idsOf([reply.body])).toEqual(
			body.data.slice(0, 50).map((/** @type {any} */ entry) => entry.data.id),
		);
	});

	test('ends with after null, begins with before null', async () => {
		await client.save(...rows(5));
		const pages = await allPages({ limit: 2 });
		expect(pages.map(({ cursor }) => [cursor.before === null, cursor.after === null])).toEqual([
			[true, false],
			[false, false],
			[false, true],
		]);
	});

	test('knows its end when the last page is full', async () => {
		await client.save(...rows(4));
		expect(await allPages({ limit: 2 })).toHaveLength(2);
	});

	test('goes on after the row at its edge was deleted', async () => {
		await client.save(...rows(4));
		const sort = { orderBy: 'DATE', direction: 'ASC' };
		const { body } = await client.query({ limit: 2, sort });
		const { body: expected } = await client.query({ limit: 2, sort, cursor: body.cursor.after });
		await client.call('DELETE', `/v6/banks/transactions/${body.data[1].id}`);
		const { body: next } = await client.query({ limit: 2, sort, cursor: body.cursor.after });
		expect(idsOf([next])).toEqual(idsOf([expected]));
	});

	test('goes back with before', async () => {
		await client.save(...rows(6));
		const sort = { orderBy: 'DATE', direction: 'DESC' };
		const [first, second, third] = await allPages({ limit: 2, sort });
		/** @type {(page: any) => Promise<any>} */
		const previous = async (page) =>
			(await client.query({ limit: 2, sort, cursor: page.cursor.before })).body;
		const back = await previous(third);
		expect(back.data).toEqual(second.data);
		expect((await previous(back)).data).toEqual(first.data);
		expect((await previous(back)).cursor.before).toBeNull();
	});

	test('gives every row once, whatever is added meanwhile', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 30 }),
				fc.integer({ min: 1, max: 9 }),
				fc.constantFrom(
					undefined,
					{ orderBy: 'DATE', direction: 'ASC' },
					{ orderBy: 'DATE', direction: 'DESC' },
				),
				fc.array(fc.integer({ min: 1, max: 28 }), { maxLength: 6 }),
				async (count, limit, sort, days) => {
					sandbox.reset();
					client = await signIn(sandbox);
					const { body } = await client.save(...rows(count));
					const before = body.data.map((/** @type {any} */ entry) => entry.data.id);
					const toAdd = days.map((day) => `2025-06-${String(day).padStart(2, '0')}`);
					const seen = idsOf(
						await allPages({ limit, sort }, async () => {
							const date = toAdd.pop();
							if (date) await client.save(transaction({ date }));
						}),
					);
					expect(new Set(seen).size).toBe(seen.length);
					expect(seen).toEqual(expect.arrayContaining(before));
				},
			),
			{ numRuns: 20 },
		);
	});

	test.each([0, 251, 1.5, '10'])('refuses the limit %j', async (limit) => {
		const { status, body } = await client.query({ limit });
		expect(status).toBe(400);
		expect(body).toMatchObject({ data: null, error: [{ type: 'INVALID_VALUE', param: 'limit' }] });
	});

	test('refuses a cursor of another query, and nonsense', async () => {
		await client.save(...rows(3));
		const { body } = await client.query({ limit: 1 });
		const cursor = body.cursor.after;
		for (const wrong of [
			{ cursor: 'nonsense' },
			{ cursor, filter: { search: 'oven' } },
			{ cursor, sort: { orderBy: 'DATE', direction: 'ASC' } },
		]) {
			const reply = await client.query(wrong);
			expect(reply.status).toBe(400);
			expect(reply.body.error).toMatchObject([{ param: 'cursor' }]);
		}
		expect((await client.query({ limit: 2, cursor })).body.data).toHaveLength(2);
	});
});

describe('sorting', () => {
	test('goes by date both ways, and by arrival within a day', async () => {
		await client.save(
			transaction({ date: '2025-06-02', amount: 1 }),
			transaction({ date: '2025-06-01', amount: 2 }),
			transaction({ date: '2025-06-02', amount: 3 }),
		);
		/** @type {(direction: string) => Promise<number[]>} */
		const sorted = async (direction) => {
			const { body } = await client.query({ sort: { orderBy: 'DATE', direction } });
			return body.data.map((/** @type {any} */ row) => row.amount);
		};
		expect(await sorted('ASC')).toEqual([2, 1, 3]);
		expect(await sorted('DESC')).toEqual([3, 1, 2]);
	});

	test.each([
		[{ orderBy: 'COLOUR' }, 'sort.orderBy'],
		[{ orderBy: 'DATE', direction: 'UP' }, 'sort.direction'],
		[{ orderBy: 'DATE', order: 'ASC' }, 'sort.order'],
	])('refuses %j', async (sort, param) => {
		const { status, body } = await client.query({ sort });
		expect(status).toBe(400);
		expect(body.error).toMatchObject([{ param }]);
	});
});

describe('filtering bank transactions', () => {
	const lunch = { description: 'Team lunch', amount: -4200, date: '2025-06-10', notes: 'June' };
	const flour = { description: 'FLOUR 50kg', amount: -9900, date: '2025-06-11' };
	const sale = { description: 'Shop sale', amount: 15399, date: '2025-06-12' };
	beforeEach(() =>
		client.save(
			transaction({ ...lunch, vendorId: 'vnd_28868401', reviewStatus: 'RECONCILED' }),
			transaction({ ...flour, classSegmentIds: ['cls_593054'], categoryId: 'ctg_58932892' }),
			transaction({ ...sale, bankAccountId: '123456', customerId: 'cus_4852707' }),
		),
	);

	test.each([
		['search', { search: 'june' }, [lunch]],
		['date', { date: { greaterThan: '2025-06-10', lessThanEqual: '2025-06-12' } }, [flour, sale]],
		['date', { date: { equal: '2025-06-10' } }, [lunch]],
		['amount', { amount: { lessThan: -4200 } }, [flour]],
		['amount', { amount: { notEqual: -4200, greaterThanEqual: 0 } }, [sale]],
		['description', { description: { contain: 'flour' } }, [flour]],
		['description', { description: { equal: 'Shop sale' } }, [sale]],
		['notes', { notes: { contain: 'ju' } }, [lunch]],
		['type', { type: { in: ['REVENUE'] } }, [sale]],
		['type', { type: { notIn: ['REVENUE'] } }, [lunch, flour]],
		['reviewStatus', { reviewStatus: { in: ['RECONCILED'] } }, [lunch]],
		['status', { status: { equal: 'ACTIVE' } }, [lunch, flour, sale]],
		['bankAccount', { bankAccount: { id: { in: ['123456'] } } }, [sale]],
		['bankAccount', { bankAccount: { id: { notIn: ['123456'] } } }, [lunch, flour]],
		['vendor', { vendor: { id: { in: ['vnd_28868401'] } } }, [lunch]],
		['customer', { customer: { id: { in: ['cus_4852707'] } } }, [sale]],
		['category', { category: { id: { in: ['ctg_58932892'] } } }, [flour]],
		['classSegments', { classSegments: { id: { in: ['cls_593054'] } } }, [flour]],
		['several at once', { type: { in: ['EXPENSE'] }, amount: { lessThan: -5000 } }, [flour]],
		['nothing', { glAccount: { id: { in: [] } } }, []],
		[
			'switches alone',
			{ rule: { expand: true }, invoice: { lineItems: { expand: true } } },
			[lunch, flour, sale],
		],
	])('by %s: %j', async (_name, filter, expected) => {
		const { status, body } = await client.query({ filter });
		expect(status).toBe(200);
		expect(body.data.map((/** @type {any} */ row) => row.description)).toEqual(
			expected.map((row) => row.description),
		);
	});

	test('by the payment that was matched', async () => {
		await client.pay(payment({ reconciliationMatchId: 'btxn_158998870' }));
		const filter = { reconciliationMatch: { id: { equal: 'pmt_158998869' } } };
		expect((await client.query({ filter })).body.data).toMatchObject([{ amount: -9900 }]);
	});

	test('by the moment of the last change', async () => {
		let time = Date.parse('2025-07-01T00:00:00Z');
		const clocked = await startSandbox({ now: () => time });
		client = await signIn(clocked);
		await client.save(transaction(), transaction());
		time += 60_000;
		await client.save({ id: 'btxn_158998869', notes: 'late' });
		const filter = { lastUpdatedDateTime: '2025-07-01T00:01:00.000Z' };
		expect((await client.query({ filter })).body.data).toMatchObject([{ notes: 'late' }]);
		await clocked.close();
	});

	test.each([
		[{ color: 'red' }, 'filter.color'],
		[{ date: { after: '2025-06-10' } }, 'filter.date.after'],
		[{ date: '2025-06-10' }, 'filter.date'],
		[{ search: { contain: 'x' } }, 'filter.search'],
		[{ date: { equal: '10.6.2025' } }, 'filter.date.equal'],
		[{ amount: { equal: 1.5 } }, 'filter.amount.equal'],
		[{ amount: { contain: '1' } }, 'filter.amount.contain'],
		[{ type: { in: 'EXPENSE' } }, 'filter.type.in'],
		[{ vendor: { name: { equal: 'Gusto' } } }, 'filter.vendor.name'],
		[{ vendor: { id: { notIn: ['vnd_1'] } } }, 'filter.vendor.id.notIn'],
		[{ vendor: { expand: 'yes' } }, 'filter.vendor.expand'],
		[{ lastUpdatedDateTime: '2025-06-10' }, 'filter.lastUpdatedDateTime'],
	])('refuses %j, which no document names', async (filter, param) => {
		const { status, body } = await client.query({ filter });
		expect(status).toBe(400);
		expect(body.error).toMatchObject([{ param }]);
	});

	test('refuses an undocumented key beside the filter', async () => {
		const { status, body } = await client.query({ sorts: [] });
		expect(status).toBe(400);
		expect(body.error).toMatchObject([{ param: 'body.sorts' }]);
	});
});

describe('filtering payments', () => {
	beforeEach(async () => {
		await client.save(transaction());
		await client.pay(
			payment({ displayName: 'Zoe', bankAccountId: 'bka_7542850' }),
			payment({ displayName: 'Adam', reconciliationMatchId: 'btxn_158998869' }),
		);
	});

	test.each([
		[{ displayName: { contain: 'zo' } }, ['Zoe']],
		[{ search: 'adam' }, ['Adam']],
		[{ description: { contain: 'payroll' } }, ['Zoe', 'Adam']],
		[{ status: { notIn: ['ACTIVE'] } }, []],
		[{ bankAccount: { id: { in: ['bka_7542850'] } } }, ['Zoe']],
		[{ bankTransaction: { id: { equal: 'btxn_158998869' } } }, ['Adam']],
	])('by %j', async (filter, names) => {
		const { status, body } = await client.call('POST', '/v6/payments/query', { filter });
		expect(status).toBe(200);
		expect(body.data.map((/** @type {any} */ row) => row.displayName)).toEqual(names);
	});

	test('knows no date', async () => {
		const filter = { date: { equal: '2025-06-26' } };
		const { status, body } = await client.call('POST', '/v6/payments/query', { filter });
		expect(status).toBe(400);
		expect(body.error).toMatchObject([{ type: 'INVALID_VALUE', param: 'filter.date' }]);
	});

	test('sorts by display name', async () => {
		const { body } = await client.call('POST', '/v6/payments/query', {
			sort: { orderBy: 'DISPLAY_NAME', direction: 'ASC' },
		});
		expect(body.data.map((/** @type {any} */ row) => row.displayName)).toEqual(['Adam', 'Zoe']);
	});
});

describe('relations in a query', () => {
	beforeEach(() =>
		client.save(
			transaction({
				amount: -2,
				vendorId: 'vnd_28868401',
				customerId: 'cus_4852707',
				classSegmentIds: ['cls_593054'],
				children: [{ amount: -2, categoryId: 'ctg_58932890' }],
			}),
		),
	);

	test('hold ids alone', async () => {
		const [row] = (await client.query()).body.data;
		expect(row).toMatchObject({
			bankAccount: { id: 'bka_7542850' },
			vendor: { id: 'vnd_28868401' },
			children: [{ category: { id: 'ctg_58932890' } }],
		});
		expect(row.vendor).toEqual({ id: 'vnd_28868401' });
		expect(row.children[0].category).toEqual({ id: 'ctg_58932890' });
		expect(row.classSegments).toEqual([{ id: 'cls_593051', child: { id: 'cls_593054' } }]);
	});

	test('hold the whole record when expanded, each on its own', async () => {
		const filter = {
			vendor: { expand: true },
			bankAccount: { expand: true },
			category: { expand: true },
		};
		const [row] = (await client.query({ filter })).body.data;
		expect(row.vendor).toMatchObject({ name: 'Gusto', status: 'ACTIVE' });
		expect(row.bankAccount).toMatchObject({ name: 'Business Checking', mask: '1687' });
		expect(row.children[0].category).toMatchObject({ name: 'Wages', children: [] });
		expect(row.customer).toEqual({ id: 'cus_4852707' });
		const withCustomer = await client.query({ filter: { customer: { expand: true } } });
		expect(withCustomer.body.data[0].customer).toMatchObject({
			name: 'Abigail Adams',
			createdDateTime: expect.any(String),
		});
	});

	test('show the access token of an expanded integration, for the client to hide', async () => {
		/** @type {(filter: any) => Promise<any>} */
		const firstIntegration = async (filter) =>
			(await client.call('POST', '/v6/banks/accounts/query', { filter })).body.data[0].integration;
		expect(await firstIntegration({})).toEqual({ id: 'int_12345' });
		expect(await firstIntegration({ integration: { expand: true } })).toMatchObject({
			id: 'int_12345',
			apiAccessToken: expect.stringMatching(/^access-sandbox-/),
		});
	});
});
