import * as fc from 'fast-check';

import { dayRanges, FoundRecords, lookUp } from '../../../../nodes/Tight/saving/lookUp';
import { dayPlus, daysBetween } from '../../../../nodes/shared/days';
import { MemoryTight } from '../../../support/memoryTight';

const days = fc.array(
	fc.integer({ min: 0, max: 2000 }).map((offset) => dayPlus('2020-01-01', offset)),
	{ maxLength: 30 },
);
const window_ = fc.integer({ min: 0, max: 40 });

describe('dayRanges', () => {
	it('hold each day with its window in exactly one range', () => {
		fc.assert(
			fc.property(days, window_, (given, windowDays) => {
				const ranges = dayRanges(given, windowDays);
				for (const day of given) {
					const holding = ranges.filter(
						({ first, last }) =>
							first <= dayPlus(day, -windowDays) && dayPlus(day, windowDays) <= last,
					);
					expect(holding).toHaveLength(1);
				}
			}),
		);
	});

	it('are sorted and lie more than a month apart', () => {
		fc.assert(
			fc.property(days, window_, (given, windowDays) => {
				const ranges = dayRanges(given, windowDays);
				for (const { first, last } of ranges) expect(first <= last).toBe(true);
				ranges.slice(1).forEach(({ first }, index) => {
					expect(daysBetween(ranges[index].last, first)).toBeGreaterThan(31);
				});
			}),
		);
	});

	it('begin and end with a window around a day', () => {
		fc.assert(
			fc.property(days, window_, (given, windowDays) => {
				for (const { first, last } of dayRanges(given, windowDays)) {
					expect(given).toContain(dayPlus(first, windowDays));
					expect(given).toContain(dayPlus(last, -windowDays));
				}
			}),
		);
	});

	it('are one for days that lie close together, two for others, none without days', () => {
		expect(dayRanges(['2025-01-31', '2025-01-01'], 7)).toEqual([
			{ first: '2024-12-25', last: '2025-02-07' },
		]);
		expect(dayRanges(['2024-01-01', '2025-01-01', '2024-01-01'], 0)).toEqual([
			{ first: '2024-01-01', last: '2024-01-01' },
			{ first: '2025-01-01', last: '2025-01-01' },
		]);
		expect(dayRanges([], 7)).toEqual([]);
	});
});

describe('FoundRecords', () => {
	const found = new FoundRecords(new Set(['a', 'b', '7', 'null']), 7);
	const date = '2025-06-26';
	const onFirst = { id: '1', apiSourceId: 'a', bankAccount: { id: '100' }, date };
	const onSecond = { id: '2', apiSourceId: 'a', bankAccount: { id: 'bka_200' } };
	const onNone = { id: '3', apiSourceId: 'b' };
	const ofNumber = { id: '4', apiSourceId: 7, bankAccount: null };
	found.add([onFirst, onSecond]);
	found.add([onNone, ofNumber, onFirst, { id: '5', apiSourceId: null }]);

	it('are found by their source ID, on their account, whatever form its ID has', () => {
		expect(found.of({ apiSourceId: 'a', bankAccountId: 'bka_100' })).toEqual([onFirst]);
		expect(found.of({ apiSourceId: 'a', bankAccountId: '200' })).toEqual([onSecond]);
	});

	it('are not found on another account, under another source ID, or beyond the window', () => {
		expect(found.of({ apiSourceId: 'a', bankAccountId: 'bka_300' })).toEqual([]);
		expect(found.of({ apiSourceId: 'A', bankAccountId: 'bka_100' })).toEqual([]);
		expect(found.of({ apiSourceId: 'a', bankAccountId: '100', date: '2025-07-04' })).toEqual([]);
	});

	it('are found on all accounts for a row that names none', () => {
		expect(found.of({ apiSourceId: 'a' })).toEqual([onFirst, onSecond]);
	});

	it('are found where they show no account, but never without a source ID', () => {
		expect(found.of({ apiSourceId: 'b', bankAccountId: 'bka_100' })).toEqual([onNone]);
		expect(found.of({ apiSourceId: '7', bankAccountId: 'bka_100' })).toEqual([ofNumber]);
		expect(found.of({ apiSourceId: 'null' })).toEqual([]);
	});
});

describe('lookUp', () => {
	const lookup = { path: '/v6/banks/transactions', hasDateFilter: true };
	const key = (apiSourceId: string, date?: string, bankAccountId?: string) => ({
		identity: { apiSourceId, date, bankAccountId },
		change: 'added' as const,
		body: {},
	});
	const find = async (
		{ client }: MemoryTight,
		rows: Parameters<typeof lookUp>[2],
		plan: Omit<Parameters<typeof lookUp>[3], 'windowDays'>,
		windowDays: number,
		reach?: 'further',
	) => await lookUp(client, 'u', rows, { ...plan, windowDays }, reach);

	it('asks only for the accounts and days of the rows', async () => {
		const tight = new MemoryTight();
		const keys = [key('a', '2025-01-01', 'bka_1'), key('b', '2025-06-01', 'bka_2')];
		await find(tight, keys, lookup, 1);
		expect(tight.queries.map(({ filter }) => filter)).toEqual([
			{
				bankAccount: { id: { in: ['bka_1', 'bka_2'] } },
				date: { greaterThanEqual: '2024-12-31', lessThanEqual: '2025-01-02' },
			},
			{
				bankAccount: { id: { in: ['bka_1', 'bka_2'] } },
				date: { greaterThanEqual: '2025-05-31', lessThanEqual: '2025-06-02' },
			},
		]);
	});

	it('asks for all days where a row has no day', async () => {
		const tight = new MemoryTight();
		await find(tight, [key('a', undefined, 'bka_1')], lookup, 1);
		const filter = { bankAccount: { id: { in: ['bka_1'] } } };
		expect(tight.queries.map((query) => query.filter)).toEqual([filter]);
	});

	it('looks further for what Tight must have had: on all days, or before a posted row', async () => {
		const tight = new MemoryTight();
		await find(tight, [{ ...key('a', '2025-06-01'), change: 'modified' }], lookup, 1, 'further');
		await find(tight, [{ ...key('a', '2025-06-01'), replaces: 'p' }], lookup, 1, 'further');
		expect(tight.queries.map(({ filter }) => filter)).toEqual([
			{},
			{ date: { greaterThanEqual: '2025-02-01' } },
		]);
	});

	it('asks from a day on for rows without one, and for earlier days of the others', async () => {
		const tight = new MemoryTight();
		const since = { ...lookup, since: '2025-03-01' };
		await find(tight, [key('a'), key('b', '2025-06-01')], since, 1);
		await find(tight, [key('a'), key('b', '2025-01-01')], since, 1);
		await find(tight, [key('b', '2025-01-01')], since, 0);
		expect(tight.queries.map(({ filter }) => filter)).toEqual([
			{ date: { greaterThanEqual: '2025-03-01' } },
			{ date: { greaterThanEqual: '2024-12-31' } },
			{ date: { greaterThanEqual: '2025-01-01', lessThanEqual: '2025-01-01' } },
		]);
	});

	it('finds rows also under the source ID that they replace', async () => {
		const tight = new MemoryTight();
		const { id } = tight.seed('u', { apiSourceId: 'former', date: '2025-01-01' });
		const wanted = { ...key('a', '2025-01-01'), replaces: 'former' };
		const found = (await find(tight, [wanted], lookup, 0)) as FoundRecords;
		expect(found.of(wanted.identity)).toEqual([]);
		expect(found.replacedBy(wanted)).toMatchObject([{ id }]);
		expect(found.replacedBy(key('a'))).toEqual([]);
	});

	it('asks for all accounts where a row names none', async () => {
		const tight = new MemoryTight();
		const keys = [key('a', '2025-01-01'), key('b', '2025-01-01', 'bka_1')];
		await find(tight, keys, lookup, 0);
		expect(tight.queries[0].filter).toEqual({
			date: { greaterThanEqual: '2025-01-01', lessThanEqual: '2025-01-01' },
		});
	});

	it('reads every page', async () => {
		const tight = new MemoryTight();
		tight.pageSize = 2;
		const sources = ['a', 'b', 'c', 'd', 'e'];
		for (const apiSourceId of sources) {
			tight.seed('u', { apiSourceId, date: '2025-01-01', bankAccountId: 'bka_1' });
		}
		const keys = sources.map((source) => key(source, '2025-01-01', 'bka_1'));
		const existing = await find(tight, keys, lookup, 7);
		expect(tight.queries).toHaveLength(3);
		for (const wanted of keys) {
			expect((existing as FoundRecords).of(wanted.identity)).toHaveLength(1);
		}
	});

	it('says why when a page could not be read, instead of finding less', async () => {
		const tight = new MemoryTight();
		tight.queryReplies = [{ kind: 'broken', reason: 'no answer came in time' }];
		const found = await find(tight, [key('a')], lookup, 7);
		expect(found).toMatchObject({ kind: 'unknown', explanation: 'no answer came in time' });
	});
});
