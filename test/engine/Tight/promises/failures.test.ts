import type { IDataObject, OnError } from 'n8n-workflow';

import { batchesTo, PATHS, requestCount, requestsTo, rowsTo } from '../../../support/journal';
import { matchingRows, rowsOf, SAVINGS, savingRows, sourcedRows } from '../../../support/rows';
import { BAKERY, runTight, useSandbox, type TightRun } from '../../../support/tight';

/** Promise 1: every item that goes in is accounted for once. */

const sandbox = useSandbox();

const storedRows = () => sandbox.current.books(BAKERY).bankTransactions;
const saves = () => requestsTo(sandbox.current, PATHS.bankTransactions);

const CONTINUING: OnError[] = ['continueRegularOutput', 'continueErrorOutput'];

interface Saving {
	input: IDataObject[];
	onError?: OnError;
	more?: IDataObject;
}

async function save({ input, onError, more = {} }: Saving): Promise<TightRun> {
	return await runTight(sandbox.current, {
		parameters: savingRows(more as never),
		input,
		onError,
		after: "={{ $('Start').item.json.description }}",
	});
}

interface Told {
	item: number;
	error: string;
	details: IDataObject;
}

/** What came out for the items that failed, on whichever output they are. */
function failuresIn(run: TightRun): Told[] {
	const onRegular = run.items.map((json, index) => ({ json, item: run.origins[index] }));
	const onError = run.failedItems.map((json, index) => ({ json, item: run.failedOrigins[index] }));
	return [...onRegular, ...onError]
		.filter(({ json }) => 'error' in json)
		.map(({ json, item }) => ({
			item,
			error: String(json.error),
			details: json.details as IDataObject,
		}));
}

/** Every input item comes out once, on one of the outputs. */
function expectEachOnce(run: TightRun, items: number) {
	const all = [...run.origins, ...run.failedOrigins].sort((left, right) => left - right);
	expect(all).toEqual(Array.from({ length: items }, (_, index) => index));
}

describe('Rows that are found wrong before they are sent', () => {
	const [good, other] = rowsOf([1, 2]);
	const input = [
		good,
		{ ...good, amount: 'twelve', date: 'today' },
		{ ...good, bankAccountId: null, children: [{ amount: 1 }, {}] },
		{ ...good, customData: { long: 'x'.repeat(2000) } },
		other,
	];
	const told = [
		[1, '\'Date\' (date) must be a day such as 2025-06-26, but is "today"'],
		[1, '\'Amount\' (amount) must be a whole number of cents, but is "twelve"'],
		[2, "'Bank Account' (bankAccountId) is missing"],
		[2, "'Amount' of 'Line Items' 2 (children.1.amount) is missing"],
		[3, "'Custom Data' (customData) must be at most 2000 characters"],
	] as const;

	it('stop the node before anything is sent, tokens included', async () => {
		const run = await save({ input });

		expect(run.error?.message).toMatch(/^Item 1 was not sent to Tight: .*'Date'/);
		expect(run.error?.message).toMatch(/\(0 of 5 items were saved\)$/);
		expect(run.error?.context).toMatchObject({ itemIndex: 1 });
		for (const [item, message] of told.slice(3)) {
			expect(run.error?.description).toContain(`Item ${item} was not sent to Tight`);
			expect(run.error?.description).toContain(message);
		}
		expect(run.error?.description).toContain('Failed: items 1–3<br>');
		expect(run.error?.description).toContain('Not reached: items 0, 4<br>');
		expect(sandbox.current.journal).toEqual([]);
		expect(run.items).toEqual([]);
	});

	it.each(CONTINUING)('%s: the others are saved', async (onError) => {
		const run = await save({ input, onError });

		expect(run.error).toBeUndefined();
		expectEachOnce(run, 5);
		const failures = failuresIn(run);
		expect(failures.map(({ item }) => item)).toEqual([1, 2, 3]);
		for (const [item, message] of told) {
			expect(failures.find((failure) => failure.item === item)!.error).toContain(message);
		}
		expect(failures.map(({ details }) => details.outcome)).toEqual(Array(3).fill('notSent'));
		expect(rowsTo(sandbox.current, PATHS.bankTransactions)).toEqual([good, other]);
	});

	it('on the regular output stand in their place among the others', async () => {
		const run = await save({ input, onError: 'continueRegularOutput' });

		expect(run.origins).toEqual([0, 1, 2, 3, 4]);
		expect(run.after).toEqual(['Row 0', 'Row 0', 'Row 0', 'Row 0', 'Row 1']);
	});

	it('on the error output keep their own fields, beside the reason', async () => {
		const run = await save({ input, onError: 'continueErrorOutput' });

		expect(run.failedItems[0]).toMatchObject({
			...input[1],
			details: { reasons: [{ param: 'date' }, { param: 'amount' }] },
		});
		expect(run.items.every((item) => !('error' in item))).toBe(true);
	});

	it('without any good one, nothing is sent in any mode', async () => {
		for (const onError of [undefined, ...CONTINUING]) {
			const run = await save({ input: [input[1]], onError });

			expect(run.items.length + run.failedItems.length).toBe(onError ? 1 : 0);
			expect(sandbox.current.journal).toEqual([]);
		}
	});
});

describe('An option that is no number, or out of its range', () => {
	const options: Array<[option: string, value: number | string, told: string]> = [
		['batchSize', 0, "'Batch Size' must be a whole number of 1 or more, but is 0"],
		['parallelRequests', 'two', "'Parallel Requests' must be a whole number of 1 or more"],
		['matchWindow', -1, "'Match Window (Days)' must be a whole number from 0 to 36500, but is -1"],
		['matchWindow', 1e6, 'must be a whole number from 0 to 36500, but is 1000000'],
		['timeout', -1, "'Timeout (Seconds)' must be a whole number from 1 to 3600, but is -1"],
	];

	it.each(options)('stops a save before anything is sent: %s %p', async (option, value, told) => {
		const parameters = matchingRows({ options: { [option]: value } });
		const run = await runTight(sandbox.current, { parameters, input: sourcedRows(2) });

		expect(run.error?.message).toContain(told);
		expect(sandbox.current.journal).toEqual([]);
	});

	it.each(options)('fails every item of a save: %s %p', async (option, value, told) => {
		const run = await runTight(sandbox.current, {
			parameters: matchingRows({ options: { [option]: value } }),
			input: sourcedRows(2),
			onError: 'continueErrorOutput',
		});

		expect(run.items).toEqual([]);
		expect(run.failedOrigins).toEqual([0, 1]);
		for (const { error } of run.failedItems) expect(error).toContain(told);
		expect(sandbox.current.journal).toEqual([]);
	});

	it.each(['bankTransaction', 'plaidItem'])('fails a list: Timeout of %s', async (resource) => {
		const parameters = { resource, operation: 'getAll', options: { timeout: -1 } };
		const run = await runTight(sandbox.current, { parameters });

		expect(run.error?.message).toContain(
			"'Timeout (Seconds)' must be a whole number from 1 to 3600",
		);
		expect(sandbox.current.journal).toEqual([]);
	});
});

describe('Rows that Tight refuses', () => {
	const input = rowsOf([1, 2, 3, 4, 5]);
	const error = { type: 'INVALID_VALUE', message: 'Is in a closed period', param: 'date' };
	const refuse = (rows: number[] | 'all') =>
		sandbox.current.fault({ effect: 'rejectRows', rows, error, path: PATHS.bankTransactions });
	const REASON = "Tight refused item 1: Is in a closed period (INVALID_VALUE, 'Date')";

	it('stop the node; the message says how many rows are saved already', async () => {
		refuse([1, 3]);
		const run = await save({ input });

		expect(run.error?.message).toBe(`${REASON} (3 of 5 items were saved)`);
		expect(run.error?.description).toContain('Saved: items 0, 2, 4<br>');
		expect(run.error?.description).toContain('Failed: items 1, 3<br>');
		expect(run.error?.description).toContain('Tight refused item 3: Is in a closed period');
		expect(storedRows()).toHaveLength(3);
	});

	it('stop the node before further batches are sent, which are counted as not reached', async () => {
		refuse([1]);
		const run = await save({ input, more: { options: { batchSize: 2, parallelRequests: 1 } } });

		expect(run.error?.message).toBe(`${REASON} (1 of 5 items was saved)`);
		expect(run.error?.description).toContain('Not reached: items 2–4<br>');
		expect(saves()).toHaveLength(1);
		expect(storedRows()).toHaveLength(1);
	});

	it.each(CONTINUING)('%s: come out with the reason, the others as saved', async (onError) => {
		refuse([1, 3]);
		const run = await save({ input, onError });

		expect(run.error).toBeUndefined();
		expect(saves()[0].status).toBe(207);
		expectEachOnce(run, 5);
		const failures = failuresIn(run);
		expect(failures.map(({ item }) => item)).toEqual([1, 3]);
		expect(failures[0]).toMatchObject({
			error: REASON,
			details: { outcome: 'refused', reasons: [error], statusCode: 400 },
		});
		const saved = run.items.filter((json) => !('error' in json));
		expect(saved.map(({ amount }) => amount)).toEqual([1, 3, 5]);
	});

	it.each(CONTINUING)(
		'%s: also when all of them are refused (400 with a list)',
		async (onError) => {
			refuse('all');
			const run = await save({ input, onError });

			expect(saves().map(({ status }) => status)).toEqual([400]);
			expectEachOnce(run, 5);
			expect(failuresIn(run)).toHaveLength(5);
			expect(storedRows()).toEqual([]);
		},
	);

	it("give Tight's reasons about line items with the label of the line's field", async () => {
		const run = await save({
			input: [{ ...input[0], children: [{ amount: 1, categoryId: 'ctg_0' }] }],
		});

		expect(run.error?.message).toContain(
			"Tight refused item 0: No such id among categories (INVALID_VALUE, 'Category')",
		);
	});

	it('keep several reasons apart', async () => {
		const run = await save({
			input: [{ ...input[0], categoryId: 'ctg_0', vendorId: 'vnd_0' }],
			onError: 'continueErrorOutput',
		});

		expect(failuresIn(run)[0].details.reasons).toMatchObject([
			{ param: 'vendorId' },
			{ param: 'categoryId' },
		]);
		expect(failuresIn(run)[0].error).toContain("'Vendor'); No such id among categories");
	});
});

describe('A batch that Tight refuses as a whole', () => {
	const input = rowsOf([1, 2, 3, 4, 5, 6, 7]);
	const refuseWith = (amount: number) =>
		sandbox.current.fault({
			effect: 'rejectBatch',
			whenRow: { amount },
			error: { type: 'JSON_ERROR', message: 'Cannot read the body' },
			times: Infinity,
		});

	it.each(CONTINUING)('%s: costs only the row at fault', async (onError) => {
		refuseWith(4);
		const run = await save({ input, onError });

		expectEachOnce(run, 7);
		expect(failuresIn(run)).toEqual([
			{
				item: 3,
				error: 'Tight refused item 3: Cannot read the body (JSON_ERROR)',
				details: expect.objectContaining({ outcome: 'refused' }) as IDataObject,
			},
		]);
		expect(storedRows().map(({ amount }) => amount)).toEqual([1, 2, 3, 5, 6, 7]);
	});

	it('stops the node at the row at fault, and says what was saved before', async () => {
		refuseWith(4);
		const run = await save({ input });

		expect(run.error?.message).toContain('Tight refused item 3: Cannot read the body (JSON_ERROR)');
		expect(run.error?.message).toContain('(3 of 7 items were saved)');
		expect(storedRows().map(({ amount }) => amount)).toEqual([1, 2, 3]);
	});

	it('is not sent in halves for ever', async () => {
		sandbox.current.fault({ effect: 'rejectBatch', times: Infinity });
		const rows = rowsOf(Array.from({ length: 400 }, (_, index) => index));
		const run = await save({ input: rows, onError: 'continueRegularOutput' });

		expectEachOnce(run, 400);
		expect(failuresIn(run)).toHaveLength(400);
		expect(saves().length).toBeLessThan(150);
	});
});

describe('A batch that is too large (413)', () => {
	it.each([undefined, ...CONTINUING])('%s: is sent in smaller ones', async (onError) => {
		const input = rowsOf([1, 2, 3, 4, 5]);
		sandbox.current.fault({ effect: 'status', status: 413, path: PATHS.bankTransactions });
		const run = await save({ input, onError });

		expect(run.error).toBeUndefined();
		expectEachOnce(run, 5);
		expect(storedRows().map(({ amount }) => amount)).toEqual([1, 2, 3, 4, 5]);
		const sizes = batchesTo(sandbox.current, PATHS.bankTransactions).map((rows) => rows.length);
		expect(sizes).toEqual([5, 3, 2]);
	});

	it('with a single row is that row’s failure', async () => {
		sandbox.current.fault({
			effect: 'status',
			status: 413,
			path: PATHS.bankTransactions,
			times: Infinity,
		});
		const run = await save({ input: rowsOf([1, 2]) });

		expect(run.error?.message).toMatch(
			/^Tight refused item 0: .*413.* \(0 of 2 items were saved\)$/,
		);
		expect(storedRows()).toEqual([]);
	});
});

describe('Answers about the call', () => {
	const input = rowsOf([1, 2]);

	it.each([
		[403, "Check 'Scope' of the credential"],
		[404, 'Tight does not have this record'],
		[409, 'Tight answered with HTTP 409'],
		[302, "Check 'Environment' and 'Base URL'"],
	])('%i is told as such, and the call is not repeated', async (status, message) => {
		sandbox.current.fault({ effect: 'status', status, path: PATHS.bankTransactions });
		const run = await save({ input, onError: 'continueErrorOutput' });

		expectEachOnce(run, 2);
		for (const { error, details } of failuresIn(run)) {
			expect(error).toMatch(/^Tight refused item [01]: /);
			expect(error).toContain(message);
			expect(details.statusCode).toBe(status);
		}
		expect(saves()).toHaveLength(1);
	});

	it('a redirect is not followed, so that nothing is sent to another host', async () => {
		sandbox.current.fault({
			effect: 'redirect',
			location: `${sandbox.current.url}/v6/elsewhere`,
			path: PATHS.bankTransactions,
		});
		const run = await save({ input });

		expect(run.error?.message).toContain('redirects to another one');
		expect(requestCount(sandbox.current)).toBe(1);
	});

	it('a page instead of an answer is quoted without its markup', async () => {
		sandbox.current.fault({ effect: 'html', status: 403, path: PATHS.bankTransactions });
		const run = await save({ input });

		expect(run.error?.message).toContain('Please wait');
		expect(run.error?.message).not.toContain('<h1>');
	});

	it('a token that may only read saves nothing', async () => {
		const run = await runTight(sandbox.current, {
			parameters: savingRows(),
			input,
			credential: { scope: 'read' },
		});

		expect(run.error?.message).toContain("Check 'Scope' of the credential");
		expect(run.error?.message).toContain('(0 of 2 items were saved)');
	});
});

describe('Answers in a form that the documents do not promise', () => {
	const input = sourcedRows(4);
	const arm = (effect: string, more = {}) =>
		sandbox.current.fault({ effect, path: PATHS.bankTransactions, ...more });

	/** Saved or not known to be: never reported as refused, never paired with another's answer. */
	function expectNoLies(run: TightRun) {
		expectEachOnce(run, 4);
		for (const { details, error } of failuresIn(run)) {
			expect(details.outcome).toBe('unknown');
			expect(error).toMatch(/^Item \d may or may not have been saved/);
		}
		run.items.forEach((item, index) => {
			if ('error' in item) return;
			expect(item.apiSourceId).toBe(`src-${run.origins[index]}`);
		});
		expect(saves()).toHaveLength(1);
		expect(storedRows()).toHaveLength(4);
	}

	it.each([
		['in reversed order', 'shuffleEntries', 4],
		['with an entry too many', 'extraEntries', 4],
		['with an entry missing', 'dropEntries', 3],
		['without result and statusCode', 'omitVerdicts', 4],
		['with filled errors beside SUCCESS', 'fillErrors', 4],
		['with bare records', 'bareEntries', 4],
		['with SUCCESS and no data', 'emptyData', 0],
		['with a page', 'html', 0],
	])('%s', async (_, effect, known) => {
		arm(effect, effect === 'html' ? { stored: true } : {});
		const run = await save({ input, onError: 'continueErrorOutput' });

		expectNoLies(run);
		expect(run.items).toHaveLength(known);
	});

	it('with entries missing and nothing to tell the rows apart, none is guessed', async () => {
		arm('dropEntries');
		const [row] = rowsOf([1]);
		const run = await save({ input: Array(4).fill(row), onError: 'continueErrorOutput' });

		expectEachOnce(run, 4);
		expect(failuresIn(run).map(({ details }) => details.outcome)).toEqual(Array(4).fill('unknown'));
		expect(failuresIn(run)[0].error).toContain('Tight answered for 3 of 4 rows');
	});

	it('in reversed order, rows without source ids are told by what they say', async () => {
		arm('shuffleEntries');
		const run = await save({ input: rowsOf([1, 2, 3]) });

		expect(run.error).toBeUndefined();
		expect(run.items.map(({ amount }) => amount)).toEqual([1, 2, 3]);
	});

	it('two rows with one source id in a batch keep their own answers', async () => {
		const [row] = input;
		arm('rejectRows', { rows: [0] });
		const run = await save({
			input: [row, { ...row, bankAccountId: SAVINGS }, { ...row, amount: 7 }],
			onError: 'continueErrorOutput',
		});

		expectEachOnce(run, 3);
		expect(failuresIn(run)).toMatchObject([{ item: 0, details: { outcome: 'refused' } }]);
		expect(run.items).toMatchObject([{ bankAccount: { id: SAVINGS } }, { amount: 7 }]);
		expect(storedRows()).toHaveLength(2);
	});

	it('without results, a row is refused when it has reasons and no data', async () => {
		arm('omitVerdicts');
		arm('rejectRows', { rows: [2] });
		const run = await save({ input, onError: 'continueErrorOutput' });

		expectEachOnce(run, 4);
		expect(run.origins).toEqual([0, 1, 3]);
		expect(failuresIn(run)).toMatchObject([{ item: 2, details: { outcome: 'refused' } }]);
	});

	it('in reversed order with a row refused, no row gets the answer of another', async () => {
		arm('shuffleEntries');
		arm('rejectRows', { rows: [3] });
		const run = await save({ input, onError: 'continueErrorOutput' });

		expectEachOnce(run, 4);
		expect(run.items.map(({ apiSourceId }) => apiSourceId)).toEqual(['src-0', 'src-1', 'src-2']);
		expect(failuresIn(run)).toMatchObject([{ item: 3, details: { outcome: 'unknown' } }]);
	});

	it('stop the node, saying that the rows may have been saved', async () => {
		arm('html', { stored: true });
		const run = await save({ input });

		expect(run.error?.message).toMatch(/^Item 0 may or may not have been saved: .*Please wait/);
		expect(run.error?.message).toContain("send it with 'Match On' set to API Source ID");
		expect(run.error?.description).toContain('Failed: items 0–3<br>');
	});
});

describe('Items', () => {
	it('none in, none out', async () => {
		const run = await save({ input: [] });

		expect(run.error).toBeUndefined();
		expect(sandbox.current.journal).toEqual([]);
	});

	it('an item that has an error of its own is no failure', async () => {
		const [row] = rowsOf([1]);
		const run = await save({
			input: [{ ...row, error: 'of an earlier node', details: 'x' }],
			onError: 'continueErrorOutput',
		});

		expect(run.failedItems).toEqual([]);
		expect(run.items).toHaveLength(1);
	});
});
