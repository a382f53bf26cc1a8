import { sleep, type IDataObject } from 'n8n-workflow';

import { only, PATHS, rowsTo } from '../../../support/journal';
import { changed, fromPlaid, PLAID_CHECKING } from '../../../support/plaidChanges';
import { CHECKING, matchingRows, rowsOf, savingRows, sourcedRows } from '../../../support/rows';
import { BAKERY, tightOfAnotherProcess, useSandbox } from '../../../support/tight';
import { attempt, deletions, deliver, matched, outcomesOf } from './pipeline';

/** Which rows and records mean the same. */

const sandbox = useSandbox();
const another = tightOfAnotherProcess();

const transactions = () => sandbox.current.books(BAKERY).bankTransactions as IDataObject[];
const payments = () => sandbox.current.books(BAKERY).payments as IDataObject[];

const order = (amount: number, apiName?: string, more: IDataObject = {}): IDataObject => ({
	date: '2025-02-24',
	amount,
	description: 'Order 1001',
	...(apiName && { apiName }),
	apiSourceId: '1001',
	...more,
});
const bySystem = (rows: IDataObject[]) =>
	rows.map(({ apiName, amount }) => `${String(apiName)} ${String(amount)}`).sort();

describe('#1 the same API Source ID of two systems', () => {
	const shop = order(5000, 'SHOPIFY');
	const square = order(700, 'SQUARE');
	const both = ['SHOPIFY 5000', 'SQUARE 700'];

	test('#1 is two payments, in one run and in those after it', async () => {
		const { items, origins } = await deliver(sandbox.current, matched('payment'), [shop, square]);
		expect(bySystem(items)).toEqual(both);
		expect(origins).toEqual([0, 1]);
		await deliver(sandbox.current, matched('payment'), [square, shop]);
		expect(bySystem(payments())).toEqual(both);
	});

	test('#1 is two payments in two runs, and only the one that changes is written', async () => {
		await deliver(sandbox.current, matched('payment'), [shop]);
		await deliver(sandbox.current, matched('payment'), [square]);
		await deliver(sandbox.current, matched('payment'), [order(800, 'SQUARE')]);
		expect(bySystem(payments())).toEqual(['SHOPIFY 5000', 'SQUARE 800']);
	});

	test('#1 is two payments for two workers at once, and none is deleted', async () => {
		await deliver(sandbox.current, matched('payment'), [], { tight: another });
		sandbox.current.fault({ effect: 'slow', ms: 1500, path: only(PATHS.payments) });
		const late = deliver(sandbox.current, matched('payment'), [shop]);
		while (rowsTo(sandbox.current, PATHS.payments).length === 0) await sleep(20);
		await deliver(sandbox.current, matched('payment'), [square], { tight: another });
		await late;
		expect(deletions(sandbox.current)).toEqual([]);
		expect(bySystem(payments())).toEqual(both);
	});

	test('#1 is two bank transactions of one account', async () => {
		const [row] = rowsOf([-100], { apiSourceId: '1001' });
		await deliver(sandbox.current, matchingRows(), [{ ...row, apiName: 'SHOPIFY' }]);
		await deliver(sandbox.current, matchingRows(), [{ ...row, apiName: 'SQUARE', amount: -7 }]);
		expect(bySystem(transactions())).toEqual(['SHOPIFY -100', 'SQUARE -7']);
	});

	test('#1 is one payment where the system is written in other letters', async () => {
		await deliver(sandbox.current, matched('payment'), [order(5000, 'SHOPIFY')]);
		await deliver(sandbox.current, matched('payment'), [order(5100, 'shopify')]);
		expect(payments()).toHaveLength(1);
	});

	test('#1 is one payment where one of them names no system', async () => {
		await deliver(sandbox.current, matched('payment'), [order(5000, 'SHOPIFY')]);
		await deliver(sandbox.current, matched('payment'), [order(5100, undefined)]);
		expect(bySystem(payments())).toEqual(['SHOPIFY 5100']);
	});
});

describe('#3 line items with one key', () => {
	const lines = (...amounts: number[]) =>
		amounts.map((amount) => ({ amount, apiItemId: 'SKU-7', notes: `of ${amount}` }));
	const childrenOf = (rows: IDataObject[]) => (rows[0].children as IDataObject[]) ?? [];

	test.each([
		['the second grows', [1000, 500], [1000, 600]],
		['the first shrinks', [1000, 500], [900, 500]],
		['a third one comes', [1000, 500], [1000, 500, 100]],
	])('#3 keep their own IDs and add up: %s', async (_, before, after) => {
		const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount);
		const row = (amounts: number[]) => ({
			...rowsOf([sum(amounts)])[0],
			apiSourceId: 'split',
			children: lines(...amounts),
		});
		await deliver(sandbox.current, matchingRows(), [row(before)]);
		const ids = childrenOf(transactions()).map(({ id }) => id);
		await deliver(sandbox.current, matchingRows(), [row(after)]);
		const children = childrenOf(transactions());
		expect(children.map(({ amount }) => amount)).toEqual(after);
		expect(children.map(({ id }) => id).slice(0, 2)).toEqual(ids);
	});

	test('#3 of a payment alike', async () => {
		const payment = (second: number) =>
			order(1000 + second, 'SHOPIFY', {
				children: [1000, second].map((amount) => ({ amount, apiItemId: 'SKU-7' })),
			});
		await deliver(sandbox.current, matched('payment'), [payment(500)]);
		await deliver(sandbox.current, matched('payment'), [payment(600)]);
		expect(childrenOf(payments()).map(({ amount }) => amount)).toEqual([1000, 600]);
	});
});

describe('#4 a source ID that looks like nothing', () => {
	test.each(['null', 'undefined'])(
		'#4 "%s" does not match records without a source ID',
		async (apiSourceId) => {
			const [hand] = rowsOf([-4200], { description: 'Entered by hand' });
			await deliver(sandbox.current, savingRows(), [hand]);
			await attempt(sandbox.current, matchingRows(), [
				{ ...hand, amount: -1, description: 'Imported', apiSourceId },
			]);
			expect(transactions()[0]).toMatchObject({ amount: -4200, description: 'Entered by hand' });
		},
	);

	test('#4 nor does it match payments without one', async () => {
		const hand = { ...rowsOf([1])[0], apiName: 'STRIPE' };
		await deliver(sandbox.current, { ...matched('payment'), operation: 'create' }, [hand]);
		await attempt(sandbox.current, matched('payment'), [
			order(2, 'STRIPE', { apiSourceId: 'null' }),
		]);
		expect(payments()[0]).toMatchObject({ amount: 1, apiSourceId: null });
	});
});

describe("#7 Plaid's account", () => {
	const ofAccount = (more: IDataObject) =>
		changed('plaid-1', { account: { ...PLAID_CHECKING.account, ...more } });
	const addAccount = async (more: IDataObject) =>
		await deliver(
			sandbox.current,
			{ resource: 'bankAccount', operation: 'upsert', mappingMode: 'autoMapInputData' },
			[{ name: 'Business Card', mask: '1687', type: 'CREDIT', status: 'ACTIVE', ...more }],
		);

	test('#7 a card is not booked on the only account with its mask, a checking account', async () => {
		const run = await attempt(sandbox.current, fromPlaid(), [
			ofAccount({ type: 'credit', subtype: 'credit card', name: 'Card', official_name: null }),
		]);
		expect(transactions()).toEqual([]);
		expect(outcomesOf(run)).toEqual(['notSent']);
		expect(run.failedItems[0].error).toContain('1687');
	});

	test('#7 a card whose own account is INACTIVE is not booked on another one', async () => {
		await addAccount({ status: 'INACTIVE' });
		const run = await attempt(sandbox.current, fromPlaid(), [
			ofAccount({ type: 'credit', name: 'Business Card', official_name: 'Business Card' }),
		]);
		expect(transactions()).toEqual([]);
		expect(run.failedItems[0].error).toMatch(/INACTIVE/i);
	});

	test('#7 a card is booked on the card of two accounts with one mask', async () => {
		const card = await addAccount({});
		await deliver(sandbox.current, fromPlaid(), [
			ofAccount({ type: 'credit', name: 'Some other name', official_name: null }),
		]);
		expect(transactions()).toMatchObject([{ bankAccount: { id: card.items[0].id } }]);
	});

	test('#7 a checking account of the same mask is booked as before', async () => {
		await deliver(sandbox.current, fromPlaid(), [changed('plaid-1')]);
		expect(transactions()).toMatchObject([{ bankAccount: { id: CHECKING } }]);
	});
});

describe('#6 a found row with another amount and another description', () => {
	test('#6 shows in the output what it was', async () => {
		const [row] = sourcedRows(1);
		await deliver(sandbox.current, matchingRows(), [row]);
		const other = { ...row, amount: -98765, description: 'Another purchase' };
		const { items, failedItems } = await attempt(sandbox.current, matchingRows(), [other]);
		const shown = JSON.stringify([items, failedItems]);
		expect(shown).toContain('-100');
		expect(shown).toContain('Row 0');
	});
});

describe('#13 what a row matches', () => {
	const check = (date: string, amount: number, more: IDataObject = {}) =>
		rowsOf([amount], { date, apiSourceId: 'check-1001', ...more })[0];

	test.each([
		['alone', []],
		['beside a row of January', [check('2025-01-07', -3, { apiSourceId: 'other' })]],
	])('#13 is in the window of its own day: %s', async (_, beside) => {
		await deliver(sandbox.current, matchingRows(), [check('2025-01-05', -100)]);
		await deliver(sandbox.current, matchingRows(), [check('2025-12-05', -900), ...beside]);
		expect(transactions().filter(({ apiSourceId }) => apiSourceId === 'check-1001')).toMatchObject([
			{ date: '2025-01-05', amount: -100 },
			{ date: '2025-12-05', amount: -900 },
		]);
	});
});

describe('#35 IDs with and without prefix', () => {
	test('#35 beside another order: each refusal belongs to its own row', async () => {
		const { items } = await deliver(sandbox.current, savingRows(), rowsOf([1, 2]));
		const [one, two] = items.map(({ id }) => String(id));
		sandbox.current.behave({ savedIds: 'bare', batchOrder: 'reversed' });
		const run = await attempt(sandbox.current, savingRows({ operation: 'update' }), [
			{ id: 'btxn_404', notes: 'none' },
			{ id: one, notes: 'one' },
			{ id: two, notes: 'two' },
		]);
		expect(run.failedOrigins).not.toContain(1);
		expect(run.failedOrigins).not.toContain(2);
		expect(run.items.map(({ notes }) => notes).sort()).toEqual(['one', 'two']);
		expect(run.failedOrigins).toEqual([0]);
	});

	test('#35 bank accounts alike', async () => {
		sandbox.current.behave({ savedIds: 'bare', batchOrder: 'reversed' });
		const run = await attempt(
			sandbox.current,
			{ resource: 'bankAccount', operation: 'upsert', mappingMode: 'autoMapInputData' },
			[
				{ id: 'bka_404', name: 'None' },
				{ id: CHECKING, name: 'Renamed' },
			],
		);
		expect(run.failedOrigins).toEqual([0]);
		expect(run.items).toMatchObject([{ name: 'Renamed' }]);
	});
});

describe('#36 records in other forms', () => {
	test('#36 are recognised as equal: no update is sent', async () => {
		const rows = sourcedRows(3, { classSegmentIds: ['cls_593054'], notes: 'same' });
		await deliver(sandbox.current, matchingRows(), rows);
		sandbox.current.behave({ values: 'otherForms' });
		const before = rowsTo(sandbox.current, PATHS.bankTransactions).length;
		await deliver(sandbox.current, matchingRows(), rows);
		expect(rowsTo(sandbox.current, PATHS.bankTransactions)).toHaveLength(before);
		expect(transactions()).toHaveLength(3);
	});

	test('#36 with another amount are updated', async () => {
		const [row] = sourcedRows(1);
		await deliver(sandbox.current, matchingRows(), [row]);
		sandbox.current.behave({ values: 'otherForms' });
		await deliver(sandbox.current, matchingRows(), [{ ...row, amount: -101 }]);
		expect(transactions().map(({ amount }) => amount)).toEqual([-101]);
	});
});
