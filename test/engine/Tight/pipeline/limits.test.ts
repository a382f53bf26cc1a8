import type { IDataObject } from 'n8n-workflow';

import { batchesTo, only, PATHS, rowsTo } from '../../../support/journal';
import { runMx, useMxSandbox } from '../../../support/mx';
import { runPlaid, usePlaid } from '../../../support/plaid';
import { matchingRows, rowsOf, savingRows, sourcedRows } from '../../../support/rows';
import { BAKERY, runTight, useSandbox } from '../../../support/tight';
import { attempt, deliver, messagesOf, outcomesOf } from './pipeline';

/** Many rows, batches that are refused as a whole, and how failures look. */

const sandbox = useSandbox();
const plaid = usePlaid();
const mx = useMxSandbox();

const stored = () => sandbox.current.books(BAKERY).bankTransactions as IDataObject[];
const numbers = (count: number) => Array.from({ length: count }, (_, index) => 1 + index);
const error = { type: 'JSON_ERROR', message: 'Tight cannot read row', param: 'notes' };
const refuseBatches = (more: object = {}) =>
	sandbox.current.fault({
		effect: 'rejectBatch',
		path: only(PATHS.bankTransactions),
		whenRow: { notes: 'malformed' },
		error,
		times: Infinity,
		...more,
	});
const withBad = (count: number, isBad: (item: number) => boolean) =>
	rowsOf(numbers(count)).map((row, item) => (isBad(item) ? { ...row, notes: 'malformed' } : row));

describe('#8 malformed rows in batches that are refused as a whole', () => {
	test.each([
		['spread', (item: number) => item % 200 === 117, {}],
		['all in one batch', (item: number) => item >= 1000 && item < 1012, {}],
		['spread, refused with an empty list', (item: number) => item % 200 === 0, { emptyList: true }],
	])('#8 cost no good row: 12 of 2,400, %s', async (_, isBad, more) => {
		refuseBatches(more);
		const run = await attempt(sandbox.current, savingRows(), withBad(2400, isBad));
		expect(run.failedOrigins).toEqual(
			numbers(2400)
				.map((number) => number - 1)
				.filter(isBad),
		);
		expect(outcomesOf(run)).toEqual(Array(12).fill('refused'));
		expect(stored()).toHaveLength(2388);
	});

	test('#8 matched rows alike', async () => {
		refuseBatches();
		const isBad = (item: number) => item % 100 === 50;
		const input = sourcedRows(600).map((row, item) =>
			isBad(item) ? { ...row, notes: 'malformed' } : row,
		);
		const run = await attempt(sandbox.current, matchingRows(), input);
		expect(run.failedItems).toHaveLength(6);
		expect(stored()).toHaveLength(594);
	});

	test('#8 many bad rows never lend their reason to a good one', async () => {
		refuseBatches();
		const isBad = (item: number) => item % 6 === 0;
		const run = await attempt(sandbox.current, savingRows(), withBad(2400, isBad));
		run.failedItems.forEach(({ error: message, details }, index) => {
			if (isBad(run.failedOrigins[index])) return;
			expect((details as IDataObject).outcome).toBe('notSent');
			expect(message).not.toContain('Tight refused item');
		});
		expect(run.items).toHaveLength(stored().length);
		expect(run.items.length + run.failedItems.length).toBe(2400);
	});

	test('#8 a batch of nothing but bad rows gives no good row their reason', async () => {
		refuseBatches();
		const run = await attempt(
			sandbox.current,
			savingRows(),
			withBad(400, (item) => item < 200),
		);
		expect(run.origins).toEqual(numbers(200).map((number) => 199 + number));
		expect(stored()).toHaveLength(200);
	});
});

describe('#9 a limit of rows in a batch', () => {
	test('#9 is learnt once: 20,000 rows, at most 100 at once', async () => {
		sandbox.current.behave({ maxBatchRows: 100 });
		const { origins } = await deliver(sandbox.current, savingRows(), rowsOf(numbers(20_000)));
		expect(origins).toHaveLength(20_000);
		expect(stored()).toHaveLength(20_000);
		const refused = batchesTo(sandbox.current, PATHS.bankTransactions).filter(
			({ length }) => length > 100,
		);
		expect(refused.length).toBeLessThanOrEqual(4);
	});

	test('#9 with Stop Workflow too', async () => {
		sandbox.current.behave({ maxBatchRows: 30 });
		await deliver(sandbox.current, matchingRows(), sourcedRows(500));
		expect(stored()).toHaveLength(500);
	});

	test('#9 of one row is a refusal of each', async () => {
		sandbox.current.behave({ maxBatchRows: 0 });
		const run = await attempt(sandbox.current, savingRows(), rowsOf(numbers(8)));
		expect(outcomesOf(run)).toEqual(Array(8).fill('refused'));
	});
});

describe('#10 with Stop Workflow', () => {
	test.each([3, 0, 9])('#10 the error names item %i of a refused batch', async (bad) => {
		refuseBatches();
		const run = await runTight(sandbox.current, {
			parameters: savingRows(),
			input: withBad(10, (item) => item === bad),
		});
		expect(run.error?.message).toMatch(new RegExp(`item ${bad}\\b`, 'i'));
		expect(run.error?.message).toContain('Tight cannot read row');
		expect(run.error?.context?.itemIndex).toBe(bad);
	});
});

describe('#17 custom data', () => {
	const row = (customData: IDataObject) => sourcedRows(1, { customData })[0];

	test.each([
		['without a key that it had', { one: 1 }],
		['without any key', {}],
	])('#17 is sent %s', async (_, customData) => {
		await deliver(sandbox.current, matchingRows(), [row({ one: 1, two: 2 })]);
		await deliver(sandbox.current, matchingRows(), [row(customData)]);
		expect(stored()).toMatchObject([{ customData }]);
		expect(Object.keys(stored()[0].customData as IDataObject)).toEqual(Object.keys(customData));
	});

	test("#17 keeps a user's own key accessToken, and is not sent again", async () => {
		const customData = { accessToken: 'mine', apiAccessToken: 'mine too' };
		const first = await deliver(sandbox.current, matchingRows(), [row(customData)]);
		expect(first.items).toMatchObject([{ customData }]);
		const again = await deliver(sandbox.current, matchingRows(), [row(customData)]);
		expect(again.items).toMatchObject([{ customData }]);
		expect(rowsTo(sandbox.current, PATHS.bankTransactions)).toHaveLength(1);
	});
});

describe('#38 the details of a failure', () => {
	/** What is the same whatever failed; a node may add what its service tells beside. */
	const expectShape = (details: unknown) => {
		expect(details).toMatchObject({ outcome: expect.any(String), reasons: expect.any(Array) });
		const { reasons } = details as { reasons: IDataObject[] };
		expect(reasons.length).toBeGreaterThan(0);
		for (const reason of reasons) {
			expect(reason.message).toEqual(expect.any(String));
			for (const key of Object.keys(reason)) expect(['type', 'message', 'param']).toContain(key);
		}
	};

	test('#38 of what a service refused have one shape in the three nodes', async () => {
		const bad = rowsOf([1], { categoryId: 'ctg_none' });
		const ofTight = await attempt(sandbox.current, savingRows(), bad);
		const ofPlaid = await runPlaid(plaid.current, {
			parameters: { resource: 'item', operation: 'get', accessToken: 'access-unknown' },
			onError: 'continueErrorOutput',
		});
		const ofMx = await runMx(mx.current, {
			parameters: {
				resource: 'account',
				operation: 'getAll',
				userGuid: 'USR-none',
				scope: 'user',
				returnAll: true,
			},
			onError: 'continueErrorOutput',
		});
		for (const { failedItems } of [ofTight, ofPlaid, ofMx]) expectShape(failedItems[0].details);
	});

	test('#38 of what the node itself finds wrong have it too', async () => {
		const ofTight = await attempt(sandbox.current, savingRows(), [
			{ ...rowsOf([1])[0], amount: 'x' },
		]);
		const ofPlaid = await runPlaid(plaid.current, {
			parameters: { resource: 'item', operation: 'get', accessToken: '={{ $json.none }}' },
			onError: 'continueErrorOutput',
		});
		const ofMx = await runMx(mx.current, {
			parameters: {
				resource: 'account',
				operation: 'getAll',
				scope: 'user',
				userGuid: '={{ $json.none }}',
			},
			onError: 'continueErrorOutput',
		});
		for (const { failedItems } of [ofTight, ofPlaid, ofMx]) expectShape(failedItems[0].details);
		expect(messagesOf(ofTight)[0]).toContain("'Amount'");
	});
});
