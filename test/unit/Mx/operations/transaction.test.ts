import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { dayOf } from '../../../../nodes/Mx/operations/days';
import { transactionQuery } from '../../../../nodes/Mx/operations/transaction';
import { dayPlus } from '../../../../nodes/shared/days';

const HOUR = 3_600_000;

const queryOf = (filters: IDataObject) => transactionQuery(<T>() => filters as T) as IDataObject;

/** The day at a moment, by the clocks of a zone. */
const dayIn = (time: number, hours: number) =>
	new Date(time + hours * HOUR).toISOString().slice(0, 10);

/** ISO 8601 text of a moment, as clocks of a zone write it. */
function written(time: number, hours: number): string {
	const sign = hours < 0 ? '-' : '+';
	const offset = `${sign}${String(Math.abs(hours)).padStart(2, '0')}:00`;
	return new Date(time + hours * HOUR).toISOString().replace('Z', offset);
}

const zones = fc.integer({ min: -12, max: 14 });

describe('Changed Since', () => {
	it('covers every change since then, whatever zones the user and MX are in', () => {
		const now = Date.now();
		fc.assert(
			fc.property(
				fc.integer({ min: now - 200 * 24 * HOUR, max: now }),
				fc.double({ min: 0, max: 1, noNaN: true }),
				zones,
				zones,
				(since, part, zoneOfUser, zoneOfMx) => {
					const changed = since + part * (now - since);
					for (const changedSince of [written(since, zoneOfUser), Math.floor(since / 1000)]) {
						const { from_updated_at: from, to_updated_at: to } = queryOf({ changedSince });
						const day = dayIn(changed, zoneOfMx);
						expect(String(from) <= day && day <= String(to)).toBe(true);
					}
				},
			),
			{
				// Half past midnight on 14 June where the user is, 22:30 on 12 June where MX is.
				examples: [[Date.UTC(2026, 5, 13, 10, 30), 0, 14, -12]],
			},
		);
	});

	it('so that runs one after the other see every change of a history', () => {
		const start = Date.UTC(2025, 5, 1);
		const moments = fc.array(fc.integer({ min: 0, max: 20 * 24 * HOUR }), { maxLength: 30 });
		fc.assert(
			fc.property(moments, moments, zones, (changes, runs, zone) => {
				const seen = new Set<number>();
				let since = start;
				for (const run of [...runs, 20 * 24 * HOUR].sort((left, right) => left - right)) {
					const { from_updated_at: from } = queryOf({ changedSince: written(since, zone) });
					for (const change of changes) {
						if (change <= run && dayIn(start + change, 0) >= String(from)) seen.add(change);
					}
					since = start + run;
				}
				expect(seen).toEqual(new Set(changes));
			}),
		);
	});
});

describe('dayOf', () => {
	it.each([
		['2025-06-26', '2025-06-26'],
		[' 2025-06-26T23:59:59-11:00 ', '2025-06-26'],
		['2025-06-26 10:00:00', '2025-06-26'],
		[1750982399, '2025-06-26'],
		[0, '1970-01-01'],
		[new Date('2025-06-26T23:00:00Z'), '2025-06-26'],
		[{ toISO: () => '2025-06-26T00:00:00.000+02:00' }, '2025-06-26'],
	])('of %p is %s', (value, day) => {
		expect(dayOf(value)).toBe(day);
	});

	it.each(['', 'today', '26.06.2025', '2025-02-30', '2025-13-01', '2025-06-26x'])(
		'%p has none',
		(value) => {
			expect(dayOf(value)).toBeUndefined();
		},
	);

	it.each([NaN, Infinity, 1e15, 1750982399000, -6.3e10, true, null, undefined, {}, []])(
		'%p has none',
		(value) => {
			expect(dayOf(value)).toBeUndefined();
		},
	);
});

describe('dayPlus', () => {
	it.each([
		['2025-03-01', -1, '2025-02-28'],
		['2024-12-31', 1, '2025-01-01'],
	])('%s and %i days is %s', (day, days, result) => {
		expect(dayPlus(day, days)).toBe(result);
	});
});
