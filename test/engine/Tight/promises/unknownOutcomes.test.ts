import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { only, PATHS, queriesOf, requestsTo, rowsTo } from '../../../support/journal';
import {
	finicityImport,
	matchingRows,
	mxImport,
	rowsOf,
	savingRows,
	sourcedRows,
} from '../../../support/rows';
import { BAKERY, runTight, useSandbox, type TightRun } from '../../../support/tight';

/** Promise 2: nothing is sent twice that Tight may already have done. */

const sandbox = useSandbox();

const storedRows = () => sandbox.current.books(BAKERY).bankTransactions;

/** A save that ended so that no one knows whether it took effect. */
const LOST = [
	['the connection is cut before the rows are stored', { effect: 'cut' }, false],
	['the connection is cut after the rows are stored', { effect: 'cut', stored: true }, true],
	['a 500 before the rows are stored', { effect: 'status', status: 500 }, false],
	['a 500 after the rows are stored', { effect: 'status', status: 500, stored: true }, true],
	['a 503 before the rows are stored', { effect: 'status', status: 503 }, false],
	['a 503 after the rows are stored', { effect: 'status', status: 503, stored: true }, true],
	[
		'a 503 that says when to come back',
		{ effect: 'status', status: 503, headers: { 'retry-after': '0' }, stored: true },
		true,
	],
	['a page after the rows are stored', { effect: 'html', stored: true }, true],
	['an answer without data', { effect: 'emptyData' }, true],
] as const;

const SLOW = { effect: 'slowAnswer', ms: 2500 } as const;

interface SaveOperation {
	parameters: INodeParameters;
	input: IDataObject[];
	path: string;
	/** The remedy that the message names. */
	remedy: string;
}

const auto = (resource: string, operation: string, more: INodeParameters = {}) =>
	savingRows({ resource, operation, ...more });

const MATCH = "send it with 'Match On' set to API Source ID";
const LOOK = 'Look in Tight before you send it again';

const operations: Array<[name: string, operation: SaveOperation]> = [
	[
		'Bank Transaction: Create',
		{
			parameters: auto('bankTransaction', 'create'),
			input: rowsOf([1, 2]),
			path: PATHS.bankTransactions,
			remedy: MATCH,
		},
	],
	[
		'Bank Transaction: Create or Update',
		{
			parameters: auto('bankTransaction', 'upsert'),
			input: rowsOf([1, 2]),
			path: PATHS.bankTransactions,
			remedy: MATCH,
		},
	],
	[
		'Payment: Create',
		{
			parameters: auto('payment', 'create'),
			input: rowsOf([1, 2]),
			path: PATHS.payments,
			remedy: MATCH,
		},
	],
	[
		'Bank Account: Create or Update',
		{
			parameters: auto('bankAccount', 'upsert'),
			input: [{ name: 'One' }, { name: 'Two' }],
			path: PATHS.bankAccounts,
			remedy: LOOK,
		},
	],
	[
		'MX Transaction: Import',
		{
			parameters: auto('mxTransaction', 'import', { matchOn: 'none' }),
			input: [mxImport('TRN-1'), mxImport('TRN-2')],
			path: PATHS.mx,
			remedy: MATCH,
		},
	],
	[
		'Finicity Transaction: Import',
		{
			parameters: auto('finicityTransaction', 'import', { matchOn: 'none' }),
			input: [finicityImport(1), finicityImport(2)],
			path: PATHS.finicity,
			remedy: MATCH,
		},
	],
	[
		'Integration: Update',
		{
			parameters: {
				resource: 'integration',
				operation: 'update',
				recordId: { __rl: true, mode: 'id', value: 'int_12345' },
				updateFields: { status: 'ACTIVE' },
			},
			input: [{}],
			path: `${PATHS.integrations}/int_12345`,
			remedy: LOOK,
		},
	],
	[
		'Integration: Link Plaid',
		{
			parameters: { resource: 'integration', operation: 'linkPlaid', accessToken: 'access-1' },
			input: [{}],
			path: PATHS.plaidConnection,
			remedy: LOOK,
		},
	],
];

describe.each(operations)('%s', (_, { parameters, input, path, remedy }) => {
	function expectUnknown(run: TightRun) {
		expect(run.items).toEqual([]);
		expect(run.failedOrigins).toEqual(input.map((__, index) => index));
		run.failedItems.forEach(({ error, details }, index) => {
			expect(error).toMatch(new RegExp(`^Item ${index} may or may not have been saved: `));
			expect(error).toContain(remedy);
			expect(details).toMatchObject({ outcome: 'unknown' });
		});
		expect(requestsTo(sandbox.current, path)).toHaveLength(1);
	}

	it.each(LOST.filter(([, { effect }]) => effect !== 'emptyData'))(
		'is sent once and told as unknown: %s',
		async (__, fault) => {
			sandbox.current.fault({ ...fault, path: only(path) });

			expectUnknown(
				await runTight(sandbox.current, { parameters, input, onError: 'continueErrorOutput' }),
			);
		},
	);

	it('is sent once and told as unknown: the answer comes after the timeout', async () => {
		sandbox.current.fault({ ...SLOW, path: only(path) });
		const run = await runTight(sandbox.current, {
			parameters: { ...parameters, options: { timeout: 1 } },
			input,
			onError: 'continueErrorOutput',
		});

		expectUnknown(run);
		expect(run.failedItems[0].error).toContain('no answer came in time');
	});
});

describe('An update by ID', () => {
	it.each(LOST)('is sent once and told as unknown: %s', async (_, fault) => {
		const saved = await runTight(sandbox.current, { parameters: savingRows(), input: rowsOf([1]) });
		sandbox.current.fault({ ...fault, path: only(PATHS.bankTransactions) });
		const run = await runTight(sandbox.current, {
			parameters: savingRows({ operation: 'update' }),
			input: [{ id: saved.items[0].id, notes: 'x' }],
		});

		expect(run.error?.message).toMatch(/^Item 0 may or may not have been saved/);
		expect(run.error?.message).toContain('(0 of 1 items were saved)');
		expect(requestsTo(sandbox.current, PATHS.bankTransactions)).toHaveLength(2);
	});
});

describe('What cannot have happened is sent again', () => {
	it.each([
		['429', { effect: 'status', status: 429, headers: { 'retry-after': '0' } }],
		['an expired token', { effect: 'expireToken' }],
	])('%s', async (_, fault) => {
		sandbox.current.fault({ ...fault, path: only(PATHS.bankTransactions) });
		const run = await runTight(sandbox.current, { parameters: savingRows(), input: rowsOf([1]) });

		expect(run.error).toBeUndefined();
		expect(storedRows()).toHaveLength(1);
		expect(requestsTo(sandbox.current, PATHS.bankTransactions)).toHaveLength(2);
	});
});

describe('With Match On API Source ID', () => {
	const input = sourcedRows(3);
	const matched: Array<[resource: string, operation: string, rows: IDataObject[], path: string]> = [
		['bankTransaction', 'upsert', input, PATHS.bankTransactions],
		['payment', 'upsert', input, PATHS.payments],
		['mxTransaction', 'import', ['a', 'b', 'c'].map((guid) => mxImport(guid)), PATHS.mx],
		['finicityTransaction', 'import', [1, 2, 3].map((id) => finicityImport(id)), PATHS.finicity],
	];

	describe.each(matched)('%s: %s', (resource, operation, rows, path) => {
		const parameters = auto(resource, operation, { matchOn: 'apiSourceId' });
		const stored = () =>
			sandbox.current.books(BAKERY)[resource === 'payment' ? 'payments' : 'bankTransactions'];

		it.each(LOST)('looks the rows up: %s', async (__, fault, wasStored) => {
			sandbox.current.fault({ ...fault, path: only(path) });
			const run = await runTight(sandbox.current, {
				parameters,
				input: rows,
				onError: 'continueErrorOutput',
			});

			expect(run.error).toBeUndefined();
			expect(requestsTo(sandbox.current, path)).toHaveLength(1);
			expect(run.origins).toEqual(wasStored ? [0, 1, 2] : []);
			expect(run.failedOrigins).toEqual(wasStored ? [] : [0, 1, 2]);
			for (const { error } of run.failedItems) {
				expect(error).toContain('may or may not have been saved');
				expect(error).toContain('by then is not added a second time');
			}
			expect(stored()).toHaveLength(wasStored ? 3 : 0);

			const again = await runTight(sandbox.current, { parameters, input: rows });

			expect(again.error).toBeUndefined();
			expect(again.origins).toEqual([0, 1, 2]);
			expect(stored()).toHaveLength(3);
		});
	});

	it('looks the rows up: the answer comes after the timeout', async () => {
		sandbox.current.fault({ ...SLOW, path: only(PATHS.bankTransactions) });
		const run = await runTight(sandbox.current, {
			parameters: matchingRows({ options: { timeout: 1 } }),
			input,
		});

		expect(run.error).toBeUndefined();
		expect(run.items.map(({ apiSourceId }) => apiSourceId)).toEqual(['src-0', 'src-1', 'src-2']);
		expect(requestsTo(sandbox.current, PATHS.bankTransactions)).toHaveLength(1);
	});

	it('tells an update whose answer was lost from one that did not take effect', async () => {
		await runTight(sandbox.current, { parameters: savingRows(), input });
		const changed = input.map((row) => ({ ...row, notes: 'changed' }));
		sandbox.current.fault({ effect: 'cut', path: only(PATHS.bankTransactions) });
		const lost = await runTight(sandbox.current, {
			parameters: matchingRows(),
			input: changed,
			onError: 'continueErrorOutput',
		});

		expect(lost.failedItems).toHaveLength(3);

		sandbox.current.fault({ effect: 'cut', stored: true, path: only(PATHS.bankTransactions) });
		const done = await runTight(sandbox.current, { parameters: matchingRows(), input: changed });

		expect(done.error).toBeUndefined();
		expect(done.items.map(({ notes }) => notes)).toEqual(Array(3).fill('changed'));
	});

	it('resolves a part of the batches', async () => {
		const rows = sourcedRows(6);
		sandbox.current.fault({
			effect: 'cut',
			stored: true,
			path: only(PATHS.bankTransactions),
			skip: 1,
		});
		const run = await runTight(sandbox.current, {
			parameters: matchingRows({ options: { batchSize: 2, parallelRequests: 1 } }),
			input: rows,
		});

		expect(run.error).toBeUndefined();
		expect(run.items.map(({ apiSourceId }) => apiSourceId)).toEqual(
			rows.map(({ apiSourceId }) => apiSourceId),
		);
		expect(rowsTo(sandbox.current, PATHS.bankTransactions)).toHaveLength(6);
		// Before the saves, for the batch without an answer, and for doubles of all that was added.
		expect(queriesOf(sandbox.current, PATHS.bankTransactions)).toHaveLength(3);
	});

	it('says that the outcome is unknown when the look-up fails too', async () => {
		sandbox.current.fault({ effect: 'cut', stored: true, path: only(PATHS.bankTransactions) });
		sandbox.current.fault({ effect: 'status', status: 403, path: /query$/, skip: 1 });
		const run = await runTight(sandbox.current, { parameters: matchingRows(), input });

		expect(run.error?.message).toMatch(/^Item 0 may or may not have been saved/);
		expect(requestsTo(sandbox.current, PATHS.bankTransactions)).toHaveLength(1);
	});

	it('sends nothing when the look-up before the save fails', async () => {
		sandbox.current.fault({ effect: 'status', status: 403, path: /query$/ });
		const run = await runTight(sandbox.current, {
			parameters: matchingRows(),
			input,
			onError: 'continueErrorOutput',
		});

		expect(run.failedItems).toHaveLength(3);
		expect(run.failedItems[0].error).toMatch(
			/^Item 0 was not sent to Tight: .*not known whether Tight has the row already/,
		);
		expect(requestsTo(sandbox.current, PATHS.bankTransactions)).toEqual([]);
	});

	it('reports one unknown save for each row of a source with unique IDs that means the same record', async () => {
		sandbox.current.fault({ effect: 'cut', path: only(PATHS.bankTransactions) });
		const row = { ...input[0], apiName: 'PLAID' };
		const run = await runTight(sandbox.current, {
			parameters: matchingRows(),
			input: [row, { ...row, notes: 'later' }],
			onError: 'continueErrorOutput',
		});

		expect(run.failedItems.map(({ error }) => error)).toEqual([
			expect.stringContaining('Item 0 may or may not have been saved'),
			expect.stringContaining('Item 1 may or may not have been saved'),
		]);
		expect(rowsTo(sandbox.current, PATHS.bankTransactions)).toMatchObject([{ notes: 'later' }]);
	});
});
