import { transactionChange } from '../../../../nodes/Plaid/entities/transaction';
import { bodiesOf, runPlaid, syncingEach, usePlaid } from '../../../support/plaid';

/** Transaction: Sync, with a cursor that the user keeps. */

const sandbox = usePlaid();

const SYNC = '/transactions/sync';
const given = (cursor = '') => ({ ...syncingEach, cursorMode: 'given', cursor });
const calls = () => bodiesOf(sandbox.current, SYNC);

describe('What comes out', () => {
	it('is one item for each change, marked, with its account and linked to its input', async () => {
		const { current } = sandbox;
		const item = current.createItem({ transactions: 3 });
		const first = await runPlaid(current, { parameters: given(), input: [item] });
		const [changed, gone] = current.transactionsOf(item.item_id);
		current.modify(item.item_id, changed.transaction_id, { amount: 1.1 });
		current.remove(item.item_id, gone.transaction_id);
		const [added] = current.add(item.item_id, [{ amount: 0.1, name: 'Coffee' }]);
		const cursor = String(first.items[0].next_cursor);
		const second = await runPlaid(current, {
			parameters: given(cursor),
			input: [{}, item].slice(1),
			after: "={{ $('Start').item.json.item_id }}",
		});

		expect(first.error).toBeUndefined();
		expect(first.items.map(({ change_type }) => change_type)).toEqual(Array(3).fill('added'));
		expect(new Set(first.items.map(({ next_cursor }) => next_cursor)).size).toBe(1);
		expect(second.items).toHaveLength(3);
		const nextCursor = second.items[0].next_cursor;
		const common = { item_id: item.item_id, next_cursor: nextCursor };
		const { name, official_name, mask, type, subtype } = item.accounts[0];
		expect(second.items).toContainEqual({
			change_type: 'added',
			...common,
			account: { name, official_name, mask, type, subtype },
			...added,
		});
		expect(second.items).toContainEqual(
			expect.objectContaining({
				change_type: 'modified',
				...common,
				transaction_id: changed.transaction_id,
				amount: 1.1,
			}),
		);
		expect(second.items).toContainEqual({
			change_type: 'removed',
			...common,
			transaction_id: gone.transaction_id,
			account_id: gone.account_id,
		});
		expect(nextCursor).not.toBe(cursor);
		expect(second.after).toEqual(Array(3).fill(item.item_id));
	});

	it('is all pages, 500 changes each', async () => {
		const item = sandbox.current.createItem({ transactions: 1001 });
		const run = await runPlaid(sandbox.current, { parameters: given(), input: [item] });

		expect(run.items).toHaveLength(1001);
		run.items.forEach((each) => expect(transactionChange.parse(each)).toEqual(each));
		expect(calls().map(({ count }) => count)).toEqual([500, 500, 500]);
		expect(calls()[0]).toEqual({
			access_token: item.access_token,
			count: 500,
			options: { include_original_description: true },
		});
		const ids = sandbox.current.transactionsOf(item.item_id).map((each) => each.transaction_id);
		expect(new Set(run.items.map((each) => each.transaction_id))).toEqual(new Set(ids));
	});

	it('is nothing when nothing changed', async () => {
		const item = sandbox.current.createItem();
		const run = await runPlaid(sandbox.current, { parameters: given(), input: [item] });

		expect(run.error).toBeUndefined();
		expect(run.items).toEqual([]);
	});

	it('is nothing while the Item is not ready, and no failure', async () => {
		const item = sandbox.current.createItem({ ready: false, transactions: 2 });
		const run = await runPlaid(sandbox.current, { parameters: given(), input: [item] });

		expect(run.error).toBeUndefined();
		expect(run.items).toEqual([]);
	});

	it('keeps Items apart when there are several', async () => {
		const items = [2, 0, 3].map((transactions) => sandbox.current.createItem({ transactions }));
		const run = await runPlaid(sandbox.current, { parameters: given(), input: items });

		expect(run.origins).toEqual([0, 0, 2, 2, 2]);
		run.items.forEach(({ item_id }, index) => {
			expect(item_id).toBe(items[run.origins[index]].item_id);
		});
	});

	it('has no Item ID when none is given', async () => {
		const item = sandbox.current.createItem({ transactions: 1 });
		const run = await runPlaid(sandbox.current, {
			parameters: { ...given(), itemId: '' },
			input: [item],
		});

		expect(run.items).toMatchObject([{ item_id: null, change_type: 'added' }]);
	});
});

describe('A list of cursors', () => {
	const listed = given('={{ $json.cursors }}');

	it('gives the changes since each of them, and one cursor', async () => {
		const { current } = sandbox;
		const item = current.createItem({ transactions: 1 });
		const endOf = async (cursor = '') => {
			const { items } = await runPlaid(current, { parameters: given(cursor), input: [item] });
			return String(items[0].next_cursor);
		};
		const first = await endOf();
		const [late] = current.add(item.item_id, [{ amount: 2 }]);
		const second = await endOf(first);
		current.remove(item.item_id, late.transaction_id);
		current.add(item.item_id, [{ amount: 3 }]);
		current.journal.length = 0;
		const cursors = [first, second];
		const run = await runPlaid(current, {
			parameters: listed,
			input: [{ ...item, cursors }],
		});

		expect(run.error).toBeUndefined();
		const shown = run.items.map(({ change_type, amount }) => [change_type, amount]);
		expect(shown).toEqual([
			['added', 3],
			['added', 3],
			['removed', undefined],
		]);
		expect(new Set(run.items.map(({ next_cursor }) => next_cursor)).size).toBe(1);
		expect(calls().map(({ cursor }) => cursor)).toEqual(cursors);
	});

	it('without any begins with the first transaction, and holds up no other Sync', async () => {
		const item = sandbox.current.createItem({ transactions: 2 });
		for (const executionId of ['1', '2']) {
			const run = await runPlaid(sandbox.current, {
				parameters: listed,
				input: [{ ...item, cursors: [] }],
				mode: 'trigger',
				executionId,
			});
			expect(run.items).toHaveLength(2);
		}
	});

	it('may hold texts alone', async () => {
		const item = sandbox.current.createItem({ transactions: 1 });
		const input = [{ ...item, cursors: ['', { id: 1 }] }];
		const run = await runPlaid(sandbox.current, { parameters: listed, input });

		expect(run.error?.message).toContain("'Given Cursor' must be text");
		expect(calls()).toEqual([]);
	});
});

describe('One item per Plaid Item', () => {
	const summary = (cursor = '') => ({ ...given(cursor), output: 'summary' });

	it('holds the lists, the accounts and the next cursor', async () => {
		const item = sandbox.current.createItem({ transactions: 600 });
		const run = await runPlaid(sandbox.current, { parameters: summary(), input: [item] });

		const [{ added, accounts, ...rest }] = run.items;
		expect(added).toHaveLength(600);
		expect(accounts).toHaveLength(2);
		expect(rest).toEqual({
			item_id: item.item_id,
			modified: [],
			removed: [],
			next_cursor: expect.any(String) as string,
			transactions_update_status: 'HISTORICAL_UPDATE_COMPLETE',
		});
	});

	it('comes out when nothing changed, and while the Item is not ready', async () => {
		const items = [
			sandbox.current.createItem(),
			sandbox.current.createItem({ ready: false, transactions: 1 }),
		];
		const run = await runPlaid(sandbox.current, { parameters: summary(), input: items });

		expect(run.items).toMatchObject([
			{ added: [], transactions_update_status: 'HISTORICAL_UPDATE_COMPLETE' },
			{ added: [], next_cursor: '', transactions_update_status: 'NOT_READY' },
		]);
	});
});

describe('Options', () => {
	it('are sent as Plaid names them', async () => {
		const item = sandbox.current.createItem({ transactions: 4 });
		const [account] = item.accounts;
		const run = await runPlaid(sandbox.current, {
			parameters: {
				...given(),
				options: {
					accountId: account.account_id,
					daysRequested: 730,
					includeOriginalDescription: false,
				},
			},
			input: [item],
		});

		expect(run.error).toBeUndefined();
		expect(calls()[0].options).toEqual({
			account_id: account.account_id,
			days_requested: 730,
			include_original_description: false,
		});
		expect(run.items.every(({ account_id }) => account_id === account.account_id)).toBe(true);
		expect(run.items[0]).not.toHaveProperty('original_description');
	});

	it.each([
		[{ daysRequested: 0 }, "'Days Requested' must be a whole number from 1 to 730, but is 0"],
		[{ daysRequested: 1.5 }, "'Days Requested' must be a whole number from 1 to 730, but is 1.5"],
		[{ maxRestarts: -1 }, "'Max Restarts' must be a whole number from 0 to 100, but is -1"],
		[{ timeout: -1 }, "'Timeout (Seconds)' must be a whole number from 1 to 3600, but is -1"],
	])('%j is refused before anything is sent', async (options, message) => {
		const run = await runPlaid(sandbox.current, {
			parameters: { ...given(), accessToken: 'access-x', options },
		});

		expect(run.error?.message).toBe(
			`Item 0 was not sent to Plaid: ${message} (0 of 1 items were synced)`,
		);
		expect(sandbox.current.journal).toEqual([]);
	});
});

describe('A change between two pages', () => {
	const mutated = 'TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION';

	it('begins the loop again at its first cursor, and nothing comes out twice', async () => {
		const item = sandbox.current.createItem({ transactions: 1200 });
		sandbox.current.mutateDuringNextPagination(item.item_id, 2);
		const run = await runPlaid(sandbox.current, { parameters: given(), input: [item] });

		expect(run.error).toBeUndefined();
		expect(run.items).toHaveLength(1200);
		expect(new Set(run.items.map((each) => each.transaction_id)).size).toBe(1200);
		expect(calls().filter(({ cursor }) => cursor === undefined)).toHaveLength(3);
	});

	it.each(['continueErrorOutput', 'continueRegularOutput', undefined] as const)(
		'more often than allowed is a failure and puts out nothing (%s)',
		async (onError) => {
			const item = sandbox.current.createItem({ transactions: 600 });
			sandbox.current.mutateDuringNextPagination(item.item_id, 10);
			const run = await runPlaid(sandbox.current, {
				parameters: { ...given(), options: { maxRestarts: 1 } },
				input: [item],
				onError,
			});

			expect(calls().filter(({ cursor }) => cursor === undefined)).toHaveLength(2);
			const [told] = [...run.failedItems, ...run.items];
			const message = onError ? String(told.error) : run.error!.message;
			expect(message).toContain('Plaid refused item 0: Underlying transaction data changed');
			expect(message).toContain(mutated);
			expect(message).toContain("raise 'Max Restarts'");
			expect(run.items.length + run.failedItems.length).toBe(onError ? 1 : 0);
			if (onError) expect(told.details).toMatchObject({ error_code: mutated, outcome: 'refused' });
		},
	);
});

describe('A page that fails', () => {
	it.each([
		['a cut connection', { cut: true }],
		['a 500', { status: 500 }],
		['a page of a gateway', { html: true }],
	])('in the middle by %s begins the loop again', async (_, effect) => {
		const item = sandbox.current.createItem({ transactions: 1200 });
		sandbox.current.fail({ path: SYNC, skip: 1, ...effect });
		const run = await runPlaid(sandbox.current, { parameters: given(), input: [item] });

		expect(run.error).toBeUndefined();
		expect(run.items).toHaveLength(1200);
		const first = calls().map(({ cursor }) => cursor === undefined);
		expect(first).toEqual([true, false, true, false, false]);
	});

	it('at the beginning is asked for again', async () => {
		const item = sandbox.current.createItem({ transactions: 2 });
		sandbox.current.fail({ path: SYNC, cut: true });
		const run = await runPlaid(sandbox.current, { parameters: given(), input: [item] });

		expect(run.items).toHaveLength(2);
	});

	it('by Plaid’s rate limit is waited for', async () => {
		const item = sandbox.current.createItem({ transactions: 600 });
		sandbox.current.fail({ path: SYNC, skip: 1, status: 429, headers: { 'retry-after': '1' } });
		const start = Date.now();
		const run = await runPlaid(sandbox.current, { parameters: given(), input: [item] });

		expect(run.items).toHaveLength(600);
		expect(Date.now() - start).toBeGreaterThanOrEqual(1000);
		expect(calls()).toHaveLength(3);
	});

	it('for one Item costs only that one', async () => {
		const [good, bad] = [1, 2].map((transactions) => sandbox.current.createItem({ transactions }));
		sandbox.current.fail({ itemId: bad.item_id, status: 400, times: Infinity });
		const run = await runPlaid(sandbox.current, {
			parameters: given(),
			input: [bad, good],
			onError: 'continueErrorOutput',
		});

		expect(run.origins).toEqual([1]);
		expect(run.failedOrigins).toEqual([0]);
		expect(run.failedItems[0].error).toMatch(/^Plaid refused item 0: armed fault/);
	});

	it('for ever does not hold the node for ever', async () => {
		const item = sandbox.current.createItem({ transactions: 600 });
		sandbox.current.fail({ path: SYNC, skip: 1, cut: true, times: Infinity });
		const run = await runPlaid(sandbox.current, {
			parameters: { ...given(), options: { maxRestarts: 0 } },
			input: [item],
		});

		expect(run.error?.message).toContain('Plaid gave no usable answer for item 0');
		expect(run.items).toEqual([]);
	});
});

describe('Answers that are not Plaid’s', () => {
	const page = {
		accounts: [],
		added: [],
		modified: [],
		removed: [],
		next_cursor: '',
		has_more: true,
		transactions_update_status: 'X',
	};
	it.each([
		['more pages without a cursor', page, 'not where they begin'],
		['a missing list', { ...page, added: undefined }, "'added' is missing"],
		['a row without an ID', { ...page, added: [{ amount: 1 }] }, "'added.0.transaction_id'"],
		['an empty object', {}, "'added' is missing"],
		['a list', [], 'the answer is not Plaid'],
	])('%s is told as such', async (_, body, message) => {
		const item = sandbox.current.createItem({ transactions: 1 });
		sandbox.current.fail({ path: SYNC, status: 200, body });
		const run = await runPlaid(sandbox.current, { parameters: given(), input: [item] });

		expect(run.error?.message).toContain('Plaid gave no usable answer for item 0');
		expect(run.error?.message).toContain(message);
	});

	it('an unknown key and an unknown status pass', async () => {
		const item = sandbox.current.createItem();
		const added = [{ transaction_id: 't', account_id: 'a', newest: { of: 1 } }];
		const body = { ...page, added, next_cursor: 'c', has_more: false };
		sandbox.current.fail({ path: SYNC, status: 200, body });
		const run = await runPlaid(sandbox.current, { parameters: given(), input: [item] });

		expect(run.items).toMatchObject([{ newest: { of: 1 }, next_cursor: 'c' }]);
	});
});
