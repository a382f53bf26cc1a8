import { sleep, type IDataObject, type INodeParameters } from 'n8n-workflow';

import { PATHS, queriesOf, requestsTo, rowsTo } from '../../../support/journal';
import { changed } from '../../../support/plaidChanges';
import { byId, matchingRows, savingRows, sourcedRows } from '../../../support/rows';
import { mxRow } from '../../../support/samples';
import {
	BAKERY,
	runTight,
	tightOfAnotherProcess,
	useSandbox,
	type TightOptions,
} from '../../../support/tight';

/** Workers of a queue-mode n8n share no memory, and yet add nothing twice. */

const sandbox = useSandbox();
const tight = tightOfAnotherProcess();

const stored = () => sandbox.current.books(BAKERY).bankTransactions as IDataObject[];
const deletions = () => sandbox.current.journal.filter(({ method }) => method === 'DELETE');
const idsOf = ({ items }: { items: IDataObject[] }) => items.map(({ id }) => id);

const QUERY = `${PATHS.bankTransactions}/query`;

/** The paths to which rows are saved. */
const SAVE = /^\/v6\/(banks\/transactions|imports\/mx\/transactions)$/;

// The first run of a process loads what the later ones use.
beforeAll(async () => {
	await runTight(sandbox.current, { parameters: matchingRows(), input: sourcedRows(1), tight });
});

/**
 * One worker has asked what Tight has and is about to save; until its save gets there, the other one
 * does all of its work.
 */
async function atOnce(
	parameters: INodeParameters,
	[input, others]: IDataObject[][],
	more: Partial<TightOptions> = {},
) {
	sandbox.current.fault({ effect: 'slow', ms: 5000, path: SAVE });
	const late = runTight(sandbox.current, { parameters, input, ...more });
	while (!sandbox.current.journal.some(({ path }) => SAVE.test(path))) await sleep(20);
	const early = await runTight(sandbox.current, { parameters, input: others, tight, ...more });
	return { early, late: await late };
}

const importing = {
	resource: 'mxTransaction',
	operation: 'import',
	mappingMode: 'autoMapInputData',
	matchOn: 'apiSourceId',
};
const fromPlaid = {
	resource: 'bankTransaction',
	operation: 'upsert',
	mappingMode: 'fromPlaid',
	accountMapping: 'maskAndName',
	pendingTransactions: 'skip',
	removedTransactions: 'mark',
};
const guids = ['TRN-1', 'TRN-2', 'TRN-3'];

describe('Two workers that save the same rows at once', () => {
	it.each([
		[
			'matched rows of a system with unique IDs',
			matchingRows(),
			sourcedRows(3, { apiName: 'PLAID' }),
		],
		['rows of Plaid', fromPlaid, guids.map((id) => changed(id))],
		['an import of MX', importing, guids.map((guid) => ({ ...mxRow, guid }))],
	])('leave one of each: %s', async (_, parameters, input) => {
		const { early, late } = await atOnce(parameters, [input, input]);

		const path = parameters === importing ? PATHS.mx : PATHS.bankTransactions;
		expect(rowsTo(sandbox.current, path)).toHaveLength(6);
		expect(deletions()).toHaveLength(3);
		expect(stored()).toHaveLength(3);
		for (const run of [early, late]) {
			expect(run.error).toBeUndefined();
			expect(idsOf(run)).toEqual(stored().map(({ id }) => id));
			expect(run.origins).toEqual([0, 1, 2]);
		}
	});

	it.each([
		['with IDs of the user', sourcedRows(2)],
		['in other words than each other', sourcedRows(2, { apiName: 'PLAID', notes: 'saved last' })],
	])('delete nothing, and say so: %s', async (_, input) => {
		const others = input.map((row) => ({ ...row, notes: undefined }));
		const more = { onError: 'continueErrorOutput' } as const;
		const { early, late } = await atOnce(matchingRows(), [input, others], more);

		expect(deletions()).toEqual([]);
		const ids = stored().map(({ id }) => String(id));
		expect(ids).toHaveLength(4);
		expect(early.failedItems).toEqual([]);
		expect(late.failedItems).toHaveLength(2);
		late.failedItems.forEach(({ error, details }, item) => {
			expect(error).toContain(`saved twice at the same time, as ${ids[item]} and ${ids[item + 2]}`);
			expect(details).toMatchObject({ outcome: 'unknown' });
		});
	});

	it('a third one that comes meanwhile waits until one of two records is gone', async () => {
		const [row] = sourcedRows(1);
		const doubled = await runTight(sandbox.current, {
			parameters: savingRows(),
			input: [row, { ...row, notes: 'later' }],
		});
		const third = runTight(sandbox.current, {
			parameters: matchingRows(),
			input: [{ ...row, amount: -777 }],
		});
		while (queriesOf(sandbox.current, PATHS.bankTransactions).length === 0) await sleep(20);
		const recordId = byId(String(doubled.items[1].id));
		const { error } = await runTight(sandbox.current, {
			parameters: { resource: 'bankTransaction', operation: 'delete', recordId },
			tight,
		});
		expect(error).toBeUndefined();

		expect((await third).error).toBeUndefined();
		expect(stored().map(({ amount }) => amount)).toEqual([-777]);
	});
});

describe('A double that cannot be deleted', () => {
	it('is told with the IDs of both records', async () => {
		sandbox.current.fault({ effect: 'status', status: 403, method: 'DELETE', times: Infinity });
		const input = sourcedRows(2, { apiName: 'PLAID' });
		const more = { onError: 'continueErrorOutput' } as const;
		const { early, late } = await atOnce(matchingRows(), [input, input], more);

		expect(early.failedItems).toEqual([]);
		const ids = stored().map(({ id }) => String(id));
		expect(ids).toHaveLength(4);
		expect(late.failedItems).toHaveLength(2);
		late.failedItems.forEach(({ error, details }, item) => {
			expect(error).toContain(`saved twice at the same time, as ${ids[item]} and ${ids[item + 2]}`);
			expect(details).toMatchObject({ outcome: 'unknown' });
		});
	});
});

describe('Copies that a killed worker left', () => {
	const twice = async (input: IDataObject[], more: INodeParameters = {}) =>
		await runTight(sandbox.current, {
			parameters: { ...importing, matchOn: 'none', ...more },
			input: [...input, ...input],
		});

	it('of a row of MX are deleted by the next import of it', async () => {
		const row = { ...mxRow, guid: 'TRN-1' };
		await twice([row]);
		const [first] = stored();
		const run = await runTight(sandbox.current, { parameters: importing, input: [row] });

		expect(stored()).toEqual([first]);
		expect(idsOf(run)).toEqual([first.id]);
	});

	it('of a row of Plaid are deleted before it is updated', async () => {
		await runTight(sandbox.current, { parameters: fromPlaid, input: [changed('plaid-1')] });
		const [row] = rowsTo(sandbox.current, PATHS.bankTransactions);
		await runTight(sandbox.current, { parameters: savingRows(), input: [row] });
		expect(stored()).toHaveLength(2);
		const change = changed('plaid-1', { amount: 5 });
		const run = await runTight(sandbox.current, { parameters: fromPlaid, input: [change] });

		expect(run.error).toBeUndefined();
		expect(stored().map(({ amount }) => amount)).toEqual([-500]);
	});

	it('are left alone where they differ, or where the IDs are those of the user', async () => {
		const row = { ...mxRow, guid: 'TRN-1' };
		await twice([row]);
		await runTight(sandbox.current, {
			parameters: savingRows({ operation: 'update' }),
			input: [{ id: stored()[1].id, notes: 'mine' }],
		});
		await runTight(sandbox.current, { parameters: importing, input: [row] });
		await runTight(sandbox.current, {
			parameters: savingRows(),
			input: [...sourcedRows(1), ...sourcedRows(1)],
		});
		await runTight(sandbox.current, {
			parameters: matchingRows(),
			input: sourcedRows(1),
			onError: 'continueErrorOutput',
		});

		expect(stored()).toHaveLength(4);
		expect(deletions()).toEqual([]);
	});
});

describe('One worker alone', () => {
	it('looks once more for what it has added, and not for what was there', async () => {
		await runTight(sandbox.current, { parameters: matchingRows(), input: sourcedRows(2) });
		expect(requestsTo(sandbox.current, QUERY)).toHaveLength(2);
		sandbox.current.journal.length = 0;
		const input = sourcedRows(2).map((row) => ({ ...row, notes: 'changed' }));
		await runTight(sandbox.current, { parameters: matchingRows(), input });

		expect(requestsTo(sandbox.current, QUERY)).toHaveLength(1);
		expect(deletions()).toEqual([]);
	});
});
