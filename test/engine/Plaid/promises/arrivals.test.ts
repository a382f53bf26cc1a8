import type { IDataObject } from 'n8n-workflow';

import { runChain, usePlaid } from '../../../support/plaid';

/** The kept cursor moves once every row of its Sync has arrived at Save Cursor. */

const sandbox = usePlaid();

type Item = { access_token: string; item_id: string };

let executions = 0;

async function chain(
	items: Item[],
	staticData: IDataObject,
	save: (rows: IDataObject[]) => IDataObject[],
) {
	const result = await runChain(sandbox.current, {
		items,
		staticData,
		executionId: `arrivals ${++executions}`,
		answer: save,
	});
	return {
		synced: result.outputs('Sync')[0]?.length ?? 0,
		hints: JSON.stringify(result.run.data.resultData.runData.Keep?.[0].hints ?? []),
	};
}

const all = (rows: IDataObject[]) => rows;
/** What Tight answers for the rows. */
const asRecords = (rows: IDataObject[]) =>
	rows.map(({ transaction_id }, index) => ({ id: `btxn_${index}`, apiSourceId: transaction_id }));

it('moves when what Tight answered for all rows has arrived', async () => {
	const item = sandbox.current.createItem({ transactions: 3 });
	const kept: IDataObject = {};
	expect((await chain([item], kept, asRecords)).synced).toBe(3);
	expect((await chain([item], kept, asRecords)).synced).toBe(0);
});

it('stays while a row is missing, says so, and the next Sync gives all rows again', async () => {
	const item = sandbox.current.createItem({ transactions: 3 });
	const kept: IDataObject = {};
	const { hints } = await chain([item], kept, (rows) => rows.slice(1));
	expect(hints).toContain('1 of 3 rows have not arrived here yet');
	expect((await chain([item], kept, all)).synced).toBe(3);
});

it('stays for the Item whose rows were refused, and moves for the other one', async () => {
	const [one, other] = [1, 2].map(() => sandbox.current.createItem({ transactions: 2 }));
	const kept: IDataObject = {};
	const ofOne = ({ item_id }: IDataObject) => item_id === one.item_id;
	await chain([one, other], kept, (rows) => rows.filter(ofOne));
	expect((await chain([one], kept, all)).synced).toBe(0);
	expect((await chain([other], kept, all)).synced).toBe(2);
});

it('counts rows that come without an ID by the items from which they come', async () => {
	const item = sandbox.current.createItem({ transactions: 2 });
	const kept: IDataObject = {};
	await chain([item], kept, (rows) => rows.map(() => ({ ok: true })));
	expect((await chain([item], kept, all)).synced).toBe(0);
});
