import type { IDataObject, INodeParameters, OnError } from 'n8n-workflow';

import { only, PATHS, requestsTo, rowsTo } from '../../../support/journal';
import { byId, matchingRows, rowsOf, savingRows, sourcedRows } from '../../../support/rows';
import { BAKERY, runTight, useSandbox } from '../../../support/tight';

/** Retry On Fail: n8n runs the whole node again, and what was done stays done. */

const sandbox = useSandbox();
const stored = () => sandbox.current.books(BAKERY).bankTransactions as IDataObject[];
const tries = 3;

const run = async (parameters: INodeParameters, input: IDataObject[], onError?: OnError) =>
	await runTight(sandbox.current, { parameters, input, onError, tries });

const CONTINUING: OnError[] = ['continueErrorOutput', 'continueRegularOutput'];

describe.each(CONTINUING)('With %s', (onError) => {
	it('the good rows of a create are saved once although the first row is wrong', async () => {
		const [bad, ...good] = rowsOf([1, 2, 3]);
		const result = await run(savingRows(), [{ ...bad, date: '02/30/2025' }, ...good], onError);

		expect(rowsTo(sandbox.current, PATHS.bankTransactions)).toHaveLength(2);
		expect(stored().map(({ amount }) => amount)).toEqual([2, 3]);
		const shown = [...result.items, ...result.failedItems];
		expect(shown).toHaveLength(3);
		expect(shown.filter(({ error }) => error)).toMatchObject([
			{ error: expect.stringContaining("'Date'") as string },
		]);
	});

	it('a payment and a bank account alike', async () => {
		const payment = { date: '2025-02-24', amount: 500, description: 'Invoice 1' };
		await run(
			savingRows({ resource: 'payment' }),
			[{ ...payment, date: '02/30/2025' }, payment, { ...payment, amount: 700 }],
			onError,
		);
		await run(
			savingRows({ resource: 'bankAccount', operation: 'upsert' }),
			[{ mask: '1' }, { name: 'New account' }],
			onError,
		);

		expect(rowsTo(sandbox.current, PATHS.payments)).toHaveLength(2);
		expect(rowsTo(sandbox.current, PATHS.bankAccounts)).toHaveLength(1);
	});

	it('a row whose outcome is unknown is not sent again', async () => {
		sandbox.current.fault({ effect: 'cut', stored: true, path: only(PATHS.bankTransactions) });
		const { items, failedItems } = await run(savingRows(), rowsOf([1]), onError);

		expect(stored()).toHaveLength(1);
		expect([...items, ...failedItems]).toMatchObject([{ details: { outcome: 'unknown' } }]);
	});

	it('a deletion that was done is reported as done', async () => {
		const made = await runTight(sandbox.current, { parameters: savingRows(), input: rowsOf([1]) });
		const ids = ['btxn_0', String(made.items[0].id)];
		const result = await run(
			{ resource: 'bankTransaction', operation: 'delete', recordId: byId('={{ $json.id }}') },
			ids.map((id) => ({ id })),
			onError,
		);

		const shown = [...result.items, ...result.failedItems];
		expect(shown.filter(({ deleted }) => deleted)).toMatchObject([{ id: ids[1] }]);
		expect(shown.filter(({ error }) => error)).toHaveLength(1);
	});
});

it('with Stop Workflow, rows before the refused one are saved once', async () => {
	const [first, ...others] = rowsOf([1, 2, 3]);
	const input = [first, { ...others[0], categoryId: 'ctg_0' }, others[1]];
	const options = { batchSize: 1, parallelRequests: 1 };
	const { error } = await run(savingRows({ options }), input);

	expect(stored().map(({ amount }) => amount)).toEqual([1]);
	expect(error?.message).toContain('(1 of 3 items was saved)');
});

it('what is refused at first and possible later is saved by a later try', async () => {
	sandbox.current.fault({ effect: 'rejectRows', rows: [1], path: only(PATHS.bankTransactions) });
	const { error, items } = await run(savingRows(), rowsOf([1, 2, 3]));

	expect(error).toBeUndefined();
	expect(items.map(({ amount }) => amount)).toEqual([1, 2, 3]);
	expect(stored().map(({ amount }) => amount)).toEqual([1, 3, 2]);
	expect(requestsTo(sandbox.current, PATHS.bankTransactions)).toHaveLength(2);
});

it('the same items in another execution are saved again', async () => {
	await run(savingRows(), rowsOf([1]));
	await run(savingRows(), rowsOf([1]));
	expect(stored()).toHaveLength(2);
});

it('matched rows are looked up and saved once', async () => {
	const [bad, ...good] = sourcedRows(3);
	await run(matchingRows(), [{ ...bad, amount: '1.234.5' }, ...good], 'continueErrorOutput');
	expect(rowsTo(sandbox.current, PATHS.bankTransactions)).toHaveLength(2);
});
