import type { IDataObject, INodeParameters, OnError } from 'n8n-workflow';

import { only, PATHS, queriesOf, requestsTo, rowsTo } from '../../../support/journal';
import {
	changed,
	daysAgo,
	fromPlaid,
	pendingRow,
	PLAID_CHECKING,
	plaidTransaction,
	postedRow,
	removed,
} from '../../../support/plaidChanges';
import { byId, CHECKING, savingRows, SAVINGS, STUDIO_CHECKING } from '../../../support/rows';
import { BAKERY, runTight, STUDIO, useSandbox, type TightRun } from '../../../support/tight';

/** Bank Transaction ▸ Create or Update with the mapping mode From Plaid Transaction. */

const sandbox = useSandbox();

const storedRows = (user = BAKERY) => sandbox.current.books(user).bankTransactions;
const sentRows = () => rowsTo(sandbox.current, PATHS.bankTransactions);
const saves = () => requestsTo(sandbox.current, PATHS.bankTransactions);
const deletions = () => sandbox.current.journal.filter(({ method }) => method === 'DELETE');

/** Source ids of the rows that count, in their order. */
const countingRows = (user = BAKERY) =>
	storedRows(user)
		.filter(({ status }) => status !== 'REMOVED')
		.map(({ apiSourceId }) => apiSourceId);

async function run(
	input: IDataObject[],
	more: INodeParameters = {},
	onError?: OnError,
): Promise<TightRun> {
	return await runTight(sandbox.current, { parameters: fromPlaid(more), input, onError });
}

/** A delivery that must go well. */
async function deliver(input: IDataObject[], more: INodeParameters = {}): Promise<TightRun> {
	const done = await run(input, more);
	if (done.error) throw done.error;
	return done;
}

/** What reached Tight in a run, those before it left aside. */
async function freshly<T>(work: () => Promise<T>): Promise<T> {
	sandbox.current.journal.length = 0;
	return await work();
}

/** What the user did in Tight. */
async function userChanges(rows: IDataObject[]) {
	const { error } = await runTight(sandbox.current, {
		parameters: savingRows({ operation: 'update' }),
		input: rows,
	});
	if (error) throw error;
}

const WAGES = 'ctg_58932890';
const REPLACE = { pendingTransactions: 'replace' };

describe('A posted transaction', () => {
	it('is saved as Tight knows it: cents, its sign, its type, its source', async () => {
		const { items, origins } = await deliver([changed('plaid-1')]);

		expect(sentRows()).toEqual([
			{
				date: daysAgo(3),
				amount: -7210,
				description: 'PURCHASE WM SUPERCENTER #1700',
				apiName: 'PLAID',
				bankAccountId: CHECKING,
				apiSourceId: 'plaid-1',
				type: 'EXPENSE',
			},
		]);
		expect(items).toMatchObject([{ apiSourceId: 'plaid-1', amount: -7210 }]);
		expect(origins).toEqual([0]);
	});

	it.each([
		[72.1, -7210, 'EXPENSE'],
		[-12000, 1200000, 'REVENUE'],
		[0.29, -29, 'EXPENSE'],
		[1.15, -115, 'EXPENSE'],
		['-0.07', 7, 'REVENUE'],
		['90071992547409.91', -9007199254740991, 'EXPENSE'],
	])('of %p is %p cents, %s', async (amount, cents, type) => {
		await deliver([changed('plaid-1', { amount })]);
		expect(storedRows()).toMatchObject([{ amount: cents, type }]);
	});

	it('of nothing has no type of its own, and no minus', async () => {
		await deliver([changed('plaid-1', { amount: -0 }), changed('plaid-2', { amount: '-0.00' })]);
		for (const row of sentRows()) {
			expect(row).not.toHaveProperty('type');
			expect(row.amount).toBe(0);
		}
	});

	it('may come from Plaid itself, without the marks of a change', async () => {
		await deliver([plaidTransaction('plaid-1')]);
		expect(countingRows()).toEqual(['plaid-1']);
	});

	it('takes further fields from Additional JSON, which wins', async () => {
		const additionalJson =
			'={{ { notes: $json.merchant_name, description: "Own", futureField: 1 } }}';
		await deliver([changed('plaid-1')], { options: { additionalJson } });
		expect(sentRows()).toMatchObject([{ notes: 'Walmart', description: 'Own', futureField: 1 }]);
	});
});

describe('A redelivery', () => {
	it('changes nothing and sends no save', async () => {
		const input = [changed('plaid-1'), pendingRow('plaid-2'), removed('plaid-3')];
		await deliver(input);
		const before = storedRows();
		const again = await freshly(async () => await deliver(input));

		expect(saves()).toEqual([]);
		expect(storedRows()).toEqual(before);
		expect(again.origins).toEqual([0, 1, 2]);
	});

	it('leaves alone what the user made of a row', async () => {
		const { items } = await deliver([changed('plaid-1')]);
		const own = { notes: 'Flour', type: 'TRANSFER' };
		await userChanges([{ id: items[0].id, ...own, categoryId: WAGES }]);
		await freshly(async () => await deliver([changed('plaid-1')]));
		expect(saves()).toEqual([]);

		await deliver([changed('plaid-1', { change_type: 'modified', amount: 73 })]);
		expect(sentRows()).toMatchObject([{ amount: -7300 }]);
		expect(sentRows()[0]).not.toHaveProperty('type');
		expect(storedRows()).toMatchObject([{ ...own, amount: -7300, category: { id: WAGES } }]);
	});

	it('of which one item is new saves that one', async () => {
		await deliver([changed('plaid-1')]);
		await freshly(async () => await deliver([changed('plaid-1'), changed('plaid-2')]));
		expect(sentRows().map(({ apiSourceId }) => apiSourceId)).toEqual(['plaid-2']);
	});

	it('of two versions in one run ends with the later one', async () => {
		await deliver([
			changed('plaid-1', { amount: 1 }),
			changed('plaid-1', { change_type: 'modified', amount: 2 }),
		]);
		expect(storedRows().map(({ amount }) => amount)).toEqual([-200]);
	});

	it('turns the type when the money turns', async () => {
		await deliver([changed('plaid-1', { amount: 5 })]);
		await deliver([changed('plaid-1', { amount: -5 })]);
		expect(storedRows()).toMatchObject([{ amount: 500, type: 'REVENUE' }]);
	});
});

describe('Pending transactions', () => {
	it('are skipped at first, and come out once, linked', async () => {
		const { items, origins } = await deliver([pendingRow('p'), changed('q'), pendingRow('r')]);
		expect(items).toMatchObject([
			{ apiSourceId: 'p', skipped: 'pending' },
			{ apiSourceId: 'q' },
			{ apiSourceId: 'r', skipped: 'pending' },
		]);
		expect(origins).toEqual([0, 1, 2]);
		expect(countingRows()).toEqual(['q']);
	});

	it('are replaced by their posted ones: one row, its ID and the category stay', async () => {
		const { items } = await deliver([pendingRow('p')], REPLACE);
		await userChanges([{ id: items[0].id, categoryId: WAGES }]);
		const posting = [removed('p'), postedRow('q', 'p', { amount: 80, date: daysAgo(1) })];
		const posted = await deliver(posting, REPLACE);

		expect(posted.items).toMatchObject([
			{ apiSourceId: 'p', skipped: 'notFound' },
			{ apiSourceId: 'q', id: items[0].id },
		]);
		expect(storedRows()).toMatchObject([
			{
				id: items[0].id,
				apiSourceId: 'q',
				amount: -8000,
				date: daysAgo(1),
				category: { id: WAGES },
				status: 'ACTIVE',
			},
		]);
		expect(storedRows()).toHaveLength(1);
		await freshly(async () => await deliver(posting, REPLACE));
		expect(saves()).toEqual([]);
	});

	it.each([14, 0])('are found although the posted date is %i days later', async (days) => {
		await deliver([pendingRow('p', { date: daysAgo(20) })], REPLACE);
		await deliver([postedRow('q', 'p', { date: daysAgo(20 - days) })], REPLACE);
		expect(countingRows()).toEqual(['q']);
	});

	it('older than the window are not doubled either, once Plaid removes them', async () => {
		await deliver([pendingRow('p', { date: daysAgo(40) })], REPLACE);
		await deliver([postedRow('q', 'p', { date: daysAgo(1) }), removed('p')], REPLACE);
		expect(countingRows()).toEqual(['q']);
	});

	it('are replaced also after the user went back to skipping them', async () => {
		await deliver([pendingRow('p')], REPLACE);
		await deliver([postedRow('q', 'p'), removed('p')]);
		expect(storedRows().map(({ apiSourceId }) => apiSourceId)).toEqual(['q']);
	});

	it('are not saved when their posted one is among the items', async () => {
		const { items } = await deliver(
			[pendingRow('p'), postedRow('q', 'p'), removed('p'), pendingRow('p')],
			REPLACE,
		);
		expect(items.map(({ skipped }) => skipped)).toEqual([
			'replaced',
			undefined,
			'notFound',
			'replaced',
		]);
		expect(storedRows().map(({ apiSourceId }) => apiSourceId)).toEqual(['q']);
	});

	it('whose posted one is wrong are saved, so that nothing is lost', async () => {
		const { items, failedOrigins } = await run(
			[pendingRow('p'), postedRow('q', 'p', { amount: 1.234 })],
			REPLACE,
			'continueErrorOutput',
		);
		expect(items).toMatchObject([{ apiSourceId: 'p', amount: -7210 }]);
		expect(failedOrigins).toEqual([1]);
	});

	it('that were marked as removed before the posted one came count again', async () => {
		await deliver([pendingRow('p')], REPLACE);
		await deliver([removed('p')], REPLACE);
		expect(countingRows()).toEqual([]);
		await deliver([postedRow('q', 'p')], REPLACE);
		expect(storedRows()).toMatchObject([{ apiSourceId: 'q', status: 'ACTIVE' }]);
	});

	it.each([
		['mark', ['q'], 2],
		['delete', ['q'], 1],
		['ignore', ['q'], 2],
	])('that stand beside their posted one, with %s', async (removal, counting, rows) => {
		await deliver([pendingRow('p'), changed('q')], REPLACE);
		const { items, origins } = await deliver([postedRow('q', 'p')], {
			...REPLACE,
			removedTransactions: removal,
		});
		expect(items).toMatchObject([{ apiSourceId: 'q' }]);
		expect(origins).toEqual([0]);
		expect(countingRows()).toEqual(counting);
		expect(storedRows()).toHaveLength(rows);
	});

	it('that stand beside their posted one and cannot be removed make that item fail', async () => {
		await deliver([pendingRow('p'), changed('q')], REPLACE);
		sandbox.current.fault({
			effect: 'rejectRows',
			rows: 'all',
			path: only(PATHS.bankTransactions),
		});
		const { failedItems } = await run([postedRow('q', 'p')], REPLACE, 'continueErrorOutput');
		expect(failedItems).toMatchObject([
			{
				error:
					'Tight refused item 0: Rejected by an armed fault (INVALID_VALUE). The item itself is in Tight; the pending record that it replaces could not be removed',
			},
		]);
	});

	it('are replaced once, when two posted ones name the same', async () => {
		await deliver([pendingRow('p')], REPLACE);
		await deliver([postedRow('q1', 'p'), postedRow('q2', 'p', { amount: 1 })], REPLACE);
		expect(storedRows().map(({ apiSourceId, amount }) => [apiSourceId, amount])).toEqual([
			['q1', -7210],
			['q2', -100],
		]);
	});

	it('are replaced by the later of two versions of the posted one', async () => {
		await deliver([pendingRow('p')], REPLACE);
		await deliver(
			[postedRow('q', 'p', { amount: 1 }), postedRow('q', 'p', { amount: 2 })],
			REPLACE,
		);
		expect(storedRows()).toMatchObject([{ apiSourceId: 'q', amount: -200 }]);
		expect(storedRows()).toHaveLength(1);
	});
});

describe('Removed transactions', () => {
	it('are marked as removed', async () => {
		const { items: added } = await deliver([changed('plaid-1'), changed('plaid-2')]);
		const { items } = await freshly(async () => await deliver([removed('plaid-2')]));

		expect(sentRows()).toEqual([{ id: added[1].id, status: 'REMOVED' }]);
		expect(items).toMatchObject([{ id: added[1].id, status: 'REMOVED' }]);
		expect(countingRows()).toEqual(['plaid-1']);
	});

	it('are deleted', async () => {
		const { items: added } = await deliver([changed('plaid-1'), changed('plaid-2')]);
		const { items, origins } = await deliver(
			[removed('plaid-2'), removed('plaid-2'), removed('plaid-3')],
			{ removedTransactions: 'delete' },
		);

		expect(deletions().map(({ path }) => path)).toEqual([
			`${PATHS.bankTransactions}/${String(added[1].id)}`,
		]);
		expect(items).toMatchObject([
			{ id: added[1].id, apiSourceId: 'plaid-2', deleted: true },
			{ id: added[1].id, apiSourceId: 'plaid-2', deleted: true },
			{ apiSourceId: 'plaid-3', skipped: 'notFound' },
		]);
		expect(origins).toEqual([0, 1, 2]);
		expect(countingRows()).toEqual(['plaid-1']);
	});

	it('are ignored', async () => {
		await deliver([changed('plaid-1')]);
		const { items } = await freshly(
			async () => await deliver([removed('plaid-1')], { removedTransactions: 'ignore' }),
		);
		expect(items).toEqual([{ apiSourceId: 'plaid-1', skipped: 'removed' }]);
		expect(sandbox.current.journal).toEqual([]);
	});

	it('that Tight does not have are done', async () => {
		const { items } = await deliver([removed('plaid-1')]);
		expect(items).toEqual([{ apiSourceId: 'plaid-1', skipped: 'notFound' }]);
	});

	it('are what the last item of a transaction says', async () => {
		await deliver([changed('plaid-1'), changed('plaid-2'), changed('plaid-3')]);
		await deliver([
			removed('plaid-1'),
			changed('plaid-1'),
			changed('plaid-2'),
			removed('plaid-2'),
			changed('plaid-4'),
			removed('plaid-4'),
		]);
		expect(countingRows()).toEqual(['plaid-1', 'plaid-3']);
	});

	it('count again once Plaid adds them again', async () => {
		await deliver([changed('plaid-1')]);
		await deliver([removed('plaid-1')]);
		await deliver([changed('plaid-1')]);
		expect(countingRows()).toEqual(['plaid-1']);
	});

	it('are looked for together, by the days that the option says', async () => {
		const ids = Array.from({ length: 30 }, (_, index) => `plaid-${index}`);
		await deliver(ids.map((id) => changed(id)));
		const { items } = await freshly(
			async () =>
				await deliver(
					ids.map((id) => removed(id)),
					{ options: { removedLookback: 30 } },
				),
		);
		expect(items.map(({ status }) => status)).toEqual(ids.map(() => 'REMOVED'));
		expect(queriesOf(sandbox.current, PATHS.bankTransactions)).toEqual([
			{ limit: 250, filter: { date: { greaterThanEqual: daysAgo(30) } } },
		]);
		expect(saves()).toHaveLength(1);
	});

	it.each([0, 1e9])('are not looked for when the option says %p days', async (removedLookback) => {
		const run = await runTight(sandbox.current, {
			parameters: fromPlaid({ options: { removedLookback } }),
			input: [removed('plaid-1')],
		});

		expect(run.error?.message).toContain(
			`'Removed Lookback (Days)' must be a whole number from 1 to 36500, but is ${removedLookback}`,
		);
		expect(sandbox.current.journal).toEqual([]);
	});

	it('are looked for on their account where a table tells which one it is', async () => {
		await deliver([removed('plaid-1')], {
			accountMapping: 'table',
			accountTable: {
				accounts: [{ sourceAccountId: PLAID_CHECKING.account_id, bankAccountId: byId(SAVINGS) }],
			},
		});
		expect(queriesOf(sandbox.current, PATHS.bankTransactions)).toEqual([
			{
				limit: 250,
				filter: {
					bankAccount: { id: { in: [SAVINGS] } },
					date: { greaterThanEqual: daysAgo(120) },
				},
			},
			// Not found there, it may be older.
			{ limit: 250, filter: { bankAccount: { id: { in: [SAVINGS] } } } },
		]);
	});

	it('twice in one run are marked once', async () => {
		await deliver([changed('plaid-1')]);
		const { items } = await freshly(
			async () => await deliver([removed('plaid-1'), removed('plaid-1')]),
		);
		expect(items.map(({ status }) => status)).toEqual(['REMOVED', 'REMOVED']);
		expect(sentRows()).toHaveLength(1);
	});

	it('that the node had no answer for are looked up, and never marked twice', async () => {
		await deliver([changed('plaid-1')]);
		sandbox.current.fault({
			effect: 'cut',
			stored: true,
			path: only(PATHS.bankTransactions),
		});
		const { items } = await freshly(async () => await deliver([removed('plaid-1')]));
		expect(items).toMatchObject([{ apiSourceId: 'plaid-1', status: 'REMOVED' }]);
		expect(saves()).toHaveLength(1);
	});

	it('whose deletion had no answer are asked to be deleted again', async () => {
		await deliver([changed('plaid-1')]);
		sandbox.current.fault({ effect: 'cut', stored: true, method: 'DELETE' });
		const { items } = await deliver([removed('plaid-1')], { removedTransactions: 'delete' });
		expect(items).toMatchObject([{ apiSourceId: 'plaid-1', deleted: true }]);
		expect(storedRows()).toEqual([]);
	});

	it('are not reached when a save before them fails and the node stops', async () => {
		await deliver([changed('plaid-1')]);
		sandbox.current.fault({
			effect: 'rejectRows',
			rows: 'all',
			path: only(PATHS.bankTransactions),
		});
		const { error } = await run([removed('plaid-1'), changed('plaid-2')]);
		expect(error?.message).toContain('Tight refused item 1');
		expect(error?.description).toContain('Not reached: item 0<br>');
		expect(countingRows()).toEqual(['plaid-1']);
	});

	it('of which Tight has two different rows are left to the user', async () => {
		await deliver([changed('plaid-1')]);
		await runTight(sandbox.current, {
			parameters: savingRows(),
			input: [{ ...sentRows()[0], notes: 'Not a copy' }],
		});
		for (const removedTransactions of ['mark', 'delete']) {
			const { failedItems } = await run(
				[removed('plaid-1')],
				{ removedTransactions },
				'continueErrorOutput',
			);
			expect(failedItems[0].error).toContain(
				"Item 0 was not sent to Tight: Tight has 2 records with its API Source ID 'plaid-1'",
			);
		}
		expect(storedRows()).toHaveLength(2);
	});
});

describe("Plaid's account", () => {
	const accounts = async (rows: IDataObject[]) => {
		const { items } = await runTight(sandbox.current, {
			parameters: { ...savingRows(), resource: 'bankAccount', operation: 'upsert' },
			input: rows,
		});
		return items.map(({ id }) => String(id));
	};
	const accountNames = () => sentRows().map(({ bankAccountId }) => bankAccountId);

	it('is found by its mask, with one query for many rows', async () => {
		await deliver(Array.from({ length: 20 }, (_, index) => changed(`plaid-${index}`)));
		expect(new Set(accountNames())).toEqual(new Set([CHECKING]));
		expect(queriesOf(sandbox.current, PATHS.bankAccounts)).toEqual([{ limit: 250 }]);
	});

	it('is found by its name as well, where several have its mask', async () => {
		const [other] = await accounts([{ name: 'Other Checking', mask: '1687' }]);
		const named = { ...PLAID_CHECKING.account, name: 'Other Checking', official_name: null };
		await deliver([changed('plaid-1'), changed('plaid-2', { account: named })]);
		expect(accountNames()).toEqual([CHECKING, other]);
	});

	it('is not one that is out of use', async () => {
		await accounts([{ name: 'Business Checking', mask: '1687', status: 'REMOVED' }]);
		await deliver([changed('plaid-1')]);
		expect(accountNames()).toEqual([CHECKING]);
	});

	it.each([
		[
			{ mask: '0000', name: 'X' },
			"Tight has no bank account with the mask '0000' of the account 'X'",
		],
		[{ mask: null, name: 'X' }, "the account 'X' has no mask"],
		[undefined, 'the account without a name has no mask'],
	])('that is %p fails, and the table is named', async (account, reason) => {
		const { failedItems, items } = await run(
			[changed('plaid-1', { account: account as never }), changed('plaid-2')],
			{},
			'continueErrorOutput',
		);
		expect(failedItems).toMatchObject([
			{
				error: `Item 0 was not sent to Tight: ${reason}. Set 'Bank Accounts' to Table and name the bank account there`,
				details: { outcome: 'notSent' },
			},
		]);
		expect(items).toMatchObject([{ apiSourceId: 'plaid-2' }]);
	});

	it('that could be several fails', async () => {
		await accounts([{ name: 'Business Checking', mask: '1687' }]);
		const { error } = await run([changed('plaid-1')]);
		expect(error?.message).toContain(
			"Tight has 2 bank accounts with the mask '1687' of the account 'Plaid Checking', and 2 of them with its name",
		);
		expect(saves()).toEqual([]);
	});

	it('is what a table says', async () => {
		const accountTable = {
			accounts: [
				{ sourceAccountId: 'a', bankAccountId: byId(SAVINGS) },
				{ sourceAccountId: ' b ', bankAccountId: byId(CHECKING) },
				{ sourceAccountId: 'c', bankAccountId: byId('') },
			],
		};
		const { failedItems } = await run(
			['a', 'b', 'c', 'd'].map((account_id) => changed(`plaid-${account_id}`, { account_id })),
			{ accountMapping: 'table', accountTable },
			'continueErrorOutput',
		);
		expect(accountNames()).toEqual([SAVINGS, CHECKING]);
		expect(failedItems.map(({ error }) => error)).toEqual([
			"Item 2 was not sent to Tight: 'Bank Account' of the account 'c' in 'Account Table' is missing",
			"Item 3 was not sent to Tight: 'Account Table' has no row for the account 'd' (Plaid Checking). Add one",
		]);
		expect(queriesOf(sandbox.current, PATHS.bankAccounts)).toEqual([]);
	});

	it('is one account, which an expression may tell for each item', async () => {
		const { error } = await run(
			[changed('plaid-1', { mine: SAVINGS }), changed('plaid-2', { mine: CHECKING })],
			{ accountMapping: 'oneAccount', bankAccountId: byId('={{ $json.mine }}') },
		);
		expect(error).toBeUndefined();
		expect(accountNames()).toEqual([SAVINGS, CHECKING]);
	});

	it('that is empty for an item fails that item', async () => {
		const { failedItems } = await run(
			[changed('plaid-1')],
			{ accountMapping: 'oneAccount', bankAccountId: byId('={{ $json.mine }}') },
			'continueErrorOutput',
		);
		expect(failedItems[0].error).toContain("'Bank Account' is missing");
	});

	it('is not guessed when Tight does not answer', async () => {
		sandbox.current.fault({
			effect: 'status',
			status: 403,
			path: `${PATHS.bankAccounts}/query`,
		});
		const { failedItems } = await run(
			[changed('plaid-1'), changed('plaid-2')],
			{},
			'continueErrorOutput',
		);
		expect(failedItems).toHaveLength(2);
		expect(failedItems[0]).toMatchObject({
			error: expect.stringContaining('So it is not known on which bank account the money moved'),
			details: { outcome: 'notSent', statusCode: 403 },
		});
		expect(saves()).toEqual([]);
	});
});

describe('An item that cannot be saved', () => {
	const wrong: Array<[IDataObject, string]> = [
		[{ amount: 12.345 }, "'amount' has more than two decimals: 12.345"],
		[{ amount: 12.345 }, "'amount' has more than two decimals"],
		[
			{ amount: '1e3' },
			'\'amount\' must be a number such as -12.34, without separators between thousands, but is "1e3"',
		],
		[{ amount: 1e21 }, "'amount' must be a number"],
		[{ amount: null }, "'amount' must be a number"],
		[{ amount: '1,000.00' }, "'amount' must be a number"],
		[{ date: null }, "'date' is missing"],
		[{ date: '2025-02-30' }, "'Date' must be a day such as 2025-06-26"],
		[{ transaction_id: ' ' }, "'transaction_id' is missing"],
		[{ name: ' ', merchant_name: null }, "'Description' is missing"],
		[{ iso_currency_code: 'EUR' }, "The currency must be USD, as 'Currency' says"],
		[{ iso_currency_code: null, unofficial_currency_code: 'BTC' }, 'but is the unofficial "BTC"'],
		[{ change_type: 'changed' }, "'change_type' must be added, modified, removed or missing"],
	];

	it.each(wrong)(
		'because of %p says so; nothing is sent when the node stops',
		async (more, reason) => {
			const { error } = await run([changed('plaid-1'), changed('plaid-2', more)]);
			expect(error?.message).toContain('Item 1 was not sent to Tight: ');
			expect(error?.message).toContain(reason);
			expect(error?.message).toContain('(0 of 2 items were saved)');
			expect(saves()).toEqual([]);
		},
	);

	it('does not keep the others back when the user goes on', async () => {
		const { origins, failedOrigins } = await run(
			[...wrong.map(([more]) => changed('plaid-1', more)), changed('plaid-2')],
			{},
			'continueErrorOutput',
		);
		expect(origins).toEqual([wrong.length]);
		expect(failedOrigins).toEqual(wrong.map((_, index) => index));
	});

	it('is none for its currency where the books are kept in that one', async () => {
		await deliver([changed('plaid-1', { iso_currency_code: 'CAD' })], {
			options: { currency: ' cad ' },
		});
		expect(countingRows()).toEqual(['plaid-1']);
	});
});

describe('Users', () => {
	it('have their accounts and their rows, each in its books', async () => {
		const ofStudio = {
			user: STUDIO,
			account: { name: 'Operating Checking', official_name: null, mask: '2210' },
		};
		const input = [
			changed('plaid-1', { user: BAKERY }),
			changed('plaid-1', ofStudio),
			changed('plaid-2', ofStudio),
			removed('plaid-2', { user: STUDIO }),
			removed('plaid-1', { user: BAKERY }),
		];
		const { origins } = await deliver(input, { userId: '={{ $json.user }}' });

		expect(origins).toEqual([0, 1, 2, 3, 4]);
		expect(countingRows(BAKERY)).toEqual([]);
		expect(countingRows(STUDIO)).toEqual(['plaid-1']);
		expect(storedRows(STUDIO)[0].bankAccount).toMatchObject({ id: STUDIO_CHECKING });
		expect(queriesOf(sandbox.current, PATHS.bankAccounts)).toHaveLength(2);
	});

	it('must be known', async () => {
		const { error } = await runTight(sandbox.current, {
			parameters: fromPlaid(),
			input: [pendingRow('plaid-1')],
			credential: { userId: '' },
		});
		expect(error?.message).toContain("'User ID' is missing");
		expect(sandbox.current.journal).toEqual([]);
	});
});
