import type { IDataObject } from 'n8n-workflow';

import { PATHS, queriesOf, rowsTo } from '../../../support/journal';
import { savingRows } from '../../../support/rows';
import { BAKERY, runTight, tightOfAnotherProcess, useSandbox } from '../../../support/tight';

/** Payments cannot be asked for by date or source ID; still, not all of them are read each time. */

const sandbox = useSandbox();
const stored = () => sandbox.current.books(BAKERY).payments as IDataObject[];
const queries = () => queriesOf(sandbox.current, PATHS.payments);

const payment = (number: number, more: IDataObject = {}) => ({
	date: '2025-02-24',
	amount: 100 + number,
	description: `Invoice ${number}`,
	apiName: 'STRIPE',
	apiSourceId: `pi_${number}`,
	...more,
});
const save = async (input: IDataObject[], more = {}) => {
	sandbox.current.journal.length = 0;
	const run = await runTight(sandbox.current, {
		parameters: savingRows({ resource: 'payment', operation: 'upsert', matchOn: 'apiSourceId' }),
		input,
		...more,
	});
	if (run.error) throw run.error;
	return run;
};
const books = Array.from({ length: 1000 }, (_, number) => payment(number));

it('one new payment in large books takes at most five queries, once the books were read', async () => {
	await save(books);
	await save([payment(1001)]);
	expect(queries().length).toBeLessThanOrEqual(5);
	expect(stored()).toHaveLength(1001);

	await save([payment(1002)]);
	expect(queries().length).toBeLessThanOrEqual(2);
	await save([payment(1002, { amount: 7 })]);
	expect(stored()).toHaveLength(1002);
	expect(stored().at(-1)).toMatchObject({ apiSourceId: 'pi_1002', amount: 7 });
});

it('a payment that another worker has added meanwhile is found', async () => {
	await save(books.slice(0, 3));
	await save([payment(5)], { tight: tightOfAnotherProcess() });
	await save([payment(5, { amount: 8 })]);

	expect(stored().filter(({ apiSourceId }) => apiSourceId === 'pi_5')).toMatchObject([
		{ amount: 8 },
	]);
});

it('a payment that was deleted in Tight is added again', async () => {
	const { items } = await save(books.slice(0, 1));
	await runTight(sandbox.current, {
		parameters: {
			resource: 'payment',
			operation: 'delete',
			recordId: { __rl: true, mode: 'id', value: String(items[0].id) },
		},
	});
	await save(books.slice(0, 1));
	expect(rowsTo(sandbox.current, PATHS.payments)).toHaveLength(1);
	expect(stored()).toHaveLength(1);
});
