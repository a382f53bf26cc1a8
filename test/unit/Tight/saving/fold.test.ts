import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { fold, type Folded } from '../../../../nodes/Tight/saving/fold';
import { isSameRecord, type Identity } from '../../../../nodes/Tight/saving/identify';
import type { Row } from '../../../../nodes/Tight/saving/row';
import { dayPlus } from '../../../../nodes/shared/days';

/** A source that may use an ID twice, such as a file, and one that never does. */
const SHARED = { windowDays: 7 };
const UNIQUE = { windowDays: 14, hasUniqueIds: true };

const DAY = '2025-06-01';

function row(item: number, identity: Partial<Identity> | undefined, more: Partial<Row> = {}): Row {
	return {
		item,
		userId: 'u',
		body: { n: item },
		...(identity && { identity: { apiSourceId: 'a', date: DAY, ...identity } }),
		...more,
	};
}

const itemsOf = ({ saves, refused }: Folded) => ({
	saves: saves.map(({ rows }) => rows.map(({ item }) => item)),
	refused: refused.map(({ row: { item } }) => item).sort(),
});
const items = (rows: Row[], match?: typeof SHARED) => itemsOf(fold(rows, match));

const maybe = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const anyRow = fc.record({
	userId: fc.constantFrom('u', 'v'),
	apiSourceId: fc.constantFrom('a', 'b', 'c'),
	apiName: maybe('CSV', 'csv', 'SHOPIFY'),
	bankAccountId: maybe('bka_1', '1', 'bka_2'),
	date: fc.option(
		fc.integer({ min: 0, max: 60 }).map((days) => dayPlus(DAY, days)),
		{ nil: undefined },
	),
	change: fc.constantFrom('added' as const, 'modified' as const, 'removed' as const),
});
const anyRows = fc.array(anyRow, { maxLength: 12 }).map((rows) =>
	rows.map(
		({ userId, change, ...identity }, item): Row => ({
			item,
			userId,
			identity,
			change,
			body: { n: item },
		}),
	),
);
const anyMatch = fc.constantFrom(SHARED, UNIQUE);

describe('folding rows', () => {
	it('loses no row: each is in exactly one save, or refused', () => {
		fc.assert(
			fc.property(anyRows, anyMatch, (rows, match) => {
				const { saves, refused } = itemsOf(fold(rows, match));
				const all = [...saves.flat(), ...refused].sort((one, other) => one - other);
				expect(all).toEqual(rows.map(({ item }) => item));
			}),
			{ numRuns: 1000 },
		);
	});

	it('never folds rows of two users, systems, accounts or source IDs', () => {
		fc.assert(
			fc.property(anyRows, anyMatch, (rows, match) => {
				for (const save of fold(rows, match).saves) {
					for (const { userId, identity } of save.rows) {
						expect(userId).toBe(save.userId);
						expect(isSameRecord(identity!, save.identity!)).toBe(
							save.rows.every((each) => isSameRecord(each.identity!, identity!)),
						);
					}
				}
			}),
		);
	});

	it('is independent of the order of rows of different source IDs', () => {
		fc.assert(
			fc.property(anyRows, anyMatch, (rows, match) => {
				const keyOf = ({ userId, identity }: Row) => `${userId} ${identity!.apiSourceId}`;
				const sorted = [...rows].sort((one, other) => keyOf(one).localeCompare(keyOf(other)));
				expect(itemsOf(fold(sorted, match))).toEqual(itemsOf(fold(rows, match)));
			}),
		);
	});

	it('leaves the given rows as they are', () => {
		fc.assert(
			fc.property(anyRows, anyMatch, (rows, match) => {
				const before = structuredClone(rows);
				fold(rows, match);
				expect(rows).toEqual(before);
			}),
		);
	});

	it('makes one save of each row that has neither an identity nor an ID', () => {
		expect(items([row(0, undefined), row(1, undefined)])).toEqual({
			saves: [[0], [1]],
			refused: [],
		});
	});
});

describe('rows with one Tight ID', () => {
	const withId = (item: number, id: unknown, body: IDataObject = {}, userId = 'u') =>
		row(item, undefined, { body: { id, ...body } as IDataObject, userId });

	it('are one save, in which the later row wins and what it does not name stays', () => {
		const rows = [
			withId(0, 'btxn_1', { amount: 1, notes: 'a' }),
			withId(1, 'btxn_2'),
			withId(2, 'btxn_1', { amount: 2 }),
		];
		const { saves, refused } = fold(rows);
		expect(refused).toEqual([]);
		expect(saves.map(({ body }) => body)).toEqual([
			{ id: 'btxn_1', amount: 2, notes: 'a' },
			{ id: 'btxn_2' },
		]);
		expect(saves[0].rows).toEqual([rows[0], rows[2]]);
		expect(saves[0].identity).toBeUndefined();
	});

	it('are the same also where the ID has no prefix, or is a number', () => {
		const rows = [withId(0, 'btxn_1'), withId(1, '1'), withId(2, 1)];
		expect(items(rows)).toEqual({ saves: [[0, 1, 2]], refused: [] });
	});

	it('are two of two users', () => {
		const rows = [withId(0, 'btxn_1'), withId(1, 'btxn_1', {}, 'v')];
		expect(items(rows)).toEqual({ saves: [[0], [1]], refused: [] });
	});
});

describe('rows that share an ID of a source that may use one twice', () => {
	it.each<[string, Row[]]>([
		['differ', [row(0, {}), row(1, {})]],
		['are equal', [row(0, {}, { body: { n: 0 } }), row(1, {}, { body: { n: 0 } })]],
		['are within the window', [row(0, {}), row(1, { date: dayPlus(DAY, 7) })]],
		['show the system or do not', [row(0, { apiName: 'CSV' }), row(1, {})]],
		['show the system in other letters', [row(0, { apiName: 'CSV' }), row(1, { apiName: 'csv' })]],
		['show the account or do not', [row(0, { bankAccountId: 'bka_1' }), row(1, {})]],
		[
			'show the account in another form',
			[row(0, { bankAccountId: 'bka_1' }), row(1, { bankAccountId: '1' })],
		],
		['show a day or do not', [row(0, { date: undefined }), row(1, {})]],
	])('are all refused where they %s', (_what, rows) => {
		expect(items(rows, SHARED)).toEqual({ saves: [], refused: [0, 1] });
	});

	it.each<[string, Row[]]>([
		['systems', [row(0, { apiName: 'SHOPIFY' }), row(1, { apiName: 'SQUARE' })]],
		['accounts', [row(0, { bankAccountId: 'bka_1' }), row(1, { bankAccountId: 'bka_2' })]],
		['days beyond the window', [row(0, {}), row(1, { date: dayPlus(DAY, 8) })]],
		['users', [row(0, {}), row(1, {}, { userId: 'v' })]],
	])('are different records on different %s', (_what, rows) => {
		expect(items(rows, SHARED)).toEqual({ saves: [[0], [1]], refused: [] });
	});

	it('are refused exactly where another one of the run may be the same record', () => {
		fc.assert(
			fc.property(anyRows, (rows) => {
				const mayBeSame = (one: Row) => (other: Row) =>
					one !== other &&
					one.userId === other.userId &&
					isSameRecord(one.identity!, other.identity!, SHARED.windowDays);
				const expected = rows.filter((one) => rows.some(mayBeSame(one)));
				expect(items(rows, SHARED).refused).toEqual(expected.map(({ item }) => item).sort());
			}),
			{ numRuns: 2000 },
		);
	});

	it('name the other item, and the remedy', () => {
		const { refused } = fold([row(3, {}), row(7, {})], SHARED);
		const texts = refused.map(({ result }) => result.explanation);
		expect(texts[0]).toMatch(/^item 7 has the same API Source ID \('a'\)/);
		expect(texts[1]).toMatch(/^item 3 has the same API Source ID \('a'\)/);
		expect(refused[0].result).toMatchObject({ kind: 'notSent', reasons: [] });
		const twins = [row(0, {}, { body: {} }), row(1, {}, { body: {} })];
		expect(fold(twins, SHARED).refused[0].result.explanation).toMatch(
			/^item 1 is the same \('a'\)/,
		);
	});

	it('are compared in a time that grows with their number, not its square', () => {
		const rows = Array.from({ length: 50_000 }, (_, item) =>
			row(item, { apiSourceId: 'NONREF', bankAccountId: 'bka_1', date: dayPlus(DAY, item % 90) }),
		);
		expect(fold(rows, SHARED).refused).toHaveLength(rows.length);
	});
});

describe('rows that share an ID of a source that never uses one twice', () => {
	it('are one save, of which the last word counts', () => {
		const rows = [
			row(0, {}, { body: { amount: 1, notes: 'x' } }),
			row(1, {}, { body: { amount: 2 } }),
		];
		const { saves, refused } = fold(rows, UNIQUE);
		expect(refused).toEqual([]);
		expect(saves).toEqual([
			expect.objectContaining({ rows, body: { amount: 2, notes: 'x' }, change: 'added' }),
		]);
	});

	it('are one save on any days, and the last day is the day of the record', () => {
		const later = dayPlus(DAY, 200);
		const { saves } = fold([row(0, {}), row(1, { date: later })], UNIQUE);
		expect(saves.map(({ identity }) => identity!.date)).toEqual([later]);
	});

	it('are one save also where the rows say themselves that they are of such a source', () => {
		const plaid = { apiName: 'PLAID' };
		expect(items([row(0, plaid), row(1, plaid)], SHARED)).toEqual({ saves: [[0, 1]], refused: [] });
		const mixed = [row(0, plaid), row(1, {})];
		expect(items(mixed, SHARED)).toEqual({ saves: [], refused: [0, 1] });
	});

	it('are two records on two accounts', () => {
		const rows = [row(0, { bankAccountId: 'bka_1' }), row(1, { bankAccountId: 'bka_2' })];
		expect(items(rows, UNIQUE)).toEqual({ saves: [[0], [1]], refused: [] });
	});

	it('are a removal where the removal came last, and sent where it came first', () => {
		const removed = (item: number) =>
			row(item, { date: undefined }, { change: 'removed', body: {} });
		const gone = fold([row(0, {}), removed(1)], UNIQUE).saves[0];
		expect(gone).toMatchObject({ change: 'removed', body: {}, identity: { date: DAY } });
		const back = fold([removed(0), row(1, {})], UNIQUE).saves[0];
		expect(back).toMatchObject({ change: 'added', body: { n: 1 }, identity: { date: DAY } });
	});

	it('keep the pending record that one of them replaces', () => {
		const rows = [row(0, {}, { replaces: 'p' }), row(1, {}, { change: 'modified' })];
		expect(fold(rows, UNIQUE).saves[0]).toMatchObject({ replaces: 'p', change: 'modified' });
	});
});
