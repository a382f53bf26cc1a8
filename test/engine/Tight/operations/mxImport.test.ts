import type { IDataObject } from 'n8n-workflow';

import { mxTransactionInput } from '../../../../nodes/Tight/entities/mxTransaction';
import { bodiesOf, PATHS, rowsTo } from '../../../support/journal';
import { mxRow, mxRows } from '../../../support/samples';
import { BAKERY, runTight, useSandbox } from '../../../support/tight';

/** MX's transactions on their way into Tight, as the MX node puts them out. */

const tight = useSandbox();

const importing = (more = {}) => ({
	resource: 'mxTransaction',
	operation: 'import',
	mappingMode: 'autoMapInputData',
	...more,
});

const importRows = async (input: IDataObject[], more = {}) =>
	await runTight(tight.current, { parameters: importing(more), input });

const stored = () => tight.current.books(BAKERY).bankTransactions;

const omit = (row: IDataObject, omitted: string): IDataObject =>
	Object.fromEntries(Object.entries(row).filter(([name]) => name !== omitted));

describe('Rows of MX', () => {
	const names = Object.keys(mxTransactionInput().shape);
	const camelCase = (name: string) =>
		name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
	const expectedOf = (row: IDataObject) =>
		Object.fromEntries(
			Object.entries(row)
				.map(([name, value]) => [camelCase(name), value] as const)
				.filter(([name, value]) => names.includes(name) && value !== null),
		);

	it.each(mxRows)('of $version are sent field by field', async ({ row, given }) => {
		const run = await importRows([row]);

		expect(run.error).toBeUndefined();
		const [sent] = rowsTo(tight.current, PATHS.mx);
		expect(sent).toEqual(expectedOf(row));
		expect(Object.keys(sent)).toHaveLength(given);
		const { guid: apiSourceId, date, description } = row;
		const amount = Math.round(Number(row.amount) * 100);
		expect(run.items).toMatchObject([{ apiSourceId, date, description, amount }]);
	});

	it.each(mxRows)("of $version are the same under Tight's names", async ({ row }) => {
		await importRows([expectedOf(row)]);

		expect(rowsTo(tight.current, PATHS.mx)).toEqual([expectedOf(row)]);
	});

	it('what is null is not sent', async () => {
		const nothing = Object.fromEntries(
			Object.keys(mxRow).map((name): [string, null] => [name, null]),
		);
		const { guid, account_guid, amount, created_at, date, status, type, updated_at } = mxRow;
		const required = { guid, account_guid, amount, created_at, date, status, type, updated_at };
		const run = await importRows([{ ...nothing, ...required }]);

		expect(run.error).toBeUndefined();
		expect(rowsTo(tight.current, PATHS.mx)).toEqual([expectedOf(required)]);
	});

	it('a required field that is null is named by its label and its key', async () => {
		const run = await importRows([{ ...mxRow, amount: null, account_guid: null }]);

		expect(run.error?.message).toContain("'Account GUID' (accountGuid) is missing");
		expect(run.error?.message).toContain("'Amount' (amount) is missing");
		expect(tight.current.journal).toEqual([]);
	});

	it.each(['type', 'status', 'created_at', 'updated_at'])(
		'that have null for %s go to Tight, which says whether it does without',
		async (name) => {
			const run = await importRows([{ ...mxRow, [name]: null }]);

			const [sent] = rowsTo(tight.current, PATHS.mx);
			expect(sent).toEqual(expectedOf(omit(mxRow, name)));
			expect(run.error?.message).toMatch(/^Tight refused item 0: .*is required/);
		},
	);

	it.each([0.07, 0.1, 1234.56, 19.99, 100, 0])(
		'the amount %d is sent as MX gives it',
		async (amount) => {
			await importRows([{ ...mxRow, amount }]);

			expect(rowsTo(tight.current, PATHS.mx)).toMatchObject([{ amount }]);
		},
	);

	it("are not refused for what only MX has, but for the workflow's own keys", async () => {
		const options = { extraFields: 'error' };
		const run = await importRows([mxRow], { options });
		expect(run.error).toBeUndefined();

		const refused = await importRows([{ ...mxRow, note_of_mine: 1 }], { options });
		expect(refused.error?.message).toContain("'note_of_mine' is not a field of this record");
	});

	it('whose other keys are sent on purpose bring none of those that only MX has', async () => {
		await importRows([{ ...mxRow, laterField: 1 }], { options: { extraFields: 'send' } });

		const [sent] = rowsTo(tight.current, PATHS.mx);
		expect(sent).toEqual({ ...expectedOf(mxRow), laterField: 1 });
	});
});

describe('Pending transactions', () => {
	const pending: IDataObject = {
		...mxRow,
		guid: 'TRN-pending',
		status: 'PENDING',
		posted_at: null,
	};

	it('are skipped, and the item says so', async () => {
		const run = await importRows([pending, mxRow]);

		expect(run.error).toBeUndefined();
		expect(run.items[0]).toEqual({ apiSourceId: 'TRN-pending', skipped: 'pending' });
		expect(run.origins).toEqual([0, 1]);
		expect(rowsTo(tight.current, PATHS.mx).map(({ guid }) => guid)).toEqual([mxRow.guid]);
	});

	it('are imported where the user wants it', async () => {
		const run = await importRows([pending, mxRow], { pendingTransactions: 'import' });

		expect(run.items.map(({ apiSourceId }) => apiSourceId)).toEqual(['TRN-pending', mxRow.guid]);
	});

	it('that were skipped are imported once they are posted, under whichever GUID', async () => {
		await importRows([pending]);
		await importRows([{ ...pending, status: 'POSTED' }]);
		await importRows([{ ...pending, status: 'POSTED', guid: 'TRN-posted' }]);

		expect(stored().map(({ apiSourceId }) => apiSourceId)).toEqual(['TRN-pending', 'TRN-posted']);
	});

	it('are still checked, so that a wrong one is told', async () => {
		const run = await importRows([{ ...pending, date: 'soon' }]);

		expect(run.error?.message).toContain("'Date' (date) must be a day");
	});

	it('that are filled in by hand are skipped as well', async () => {
		const { guid, amount, date, status, type } = pending;
		const run = await importRows([{}], {
			mappingMode: 'defineBelow',
			...{ guid, amount, date, status, type },
			accountGuid: pending.account_guid,
			createdAt: pending.created_at,
			updatedAt: pending.updated_at,
		});

		expect(run.items).toEqual([{ apiSourceId: 'TRN-pending', skipped: 'pending' }]);
	});
});

describe('Rows that come again', () => {
	it('are imported once, unless the user wants otherwise', async () => {
		await importRows([mxRow]);
		const again = await importRows([mxRow]);

		expect(again.items).toMatchObject([{ apiSourceId: mxRow.guid }]);
		expect(stored()).toHaveLength(1);
		expect(bodiesOf(tight.current, PATHS.mx)).toHaveLength(1);

		await importRows([mxRow], { matchOn: 'none' });
		expect(stored()).toHaveLength(2);
	});

	it.each<[string, IDataObject]>([
		['amount', { amount: 61.12 }],
		['amount', { amount: 61.111 }],
		['date', { date: '2025-01-02' }],
		['description', { description: 'Payroll' }],
	])('with another %s than Tight shows say so, and Tight keeps its own', async (name, change) => {
		const texts = { localized_description: null, original_description: null };
		const row = { ...mxRow, ...texts };
		await importRows([row]);
		const [before] = structuredClone(stored());
		const run = await importRows([{ ...row, ...change }]);

		expect(run.error).toBeUndefined();
		const { id, amount, date, description } = before;
		expect(run.items).toMatchObject([{ id, amount, date, description, differsFromSource: [name] }]);
		expect(stored()).toEqual([before]);
	});

	it.each<[string, IDataObject]>([
		['nothing', {}],
		['what Tight does not show', { status: 'PENDING', category: 'Rent', updated_at: '2026-01-01' }],
		['which of its texts is meant', { description: null, localized_description: 'MX pay' }],
	])('with %s changed say nothing', async (_, change) => {
		const original_description = mxRow.description;
		await importRows([{ ...mxRow, original_description }]);
		const run = await importRows([{ ...mxRow, original_description, ...change }], {
			pendingTransactions: 'import',
		});

		expect(run.items).toHaveLength(1);
		expect(run.items[0]).not.toHaveProperty('differsFromSource');
	});

	it('in one run say so as well', async () => {
		const run = await importRows([mxRow, { ...mxRow, amount: 7 }, mxRow]);

		expect(run.items.map(({ differsFromSource }) => differsFromSource)).toEqual([
			undefined,
			['amount'],
			undefined,
		]);
	});

	it.each([
		[14, 1],
		[15, 2],
	])('%i days later than before stand in Tight %i times', async (days, times) => {
		const day = new Date(Date.parse(String(mxRow.date)) + days * 86_400_000);
		await importRows([mxRow]);
		await importRows([{ ...mxRow, date: day.toISOString().slice(0, 10) }]);

		expect(stored()).toHaveLength(times);
	});
});
