import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { batchesTo, PATHS, requestCount, requestsTo, rowsTo } from '../../../support/journal';
import { rowsOf, savingRows, sourcedRows } from '../../../support/rows';
import { BAKERY, runTight, useSandbox } from '../../../support/tight';

/** Rows go out in batches, and come back to their items. */

const sandbox = useSandbox();

const count = (length: number) => Array.from({ length }, (_, index) => index + 1);
const storedRows = () => sandbox.current.books(BAKERY).bankTransactions;
const batches = () => batchesTo(sandbox.current, PATHS.bankTransactions);

async function save(input: IDataObject[], options: INodeParameters = {}, more = {}) {
	const run = await runTight(sandbox.current, {
		parameters: savingRows({ options, ...more }),
		input,
	});
	expect(run.error).toBeUndefined();
	return run;
}

it('1,000 rows take five requests and a token', async () => {
	const run = await save(rowsOf(count(1000)));

	expect(batches().map((rows) => rows.length)).toEqual([200, 200, 200, 200, 200]);
	expect(sandbox.current.journal).toHaveLength(6);
	expect(run.items.map(({ amount }) => amount)).toEqual(count(1000));
	expect(run.origins).toEqual(count(1000).map((number) => number - 1));
});

it('a batch holds as many rows as the user says', async () => {
	await save(rowsOf(count(7)), { batchSize: 3, parallelRequests: 1 });

	expect(batches().map((rows) => rows.map(({ amount }) => amount))).toEqual([
		[1, 2, 3],
		[4, 5, 6],
		[7],
	]);
});

it.each([
	[1, 1],
	[3, 3],
])('no more than %i requests are under way at once', async (parallelRequests, most) => {
	const PATIENCE = 300;
	sandbox.current.fault({
		effect: 'slow',
		ms: PATIENCE,
		path: PATHS.bankTransactions,
		times: Infinity,
	});
	await save(rowsOf(count(2 * most)), { batchSize: 1, parallelRequests });

	// The journal notes when each request came in; those that came while one was waiting overlap.
	const arrivals = requestsTo(sandbox.current, PATHS.bankTransactions).map(({ at }) =>
		Date.parse(at),
	);
	const underWay = arrivals.map(
		(now) => arrivals.filter((other) => other <= now && now < other + PATIENCE - 20).length,
	);
	expect(Math.max(...underWay)).toBe(most);
});

it('items come out in their order although a later batch is answered first', async () => {
	// The first batch goes out alone; the third one overtakes the second.
	sandbox.current.fault({ effect: 'slow', ms: 150, skip: 1, path: PATHS.bankTransactions });
	const run = await save(rowsOf(count(6)), { batchSize: 2, parallelRequests: 3 });

	expect(run.items.map(({ amount }) => amount)).toEqual(count(6));
	expect(storedRows()[5].amount).not.toBe(6);
});

describe('One ID twice in one run', () => {
	it('makes one save, in which later values win', async () => {
		const { items } = await save(rowsOf([1, 2]));
		const [one, two] = items.map(({ id }) => id);
		sandbox.current.journal.length = 0;
		const run = await save(
			[
				{ id: one, amount: 10 },
				{ id: two, amount: 20 },
				{ id: one, notes: 'kept' },
				{ id: one, amount: 12 },
			],
			{ parallelRequests: 8 },
			{ operation: 'update' },
		);

		expect(batches().map((rows) => rows.map(({ amount }) => amount))).toEqual([[12, 20]]);
		expect(sandbox.current.journal.some(({ sameIdTwice }) => sameIdTwice)).toBe(false);
		expect(storedRows()).toMatchObject([{ amount: 12, notes: 'kept' }, { amount: 20 }]);
		expect(run.items.map(({ amount }) => amount)).toEqual([12, 20, 12, 12]);
		expect(run.origins).toEqual([0, 1, 2, 3]);
	});

	it('stops the node with the reason when it is refused', async () => {
		const { items } = await save(rowsOf([1]));
		const { id } = items[0];
		const { error } = await runTight(sandbox.current, {
			parameters: savingRows({ operation: 'update' }),
			input: [
				{ id, categoryId: 'ctg_0' },
				{ id, notes: 'kept' },
			],
		});

		expect(error?.message).toContain('Tight refused item 0: No such id among categories');
		expect(error?.message).toContain('(0 of 2 items were saved)');
	});

	it('does not let a good row fail with a bad one', async () => {
		const { items } = await save(rowsOf([1]));
		const { id } = items[0];
		const run = await runTight(sandbox.current, {
			parameters: savingRows({ operation: 'update' }),
			input: [
				{ id, categoryId: 'ctg_0' },
				{ id, notes: 'kept' },
			],
			onError: 'continueErrorOutput',
		});

		expect(run.failedOrigins).toEqual([0]);
		expect(run.items).toMatchObject([{ id, notes: 'kept' }]);
	});
});

describe('Links', () => {
	it('lead from each saved row to its item, for nodes behind this one', async () => {
		const run = await runTight(sandbox.current, {
			parameters: savingRows({ options: { batchSize: 2 } }),
			input: sourcedRows(5).map((row, index) => ({ ...row, ref: `ref-${index}` })),
			after: "={{ $('Start').item.json.ref }} {{ $json.apiSourceId }}",
		});

		expect(run.after).toEqual(count(5).map((number) => `ref-${number - 1} src-${number - 1}`));
	});

	it('lead from the rows that follow a failed one to their own items', async () => {
		const input = sourcedRows(4).map((row, index) => ({
			...row,
			ref: `ref-${index}`,
			date: index === 1 ? 'never' : row.date,
		}));
		const run = await runTight(sandbox.current, {
			parameters: savingRows(),
			input,
			onError: 'continueErrorOutput',
			after: "={{ $('Start').item.json.ref }}",
		});

		expect(run.after).toEqual(['ref-0', 'ref-2', 'ref-3']);
		expect(run.failedItems).toMatchObject([{ ref: 'ref-1' }]);
	});
});

it('a batch of one is sent as a list as well', async () => {
	await save(rowsOf([1]));

	expect(rowsTo(sandbox.current, PATHS.bankTransactions)).toHaveLength(1);
	expect(requestCount(sandbox.current)).toBe(1);
});
