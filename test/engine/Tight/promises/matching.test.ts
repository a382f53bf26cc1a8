import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { batchesTo, only, PATHS, queriesOf, requestsTo, rowsTo } from '../../../support/journal';
import {
	CHECKING,
	matchingRows,
	SAVINGS,
	savingRows,
	sourcedRows,
	STUDIO_CHECKING,
} from '../../../support/rows';
import { BAKERY, runTight, STUDIO, useSandbox } from '../../../support/tight';

/** Match On API Source ID: what Tight has already is not added a second time. */

const sandbox = useSandbox();

const storedRows = (user = BAKERY) => sandbox.current.books(user).bankTransactions;
const saves = () => requestsTo(sandbox.current, PATHS.bankTransactions);

/** Deliveries before the one that a test is about. */
async function deliver(input: IDataObject[], parameters: INodeParameters = matchingRows()) {
	const run = await runTight(sandbox.current, { parameters, input });
	if (run.error) throw run.error;
	return run;
}

/** What reached Tight in a run, those before it left aside. */
async function freshly<T>(run: () => Promise<T>): Promise<T> {
	sandbox.current.journal.length = 0;
	return await run();
}

/** The fields that bank transactions and payments have in common. */
const sharedFields = {
	date: '2025-02-24',
	amount: -5001,
	description: 'SHELL OIL 574422',
	apiName: 'CSV_IMPORT',
	bankAccountId: CHECKING,
	apiSourceId: 'src-0',
	notes: 'Gas purchase',
	status: 'ACTIVE',
	reviewStatus: 'RECONCILED',
	type: 'EXPENSE',
	vendorId: 'vnd_28868401',
	customerId: 'cus_4852707',
	classSegmentIds: ['cls_593054', 'cls_594913'],
	categoryId: 'ctg_58932890',
	glAccountId: 'gla_38560327',
	customData: { internal_key: 'some_internal_key', nested: { list: [1, 2] } },
};

/** Every field that Tight shows again. */
const transaction = (more: IDataObject = {}): IDataObject => ({
	...sharedFields,
	tax: { paymentInfo: { region: 'FEDERAL', year: 2024, quarter: 'Q1' } },
	children: [
		{ amount: -2001, notes: 'Unleaded', categoryId: 'ctg_58932890', apiItemId: 'line-1' },
		{ amount: -3000, classSegmentIds: ['cls_593055'], invoiceId: 'inv_1' },
	],
	attachmentIds: ['att_894321'],
	...more,
});

const payment = (): IDataObject => ({
	...sharedFields,
	displayName: 'Shell',
	children: [
		{
			amount: 1,
			displayName: 'Fuel',
			description: 'Unleaded',
			type: 'EXPENSE',
			vendorId: 'vnd_28868401',
			classSegmentIds: ['cls_593054'],
		},
	],
});

describe('A redelivery', () => {
	it('adds nothing, changes nothing and sends no save', async () => {
		const input = sourcedRows(5);
		const first = await deliver(input);
		const before = storedRows();
		const again = await freshly(async () => await deliver(input));

		expect(saves()).toEqual([]);
		expect(storedRows()).toEqual(before);
		expect(again.origins).toEqual([0, 1, 2, 3, 4]);
		expect(again.items.map(({ id }) => id)).toEqual(first.items.map(({ id }) => id));
	});

	it('at the same time adds nothing twice', async () => {
		const input = sourcedRows(30);
		const runs = await Promise.all([deliver(input), deliver(input), deliver(input)]);
		expect(storedRows()).toHaveLength(30);
		const ids = runs.map(({ items }) => items.map(({ id }) => id));
		expect(ids[1]).toEqual(ids[0]);
		expect(ids[2]).toEqual(ids[0]);
	});

	it('with every field of the form sends no save either', async () => {
		await deliver([transaction()]);
		await freshly(async () => await deliver([transaction()]));

		expect(saves()).toEqual([]);
	});

	it('of payments with every field sends no save either', async () => {
		const parameters = matchingRows({ resource: 'payment' });
		await deliver([payment()], parameters);
		await freshly(async () => await deliver([payment()], parameters));

		expect(requestsTo(sandbox.current, PATHS.payments)).toEqual([]);
		expect(sandbox.current.books(BAKERY).payments).toHaveLength(1);
	});

	it('saves only the rows that are new', async () => {
		await deliver(sourcedRows(3));
		const run = await freshly(async () => await deliver(sourcedRows(5)));

		expect(rowsTo(sandbox.current, PATHS.bankTransactions)).toEqual(sourcedRows(5).slice(3));
		expect(run.origins).toEqual([0, 1, 2, 3, 4]);
	});

	it('asks little: one look-up for many rows of near dates', async () => {
		const input = sourcedRows(200).map((row, index) => ({
			...row,
			date: `2025-02-${String(1 + (index % 28)).padStart(2, '0')}`,
		}));
		await deliver(input);
		await freshly(async () => await deliver(input));

		expect(queriesOf(sandbox.current, PATHS.bankTransactions)).toEqual([
			{
				limit: 250,
				filter: {
					bankAccount: { id: { in: [CHECKING] } },
					date: { greaterThanEqual: '2025-01-18', lessThanEqual: '2025-03-14' },
				},
			},
		]);
	});

	it('with dates years apart does not read the years between', async () => {
		const [one, two] = sourcedRows(2);
		const input = [one, { ...two, date: '2020-01-15' }];
		await deliver(input);
		await freshly(async () => await deliver(input));

		const ranges = queriesOf(sandbox.current, PATHS.bankTransactions).map(
			({ filter }) => (filter as IDataObject).date,
		);
		expect(ranges).toEqual([
			{ greaterThanEqual: '2020-01-01', lessThanEqual: '2020-01-29' },
			{ greaterThanEqual: '2025-02-10', lessThanEqual: '2025-03-10' },
		]);
		expect(saves()).toEqual([]);
	});
});

describe('A row that has changed', () => {
	it('is updated, and keeps its ID', async () => {
		const input = sourcedRows(3);
		const first = await deliver(input);
		const changed = input.map((row, index) => (index === 1 ? { ...row, amount: -777 } : row));
		const run = await freshly(async () => await deliver(changed));

		expect(rowsTo(sandbox.current, PATHS.bankTransactions)).toEqual([
			{ ...changed[1], id: first.items[1].id },
		]);
		expect(storedRows().map(({ amount }) => amount)).toEqual([-100, -777, -300]);
		expect(run.items.map(({ amount }) => amount)).toEqual([-100, -777, -300]);
	});

	it('is updated with its line items, which are not doubled', async () => {
		await deliver([transaction()]);
		const run = await deliver([
			transaction({
				amount: -6001,
				children: [
					{ amount: -3000, classSegmentIds: ['cls_593055'] },
					{ amount: -3001, notes: 'Premium', apiItemId: 'line-1' },
				],
			}),
		]);

		expect(run.error).toBeUndefined();
		expect(storedRows()).toHaveLength(1);
		const children = storedRows()[0].children as IDataObject[];
		expect(children.map(({ amount, apiItemId }) => [amount, apiItemId]).sort()).toEqual(
			[
				[-3001, 'line-1'],
				[-3000, null],
			].sort(),
		);
	});

	it('is found although its date has moved a little', async () => {
		const [row] = sourcedRows(1);
		await deliver([row]);
		await deliver([{ ...row, date: '2025-03-01' }]);

		expect(storedRows().map(({ date }) => date)).toEqual(['2025-03-01']);
	});

	it.each([
		[3, 2],
		[10, 1],
	])('with a window of %i days, %i row(s) stand in Tight after 10 days', async (days, rows) => {
		const [row] = sourcedRows(1);
		await deliver([row]);
		await deliver(
			[{ ...row, date: '2025-03-06' }],
			matchingRows({ options: { matchWindow: days } }),
		);

		expect(storedRows()).toHaveLength(rows);
	});

	it('is looked for on days that can be written, so that a far one costs the others nothing', async () => {
		const rows = sourcedRows(3).map((row, index) =>
			index === 1 ? { ...row, date: '9999-12-31' } : row,
		);
		const run = await freshly(async () => await deliver(rows));

		expect(run.items).toHaveLength(3);
		const [, last] = queriesOf(sandbox.current, PATHS.bankTransactions);
		expect(last.filter).toMatchObject({
			date: { greaterThanEqual: '9999-12-17', lessThanEqual: '9999-12-31' },
		});
	});

	it('is updated by the form as well', async () => {
		const form = (amount: string) => ({
			resource: 'bankTransaction',
			operation: 'upsert',
			matchOn: 'apiSourceId',
			apiSourceId: '={{ $json.ref }}',
			date: '2025-02-24',
			amount,
			description: 'Row',
			apiName: 'CSV_IMPORT',
			bankAccountId: { __rl: true as const, mode: 'id', value: CHECKING },
		});
		await deliver([{ ref: 'a' }, { ref: 'b' }], form('100'));
		await deliver([{ ref: 'b' }], form('200'));

		expect(storedRows().map(({ amount, apiSourceId }) => [apiSourceId, amount])).toEqual([
			['a', 100],
			['b', 200],
		]);
	});
});

describe('The same API Source ID', () => {
	it('of a system with unique IDs twice in one run makes one row; the later item wins', async () => {
		const [row] = sourcedRows(1, { apiName: 'PLAID' });
		const run = await deliver([row, { ...row, notes: 'later' }, { ...row, notes: 'later' }]);

		expect(storedRows()).toMatchObject([{ apiSourceId: 'src-0', notes: 'later' }]);
		expect(storedRows()).toHaveLength(1);
		expect(run.origins).toEqual([0, 1, 2]);
		expect(new Set(run.items.map(({ id }) => id)).size).toBe(1);
		expect(rowsTo(sandbox.current, PATHS.bankTransactions)).toHaveLength(1);
	});

	it('in a later item that restores what Tight has already changes nothing', async () => {
		const row = { ...sourcedRows(1)[0], apiName: 'PLAID', notes: 'first' };
		await deliver([row]);
		await deliver([{ ...row, notes: 'changed' }, row]);

		expect(storedRows()).toMatchObject([{ apiSourceId: 'src-0', notes: 'first' }]);
	});

	it('on two accounts is two rows', async () => {
		const [row] = sourcedRows(1);
		const input = [row, { ...row, bankAccountId: SAVINGS }];
		await deliver(input);
		await freshly(async () => await deliver(input));

		expect(storedRows()).toHaveLength(2);
		expect(saves()).toEqual([]);
	});

	it('of two users is two rows, each in its books', async () => {
		const [row] = sourcedRows(1);
		const input = [
			{ ...row, user: BAKERY },
			{ ...row, user: STUDIO, bankAccountId: STUDIO_CHECKING },
		];
		const parameters = matchingRows({ userId: '={{ $json.user }}' });
		await deliver(input, parameters);
		await freshly(async () => await deliver(input, parameters));

		expect(storedRows(BAKERY)).toHaveLength(1);
		expect(storedRows(STUDIO)).toHaveLength(1);
		expect(saves()).toEqual([]);
	});

	it('on two records in Tight is a clear failure of that item only', async () => {
		const [row, other] = sourcedRows(2);
		const doubles = await deliver([row, row], savingRows());
		const run = await freshly(
			async () =>
				await runTight(sandbox.current, {
					parameters: matchingRows(),
					input: [{ ...row, notes: 'x' }, other],
					onError: 'continueErrorOutput',
				}),
		);

		const [first, second] = doubles.items.map(({ id }) => String(id));
		expect(run.failedItems.map(({ error }) => error)).toEqual([
			`Item 0 was not sent to Tight: Tight has 2 records with its API Source ID 'src-0' (${first}, ${second}). Delete the surplus ones, or update one by its ID`,
		]);
		expect(run.origins).toEqual([1]);
		expect(rowsTo(sandbox.current, PATHS.bankTransactions)).toEqual([other]);
	});

	it('is the same with blanks around it, as is the ID of the bank account', async () => {
		const [row] = sourcedRows(1);
		await deliver([row]);
		await deliver([
			{ ...row, apiSourceId: ` ${row.apiSourceId} `, bankAccountId: ` ${row.bankAccountId}\n` },
		]);

		expect(storedRows()).toHaveLength(1);
	});

	it('is never looked for where there is none', async () => {
		const [row] = sourcedRows(1);
		const run = await runTight(sandbox.current, {
			parameters: matchingRows(),
			input: [row, { ...row, apiSourceId: null }],
		});

		expect(run.error?.message).toContain(
			"Item 1 was not sent to Tight: 'API Source ID' (apiSourceId) is missing",
		);
		expect(sandbox.current.journal).toEqual([]);
	});

	it('that Tight itself refuses as DUPLICATE is told with its reason', async () => {
		sandbox.current.fault({
			effect: 'rejectRows',
			rows: [1],
			error: { type: 'DUPLICATE', message: 'Is stored already', param: 'apiSourceId' },
			path: only(PATHS.bankTransactions),
		});
		const run = await runTight(sandbox.current, {
			parameters: matchingRows(),
			input: sourcedRows(3),
			onError: 'continueErrorOutput',
		});

		expect(run.failedItems).toMatchObject([
			{ error: "Tight refused item 1: Is stored already (DUPLICATE, 'API Source ID')" },
		]);
		expect(run.origins).toEqual([0, 2]);
	});
});

describe('A look-up over many pages', () => {
	it('reads all of them', async () => {
		const input = sourcedRows(600);
		await deliver(input);
		const run = await freshly(async () => await deliver(input));

		expect(run.items).toHaveLength(600);
		expect(queriesOf(sandbox.current, PATHS.bankTransactions)).toHaveLength(3);
		expect(saves()).toEqual([]);
		expect(storedRows()).toHaveLength(600);
	});
});

describe('Imports', () => {
	const mx = (guid: string, more = {}): IDataObject => ({
		guid,
		accountGuid: 'ACT-1',
		amount: 12.5,
		createdAt: '2025-02-24T18:33:00Z',
		date: '2025-02-24',
		status: 'POSTED',
		type: 'DEBIT',
		updatedAt: '2025-02-24T18:33:00Z',
		...more,
	});
	const finicity = (id: number, more = {}): IDataObject => ({
		id,
		amount: -12.5,
		accountId: 1,
		customerId: '1',
		status: 'active',
		transactionDate: '2025-02-24T23:59:59Z',
		createdDate: 1740398400,
		...more,
	});
	const importing = (resource: string) =>
		savingRows({ resource, operation: 'import', matchOn: 'apiSourceId' });

	it.each([
		['mxTransaction', PATHS.mx, mx('TRN-1'), mx('TRN-2')],
		['finicityTransaction', PATHS.finicity, finicity(1), finicity(2)],
	])('%s: what Tight has is left as it is', async (resource, path, one, two) => {
		const first = await deliver([one], importing(resource));
		const run = await freshly(
			async () => await deliver([{ ...one, amount: 99 }, two], importing(resource)),
		);

		expect(batchesTo(sandbox.current, path)).toHaveLength(1);
		expect(rowsTo(sandbox.current, path)).toHaveLength(1);
		expect(storedRows()).toHaveLength(2);
		expect(run.items[0].id).toBe(first.items[0].id);
		expect(run.items[0].amount).toBe(-1250);
	});

	it('without Match On import again what Tight has', async () => {
		const parameters = savingRows({
			resource: 'mxTransaction',
			operation: 'import',
			matchOn: 'none',
		});
		await deliver([mx('TRN-1')], parameters);
		await deliver([mx('TRN-1')], parameters);

		expect(storedRows()).toHaveLength(2);
		expect(queriesOf(sandbox.current, PATHS.bankTransactions)).toEqual([]);
	});

	it('the same transaction twice in one run is imported once', async () => {
		const run = await deliver([mx('TRN-1'), mx('TRN-1')], importing('mxTransaction'));

		expect(storedRows()).toHaveLength(1);
		expect(run.origins).toEqual([0, 1]);
	});
});
