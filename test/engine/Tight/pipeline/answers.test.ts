import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { only, PATHS, queriesOf, requestsTo, rowsTo } from '../../../support/journal';
import { changed, fromPlaid } from '../../../support/plaidChanges';
import {
	finicityImport,
	matchingRows,
	mxImport,
	rowsOf,
	savingRows,
	sourcedRows,
} from '../../../support/rows';
import {
	BAKERY,
	runTight,
	tightOfAnotherProcess,
	tokenMadeElsewhere,
	useSandbox,
} from '../../../support/tight';
import {
	attempt,
	deletions,
	deliver,
	failure,
	importing,
	matched,
	messagesOf,
	outcomesOf,
} from './pipeline';

/** What the node makes of Tight's answers, whatever they look like. */

const sandbox = useSandbox();
const another = tightOfAnotherProcess();

const stored = () => sandbox.current.books(BAKERY).bankTransactions as IDataObject[];
const saves = () => requestsTo(sandbox.current, PATHS.bankTransactions);
const SAVE = only(PATHS.bankTransactions);
const QUERY = /query$/;

describe('#25 a query that Tight refuses', () => {
	const refusals: Array<[string, number, unknown]> = [
		['400, empty list', 400, []],
		['400, null', 400, null],
		['200, empty list', 200, []],
		['207, empty list', 207, []],
		['200, null', 200, null],
	];
	const refuse = (status: number, data: unknown) =>
		sandbox.current.fault({
			effect: 'status',
			status,
			body: failure(data),
			path: QUERY,
			times: Infinity,
		});

	test.each(refusals)('#25 (%s) is not "no rows": nothing is sent', async (_, status, data) => {
		await deliver(sandbox.current, matchingRows(), sourcedRows(25));
		refuse(status, data);
		const before = saves().length;
		const run = await attempt(sandbox.current, matchingRows(), sourcedRows(25, { notes: 'x' }));
		expect(outcomesOf(run)).toEqual(Array(25).fill('notSent'));
		expect(messagesOf(run)[0]).toContain('Tight said why');
		expect(saves()).toHaveLength(before);
		expect(stored()).toHaveLength(25);
	});

	test.each(refusals)('#25 (%s) in the second page alike', async (_, status, data) => {
		await deliver(sandbox.current, matchingRows(), sourcedRows(300));
		sandbox.current.fault({
			effect: 'status',
			status,
			body: failure(data),
			path: QUERY,
			skip: 1,
			times: Infinity,
		});
		const run = await attempt(sandbox.current, matchingRows(), sourcedRows(300, { notes: 'x' }));
		expect(new Set(outcomesOf(run))).toEqual(new Set(['notSent']));
		expect(stored()).toHaveLength(300);
	});

	test.each(refusals)('#25 (%s) fails Get Many', async (_, status, data) => {
		refuse(status, data);
		const getAll = { resource: 'bankTransaction', operation: 'getAll', returnAll: true };
		const { error, items } = await runTight(sandbox.current, { parameters: getAll });
		expect(items).toEqual([]);
		expect(error?.message).toContain('Tight said why');
	});

	test.each([
		['MX', importing('mxTransaction'), [mxImport('TRN-1')]],
		['payments', matched('payment'), [{ ...rowsOf([5])[0], apiSourceId: 'p' }]],
		['Plaid', fromPlaid(), [changed('plaid-1')]],
	])('#25 for rows of %s alike', async (_, parameters, input) => {
		refuse(400, []);
		const run = await attempt(sandbox.current, parameters, input as IDataObject[]);
		expect(outcomesOf(run)).toEqual(['notSent']);
		expect(stored()).toEqual([]);
	});

	test.each([
		['plaidItem', PATHS.plaidItems],
		['plaidAccount', PATHS.plaidAccounts],
	])('#25 of a list of version 5 (%s) fails', async (resource, path) => {
		const body = { response: {}, status: 'FAILURE', result: 'FAILURE', data: [] };
		const errors = { fieldErrors: {}, globalErrors: [{ errorMessage: 'Tight said why' }] };
		sandbox.current.fault({
			effect: 'status',
			status: 200,
			body: { ...body, errors },
			path,
			times: Infinity,
		});
		const parameters = { resource, operation: 'getAll', returnAll: true };
		const { error, items } = await runTight(sandbox.current, { parameters });
		expect(items).toEqual([]);
		expect(error?.message).toBeDefined();
	});
});

describe('#14 a Tight that does not show source IDs', () => {
	test.each([
		['rows of a file', matchingRows({ options: { batchSize: 2, parallelRequests: 1 } }), 6],
		['rows of Plaid', fromPlaid({ options: { batchSize: 2, parallelRequests: 1 } }), 6],
	])('#14 is told, and the run stops adding: %s', async (_, parameters, count) => {
		sandbox.current.behave({ sourceIds: 'hidden' });
		const input =
			parameters.mappingMode === 'fromPlaid'
				? Array.from({ length: count }, (__, index) => changed(`p-${index}`, { amount: 1 + index }))
				: sourcedRows(count);
		const run = await attempt(sandbox.current, parameters, input);
		expect(stored().length).toBeLessThan(count);
		expect(run.items).toEqual([]);
		expect(run.failedItems).toHaveLength(count);
		expect(outcomesOf(run).slice(-2)).toEqual(['notSent', 'notSent']);
	});

	test('#14 nor do later runs add the rows again, in whatever process', async () => {
		sandbox.current.behave({ sourceIds: 'hidden' });
		await attempt(sandbox.current, matchingRows(), sourcedRows(3));
		await attempt(sandbox.current, matchingRows(), sourcedRows(3));
		await attempt(sandbox.current, matchingRows(), sourcedRows(3), { tight: another });
		expect(stored()).toHaveLength(3);
	});
});

describe('#26 an import for which Tight shows another source ID', () => {
	const rows = [0, 1, 2].map((index) => mxImport(`trn-${index}`, { amount: 10 + index }));

	test.each(['prefixed', 'upperCase', 'hidden'] as const)(
		'#26 (%s) is noticed at once and never doubled',
		async (sourceIds) => {
			sandbox.current.behave({ sourceIds });
			const first = await attempt(sandbox.current, importing('mxTransaction'), rows);
			expect(first.failedItems).toHaveLength(3);
			for (const message of messagesOf(first)) {
				expect(message).not.toMatch(/not added a second time|can send it again/i);
			}
			await attempt(sandbox.current, importing('mxTransaction'), rows);
			await attempt(sandbox.current, importing('mxTransaction'), rows, { tight: another });
			expect(stored()).toHaveLength(3);
		},
	);

	test('#26 of Finicity alike', async () => {
		sandbox.current.behave({ sourceIds: 'hidden' });
		const input = [1, 2].map((id) => finicityImport(id, { amount: -10 - id }));
		await attempt(sandbox.current, importing('finicityTransaction'), input);
		await attempt(sandbox.current, importing('finicityTransaction'), input);
		expect(stored()).toHaveLength(2);
	});

	test('#26 stops before the second batch', async () => {
		sandbox.current.behave({ sourceIds: 'prefixed' });
		const input = Array.from({ length: 6 }, (_, index) =>
			mxImport(`trn-${index}`, { amount: 10 + index }),
		);
		const parameters = { ...importing('mxTransaction'), options: { batchSize: 2 } };
		await attempt(sandbox.current, parameters, input);
		expect(stored().length).toBeLessThanOrEqual(2);
	});
});

describe('#27 equal rows with source IDs of their own', () => {
	const coffees = (count: number) =>
		Array.from({ length: count }, (_, index) => mxImport(`TRN-${index}`));

	test.each([
		['hiddenInSaves', 2],
		['hiddenInSaves', 24],
		['hidden', 2],
		['hidden', 24],
	] as const)('#27 all stay (source IDs %s, %i rows)', async (sourceIds, count) => {
		sandbox.current.behave({ sourceIds, batchOrder: 'reversed' });
		const run = await attempt(sandbox.current, importing('mxTransaction'), coffees(count));
		expect(deletions(sandbox.current)).toEqual([]);
		expect(stored()).toHaveLength(count);
		run.items.forEach(({ apiSourceId }, index) =>
			expect(apiSourceId).toBe(`TRN-${run.origins[index]}`),
		);
	});

	test.each(['hidden', 'hiddenInSaves'] as const)(
		'#27 of a file too (source IDs %s)',
		async (sourceIds) => {
			sandbox.current.behave({ sourceIds, batchOrder: 'reversed' });
			const rows = ['a', 'b', 'c'].map((apiSourceId) => ({ ...rowsOf([-450])[0], apiSourceId }));
			await attempt(sandbox.current, matchingRows(), rows);
			await attempt(sandbox.current, matchingRows(), rows);
			expect(deletions(sandbox.current)).toEqual([]);
			expect(stored()).toHaveLength(3);
		},
	);

	test('#27 of Plaid too, and a second run changes nothing', async () => {
		sandbox.current.behave({ sourceIds: 'hiddenInSaves', batchOrder: 'reversed' });
		const input = ['a', 'b', 'c'].map((id) => changed(id));
		await attempt(sandbox.current, fromPlaid(), input);
		await attempt(sandbox.current, fromPlaid(), input);
		await attempt(sandbox.current, fromPlaid(), input, { tight: another });
		expect(deletions(sandbox.current)).toEqual([]);
		expect(
			stored()
				.map(({ apiSourceId }) => apiSourceId)
				.sort(),
		).toEqual(['a', 'b', 'c']);
	});
});

describe('#28 a save that answers IDs which lists do not know', () => {
	test.each([
		['rows of a file', matchingRows(), sourcedRows(10)],
		['rows of Plaid', fromPlaid(), Array.from({ length: 10 }, (_, index) => changed(`p${index}`))],
		[
			'an import',
			importing('mxTransaction'),
			Array.from({ length: 10 }, (_, index) => mxImport(`TRN-${index}`)),
		],
	])('#28 deletes nothing: %s', async (_, parameters, input) => {
		sandbox.current.behave({ savedIds: 'other' });
		const run = await attempt(
			sandbox.current,
			parameters as INodeParameters,
			input as IDataObject[],
		);
		expect(deletions(sandbox.current)).toEqual([]);
		expect(stored()).toHaveLength(10);
		const known = stored().map(({ id }) => id);
		for (const { id } of run.items) expect(known).toContain(id);
	});

	// Not one of the 38: a list that lags behind shows nothing to match a second delivery with.
	test.failing('#28 nor does a redelivery before the lists catch up add twice', async () => {
		sandbox.current.behave({ lagMs: 60_000 });
		await attempt(sandbox.current, fromPlaid(), [changed('plaid-1')]);
		await attempt(sandbox.current, fromPlaid(), [changed('plaid-1')]);
		expect(stored()).toHaveLength(1);
	});

	test('#28 nor do lists that lag behind make it delete, or add twice', async () => {
		sandbox.current.behave({ lagMs: 60_000 });
		await attempt(sandbox.current, matchingRows(), sourcedRows(10));
		expect(deletions(sandbox.current)).toEqual([]);
		expect(stored()).toHaveLength(10);
	});
});

describe('#24 answers in reversed order with cleaned texts', () => {
	test.each([
		['Create', savingRows(), {}],
		['Create or Update', matchingRows(), {}],
	])('#24 no item comes out with the amount of another one: %s', async (_, parameters) => {
		const amounts = [500, 700, 900];
		sandbox.current.behave({
			batchOrder: 'reversed',
			descriptions: 'cleaned',
			sourceIds: 'hiddenInSaves',
		});
		const input = rowsOf(amounts).map((row, index) => ({
			...row,
			...(parameters.matchOn && { apiSourceId: `s-${index}` }),
		}));
		const run = await attempt(sandbox.current, parameters, input);
		expect(stored()).toHaveLength(3);
		run.items.forEach(({ amount }, index) => expect(amount).toBe(amounts[run.origins[index]]));
		expect(run.items.length + run.failedItems.length).toBe(3);
		for (const outcome of outcomesOf(run)) expect(outcome).toBe('unknown');
	});

	test('#24 nor with its day', async () => {
		const days = ['2025-02-01', '2025-02-02', '2025-02-03'];
		sandbox.current.behave({ batchOrder: 'reversed', descriptions: 'cleaned' });
		const input = days.map((date) => ({ ...rowsOf([500])[0], date }));
		const run = await attempt(sandbox.current, savingRows(), input);
		run.items.forEach(({ date }, index) => expect(date).toBe(days[run.origins[index]]));
	});
});

describe('#29 FAILURE without data after the rows were stored', () => {
	test.each([200, 207])('#29 (%i) is unknown, and nothing is sent again', async (status) => {
		const body = failure(null);
		sandbox.current.fault({ effect: 'status', status, body, stored: true, path: SAVE });
		const run = await attempt(sandbox.current, savingRows(), rowsOf([1, 2, 3, 4]));
		expect(saves()).toHaveLength(1);
		expect(stored()).toHaveLength(4);
		expect(outcomesOf(run)).toEqual(Array(4).fill('unknown'));
	});

	test.each([200, 207])('#29 (%i) of matched rows is looked up', async (status) => {
		const body = failure(null);
		sandbox.current.fault({ effect: 'status', status, body, stored: true, path: SAVE });
		const run = await attempt(sandbox.current, matchingRows(), sourcedRows(4));
		expect(saves()).toHaveLength(1);
		expect(run.origins).toEqual([0, 1, 2, 3]);
		expect(stored()).toHaveLength(4);
	});
});

describe('#30 the newest generation of answers', () => {
	test('#30 a row with reasons and without an ID was not saved', async () => {
		sandbox.current.behave({ entries: 'newest' });
		const [good, bad] = rowsOf([1, 2]);
		const run = await attempt(sandbox.current, savingRows(), [
			good,
			{ ...bad, categoryId: 'ctg_none' },
		]);
		expect(run.origins).toEqual([0]);
		expect(run.failedOrigins).toEqual([1]);
		expect(['refused', 'unknown']).toContain(outcomesOf(run)[0]);
		expect(messagesOf(run)[0]).toContain('No such id');
		expect(messagesOf(run)[0]).toContain('Category');
	});

	test('#30 of matched rows and of updates alike', async () => {
		await deliver(sandbox.current, matchingRows(), sourcedRows(2));
		sandbox.current.behave({ entries: 'newest' });
		const [one, two] = sourcedRows(2, { notes: 'x' });
		const input = [one, { ...two, categoryId: 'ctg_none' }];
		const run = await attempt(sandbox.current, matchingRows(), input);
		expect(run.origins).toEqual([0]);
		expect(run.failedOrigins).toEqual([1]);
	});
});

describe('#31 a batch refused with an empty list', () => {
	test.each([1, 3])("#31 (%i rows) tells Tight's reason", async (count) => {
		const error = { type: 'INVALID_VALUE', message: 'Tight said why', param: 'date' };
		sandbox.current.fault({ effect: 'rejectBatch', emptyList: true, error, times: Infinity });
		const amounts = Array.from({ length: count }, (_, index) => 1 + index);
		const run = await attempt(sandbox.current, savingRows(), rowsOf(amounts));
		expect(outcomesOf(run)).toEqual(Array(count).fill('refused'));
		for (const message of messagesOf(run)) {
			expect(message).toContain('Tight said why');
			expect(message).toContain("'Date'");
		}
	});
});

describe('#32 a token answer that cannot be read', () => {
	test.each([
		['cut off', '{"token_type":"Bearer","access_token":"a-token-nobody-may-see","expires_in":36'],
		['wrapped', '<html><pre>{"access_token":"a-token-nobody-may-see"}</pre></html>'],
		['in single quotes', "{'access_token': 'a-token-nobody-may-see'}"],
		['a form', 'access_token=a-token-nobody-may-see&expires_in=3600'],
		['a bare text', '"a-token-nobody-may-see"'],
	])('#32 (%s) is never quoted', async (_, body) => {
		sandbox.current.fault({
			effect: 'status',
			status: 200,
			body,
			path: PATHS.token,
			times: Infinity,
		});
		const run = await attempt(sandbox.current, savingRows(), rowsOf([1]));
		expect(outcomesOf(run)).toEqual(['notSent']);
		expect(JSON.stringify([run.failedItems, run.run])).not.toContain('nobody-may-see');
	});
});

describe('#closing', () => {
	const close = async (date: string, modifications: string) => {
		const token = await tokenMadeElsewhere(sandbox.current, BAKERY);
		const answer = await fetch(`${sandbox.current.url}/v6/closing`, {
			method: 'POST',
			headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
			body: JSON.stringify({ date, modifications }),
		});
		expect(answer.status).toBe(200);
	};
	const [old, recent]: IDataObject[] = [
		{ ...sourcedRows(2)[0], date: '2025-01-31' },
		{ ...sourcedRows(2)[1], date: '2025-02-02' },
	];

	test.each([
		['Create', savingRows()],
		['Create or Update', matchingRows()],
	])('#closing a warned row is saved, and says the warning: %s', async (_, parameters) => {
		await close('2025-02-01', 'ENABLED_WITH_WARNING');
		const { items } = await deliver(sandbox.current, parameters, [old, recent]);
		expect(stored()).toHaveLength(2);
		expect(items[0].warnings).toMatchObject([
			{ type: 'NOT_MODIFIABLE', message: 'The books are closed until 2025-02-01', param: 'date' },
		]);
		expect(items[1]).not.toHaveProperty('warnings');
	});

	test.each([
		['Create', savingRows()],
		['Create or Update', matchingRows()],
	])("#closing a refused row tells Tight's reason: %s", async (_, parameters) => {
		await close('2025-02-01', 'DISABLED');
		const run = await attempt(sandbox.current, parameters, [old, recent]);
		expect(run.origins).toEqual([1]);
		expect(outcomesOf(run)).toEqual(['refused']);
		expect(messagesOf(run)[0]).toContain('The books are closed until 2025-02-01');
		expect(messagesOf(run)[0]).toContain("'Date'");
	});

	test('#closing a change and a deletion inside closed days are refused too', async () => {
		const { items } = await deliver(sandbox.current, matchingRows(), [old]);
		await close('2025-02-01', 'DISABLED');
		const run = await attempt(sandbox.current, matchingRows(), [{ ...old, amount: -9 }]);
		expect(outcomesOf(run)).toEqual(['refused']);
		const deletion = await attempt(
			sandbox.current,
			{
				resource: 'bankTransaction',
				operation: 'delete',
				recordId: { __rl: true, mode: 'id', value: String(items[0].id) },
			},
			[{}],
		);
		expect(outcomesOf(deletion)).toEqual(['refused']);
		expect(messagesOf(deletion)[0]).toContain('The books are closed');
		expect(stored()).toMatchObject([{ amount: old.amount }]);
	});

	test('#closing a warned change says the warning as well, once', async () => {
		await deliver(sandbox.current, matchingRows(), [old]);
		await close('2025-02-01', 'ENABLED_WITH_WARNING');
		const { items } = await deliver(sandbox.current, matchingRows(), [{ ...old, notes: 'x' }]);
		expect(items[0].warnings).toHaveLength(1);
		const again = await deliver(sandbox.current, matchingRows(), [{ ...old, notes: 'x' }]);
		expect(again.items[0]).not.toHaveProperty('warnings');
		expect(rowsTo(sandbox.current, PATHS.bankTransactions)).toHaveLength(2);
		expect(queriesOf(sandbox.current, PATHS.bankTransactions).length).toBeGreaterThan(0);
	});
});
