import fc from 'fast-check';

import { allChanges, changeRows, summaryRow, type Pagination } from '../../../nodes/Plaid/sync';
import { MemoryPlaid, type Books } from '../../support/memoryPlaid';

const wait = async () => true;
const GATEWAY = { kind: 'unknown' as const, status: 502 };

const happening = fc.record({
	what: fc.constantFrom('put' as const, 'put' as const, 'remove' as const),
	id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
});

/** What may befall one request for a page. */
const event = fc.constantFrom('fine', 'fine', 'fine', 'change', 'fault');

function apply(books: Books, rows: Array<Record<string, unknown>>) {
	for (const { change_type, transaction_id, amount } of rows) {
		if (change_type === 'removed') books.delete(String(transaction_id));
		else books.set(String(transaction_id), Number(amount));
	}
}

describe('Whatever happens between and during syncs', () => {
	it('the rows are those of Plaid, and a failed sync puts out nothing', async () => {
		const round = fc.record({
			happenings: fc.array(happening, { maxLength: 8 }),
			events: fc.array(event, { maxLength: 6 }),
		});
		const rounds = fc.array(round, { minLength: 1, maxLength: 6 });
		const pageSize = fc.integer({ min: 1, max: 4 });
		await fc.assert(
			fc.asyncProperty(rounds, pageSize, fc.nat({ max: 3 }), async (all, size, maxRestarts) => {
				const plaid = new MemoryPlaid(size);
				const books: Books = new Map();
				let cursor = '';
				for (const { happenings, events } of [...all, { happenings: [], events: [] }]) {
					happenings.forEach(({ what, id }) => plaid[what](id));
					const coming = [...events];
					const changes = await allChanges({
						cursors: [cursor],
						maxRestarts,
						wait,
						fetchPage: async (from) => {
							const next = coming.shift();
							if (next === 'fault') return GATEWAY;
							if (next === 'change') plaid.put('a');
							return plaid.page(from);
						},
					});
					if (changes.kind !== 'answered') continue;
					apply(books, changeRows(changes.data, 'item'));
					cursor = changes.data.nextCursor;
				}
				expect(books).toEqual(plaid.books);
			}),
		);
	});
});

describe('Restarts', () => {
	const pages = (plaid: MemoryPlaid): Pagination['fetchPage'] => {
		return async (from, isFirst) => {
			if (!isFirst) plaid.put('a');
			return plaid.page(from);
		};
	};

	it.each([0, 1, 3])('are at most %i', async (maxRestarts) => {
		const plaid = new MemoryPlaid(1);
		['a', 'b', 'c'].forEach((id) => plaid.put(id));
		const asked: string[] = [];
		const fetchPage = pages(plaid);
		const changes = await allChanges({
			cursors: [''],
			maxRestarts,
			wait,
			fetchPage: async (from, isFirst) => {
				asked.push(from);
				return await fetchPage(from, isFirst);
			},
		});

		expect(changes).toMatchObject({ kind: 'refused', status: 400 });
		expect(asked.filter((from) => from === '')).toHaveLength(maxRestarts + 1);
	});

	it('end when the execution is cancelled', async () => {
		const plaid = new MemoryPlaid(1);
		['a', 'b'].forEach((id) => plaid.put(id));
		const changes = await allChanges({
			cursors: [''],
			maxRestarts: 3,
			wait: async () => false,
			fetchPage: pages(plaid),
		});

		expect(changes).toEqual({ kind: 'notSent', explanation: 'the execution was cancelled' });
	});

	it('are not tried for what Plaid refuses, nor for a first page that fails', async () => {
		for (const reply of [
			GATEWAY,
			{ kind: 'refused' as const, error: { error_code: 'ITEM_LOGIN_REQUIRED' } },
		]) {
			const fetchPage = jest.fn(async () => reply);
			const changes = await allChanges({ cursors: ['c'], maxRestarts: 3, wait, fetchPage });

			expect(changes).toEqual(reply);
			expect(fetchPage).toHaveBeenCalledTimes(1);
		}
	});
});

describe('Several cursors', () => {
	/** Plaid with a history, its cursors after each change, and the cursors that it is asked for. */
	function withHistory() {
		const plaid = new MemoryPlaid(10, false);
		const ends = ['a', 'b', 'c'].map((id) => {
			plaid.put(id);
			const page = plaid.page('');
			return page.kind === 'answered' ? page.data.next_cursor : '';
		});
		const asked: string[] = [];
		const sync = async (cursors: string[], between: Array<() => void> = []) => {
			asked.length = 0;
			const changes = await allChanges({
				cursors,
				maxRestarts: 3,
				wait,
				fetchPage: async (cursor) => {
					asked.push(cursor);
					const page = plaid.page(cursor);
					between.shift()?.();
					return page;
				},
			});
			if (changes.kind !== 'answered') throw new Error(changes.explanation);
			const rows = changeRows(changes.data, '').map(
				({ change_type, transaction_id }) => `${String(change_type)} ${String(transaction_id)}`,
			);
			return { rows, end: changes.data.nextCursor };
		};
		return { plaid, ends, asked, sync };
	}

	it('are each read to the end, which is one for all', async () => {
		const { ends, asked, sync } = withHistory();

		expect(await sync([ends[1], '', ends[1]])).toEqual({
			rows: ['added c', 'added a', 'added b', 'added c'],
			end: ends[2],
		});
		expect(asked).toEqual([ends[1], '']);
	});

	it('tell of a removal that only one of them is told of', async () => {
		const { plaid, ends, sync } = withHistory();
		plaid.remove('c');

		expect((await sync([ends[1]])).rows).toEqual([]);
		expect((await sync(ends.slice(1))).rows).toEqual(['removed c']);
	});

	it('are read on from where each of them ended when something changes meanwhile', async () => {
		const { plaid, ends, asked, sync } = withHistory();
		const { rows, end } = await sync(ends.slice(1), [() => plaid.put('d')]);

		expect(rows).toEqual(['added c', 'added d', 'added d']);
		expect(asked).toEqual([ends[1], ends[2], ends[2], end]);
		plaid.remove('d');
		expect((await sync([end])).rows).toEqual(['removed d']);
	});

	it('fail, rather than leave one out, when something changes all the time', async () => {
		const { plaid, ends, sync } = withHistory();
		const always = Array.from({ length: 20 }, (_, time) => () => plaid.put(`later ${time}`));

		await expect(sync(ends, always)).rejects.toThrow('brought to one end');
	});
});

describe('Rows', () => {
	const page = (more: object) => ({
		accounts: [],
		added: [],
		modified: [],
		removed: [],
		next_cursor: 'c',
		has_more: false,
		transactions_update_status: 'NOT_READY',
		...more,
	});
	const row = { transaction_id: 't', account_id: 'a' };

	it('stand in the order of the pages, so that the last one is as it is now', () => {
		const pages = [page({ removed: [row] }), page({ added: [row] })];
		const types = changeRows({ pages, nextCursor: 'c' }, '').map((each) => each.change_type);

		expect(types).toEqual(['removed', 'added']);
	});

	it('name the account when Plaid does, whichever page it stands on', () => {
		const account = { account_id: 'a', name: 'Checking', mask: '0000', balances: {} };
		const pages = [page({ added: [row] }), page({ accounts: [account] })];
		const [withAccount] = changeRows({ pages, nextCursor: 'c' }, 'i');
		const [without] = changeRows({ pages: [pages[0]], nextCursor: 'c' }, 'i');

		expect(withAccount.account).toMatchObject({ name: 'Checking', mask: '0000' });
		expect(without).not.toHaveProperty('account');
	});

	it('of a summary list an account once', () => {
		const pages = ['old', 'new'].map((name) => page({ accounts: [{ account_id: 'a', name }] }));

		expect(summaryRow({ pages, nextCursor: 'c' }, '')).toMatchObject({
			item_id: null,
			accounts: [{ account_id: 'a', name: 'new' }],
		});
	});

	it('an Item that is not ready leaves the cursor where it was', async () => {
		const changes = await allChanges({
			cursors: ['kept'],
			maxRestarts: 0,
			wait,
			fetchPage: async () => ({ kind: 'answered', data: page({ next_cursor: '' }) }),
		});

		expect(changes).toMatchObject({ data: { nextCursor: 'kept' } });
	});
});
