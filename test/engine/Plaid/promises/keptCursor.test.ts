import { sleep, type IDataObject } from 'n8n-workflow';

import { forgetCursors } from '../../../../nodes/Plaid/cursors';
import { forgetRuns } from '../../../../nodes/Plaid/runs';
import { bodiesOf, runChain, runPlaid, syncingEach, usePlaid } from '../../../support/plaid';

/** Each run continues where the last one ended whose rows were saved. */

const sandbox = usePlaid();

let executions = 0;
beforeEach(() => {
	executions = 0;
});

type Item = { access_token: string; item_id: string };

/** The user's books, filled by the chain Sync, Save, Save Cursor. */
function useChain(items: Item[], more: IDataObject = {}) {
	const staticData: IDataObject = {};
	const books = new Map<string, IDataObject>();
	const put = (rows: IDataObject[]) => {
		for (const row of rows) {
			if (row.change_type === 'removed') books.delete(String(row.transaction_id));
			else books.set(String(row.transaction_id), row);
		}
	};
	const run = async (before: (rows: IDataObject[]) => Promise<void> | void = () => {}) => {
		let saved = 0;
		const result = await runChain(sandbox.current, {
			items,
			staticData,
			executionId: String(++executions),
			save: async (rows) => {
				await before(rows);
				put(rows);
				saved = rows.length;
			},
			...more,
		});
		return { ...result, saved };
	};
	return { staticData, books, run };
}

/** What n8n's static data holds for the whole workflow. */
const keptIn = ({ global }: IDataObject) =>
	((global as IDataObject | undefined)?.plaidCursors ?? {}) as Record<string, string>;

const amounts = (rows: Iterable<IDataObject>) =>
	Object.fromEntries([...rows].map(({ transaction_id, amount }) => [transaction_id, amount]));

const plaidAmounts = ({ item_id }: Item) =>
	amounts(sandbox.current.transactionsOf(item_id) as unknown as IDataObject[]);

describe('The kept cursor', () => {
	it('makes each run give only what is new, when the runs before were saved', async () => {
		const item = sandbox.current.createItem({ transactions: 3 });
		const { run, staticData, books } = useChain([item]);

		expect((await run()).saved).toBe(3);
		expect(Object.keys(keptIn(staticData))).toEqual([item.item_id]);
		expect((await run()).saved).toBe(0);
		const [first] = sandbox.current.transactionsOf(item.item_id);
		sandbox.current.modify(item.item_id, first.transaction_id, { amount: 9.99 });
		expect((await run()).saved).toBe(1);
		expect(amounts(books.values())).toEqual(plaidAmounts(item));
	});

	it('passes the items on as they came, each linked to its input', async () => {
		const item = sandbox.current.createItem({ transactions: 2 });
		const result = await useChain([item]).run();

		const [synced, kept] = ['Sync', 'Keep'].map((node) => result.outputs(node)[0]);
		expect(kept.map(({ json }) => json)).toEqual(synced.map(({ json }) => json));
		expect(kept.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it('stays when the save fails', async () => {
		const item = sandbox.current.createItem({ transactions: 2 });
		const { run, staticData, books } = useChain([item]);
		const result = await run(() => {
			throw new Error('Books are closed');
		});

		expect(result.error?.message).toBe('Books are closed');
		expect(staticData).toEqual({});
		forgetRuns();
		forgetCursors();
		expect((await run()).saved).toBe(2);
		expect(amounts(books.values())).toEqual(plaidAmounts(item));
	});

	it('stays when the sync fails', async () => {
		const item = sandbox.current.createItem({ transactions: 600 });
		sandbox.current.mutateDuringNextPagination(item.item_id, 10);
		const { run, staticData } = useChain([item], { sync: { options: { maxRestarts: 0 } } });
		const result = await run();

		expect(result.error?.message).toContain('MUTATION_DURING_PAGINATION');
		expect(staticData).toEqual({});
		sandbox.current.mutateDuringNextPagination(item.item_id, 0);
		expect((await run()).saved).toBe(600);
		expect(keptIn(staticData)).toHaveProperty(item.item_id);
	});

	it('moves for the Items that synced, not for the one that failed', async () => {
		const items = [1, 2].map((transactions) => sandbox.current.createItem({ transactions }));
		sandbox.current.fail({ itemId: items[0].item_id, status: 400 });
		const { run, staticData } = useChain(items, { onError: 'continueErrorOutput' });

		expect((await run()).saved).toBe(2);
		expect(Object.keys(keptIn(staticData))).toEqual([items[1].item_id]);
		expect((await run()).saved).toBe(1);
		expect(Object.keys(keptIn(staticData))).toHaveLength(2);
	});

	it('of the others is not held back when one Item stops the node', async () => {
		const [bad, good] = [1, 2].map((transactions) => sandbox.current.createItem({ transactions }));
		sandbox.current.fail({ itemId: bad.item_id, status: 400 });
		await useChain([good, bad]).run();
		const { run, staticData } = useChain([good]);
		await run();

		expect(keptIn(staticData)).toHaveProperty(good.item_id);
	});

	it('is not moved by an Item that is not ready', async () => {
		const item = sandbox.current.createItem({ ready: false, transactions: 2 });
		const { run, staticData } = useChain([item], { sync: { output: 'summary' } });
		await run();

		expect(staticData).toEqual({});
		await sandbox.current.makeReady(item.item_id);
		await run();
		expect(keptIn(staticData)).toHaveProperty(item.item_id);
	});

	it('of one account is another one than that of the Item', async () => {
		const item = sandbox.current.createItem({ transactions: 10 });
		const accountId = item.accounts[0].account_id;
		const whole = useChain([item]);
		const { run, staticData } = useChain([item], { sync: { options: { accountId } } });
		await whole.run();
		await run();

		const [ofItem, ofAccount] = [item.item_id, `${item.item_id}/${accountId}`];
		const kept = keptIn(staticData);
		expect(Object.keys(kept).sort()).toEqual([ofItem, ofAccount].sort());
		expect(kept[ofAccount]).not.toBe(kept[ofItem]);
		expect((await run()).error).toBeUndefined();
	});

	it('has a fingerprint of the access token as its key when there is no Item ID', async () => {
		const item = sandbox.current.createItem({ transactions: 2 });
		const { run, staticData } = useChain([item], { sync: { itemId: '' } });
		await run();

		const [key] = Object.keys(keptIn(staticData));
		expect(key).toMatch(/^[0-9a-f]{64}$/);
		expect(JSON.stringify(staticData)).not.toContain(item.access_token);
		expect((await run()).saved).toBe(0);
	});

	it('that Plaid does not know any more is told with its remedy, which works', async () => {
		const item = sandbox.current.createItem({ transactions: 2 });
		const { run, staticData } = useChain([item]);
		staticData.global = { plaidCursors: { [item.item_id]: 'nonsense' } };
		const { error } = await run();

		expect(error?.message).toContain("'Cursor' set to Given and 'Given Cursor' empty");
		const anew = { sync: { cursorMode: 'given', cursor: '' }, executionId: 'anew' };
		await runChain(sandbox.current, { items: [item], staticData, ...anew });
		expect((await run()).error).toBeUndefined();
	});

	it('is neither used nor moved when the user gives one', async () => {
		const item = sandbox.current.createItem({ transactions: 2 });
		const { run, staticData } = useChain([item]);
		await run();
		const before = structuredClone(staticData);
		const [{ cursor }] = bodiesOf(sandbox.current, '/transactions/sync').slice(-1);
		sandbox.current.add(item.item_id, [{ amount: 5 }]);
		const given = Object.values(keptIn(before))[0];
		await runChain(sandbox.current, {
			items: [item],
			staticData,
			executionId: 'given',
			sync: { cursorMode: 'given', cursor: given },
		});

		expect(cursor).toBeUndefined();
		expect(staticData).toEqual(before);
	});

	it('does not need Sync in front of Save Cursor', async () => {
		const run = await runPlaid(sandbox.current, {
			parameters: { resource: 'transaction', operation: 'saveCursor' },
			input: [{ a: 1 }, { b: 2 }],
			staticData: {},
		});

		expect(run.items).toEqual([{ a: 1 }, { b: 2 }]);
		expect(sandbox.current.journal).toEqual([]);
	});
});

describe('Two deliveries for one Item at once', () => {
	/** A door that the first execution waits at until the second is where the test wants it. */
	const door = () => {
		let open = () => {};
		const opened = new Promise<void>((resolve) => (open = resolve));
		return { open, opened };
	};

	it('the younger one begins when the rows of the older one are saved', async () => {
		const item = sandbox.current.createItem({ transactions: 2 });
		const { run, books } = useChain([item]);
		const [olderSynced, olderMaySave] = [door(), door()];
		const older = run(async () => {
			olderSynced.open();
			await olderMaySave.opened;
		});
		await olderSynced.opened;
		const [first, second] = sandbox.current.transactionsOf(item.item_id);
		sandbox.current.modify(item.item_id, first.transaction_id, { amount: 777 });
		sandbox.current.remove(item.item_id, second.transaction_id);
		const younger = run();
		await sleep(300);
		expect(bodiesOf(sandbox.current, '/transactions/sync')).toHaveLength(1);

		olderMaySave.open();
		expect((await older).saved).toBe(2);
		expect((await younger).saved).toBe(2);
		expect(amounts(books.values())).toEqual(plaidAmounts(item));
		expect((await run()).saved).toBe(0);
	});

	it('one Item twice in one execution: the newer rows come out behind the older ones', async () => {
		const item = sandbox.current.createItem({ transactions: 600 });
		const run = await runPlaid(sandbox.current, {
			parameters: syncingEach,
			input: [item, item],
		});

		expect(run.items).toHaveLength(1200);
		const calls = bodiesOf(sandbox.current, '/transactions/sync').map(({ cursor }) =>
			Boolean(cursor),
		);
		expect(calls).toEqual([false, true, false, true]);
	});
});
