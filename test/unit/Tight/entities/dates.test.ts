import * as fc from 'fast-check';

import { dayPlus, daysBetween, isoText } from '../../../../nodes/shared/days';
import {
	dayOfEpoch,
	epochSeconds,
	isCalendarDay,
	writtenDay,
} from '../../../../nodes/Tight/entities/dates';

const point = () =>
	fc.date({
		min: new Date('0001-01-02T00:00:00Z'),
		max: new Date('9998-12-30T00:00:00Z'),
		noInvalidDate: true,
	});
const day = () => point().map((date) => date.toISOString().slice(0, 10));
const time = () => point().map((date) => date.toISOString().slice(11, 23));
const twoDigits = (most: number) =>
	fc.integer({ min: 0, max: most }).map((value) => String(value).padStart(2, '0'));
const zone = () =>
	fc.oneof(
		fc.constantFrom('', 'Z', 'z'),
		fc
			.tuple(fc.constantFrom('+', '-'), twoDigits(14), fc.constantFrom('', ':'), twoDigits(59))
			.map((parts) => parts.join('')),
	);
const luxon = (iso: string | null) => ({ toISO: () => iso });

describe('writtenDay', () => {
	it('is the first ten characters, whatever the time and the zone', () => {
		fc.assert(
			fc.property(day(), fc.constantFrom('T', ' '), time(), zone(), (written, gap, at, offset) => {
				expect(writtenDay(`${written}${gap}${at}${offset}`)).toBe(written);
			}),
		);
	});

	it.each([
		'2025-02-24T00:00:00+14:00',
		'2025-02-24T23:59:59.999-12:00',
		'2025-02-24T23:59:59Z',
		'2025-02-24T00:00:00',
		'2025-02-24 08:00',
		' 2025-02-24 ',
		'2025-02-24',
	])('of %p is 2025-02-24', (value) => {
		expect(writtenDay(value)).toBe('2025-02-24');
	});

	it("is taken from the text of Luxon's date-times, such as $today", () => {
		expect(writtenDay(luxon('2025-02-24T00:00:00.000-05:00'))).toBe('2025-02-24');
	});

	it('is nothing for an invalid Luxon date-time', () => {
		expect(writtenDay(luxon(null))).toBeNull();
	});

	it.each([
		'2025-02-24 08:00:00+00',
		'2025-02-24 08:00:00.123456 UTC',
		'2025-02-24 08:00:00 +0000',
		'2025-02-24t08:00:00z',
		'2025-02-24T08:00Z',
	])('of %p, as databases write it, is 2025-02-24', (value) => {
		expect(writtenDay(value)).toBe('2025-02-24');
	});

	it.each(['2025-02-24 garbage', '2025-02-24Tgarbage', '2025-02-24 8', '2025-02-24 08:00 soon'])(
		'is none where something else than a time follows: %p',
		(value) => {
			expect(writtenDay(value)).toBe(value);
			expect(isCalendarDay(value)).toBe(false);
		},
	);

	it('is not taken from a Date, which has no zone', () => {
		const date = new Date('2025-02-24T13:45:00Z');
		expect(writtenDay(date)).toBe(date);
	});

	it('is that of a Date that is midnight in UTC, as databases give days', () => {
		expect(writtenDay(new Date('2025-02-24T00:00:00Z'))).toBe('2025-02-24');
	});

	it.each([
		'24.02.2025',
		'2025-2-24',
		'20250224',
		'today',
		'',
		'12025-02-24',
		45712,
		null,
		undefined,
	])('leaves %p as it is', (value) => {
		expect(writtenDay(value)).toBe(value);
	});
});

describe('isCalendarDay', () => {
	it('knows every day of the calendar', () => {
		fc.assert(fc.property(day(), (written) => expect(isCalendarDay(written)).toBe(true)));
	});

	it.each(['2025-02-30', '2025-02-29', '1900-02-29', '2025-04-31', '2025-13-01', '2025-00-10'])(
		'does not know %s',
		(written) => {
			expect(isCalendarDay(written)).toBe(false);
		},
	);

	it.each(['2024-02-29', '2000-02-29', '2025-12-31'])('knows %s', (written) => {
		expect(isCalendarDay(written)).toBe(true);
	});

	it.each(['', '2025-02', '2025-02-24T00:00:00', '2025/02/24', 'soon'])(
		'takes %p for no day',
		(written) => {
			expect(isCalendarDay(written)).toBe(false);
		},
	);
});

describe('dayPlus and daysBetween', () => {
	it('undo each other', () => {
		fc.assert(
			fc.property(day(), fc.integer({ min: -300, max: 300 }), (from, days) => {
				fc.pre(from > '0002' && from < '9997');
				expect(daysBetween(from, dayPlus(from, days))).toBe(days);
				expect(dayPlus(dayPlus(from, days), -days)).toBe(from);
			}),
		);
	});

	it.each([
		['2024-02-28', 1, '2024-02-29'],
		['2025-02-28', 1, '2025-03-01'],
		['2025-01-01', -1, '2024-12-31'],
		// Where clocks change, a day is still a day.
		['2025-03-08', 2, '2025-03-10'],
		['2025-10-25', 2, '2025-10-27'],
		['2025-06-26', 0, '2025-06-26'],
		// Tight takes no year of five digits, or before the first.
		['9999-12-31', 7, '9999-12-31'],
		['2025-06-26', 1e9, '9999-12-31'],
		['2025-06-26', -1e6, '0001-01-01'],
		['0001-01-03', -7, '0001-01-01'],
	])('%s and %i days is %s', (from, days, to) => {
		expect(dayPlus(from, days)).toBe(to);
	});
});

describe('epochSeconds', () => {
	it('is the point in time of text with a zone', () => {
		fc.assert(
			fc.property(point(), (date) => {
				expect(epochSeconds(date.toISOString())).toBe(Math.floor(date.getTime() / 1000));
			}),
		);
	});

	it.each([
		['2025-06-26T15:37:21Z', 1750952241],
		['2025-06-26T15:37:21+02:00', 1750945041],
		['2025-06-26T15:37:21+0200', 1750945041],
		['2025-06-26T15:37:21-05:00', 1750970241],
		['2025-06-26T15:37:21.999Z', 1750952241],
		['1969-12-31T23:59:59.500Z', -1],
	])('of %s is %i', (text, seconds) => {
		expect(epochSeconds(text)).toBe(seconds);
	});

	it.each([
		['2025-06-26T15:37:21', 1750952241],
		['2025-06-26 15:37:21', 1750952241],
		['2025-06-26', 1750896000],
	])('takes text without a zone for UTC: %s is %i', (text, seconds) => {
		expect(epochSeconds(text)).toBe(seconds);
	});

	it("takes Luxon's date-times", () => {
		expect(epochSeconds(luxon('2025-06-26T15:37:21.000+02:00'))).toBe(1750945041);
	});

	it.each(['2025-13-45', '2025-06-26T99:00:00Z', 'soon', '', 1750952241, null, undefined])(
		'leaves %p as it is',
		(value) => {
			expect(epochSeconds(value)).toBe(value);
		},
	);
});

describe('dayOfEpoch', () => {
	it('gives back the day of its seconds', () => {
		fc.assert(
			fc.property(day(), (written) => {
				expect(dayOfEpoch(epochSeconds(written) as number)).toBe(written);
			}),
		);
	});
});

it('the day of seconds of no year that can be written is the last, or the first', () => {
	expect(dayOfEpoch(1e12)).toBe('9999-12-31');
	expect(dayOfEpoch(-99_999_999_999)).toBe('0001-01-01');
});

describe('isoText', () => {
	it('is the text of a Luxon date-time or of a Date, and any other value itself', () => {
		expect(isoText(luxon('2025-06-26T00:00:00Z'))).toBe('2025-06-26T00:00:00Z');
		expect(isoText(new Date('2025-06-26T00:00:00Z'))).toBe('2025-06-26T00:00:00.000Z');
		for (const value of ['2025', 5, null, undefined, { toISO: 'no function' }]) {
			expect(isoText(value)).toBe(value);
		}
	});
});
