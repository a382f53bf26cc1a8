// @ts-check
'use strict';

const { startSandbox } = require('../../sandbox');
const { params, signIn, transaction } = require('./client');

/** @type {import('./client').Sandbox} */
let sandbox;
/** @type {Awaited<ReturnType<typeof signIn>>} */
let client;
beforeEach(async () => {
	sandbox = await startSandbox();
	client = await signIn(sandbox);
});
afterEach(() => sandbox.close());

describe('the seeded companies', () => {
	test('are a bakery and a studio with all that a picker needs', () => {
		expect(sandbox.companies.map(({ userId }) => userId)).toEqual(['user-bakery', 'user-studio']);
		for (const company of sandbox.companies) {
			expect(company.bankAccounts).toHaveLength(3);
			expect(company.bankAccounts.every(({ integration }) => integration.id)).toBe(true);
			expect(Object.values(company.categories).flat().length).toBeGreaterThanOrEqual(12);
			expect(company.glAccounts.length).toBeGreaterThanOrEqual(20);
			expect(company.customers.length).toBeGreaterThanOrEqual(30);
			expect(company.vendors.length).toBeGreaterThanOrEqual(25);
			expect(company.classSegments[0].children.length).toBeGreaterThan(0);
		}
		expect(sandbox.companies[0].bankAccounts.map(({ id }) => id)).toContain('123456');
		expect(sandbox.companies[1].customers.length).toBeGreaterThan(260);
	});

	test('share no id but those of banks', () => {
		const ids = sandbox.companies.map(
			(company) => new Set(JSON.stringify(company).match(/"(?!ins_)[a-z]+_\d+"/g)),
		);
		for (const id of ids[0]) expect(ids[1]).not.toContain(id);
	});
});

test('Rows put into the books stand there as after a save', async () => {
	const { body } = await client.save(transaction());
	const [id] = sandbox.store('user-bakery', 'bankTransactions', [transaction()]);
	const [saved, stored] = sandbox.books('user-bakery').bankTransactions;
	expect(stored).toEqual({ ...saved, id });
	expect(body.data[0].data.id).toBe(saved.id);
	expect(() => sandbox.store('user-nobody', 'payments', [])).toThrow('No user "user-nobody"');
});

describe('bank accounts', () => {
	test('are saved, changed, found and deleted', async () => {
		const path = '/v6/banks/accounts';
		const { body } = await client.call('POST', path, {
			data: [{ name: 'Till', type: 'CASH', beginningBalance: 100000, tranStartDate: '2025-01-01' }],
		});
		const { data } = body.data[0];
		expect(data).toMatchObject({
			id: expect.stringMatching(/^bka_/),
			status: 'ACTIVE',
			name: 'Till',
			integration: null,
			beginningBalanceData: { journalEntry: { tranDate: '2025-01-01' }, amount: 100000 },
			accountBalance: 100000,
		});
		await client.call('POST', path, { data: [{ id: data.id, status: 'INACTIVE' }] });
		const filter = { status: { in: ['INACTIVE'] } };
		const found = await client.call('POST', `${path}/query`, {
			filter,
			sort: { orderBy: 'ID', direction: 'ASC' },
		});
		expect(found.body.data).toMatchObject([{ id: data.id, name: 'Till' }]);
		expect((await client.call('DELETE', `${path}/${data.id}`)).body.data.id).toBe(data.id);
		expect(sandbox.books('user-bakery').bankAccounts).toHaveLength(3);
	});

	test('show their new name in the transactions they hold', async () => {
		await client.save(transaction());
		await client.call('POST', '/v6/banks/accounts', {
			data: [{ id: 'bka_7542850', name: 'Main' }],
		});
		expect(sandbox.books('user-bakery').bankTransactions[0].bankAccount).toEqual({
			id: 'bka_7542850',
			name: 'Main',
			displayName: 'Main *1687',
		});
	});

	test('are not read one by one: no document names that path', async () => {
		expect((await client.call('GET', '/v6/banks/accounts/123456')).status).toBe(404);
	});
});

describe('integrations', () => {
	const path = '/v6/integrations';

	test('are changed one at a time', async () => {
		const { body } = await client.call('POST', `${path}/int_12345`, { status: 'INACTIVE' });
		expect(body).toMatchObject({
			result: 'SUCCESS',
			data: { id: 'int_12345', status: 'INACTIVE' },
		});
		expect(sandbox.books('user-bakery').integrations[0].status).toBe('INACTIVE');
	});

	test('are not made by saving', async () => {
		expect((await client.call('POST', `${path}/int_0`, { status: 'ACTIVE' })).status).toBe(404);
	});

	test('refuse custom data that is too long', async () => {
		const { status, body } = await client.call('POST', `${path}/int_12345`, {
			customData: { long: 'x'.repeat(2000) },
		});
		expect(status).toBe(400);
		expect(body.error).toMatchObject([{ param: 'customData' }]);
	});

	test('are deleted, and their bank accounts stay', async () => {
		const { body } = await client.call('DELETE', `${path}/int_12345`);
		expect(body.data).toMatchObject({ id: 'int_12345', status: 'REMOVED' });
		const { integrations, bankAccounts } = sandbox.books('user-bakery');
		expect(integrations).toHaveLength(2);
		expect(bankAccounts[0].integration).toBeNull();
	});

	test('of Plaid are linked by access token: echoed, without an id', async () => {
		const connection = { accessToken: 'access-sandbox-new', tranStartDate: '2025-03-01' };
		const linked = await client.call('POST', `${path}/plaid/connection`, connection);
		expect(linked.body).toEqual({ result: 'SUCCESS', data: connection });
		await client.call('POST', `${path}/plaid/connection`, {
			...connection,
			tranStartDate: '2025-04-01',
		});
		const { integrations, bankAccounts } = sandbox.books('user-bakery');
		expect(integrations).toHaveLength(4);
		expect(bankAccounts.at(-1)).toMatchObject({
			name: 'Plaid Checking',
			tranStartDate: '2025-04-01',
			integration: { id: integrations[3].id },
		});
	});

	test('of Plaid need an access token', async () => {
		const { status, body } = await client.call('POST', `${path}/plaid/connection`, {});
		expect(status).toBe(400);
		expect(body.error).toMatchObject([{ type: 'REQUIRED', param: 'accessToken' }]);
	});
});

describe('lists to pick from', () => {
	test('categories are an object of three lists with children', async () => {
		const { body } = await client.call('GET', '/v6/categories');
		expect(Object.keys(body.data)).toEqual(['expense', 'revenue', 'transfer']);
		expect(body.data.expense[1]).toEqual({
			id: expect.stringMatching(/^ctg_/),
			name: 'Ingredients',
			status: 'ACTIVE',
			iconUrl: expect.any(String),
			children: expect.arrayContaining([expect.objectContaining({ name: 'Flour and Grains' })]),
			customData: null,
		});
	});

	test.each([
		['/v6/accounting/glAccounts', 'Rent', 1],
		['/v6/customers', 'cafe', 3],
		['/v6/vendors', 'Clover', 1],
	])('%s are found by a part of their name', async (path, part, count) => {
		const { status, body } = await client.call('POST', `${path}/query`, {
			filter: { name: { contain: part }, status: { in: ['ACTIVE'] } },
			sort: { orderBy: 'NAME', direction: 'ASC' },
		});
		expect(status).toBe(200);
		expect(body.data).toHaveLength(count);
	});

	test('customers are found by e-mail and class segment', async () => {
		const filter = {
			email: { equal: 'abigail@tight.com' },
			classSegments: { expand: true, id: { in: ['cls_593054'] } },
		};
		const { body } = await client.call('POST', '/v6/customers/query', { filter });
		expect(body.data).toMatchObject([
			{ name: 'Abigail Adams', classSegments: [{ name: 'Mid Atlantic' }] },
		]);
	});

	test('class segments come with their children, and know neither filter nor sort', async () => {
		const path = '/v6/classes/segments/query';
		const { body } = await client.call('POST', path, { limit: 1 });
		expect(body.data).toMatchObject([
			{ id: 'cls_593051', label: { name: 'Region' }, children: [{ name: 'Washington DC' }, {}] },
		]);
		expect(body.cursor.after).not.toBeNull();
		expect((await client.call('POST', path, { filter: {} })).status).toBe(400);
	});
});

describe('imports from MX', () => {
	const mx = {
		guid: 'TRN-1',
		accountGuid: 'ACT-1',
		amount: 61.11,
		createdAt: '2025-06-26T12:00:00Z',
		date: '2025-06-26',
		status: 'POSTED',
		type: 'DEBIT',
		updatedAt: '2025-06-26T12:00:00Z',
		description: 'Coffee beans',
	};
	/** @param {any[]} data */
	const importMx = (...data) => client.call('POST', '/v6/imports/mx/transactions', { data });

	test('become signed cents, with the guid as apiSourceId', async () => {
		const { body } = await importMx(mx, { ...mx, guid: 'TRN-2', type: 'CREDIT', amount: 1.1 });
		expect(body.data.map((/** @type {any} */ { data }) => data)).toMatchObject([
			{ apiSourceId: 'TRN-1', amount: -6111, type: 'EXPENSE', description: 'Coffee beans' },
			{ apiSourceId: 'TRN-2', amount: 110, type: 'REVENUE' },
		]);
	});

	test.each([
		[1.005, 101],
		[4.35, 435],
		[0, 0],
		[1234567.89, 123456789],
	])('%d is %d cents', async (amount, cents) => {
		const { body } = await importMx({ ...mx, type: 'CREDIT', amount });
		expect(body.data[0].data.amount).toBe(cents);
	});

	test('make one bank account for each account guid', async () => {
		await importMx(mx, { ...mx, accountGuid: 'ACT-2' }, { ...mx, accountGuid: 'ACT-1' });
		const { bankAccounts, bankTransactions } = sandbox.books('user-bakery');
		expect(bankAccounts.slice(3).map(({ name }) => name)).toEqual([
			'MX account ACT-1',
			'MX account ACT-2',
		]);
		expect(bankTransactions[2].bankAccount.id).toBe(bankTransactions[0].bankAccount.id);
	});

	test('need the eight fields that the document lists first', async () => {
		const { status, body } = await importMx({});
		expect(status).toBe(400);
		expect(params(body.data[0])).toEqual([
			'guid',
			'accountGuid',
			'amount',
			'createdAt',
			'date',
			'status',
			'type',
			'updatedAt',
		]);
	});

	test.each([
		['amount', -1],
		['type', 'debit'],
		['date', '2025-06-26T12:00:00Z'],
		['isFee', 'no'],
		['merchantCategoryCode', '5812'],
	])('refuse %s %j', async (param, value) => {
		const { body } = await importMx({ ...mx, [param]: value });
		expect(params(body.data[0])).toEqual([param]);
	});
});

describe('imports from Finicity', () => {
	const finicity = {
		id: 21284820852,
		amount: -828.9,
		accountId: 5011648377,
		customerId: '5011640418',
		status: 'active',
		transactionDate: 1750939200,
		createdDate: 1750939300,
		description: 'Rent',
	};

	test('keep their sign and take their day in UTC', async () => {
		const { body } = await client.call('POST', '/v6/imports/finicity/transactions', {
			data: [finicity, {}, { ...finicity, transactionDate: 1750939200000 }],
		});
		expect(body.data[0].data).toMatchObject({
			apiSourceId: '21284820852',
			amount: -82890,
			date: '2025-06-26',
			bankAccount: { name: 'FINICITY account 5011648377' },
		});
		expect(params(body.data[1])).toEqual(['id', 'amount', 'accountId', 'transactionDate']);
		expect(params(body.data[2])).toEqual(['transactionDate']);
	});
});
