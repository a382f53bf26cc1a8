import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import type { Call, MxClient } from '../../../../nodes/Mx/client/client';
import { MOST_READINGS, readList } from '../../../../nodes/Mx/client/list';
import type { Exchange } from '../../../../nodes/shared/http';

const ROWS_IN_A_PAGE = 3;

/** Three changes within two readings could cancel each other out and hide a row. */
const CHANGES_SEEN_THROUGH = 2;

interface Row extends IDataObject {
	guid: string;
	updated_at: string;
}

type Change = (rows: Row[]) => Row[];

/** A list that MX cuts into small pages, and that changes between requests. */
class ChangingList {
	readonly asked: number[] = [];

	/** Rows at the time of each request. */
	readonly states: Row[][] = [];

	constructor(
		private rows: Row[],
		/** What happens before the request of this number, from 1 on. */
		private readonly changes: Map<number, Change> = new Map(),
	) {}

	async call({ query }: Call): Promise<Exchange> {
		this.rows = this.changes.get(this.asked.length)?.(this.rows) ?? this.rows;
		const page = Number(query?.page);
		this.asked.push(page);
		this.states.push(this.rows);
		const text = JSON.stringify({
			rows: this.rows.slice((page - 1) * ROWS_IN_A_PAGE, page * ROWS_IN_A_PAGE),
			pagination: {
				total_pages: Math.max(1, Math.ceil(this.rows.length / ROWS_IN_A_PAGE)),
				total_entries: this.rows.length,
			},
		});
		return { kind: 'answer', status: 200, headers: {}, text };
	}

	async read(most = Infinity) {
		return await readList(this as unknown as MxClient, { path: '/', query: {}, key: 'rows', most });
	}
}

const rowsNamed = (count: number): Row[] =>
	Array.from({ length: count }, (_, index) => ({ guid: `TRN-${index}`, updated_at: '2025-06-26' }));

const guidsOf = (rows: IDataObject[]) => rows.map(({ guid }) => guid as string);

/** What happens to a list: a row comes, goes, or moves to another place; each row moves once. */
const changesOfLists = fc
	.uniqueArray(
		fc.record({
			request: fc.integer({ min: 1, max: 12 }),
			kind: fc.constantFrom('add', 'remove', 'move', 'replace'),
			from: fc.nat(20),
			to: fc.nat(20),
		}),
		{ selector: ({ request }) => request, maxLength: 6 },
	)
	.map((orders) => {
		const moved = new Set<string>();
		const changeOf =
			({ request, kind, from, to }: (typeof orders)[number]): Change =>
			(rows) => {
				const added = { guid: `TRN-new-${request}`, updated_at: '2025-06-27' };
				const taken = rows[from % Math.max(1, rows.length)];
				const isStuck = !taken || (kind === 'move' && moved.has(taken.guid));
				const rest = kind === 'add' || isStuck ? rows : rows.filter((row) => row !== taken);
				const arriving = kind === 'remove' || isStuck ? [] : [kind === 'move' ? taken : added];
				if (kind === 'move' && taken) moved.add(taken.guid);
				const place = to % (rest.length + 1);
				return [...rest.slice(0, place), ...arriving, ...rest.slice(place)];
			};
		return new Map(orders.map((order) => [order.request, changeOf(order)]));
	});

describe('readList', () => {
	it('reads a list of one page once', async () => {
		const list = new ChangingList(rowsNamed(3));
		expect(await list.read()).toEqual({ kind: 'rows', rows: rowsNamed(3) });
		expect(list.asked).toEqual([1]);
	});

	it('reads one of several pages twice', async () => {
		const list = new ChangingList(rowsNamed(7));
		expect(await list.read()).toEqual({ kind: 'rows', rows: rowsNamed(7) });
		expect(list.asked).toEqual([1, 2, 3, 1, 2, 3]);
	});

	it('ends at its limit', async () => {
		const list = new ChangingList(rowsNamed(9));
		expect(await list.read(2)).toEqual({ kind: 'rows', rows: rowsNamed(2) });
		expect(list.asked).toEqual([1]);
	});

	it('hands out each row once, in the version that was changed last', async () => {
		const doubled = [...rowsNamed(3), { guid: 'TRN-0', updated_at: '2025-06-27' }];
		const list = new ChangingList([...doubled, { guid: 'TRN-1', updated_at: '2025-06-20' }]);
		const read = await list.read();
		expect(read).toMatchObject({
			rows: [
				{ guid: 'TRN-0', updated_at: '2025-06-27' },
				{ guid: 'TRN-1', updated_at: '2025-06-26' },
				{ guid: 'TRN-2' },
			],
		});
	});

	it('hands out no list that it may not have seen in full', async () => {
		const shift: Change = (rows) => rows.slice(1);
		const everyTime = new Map(Array.from({ length: 50 }, (_, index) => [index + 1, shift]));
		const list = new ChangingList(rowsNamed(40), everyTime);
		expect(await list.read()).toMatchObject({ kind: 'unknown' });
		expect(list.asked.filter((page) => page === 1)).toHaveLength(MOST_READINGS);
	});

	it('loses no row and gives none twice, whatever happens between pages', async () => {
		await fc.assert(
			fc.asyncProperty(fc.nat(12), changesOfLists, async (count, changes) => {
				const list = new ChangingList(rowsNamed(count), changes);
				const read = await list.read();
				if (read.kind !== 'rows') {
					// A change sets apart at most two of the four pairs of readings.
					expect(changes.size).toBeGreaterThan(1);
					return;
				}
				const guids = guidsOf(read.rows);
				expect(new Set(guids).size).toBe(guids.length);

				const starts = list.asked.flatMap((page, request) => (page === 1 ? [request] : []));
				const agreeing = list.states.slice(starts[starts.length - 2] ?? 0);
				const changed = agreeing.filter(
					(state, index) => index > 0 && state !== agreeing[index - 1],
				);
				fc.pre(changed.length <= CHANGES_SEEN_THROUGH);

				const lastReading = list.states.slice(starts[starts.length - 1]).map(guidsOf);
				const [first, ...others] = lastReading;
				const steady = first.filter((guid) => others.every((state) => state.includes(guid)));
				expect(guids).toEqual(expect.arrayContaining(steady));
				expect(lastReading.flat()).toEqual(expect.arrayContaining(guids));
			}),
			{ numRuns: 1000 },
		);
	});
});

describe('A list of which MX does not say how many pages it has', () => {
	const answering = (pages: unknown[]) => {
		const client = {
			call: async () => ({
				kind: 'answer' as const,
				status: 200,
				headers: {},
				text: JSON.stringify(pages.length > 1 ? pages.shift() : pages[0]),
			}),
		};
		return client as unknown as Parameters<typeof readList>[0];
	};
	const list = { path: '/x', query: {}, key: 'rows', most: Infinity };

	it('ends at a page without rows', async () => {
		expect(await readList(answering([{ rows: [] }]), list)).toEqual({ kind: 'rows', rows: [] });
	});

	it('is an error when the same rows come on page after page, whatever number of pages MX names', async () => {
		const page = { rows: [{ guid: 'a' }], pagination: { total_pages: 1e9, total_entries: 1e9 } };
		expect(await readList(answering([page]), list)).toMatchObject({
			kind: 'unknown',
			explanation: 'MX gave the same rows on page after page',
		});
	});
});
