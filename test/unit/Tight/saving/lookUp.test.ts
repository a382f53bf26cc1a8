import * as fc from 'fast-check';

import type { Identity } from '../../../../nodes/Tight/saving/identify';
import {
	dayRanges,
	FoundRecords,
	lookUp,
	type LookupPlan,
	type Reach,
} from '../../../../nodes/Tight/saving/lookUp';
import { dayPlus, daysBetween } from '../../../../nodes/shared/days';
import { answer, REQUIRED } from '../../../support/answers';
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
	const found = new FoundRecords(new Set(['a', 'b', '7', 'p', 'null', 'undefined']), 7);
	const onFirst = { id: '1', apiSourceId: 'a', bankAccount: { id: '100' } };
	const onSecond = { id: '2', apiSourceId: 'a', bankAccount: { id: 'bka_200' } };
	const onNone = { id: '3', apiSourceId: 'b' };
	const ofNumber = { id: '4', apiSourceId: 7, bankAccount: null };
	const withoutId = { id: '5', apiSourceId: null };
	found.add([onFirst, onSecond, withoutId]);
	found.add([onNone, ofNumber, onFirst]);

	it('are found by their source id, on their account, whatever form its id has', () => {
		expect(found.of({ apiSourceId: 'a', bankAccountId: 'bka_100' })).toEqual([onFirst]);
		expect(found.of({ apiSourceId: 'a', bankAccountId: '200' })).toEqual([onSecond]);
	});

	it('are not found on another account, or under another source id', () => {
		expect(found.of({ apiSourceId: 'a', bankAccountId: 'bka_300' })).toEqual([]);
		expect(found.of({ apiSourceId: 'c' })).toEqual([]);
		expect(found.of({ apiSourceId: 'A', bankAccountId: 'bka_100' })).toEqual([]);
	});

	it('are found on all accounts for a row that names none, each once', () => {
		expect(found.of({ apiSourceId: 'a' })).toEqual([onFirst, onSecond]);
	});

	it('are found where they show no account', () => {
		expect(found.of({ apiSourceId: 'b', bankAccountId: 'bka_100' })).toEqual([onNone]);
		expect(found.of({ apiSourceId: '7', bankAccountId: 'bka_100' })).toEqual([ofNumber]);
	});

	it.each(['null', 'undefined', ''])(
		'are not found by the text %j where they have no ID',
		(text) => {
			expect(found.of({ apiSourceId: text })).toEqual([]);
		},
	);

	it('are found within the window of the day of their own row', () => {
		const dated = new FoundRecords(new Set(['1001']), 7);
		const january = { id: '1', apiSourceId: '1001', date: '2025-01-15' };
		dated.add([january]);
		expect(dated.of({ apiSourceId: '1001', date: '2025-01-22' })).toEqual([january]);
		expect(dated.of({ apiSourceId: '1001', date: '2025-01-23' })).toEqual([]);
		expect(dated.of({ apiSourceId: '1001', date: '2025-12-15' })).toEqual([]);
		expect(dated.of({ apiSourceId: '1001' })).toEqual([january]);
	});

	it('are told apart by their systems', () => {
		const payments = new FoundRecords(new Set(['1001']), Infinity);
		const shopify = { id: '1', apiSourceId: '1001', apiName: 'SHOPIFY' };
		payments.add([shopify]);
		expect(payments.of({ apiSourceId: '1001', apiName: 'shopify' })).toEqual([shopify]);
		expect(payments.of({ apiSourceId: '1001', apiName: 'SQUARE' })).toEqual([]);
	});

	it('are the pending records of a posted row on any day, on its own account and system', () => {
		const records = new FoundRecords(new Set(['p', 'q']), 7);
		const pending = {
			id: '1',
			apiSourceId: 'p',
			date: '2025-01-01',
			apiName: 'PLAID',
			bankAccount: { id: '100' },
		};
		records.add([pending]);
		const posted = { apiSourceId: 'q', date: '2025-03-01', apiName: 'PLAID', bankAccountId: '100' };
		const replacedBy = (identity: Identity, replaces?: string) =>
			records.replacedBy({ identity, replaces, body: {} });
		expect(replacedBy(posted, 'p')).toEqual([pending]);
		expect(replacedBy(posted)).toEqual([]);
		expect(replacedBy({ ...posted, bankAccountId: '200' }, 'p')).toEqual([]);
		expect(replacedBy({ ...posted, apiName: 'MX' }, 'p')).toEqual([]);
	});
});

describe('lookUp', () => {
	const plan = { path: '/v6/banks/transactions', hasDateFilter: true };
	const row = (
		apiSourceId: string,
		date?: string,
		bankAccountId?: string,
		more: { replaces?: string; change?: 'added' | 'modified' | 'removed' } = {},
	) => ({
		identity: { apiSourceId, date, bankAccountId },
		body: {},
		change: 'added' as const,
		...more,
	});

	async function filtersOf(
		rows: Array<ReturnType<typeof row>>,
		windowDays: number,
		more: Partial<LookupPlan> = {},
		reach: Reach = 'window',
	) {
		const tight = new MemoryTight();
		await lookUp(tight.client, 'u', rows, { ...plan, windowDays, ...more }, reach);
		return tight.queries.map(({ filter }) => filter);
	}

	it('asks only for the accounts and days of the rows', async () => {
		const rows = [row('a', '2025-01-01', 'bka_1'), row('b', '2025-06-01', 'bka_2')];
		expect(await filtersOf(rows, 1)).toEqual([
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

	it('asks for all days where no filter by date is documented or a row has no day', async () => {
		const filter = { bankAccount: { id: { in: ['bka_1'] } } };
		const dated = [row('a', '2025-01-01', 'bka_1')];
		expect(await filtersOf(dated, 1, { hasDateFilter: false })).toEqual([filter]);
		expect(await filtersOf([row('a', undefined, 'bka_1')], 1)).toEqual([filter]);
	});

	it('asks from a day on for rows without one, and for earlier days of the others', async () => {
		const since = '2025-03-01';
		expect(await filtersOf([row('a'), row('b', '2025-06-01')], 1, { since })).toEqual([
			{ date: { greaterThanEqual: '2025-03-01' } },
		]);
		expect(await filtersOf([row('a'), row('b', '2025-01-01')], 1, { since })).toEqual([
			{ date: { greaterThanEqual: '2024-12-31' } },
		]);
		expect(await filtersOf([row('b', '2025-01-01')], 0, { since })).toEqual([
			{ date: { greaterThanEqual: '2025-01-01', lessThanEqual: '2025-01-01' } },
		]);
	});

	it('asks for all accounts where a row names none', async () => {
		const rows = [row('a', '2025-01-01'), row('b', '2025-01-01', 'bka_1')];
		expect(await filtersOf(rows, 0)).toEqual([
			{ date: { greaterThanEqual: '2025-01-01', lessThanEqual: '2025-01-01' } },
		]);
	});

	it.each([
		['a moved record on all days', row('a', '2025-06-01', 'bka_1', { change: 'modified' })],
		['a removed record on all days', row('a', undefined, 'bka_1', { change: 'removed' })],
	])('looks further for %s', async (_what, wanted) => {
		const filters = await filtersOf([wanted], 1, { since: '2025-03-01' }, 'further');
		expect(filters).toEqual([{ bankAccount: { id: { in: ['bka_1'] } } }]);
	});

	it('looks further for a pending record in the days in which it can have been made', async () => {
		const rows = [row('q', '2025-06-01', undefined, { replaces: 'p' })];
		expect(await filtersOf(rows, 1, {}, 'further')).toEqual([
			{ date: { greaterThanEqual: '2025-02-01' } },
		]);
	});

	it('finds rows also under the source id that they replace', async () => {
		const tight = new MemoryTight();
		const { id } = tight.seed('u', { apiSourceId: 'p', date: '2025-01-01' });
		const wanted = row('q', '2025-01-01', undefined, { replaces: 'p' });
		const found = await lookUp(tight.client, 'u', [wanted], { ...plan, windowDays: 0 });
		expect((found as FoundRecords).of(wanted.identity)).toEqual([]);
		expect((found as FoundRecords).replacedBy(wanted)).toMatchObject([{ id }]);
	});

	it('finds a record on any day where the source never uses an ID twice', async () => {
		const tight = new MemoryTight();
		tight.seed('u', { apiSourceId: 'a', date: '2025-01-01' });
		const rows = [row('a', '2025-06-01', undefined, { change: 'modified' })];
		const countOf = async (hasUniqueIds: boolean) => {
			const wide = { ...plan, windowDays: 7, hasUniqueIds };
			const found = await lookUp(tight.client, 'u', rows, wide, 'further');
			return (found as FoundRecords).of(rows[0].identity).length;
		};
		expect(await countOf(true)).toBe(1);
		expect(await countOf(false)).toBe(0);
	});

	it('reads every page', async () => {
		const tight = new MemoryTight();
		tight.pageSize = 2;
		const sources = ['a', 'b', 'c', 'd', 'e'];
		for (const apiSourceId of sources) {
			tight.seed('u', { apiSourceId, date: '2025-01-01', bankAccountId: 'bka_1' });
		}
		const rows = sources.map((source) => row(source, '2025-01-01', 'bka_1'));
		const found = await lookUp(tight.client, 'u', rows, { ...plan, windowDays: 7 });
		expect(tight.queries).toHaveLength(3);
		for (const { identity } of rows) {
			expect((found as FoundRecords).of(identity)).toHaveLength(1);
		}
	});

	it('says why when a page could not be read, instead of finding less', async () => {
		const tight = new MemoryTight();
		tight.queryReplies = [{ kind: 'broken', reason: 'no answer came in time' }];
		const found = await lookUp(tight.client, 'u', [row('a')], { ...plan, windowDays: 7 });
		expect(found).toMatchObject({ kind: 'unknown', explanation: 'no answer came in time' });
	});

	it.each([400, 200, 207])(
		'takes a refusal with %i and an empty list for a refusal',
		async (status) => {
			const tight = new MemoryTight();
			tight.queryReplies = [answer({ result: 'FAILURE', data: [], error: [REQUIRED] }, status)];
			const found = await lookUp(tight.client, 'u', [row('a')], { ...plan, windowDays: 7 });
			expect(found).toMatchObject({ kind: 'refused', reasons: [REQUIRED] });
		},
	);
});
