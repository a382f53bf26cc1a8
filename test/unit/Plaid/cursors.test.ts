import fc from 'fast-check';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import {
	cursorKey,
	forgetCursors,
	keptCursor,
	saveCursors as saveArrived,
} from '../../../nodes/Plaid/cursors';
import {
	beginRun,
	dropRun,
	endedRuns,
	endRun as endRunWith,
	forgetRuns,
	untilFree,
	type Run,
} from '../../../nodes/Plaid/runs';
import { allChanges, changeRows } from '../../../nodes/Plaid/sync';
import { useClock } from '../../support/clock';
import { MemoryPlaid, type Books } from '../../support/memoryPlaid';

const clock = useClock();
const HOUR = 60 * 60 * 1000;

beforeEach(() => {
	forgetRuns();
	forgetCursors();
});

/** Ends a Sync that gave one row. */
const endRun = (run: Run, end: string) => endRunWith(run, end, [`row of ${run.key}`]);

/** Save Cursor, where these rows arrive; all rows of the execution if not said otherwise. */
function saveCursors(context: IExecuteFunctions, rows?: string[]) {
	const arriving = rows ?? endedRuns(context).flatMap(({ awaited }) => [...awaited]);
	const items = arriving.map((id) => ({ json: { transaction_id: id } }));
	return saveArrived(
		{ ...context, getInputData: () => items } as IExecuteFunctions,
		() => undefined,
	);
}

/** What n8n gives to the nodes of one execution, and what it does with static data. */
function execution(id: string, database: IDataObject, workflowId = 'w') {
	// Loaded as a whole at the start …
	const own = structuredClone(database);
	let hasChanged = false;
	const observed = new Proxy(own, {
		set: (target, name, value) => {
			hasChanged = true;
			return Reflect.set(target, name, value);
		},
	});
	const context = {
		getExecutionId: () => id,
		getMode: () => 'trigger',
		getWorkflow: () => ({ id: workflowId }),
		getWorkflowStaticData: () => observed,
	} as unknown as IExecuteFunctions;
	// … and written over what is there as a whole at the end.
	const finish = () => {
		if (!hasChanged) return;
		Object.keys(database).forEach((key) => delete database[key]);
		Object.assign(database, structuredClone(own));
	};
	return { context, finish };
}

const cursors = (database: IDataObject) => database.plaidCursors;

describe('A cursor', () => {
	it('moves when the rows are saved, not before', () => {
		const database: IDataObject = {};
		const { context, finish } = execution('1', database);
		const run = beginRun(context, 'item');
		endRun(run, 'c1');
		expect(keptCursor(context, 'item')).toBe('');
		saveCursors(context);
		finish();

		expect(keptCursor(context, 'item')).toBe('c1');
		expect(cursors(database)).toEqual({ item: 'c1' });
	});

	it('stays when nothing was saved, or nothing is known of the execution', () => {
		const database = { plaidCursors: { item: 'c0' } };
		const first = execution('1', database);
		endRun(beginRun(first.context, 'item'), 'c1');
		first.finish();
		forgetRuns();
		saveCursors(first.context);
		first.finish();

		expect(cursors(database)).toEqual({ item: 'c0' });
	});

	it('of another Item, execution or workflow is left alone', () => {
		const database: IDataObject = { plaidCursors: { other: 'x' }, notOurs: 1 };
		const mine = execution('1', database);
		endRun(beginRun(mine.context, 'item'), 'c1');
		const foreign = execution('1', {}, 'another workflow');
		endRun(beginRun(foreign.context, 'foreign'), 'f1');
		const later = execution('2', {});
		endRun(beginRun(later.context, 'late'), 'l1');
		saveCursors(mine.context);
		mine.finish();

		expect(cursors(database)).toEqual({ other: 'x', item: 'c1' });
		expect(database.notOurs).toBe(1);
	});

	it('that is empty, as of an Item that is not ready, is not kept', () => {
		const database = {};
		const { context, finish } = execution('1', database);
		endRun(beginRun(context, 'item'), '');
		saveCursors(context);
		finish();

		expect(database).toEqual({});
	});

	it.each(['constructor', '__proto__', 'toString'])('may be kept under the key %s', (key) => {
		const database: IDataObject = {};
		const { context } = execution('1', database);
		expect(keptCursor(context, key)).toBe('');
		endRun(beginRun(context, key), 'c1');
		saveCursors(context);

		expect(keptCursor(context, key)).toBe('c1');
	});

	it.each([undefined, null, 'text', 5, ['list']])('is empty where static data holds %j', (held) => {
		const { context } = execution('1', { plaidCursors: held as never });

		expect(keptCursor(context, 'item')).toBe('');
	});
});

describe('What another execution of this process has written', () => {
	it('is not put back by one that began before and ends later', () => {
		const database: IDataObject = {};
		const [first, second] = ['1', '2'].map((id) => execution(id, database));
		endRun(beginRun(first.context, 'a'), 'a1');
		endRun(beginRun(second.context, 'b'), 'b1');
		saveCursors(second.context);
		saveCursors(first.context);
		first.finish();
		second.finish();

		expect(cursors(database)).toEqual({ a: 'a1', b: 'b1' });
	});

	it('counts although the static data of a running execution is older', () => {
		const database: IDataObject = {};
		const [first, second] = ['1', '2'].map((id) => execution(id, database));
		endRun(beginRun(first.context, 'item'), 'c1');
		saveCursors(first.context);

		expect(keptCursor(second.context, 'item')).toBe('c1');
	});

	it('does not count when another process has written a newer one', () => {
		const database: IDataObject = {};
		const { context, finish } = execution('1', database);
		endRun(beginRun(context, 'item'), 'c1');
		saveCursors(context);
		finish();
		const later = new Date(clock.now + 1).toISOString();
		database.plaidCursors = { item: 'c2' };
		database.plaidCursorTimes = { item: later };

		expect(keptCursor(execution('2', database).context, 'item')).toBe('c2');
	});
});

describe('A Sync of an Item whose rows another execution is saving', () => {
	const DATABASE = {};
	const waiting = async (key = 'item', id = '2') => {
		clock.waits = [];
		await untilFree(execution(id, DATABASE).context, key, clock.wait);
		return clock.waits.length;
	};

	it('waits until they are saved', async () => {
		const { context } = execution('1', DATABASE);
		endRun(beginRun(context, 'item'), 'c1');
		let waits = 0;
		await untilFree(execution('2', DATABASE).context, 'item', async () => {
			if (++waits === 3) saveCursors(context);
			return true;
		});
		expect(waits).toBe(3);
	});

	it('does not wait for more than half a minute after that one began', async () => {
		beginRun(execution('1', DATABASE).context, 'item');
		const before = clock.now;
		await waiting();
		expect(clock.now - before).toBe(30_000);
	});

	it('waits neither for another Item, nor for its own execution', async () => {
		beginRun(execution('1', DATABASE).context, 'item');
		expect(await waiting('another')).toBe(0);
		expect(await waiting('item', '1')).toBe(0);
	});

	it('goes on when its execution is cancelled', async () => {
		beginRun(execution('1', DATABASE).context, 'item');
		const wait = jest.fn(async () => false);
		await untilFree(execution('2', DATABASE).context, 'item', wait);
		expect(wait).toHaveBeenCalledTimes(1);
	});
});

describe('Overlapping executions', () => {
	const begun = (id: string, database: IDataObject) => {
		const { context, finish } = execution(id, database);
		const run = beginRun(context, 'item');
		const save = () => {
			saveCursors(context);
			finish();
		};
		return { run, save };
	};

	it('the younger one does not move the cursor, whichever saves first', () => {
		for (const order of [
			['older', 'younger'],
			['younger', 'older'],
		] as const) {
			forgetRuns();
			const database = { plaidCursors: { item: 'c0' } };
			const older = begun('1', database);
			endRun(older.run, 'c1');
			const younger = begun('2', database);
			endRun(younger.run, 'c2');
			order.forEach((who) => ({ older, younger })[who].save());

			expect(cursors(database)).toEqual({ item: 'c1' });
		}
	});

	it('neither moves it when they read at the same time', () => {
		const database = { plaidCursors: { item: 'c0' } };
		const [first, second] = ['1', '2'].map((id) => begun(id, database));
		endRun(second.run, 'c2');
		endRun(first.run, 'c1');
		[first, second].forEach(({ save }) => save());

		expect(cursors(database)).toEqual({ item: 'c0' });
	});

	it('one that saved before the other began does not hold it back', () => {
		const database = { plaidCursors: { item: 'c0' } };
		const first = begun('1', database);
		endRun(first.run, 'c1');
		first.save();
		const second = begun('2', database);
		endRun(second.run, 'c2');
		second.save();

		expect(cursors(database)).toEqual({ item: 'c2' });
	});

	it.each([
		['had nothing to save', 0, (run: ReturnType<typeof beginRun>) => dropRun(run)],
		['never saved, an hour ago', HOUR, () => {}],
	])('one that %s does not hold the other back', (_, later, end) => {
		const database = { plaidCursors: { item: 'c0' } };
		end(begun('1', database).run);
		clock.now += later;
		const second = begun('2', database);
		endRun(second.run, 'c2');
		second.save();

		expect(cursors(database)).toEqual({ item: 'c2' });
	});

	it('one that never saved holds the others back for an hour', () => {
		const database = { plaidCursors: { item: 'c0' } };
		begun('1', database);
		clock.now += HOUR - 1;
		const second = begun('2', database);
		endRun(second.run, 'c2');
		second.save();

		expect(cursors(database)).toEqual({ item: 'c0' });
	});

	it('the same execution beginning anew, as on Retry On Fail, does not hold itself back', () => {
		const database = {};
		begun('1', database);
		const again = begun('1', database);
		endRun(again.run, 'c1');
		again.save();

		expect(cursors(database)).toEqual({ item: 'c1' });
	});

	it('more than can be remembered move no cursor, rather than a wrong one', () => {
		const database = {};
		const { context, finish } = execution('last', database);
		for (let item = 0; item <= 10_000; item++) beginRun(context, `item ${item}`);
		endRun(beginRun(context, 'item 1'), 'c1');
		saveCursors(context);
		finish();

		expect(database).toEqual({});
	});
});

describe('Whatever executions overlap, fail half-way, or are forgotten', () => {
	const CLEAN = { isSaved: true, touchesOther: false };
	const attempt = fc.record({
		isSaved: fc.constantFrom(true, true, true, false),
		touchesOther: fc.boolean(),
	});
	const happening = fc.record({
		what: fc.constantFrom('put' as const, 'put' as const, 'put' as const, 'remove' as const),
		id: fc.constantFrom('a', 'b'),
	});

	it('the rows of one more run are those of Plaid, and then nothing is left to sync', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.scheduler(),
				fc.array(attempt, { minLength: 2, maxLength: 3 }),
				fc.array(happening, { minLength: 1, maxLength: 4 }),
				async (scheduler, attempts, happenings) => {
					forgetRuns();
					forgetCursors();
					const plaid = new MemoryPlaid(2);
					['a', 'b'].forEach((id) => plaid.put(id));
					const books: Books = new Map();
					const database: IDataObject = {};
					let executions = 0;
					const pause = async (label: string) => await scheduler.schedule(Promise.resolve(), label);

					/** One execution of Sync, a node that saves row by row, and Save Cursor. */
					const execute = async ({ isSaved, touchesOther }: typeof CLEAN, step = pause) => {
						const { context, finish } = execution(String(executions++), database);
						await step('start');
						const run = beginRun(context, 'item');
						const changes = await allChanges({
							cursors: [keptCursor(context, 'item')],
							maxRestarts: 2,
							wait: async () => true,
							fetchPage: async (cursor) => {
								await step('page');
								const page = plaid.page(cursor);
								await step('answer');
								return page;
							},
						});
						const rows = changes.kind === 'answered' ? changeRows(changes.data, 'item') : [];
						if (changes.kind !== 'answered' || rows.length === 0) {
							dropRun(run);
							return rows.length;
						}
						endRun(run, changes.data.nextCursor);
						for (const { transaction_id, change_type, amount } of rows) {
							await step('save');
							if (change_type === 'removed') books.delete(String(transaction_id));
							else books.set(String(transaction_id), Number(amount));
							if (!isSaved) return rows.length;
						}
						if (touchesOther) endRun(beginRun(context, `other ${executions}`), 'c');
						saveCursors(context);
						await step('finish');
						finish();
						return rows.length;
					};

					const all = [
						...attempts.map(async (each) => await execute(each)),
						...happenings.map(async ({ what, id }) => {
							await pause('happening');
							plaid[what](id);
						}),
					];
					await scheduler.waitFor(Promise.all(all));
					clock.now += HOUR;
					const straight = async () => {};
					await execute(CLEAN, straight);
					expect(books).toEqual(plaid.books);
					expect(await execute(CLEAN, straight)).toBe(0);
				},
			),
			{ numRuns: 1000 },
		);
	});
});

describe('The key of a cursor', () => {
	it('is the Item ID, else a fingerprint of the access token; an account has its own', () => {
		expect(cursorKey('item', 'token', '')).toBe('item');
		expect(cursorKey('item', 'token', 'account')).toBe('item/account');
		expect(cursorKey('', 'token', '')).toMatch(/^[0-9a-f]{64}$/);
		expect(cursorKey('', 'token', '')).not.toBe(cursorKey('', 'token 2', ''));
	});
});

describe('A cursor of which rows are missing', () => {
	it('stays until every row has arrived, in however many calls', () => {
		const database: IDataObject = {};
		const { context, finish } = execution('1', database);
		endRunWith(beginRun(context, 'item'), 'c1', ['a', 'b', 'c']);
		expect(saveCursors(context, ['a', 'b']).waiting).toMatchObject([{ key: 'item', size: 3 }]);
		expect(keptCursor(context, 'item')).toBe('');
		expect(saveCursors(context, ['c']).waiting).toEqual([]);
		finish();
		expect(cursors(database)).toEqual({ item: 'c1' });
	});

	it('does not move with the cursor of another Item', () => {
		const database: IDataObject = {};
		const { context } = execution('1', database);
		endRunWith(beginRun(context, 'one'), 'c1', ['a']);
		endRunWith(beginRun(context, 'other'), 'c2', ['b']);
		saveCursors(context, ['a']);
		expect(keptCursor(context, 'one')).toBe('c1');
		expect(keptCursor(context, 'other')).toBe('');
	});

	it('does not keep the next Sync from moving it, a while after the rows that came', () => {
		const database: IDataObject = {};
		const first = execution('1', database);
		endRunWith(beginRun(first.context, 'item'), 'c1', ['a', 'b']);
		saveCursors(first.context, ['a']);
		clock.now += 3 * 60 * 1000;
		const second = execution('2', database);
		endRunWith(beginRun(second.context, 'item'), 'c1', ['a', 'b']);
		saveCursors(second.context);
		expect(keptCursor(second.context, 'item')).toBe('c1');
	});
});
