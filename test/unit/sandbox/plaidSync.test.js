// @ts-check
'use strict';

const fc = require('fast-check');
const { startPlaidSandbox } = require('../../sandbox/plaid');
const { Item } = require('../../sandbox/plaid/item');
const { sync } = require('../../sandbox/plaid/sync');
const { plaidClient, syncAll } = require('./plaidClient');

/** What a client holds, by transaction id. @typedef {Map<string, any>} Held */

/**
 * Does to the books of a client what one pagination tells.
 *
 * @param {Held} held
 * @param {{ added: any[], modified: any[], removed: any[] }} changes
 */
function apply(held, { added, modified, removed }) {
	for (const { transaction_id: id } of added) expect(held.has(id)).toBe(false);
	for (const { transaction_id: id } of modified) expect(held.has(id)).toBe(true);
	for (const { transaction_id: id } of removed) expect(held.delete(id)).toBe(true);
	for (const row of [...added, ...modified]) held.set(row.transaction_id, row);
}

/** @param {Iterable<any>} rows */
const sorted = (rows) =>
	[...rows]
		.map(({ original_description: _hidden, ...row }) => row)
		.sort((left, right) => (left.transaction_id < right.transaction_id ? -1 : 1));

describe('the laws of syncing', () => {
	/** A deed on the books; `which` picks a transaction, `second` the second account. */
	const deed = fc.record({
		kind: fc.constantFrom('add', 'add', 'add', 'modify', 'remove', 'post'),
		which: fc.nat(),
		second: fc.boolean(),
		amount: fc.integer({ min: -9999, max: 9999 }),
	});
	const days = fc.array(
		fc.record({
			deeds: fc.array(deed, { maxLength: 12 }),
			count: fc.integer({ min: 1, max: 7 }),
		}),
		{ minLength: 1, maxLength: 6 },
	);

	/**
	 * @param {Item} item
	 * @param {{ kind: string, which: number, second: boolean, amount: number }} deed
	 */
	function act(item, { kind, which, second, amount }) {
		const rows = [...item.history.current.values()];
		const row = rows[which % rows.length];
		const account_id = item.accounts[second ? 1 : 0].account_id;
		if (kind === 'add') item.add([{ account_id, amount, pending: amount % 2 === 0 }]);
		else if (!row) return;
		else if (kind === 'modify') item.modify(row.transaction_id, { amount });
		else if (kind === 'remove') item.remove(row.transaction_id);
		else if (row.pending) item.post(row.transaction_id, { amount });
	}

	test('any pages, from any cursor, lead to the books as they are', async () => {
		await fc.assert(
			fc.asyncProperty(days, fc.boolean(), async (plan, isOneAccount) => {
				const item = new Item({}, Date.now);
				const [{ account_id }] = item.accounts;
				const options = isOneAccount ? { account_id } : undefined;
				const ask = (/** @type {any} */ body) => sync(item, body);
				/** @type {{ cursor: string, held: Held }[]} */
				const stages = [{ cursor: '', held: new Map() }];
				for (const { deeds, count } of plan) {
					for (const each of deeds) act(item, each);
					const before = /** @type {typeof stages[0]} */ (stages.at(-1));
					const changes = await syncAll(ask, { cursor: before.cursor, count, options });
					const held = new Map(before.held);
					apply(held, changes);
					stages.push({ cursor: changes.cursor, held });
				}
				const truth = [...item.history.current.values()].filter(
					(row) => !isOneAccount || row.account_id === account_id,
				);
				for (const [index, { cursor, held }] of stages.entries()) {
					apply(held, await syncAll(ask, { cursor, count: 1 + (index % 5), options }));
					expect(sorted(held.values())).toEqual(sorted(truth));
				}
			}),
			{ numRuns: 60 },
		);
	});

	test('no page is longer than asked for, and none mentions a transaction twice', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(deed, { maxLength: 40 }), fc.nat(5), async (deeds, more) => {
				const item = new Item({}, Date.now);
				for (const each of deeds) act(item, each);
				const count = more + 1;
				const { added, modified, removed } = await syncAll(
					(body) => {
						const page = sync(item, body);
						const length = page.added.length + page.modified.length + page.removed.length;
						expect(length).toBeLessThanOrEqual(count);
						return page;
					},
					{ count },
				);
				const ids = [...added, ...modified, ...removed].map((row) => row.transaction_id);
				expect(new Set(ids).size).toBe(ids.length);
			}),
			{ numRuns: 40 },
		);
	});
});

describe('/transactions/sync', () => {
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

	/** @param {string} access_token */
	const syncOf = (access_token) => async (/** @type {any} */ body) => {
		const reply = await call('/transactions/sync', { access_token, ...body });
		expect(reply.status).toBe(200);
		return reply.body;
	};
	/** @param {any[]} rows */
	const ids = (rows) => rows.map((row) => row.transaction_id);

	test('answers with everything Plaid documents, and with no original description', async () => {
		const { access_token, accounts } = sandbox.createItem({ transactions: 1 });
		const { body } = await call('/transactions/sync', { access_token });
		expect(body).toEqual({
			accounts: [expect.objectContaining({ account_id: body.added[0].account_id })],
			added: [expect.any(Object)],
			modified: [],
			removed: [],
			next_cursor: expect.stringMatching(/^[\w+/]+=*$/),
			has_more: false,
			transactions_update_status: 'HISTORICAL_UPDATE_COMPLETE',
			request_id: expect.any(String),
		});
		expect(body.next_cursor.length).toBeLessThanOrEqual(256);
		expect(Object.keys(body.added[0]).sort()).toEqual([
			'account_id',
			'account_owner',
			'amount',
			'authorized_date',
			'authorized_datetime',
			'check_number',
			'counterparties',
			'date',
			'datetime',
			'iso_currency_code',
			'location',
			'logo_url',
			'merchant_entity_id',
			'merchant_name',
			'name',
			'payment_channel',
			'payment_meta',
			'pending',
			'pending_transaction_id',
			'personal_finance_category',
			'personal_finance_category_icon_url',
			'transaction_code',
			'transaction_id',
			'transaction_type',
			'unofficial_currency_code',
			'website',
		]);
		expect(accounts.map((account) => account.account_id)).toContain(body.added[0].account_id);
	});

	test('shows the original description when asked to', async () => {
		const { access_token } = sandbox.createItem({
			transactions: [{ name: 'Uber', original_description: 'UBER 063015 SF' }],
		});
		const options = { include_original_description: true };
		const { body } = await call('/transactions/sync', { access_token, options });
		expect(body.added[0].original_description).toBe('UBER 063015 SF');
	});

	test('answers 100 updates if not told how many, and 500 at most', async () => {
		const { access_token } = sandbox.createItem({ transactions: 501 });
		const sync = syncOf(access_token);
		expect((await sync({})).added).toHaveLength(100);
		expect((await sync({ count: 500 })).added).toHaveLength(500);
	});

	test.each([
		['no count at all', { count: 0 }],
		['too large a count', { count: 501 }],
		['a count in words', { count: '10' }],
		['a cursor of its own making', { cursor: 'bm9uc2Vuc2U=' }],
		['options that are null', { options: null }],
		['an account of another Item', { options: { account_id: 'nobody' } }],
		['a field that does not exist', { limit: 10 }],
	])('refuses %s', async (_case, body) => {
		const { access_token } = sandbox.createItem();
		const reply = await call('/transactions/sync', { access_token, ...body });
		expect(reply.status).toBe(400);
		expect(reply.body.error_type).toBe('INVALID_REQUEST');
	});

	test('refuses the cursor of another Item, and one of all accounts for one account', async () => {
		const mine = sandbox.createItem({ transactions: 1 });
		const other = sandbox.createItem();
		const { next_cursor: cursor } = await syncOf(mine.access_token)({});
		const { access_token, accounts } = mine;
		const options = { account_id: accounts[0].account_id };
		for (const body of [
			{ access_token: other.access_token, cursor },
			{ access_token, cursor, options },
		]) {
			expect((await call('/transactions/sync', body)).body.error_code).toBe('INVALID_FIELD');
		}
	});

	test('answers with empty lists and no cursor while nothing is ready', async () => {
		const { access_token, item_id } = sandbox.createItem({ ready: false, transactions: 3 });
		const sync = syncOf(access_token);
		expect(await sync({})).toMatchObject({
			added: [],
			next_cursor: '',
			has_more: false,
			transactions_update_status: 'NOT_READY',
		});
		await sandbox.makeReady(item_id, 'initial');
		const initial = await sync({ cursor: '' });
		expect(initial.added).toHaveLength(3);
		expect(initial.transactions_update_status).toBe('INITIAL_UPDATE_COMPLETE');
	});

	test('does not mention what came and went, and adds what was changed at once', async () => {
		const { access_token, item_id } = sandbox.createItem();
		const [gone, kept] = sandbox.add(item_id, [{ amount: 1 }, { amount: 2 }]);
		sandbox.remove(item_id, gone.transaction_id);
		sandbox.modify(item_id, kept.transaction_id, { amount: 3 });
		const { added, modified, removed } = await syncOf(access_token)({});
		expect(added).toMatchObject([{ transaction_id: kept.transaction_id, amount: 3 }]);
		expect([modified, removed]).toEqual([[], []]);
	});

	test('tells of what changed in the order of the last change', async () => {
		const { access_token, item_id } = sandbox.createItem({ transactions: 3 });
		const sync = syncOf(access_token);
		const { added, next_cursor: cursor } = await sync({});
		const [first, second, third] = ids(added);
		sandbox.modify(item_id, first, { amount: 1 });
		sandbox.modify(item_id, second, { amount: 2 });
		sandbox.modify(item_id, first, { amount: 3 });
		sandbox.remove(item_id, third);
		const changes = await sync({ cursor });
		expect(ids(changes.modified)).toEqual([second, first]);
		expect(changes.removed).toEqual([{ account_id: added[2].account_id, transaction_id: third }]);
		expect((await sync({ cursor: changes.next_cursor })).modified).toEqual([]);
	});

	test('removes a pending transaction and adds the posted one, which points back', async () => {
		const { access_token, item_id } = sandbox.createItem({
			transactions: [{ pending: true, amount: 10 }],
		});
		const sync = syncOf(access_token);
		const { added, next_cursor: cursor } = await sync({});
		const [pending] = added;
		const posted = sandbox.post(item_id, pending.transaction_id, { amount: 12.5 });
		expect(posted.transaction_id).not.toBe(pending.transaction_id);
		expect(await sync({ cursor })).toMatchObject({
			added: [
				{
					transaction_id: posted.transaction_id,
					pending: false,
					pending_transaction_id: pending.transaction_id,
					amount: 12.5,
				},
			],
			removed: [{ transaction_id: pending.transaction_id }],
		});
	});

	test('begins at the end with the cursor "now"', async () => {
		const { access_token, item_id } = sandbox.createItem({ transactions: 3 });
		const sync = syncOf(access_token);
		const { added, next_cursor: cursor } = await sync({ cursor: 'now' });
		expect(added).toEqual([]);
		sandbox.add(item_id, [{}]);
		expect((await sync({ cursor })).added).toHaveLength(1);
	});

	describe('when data changes between two pages', () => {
		const MUTATION = 'TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION';

		test('refuses the next page for ever, but not a new beginning', async () => {
			const { access_token, item_id } = sandbox.createItem({ transactions: 3 });
			const sync = syncOf(access_token);
			const { next_cursor: cursor } = await sync({ count: 2 });
			sandbox.add(item_id, [{}]);
			for (const _turn of [1, 2]) {
				const { status, body } = await call('/transactions/sync', { access_token, cursor });
				expect(status).toBe(400);
				expect(body).toMatchObject({
					error_type: 'TRANSACTIONS_ERROR',
					error_code: MUTATION,
					display_message: null,
				});
			}
			expect((await syncAll(sync, { count: 2 })).added).toHaveLength(4);
		});

		test('does so as often as it is told to, with no other effect on the books', async () => {
			const { access_token, item_id } = sandbox.createItem({ transactions: 3 });
			const truth = sandbox.transactionsOf(item_id);
			sandbox.mutateDuringNextPagination(item_id, 2);
			const codes = [];
			for (const _turn of [1, 2, 3]) {
				const { next_cursor: cursor } = await syncOf(access_token)({ count: 2 });
				const { body } = await call('/transactions/sync', { access_token, cursor });
				codes.push(body.error_code);
			}
			expect(codes).toEqual([MUTATION, MUTATION, undefined]);
			expect(sandbox.transactionsOf(item_id)).toEqual(truth);
		});

		test('minds no change after the last page', async () => {
			const { access_token, item_id } = sandbox.createItem({ transactions: 3 });
			const sync = syncOf(access_token);
			const { cursor } = await syncAll(sync, { count: 2 });
			sandbox.add(item_id, [{}]);
			expect((await sync({ cursor })).added).toHaveLength(1);
		});
	});
});

describe('sample transactions', () => {
	test('are the same for the same accounts, exact to the cent, and go both ways', async () => {
		const sandbox = await startPlaidSandbox();
		const { accounts } = sandbox.createItem();
		const make = () => sandbox.sampleTransactions(accounts, 200, { until: '2025-06-30' });
		const samples = make();
		expect(make()).toEqual(samples);
		for (const { amount, date } of samples) {
			expect(String(amount)).toMatch(/^-?\d+(\.\d{1,2})?$/);
			expect(date).toMatch(/^2025-0[56]-\d\d$/);
		}
		expect(samples.some(({ amount = 0 }) => amount < 0)).toBe(true);
		expect(samples.some(({ amount = 0 }) => amount > 0)).toBe(true);
		await sandbox.close();
	});
});
