import fc from 'fast-check';

import { allChanges, changeRows, isEmpty, type Changes } from '../../../nodes/Plaid/sync';
import { MemoryPlaid, type Books } from '../../support/memoryPlaid';

/**
 * The rules by which workflows/plaid-to-tight-queue-mode.json keeps cursors in a table that all
 * workers share: a Sync begins at all cursors of its Item, adds its end before anything is saved, and
 * deletes those at which it began behind the save.
 */
class CursorTable {
	private rows: Array<{ id: number; cursor: string }> = [];
	private lastId = 0;

	/** An Item that is new gets the beginning as its first cursor. */
	read() {
		if (this.rows.length === 0) this.insert('');
		return [...this.rows];
	}

	insert(cursor: string) {
		this.rows.push({ id: ++this.lastId, cursor });
	}

	/** Those that were read, and older ones. */
	deleteUpTo(newest: number) {
		this.rows = this.rows.filter(({ id }) => id > newest);
	}
}

/** Saves rows one by one, removals behind the others, as the Tight node does. */
function inOrderOfSaving(changes: Changes) {
	const rows = changeRows(changes, 'item');
	const isRemoval = ({ change_type }: (typeof rows)[number]) => change_type === 'removed';
	const removed = new Set(rows.filter(isRemoval).map(({ transaction_id }) => transaction_id));
	const saves = rows.filter(({ transaction_id }) => !removed.has(transaction_id));
	return [...saves, ...rows.filter(isRemoval)];
}

const attempt = fc.record({
	/** After how many steps the worker is killed, if at all. */
	steps: fc.option(fc.nat({ max: 12 }), { nil: Infinity }),
});
const happening = fc.record({
	what: fc.constantFrom('put' as const, 'put' as const, 'remove' as const),
	id: fc.constantFrom('a', 'b', 'c'),
});

describe('However workers overlap, and whichever of them are killed', () => {
	it.each([
		['is told to all', true],
		['of a row that was added after the cursor is not mentioned', false],
	])(
		'the next run of the Item brings the books to those of Plaid, where a removal %s',
		async (_, tellsAllRemovals) => {
			let mostCursors = 0;
			await fc.assert(
				fc.asyncProperty(
					fc.scheduler(),
					fc.array(attempt, { minLength: 2, maxLength: 4 }),
					fc.array(happening, { minLength: 1, maxLength: 6 }),
					async (scheduler, attempts, happenings) => {
						const plaid = new MemoryPlaid(2, tellsAllRemovals);
						const books: Books = new Map();
						const table = new CursorTable();
						const removed = new Set<string>();
						plaid.put('a');

						/** @param step false once the worker is killed */
						const execute = async (step: () => Promise<boolean>) => {
							if (!(await step())) return;
							const known = table.read();
							mostCursors = Math.max(mostCursors, known.length);
							const changes = await allChanges({
								cursors: known.map(({ cursor }) => cursor),
								maxRestarts: 10,
								wait: async () => true,
								fetchPage: async (cursor) => {
									if (!(await step())) return { kind: 'unknown' };
									const page = plaid.page(cursor);
									await step();
									return page;
								},
							});
							if (changes.kind !== 'answered' || isEmpty(changes.data)) return;
							if (!(await step())) return;
							table.insert(changes.data.nextCursor);
							for (const { transaction_id, change_type, amount } of inOrderOfSaving(changes.data)) {
								if (!(await step())) return;
								if (change_type === 'removed') books.delete(String(transaction_id));
								else books.set(String(transaction_id), Number(amount));
							}
							if (!(await step())) return;
							table.deleteUpTo(known.at(-1)!.id);
						};

						await scheduler.waitFor(
							Promise.all([
								...attempts.map(async ({ steps }) => {
									let left = steps;
									await execute(async () => {
										await scheduler.schedule(Promise.resolve(), 'step');
										return --left >= 0;
									});
								}),
								...happenings.map(async ({ what, id }) => {
									await scheduler.schedule(Promise.resolve(), 'happening');
									// An id that was removed never comes back (inferred: docs/contract.md).
									if (what === 'remove') removed.add(id);
									if (what === 'remove' || !removed.has(id)) plaid[what](id);
								}),
							]),
						);
						await execute(async () => true);
						expect(books).toEqual(plaid.books);
					},
				),
				{ numRuns: 1500 },
			);
			expect(mostCursors).toBeGreaterThan(1);
		},
	);
});
