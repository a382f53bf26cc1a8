import { sleep, type IDataObject } from 'n8n-workflow';

import {
	changed,
	daysAgo,
	fromPlaid,
	pendingRow,
	postedRow,
	removed,
} from '../../../support/plaidChanges';
import { byId, rowsOf, savingRows } from '../../../support/rows';
import { BAKERY, runTight, tightOfAnotherProcess, useSandbox } from '../../../support/tight';
import { attempt, deletions, deliver, messagesOf, outcomesOf } from './pipeline';

/** Rows that are removed, replaced, or brought back. */

const sandbox = useSandbox();
const stored = () => sandbox.current.books(BAKERY).bankTransactions as IDataObject[];
const active = () =>
	stored()
		.filter(({ status }) => status !== 'REMOVED')
		.map(({ apiSourceId }) => apiSourceId);
const deleting = fromPlaid({ pendingTransactions: 'replace', removedTransactions: 'delete' });

test('#2 a removal that waits does not delete the record that a posted row took over', async () => {
	await deliver(sandbox.current, deleting, [pendingRow('p')]);
	const wait = { status: 429, headers: { 'retry-after': '1' } };
	sandbox.current.fault({ effect: 'status', ...wait, method: 'DELETE' });
	const removal = attempt(sandbox.current, deleting, [removed('p')]);
	while (deletions(sandbox.current).length === 0) await sleep(10);
	const posting = attempt(sandbox.current, deleting, [postedRow('q', 'p')]);
	const [first, second] = await Promise.all([removal, posting]);
	expect(active()).toEqual(['q']);
	expect(second.items).toMatchObject([{ apiSourceId: 'q' }]);
	expect(first.items).not.toContainEqual(
		expect.objectContaining({ apiSourceId: 'q', deleted: true }),
	);
});

const delete_ = async (id: unknown) =>
	await attempt(
		sandbox.current,
		{ resource: 'bankTransaction', operation: 'delete', recordId: byId(String(id)) },
		[{}],
	);

describe('#18 a deletion that took effect before the connection broke', () => {
	test.each([
		['429 for ever', { status: 429, headers: { 'retry-after': '3600' } }],
		['403', { status: 403 }],
	])('#18 is not told as refused when its repeat gets %s', async (_, answer) => {
		const { items } = await deliver(sandbox.current, savingRows(), rowsOf([1]));
		sandbox.current.fault({ effect: 'cut', stored: true, method: 'DELETE' });
		const repeats = { method: 'DELETE', skip: 1, times: Infinity };
		sandbox.current.fault({ effect: 'status', ...answer, ...repeats });
		const run = await delete_(items[0].id);
		expect(stored()).toEqual([]);
		expect(outcomesOf(run)).not.toContain('refused');
		expect(outcomesOf(run)).not.toContain('notSent');
		if (run.items.length > 0) expect(run.items).toMatchObject([{ deleted: true }]);
	});
});

describe('#21 rows beyond the window', () => {
	test('#21 a modified row whose date has moved far is updated, not added', async () => {
		await deliver(sandbox.current, fromPlaid(), [changed('a', { date: daysAgo(90) })]);
		const moved = changed('a', { change_type: 'modified', date: daysAgo(2), amount: 5 });
		await deliver(sandbox.current, fromPlaid(), [moved]);
		expect(stored()).toMatchObject([{ apiSourceId: 'a', date: daysAgo(2), amount: -500 }]);
		expect(stored()).toHaveLength(1);
	});

	test.each(['mark', 'delete'])('#21 a row of 200 days ago is removed (%s)', async (how) => {
		const parameters = fromPlaid({ removedTransactions: how });
		await deliver(sandbox.current, parameters, [changed('a', { date: daysAgo(200) })]);
		const { items } = await deliver(sandbox.current, parameters, [removed('a')]);
		expect(active()).toEqual([]);
		expect(items[0]).not.toHaveProperty('skipped');
	});

	test('#21 what is nowhere is told as not found', async () => {
		const { items } = await deliver(sandbox.current, fromPlaid(), [removed('nowhere')]);
		expect(items).toMatchObject([{ skipped: 'notFound' }]);
	});

	test('#21 a row that was removed and is added again counts again', async () => {
		await deliver(sandbox.current, fromPlaid(), [changed('a')]);
		await deliver(sandbox.current, fromPlaid(), [removed('a')]);
		expect(active()).toEqual([]);
		const { items } = await deliver(sandbox.current, fromPlaid(), [changed('a')]);
		expect(active()).toEqual(['a']);
		expect(items).toMatchObject([{ status: 'ACTIVE' }]);
		expect(stored()).toHaveLength(1);
	});

	test.each([
		['ignore', 3],
		['ignore', 30],
		['mark', 30],
		['delete', 30],
	])('#21 a posted row replaces its pending one, %s, after %i days', async (how, days) => {
		const parameters = fromPlaid({ pendingTransactions: 'replace', removedTransactions: how });
		await deliver(sandbox.current, parameters, [pendingRow('p', { date: daysAgo(days + 1) })]);
		await deliver(sandbox.current, parameters, [postedRow('q', 'p', { date: daysAgo(1) })]);
		expect(active()).toEqual(['q']);
	});
});

describe('#22 an unchanged redelivery', () => {
	const edits = { description: 'Lunch with Ann', date: daysAgo(2), notes: 'Client' };
	const edit = async () => {
		const [{ id }] = stored();
		await deliver(sandbox.current, savingRows({ operation: 'update' }), [{ id, ...edits }]);
	};

	test('#22 leaves what the user has edited in Tight', async () => {
		await deliver(sandbox.current, fromPlaid(), [changed('a')]);
		await edit();
		await deliver(sandbox.current, fromPlaid(), [changed('a')]);
		expect(stored()).toMatchObject([edits]);
	});

	test('#22 in another process leaves it as well', async () => {
		await deliver(sandbox.current, fromPlaid(), [changed('a')]);
		await edit();
		await deliver(sandbox.current, fromPlaid(), [changed('a')], { tight: tightOfAnotherProcess() });
		expect(stored()).toMatchObject([edits]);
	});

	test('#22 of another amount changes the amount', async () => {
		await deliver(sandbox.current, fromPlaid(), [changed('a')]);
		const more = { change_type: 'modified', amount: 99 };
		await deliver(sandbox.current, fromPlaid(), [changed('a', more)]);
		expect(stored()).toMatchObject([{ amount: -9900 }]);
	});
});

describe('#34 a deletion', () => {
	test.each(['noContent', 'null'] as const)('#34 answered by %s is done', async (habit) => {
		const { items } = await deliver(sandbox.current, savingRows(), rowsOf([1]));
		sandbox.current.behave({ deletions: habit });
		const run = await delete_(items[0].id);
		expect(stored()).toEqual([]);
		expect(run.failedItems).toEqual([]);
		expect(run.items).toMatchObject([{ deleted: true }]);
	});

	test.each(['noContent', 'null'] as const)('#34 of Plaid, answered by %s, too', async (habit) => {
		await deliver(sandbox.current, deleting, [changed('a')]);
		sandbox.current.behave({ deletions: habit });
		const { items } = await deliver(sandbox.current, deleting, [removed('a')]);
		expect(stored()).toEqual([]);
		expect(items).toMatchObject([{ apiSourceId: 'a', deleted: true }]);
	});

	test('#34 whose outcome is open does not speak of saving', async () => {
		const { items } = await deliver(sandbox.current, savingRows(), rowsOf([1]));
		sandbox.current.fault({ effect: 'status', status: 500, path: /btxn_/, times: Infinity });
		const run = await delete_(items[0].id);
		expect(outcomesOf(run)).toEqual(['unknown']);
		expect(messagesOf(run)[0]).toMatch(/delet/);
		expect(messagesOf(run)[0]).not.toMatch(/\bsaved\b/);
	});

	test('#34 of a posted row that is refused speaks of the right thing', async () => {
		await deliver(sandbox.current, deleting, [changed('a')]);
		sandbox.current.fault({ effect: 'status', status: 403, method: 'DELETE', times: Infinity });
		const run = await runTight(sandbox.current, { parameters: deleting, input: [removed('a')] });
		expect(run.error?.message).not.toMatch(/may or may not have been saved/);
		expect(stored()).toHaveLength(1);
	});
});
