/**
 * Days and points in time. A day is taken as it is written and never moved through a time zone:
 * Tight's `date` is yyyy-MM-dd (stated on every v6 page), its zone is not stated.
 */

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** Times as ISO 8601 and SQL write them: with or without seconds and a zone. */
const TIME = /\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?))?/;
const WRITTEN_DAY = new RegExp(`^(\\d{4}-\\d{2}-\\d{2})(?:[T ]${TIME.source})?$`, 'i');
const HAS_ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/i;
const MILLISECONDS_IN_A_SECOND = 1000;
const MILLISECONDS_IN_A_DAY = 86_400_000;
/** What yyyy-MM-dd can write. */
const FIRST_DAY = Date.parse('0001-01-01T00:00:00Z');
const LAST_DAY = Date.parse('9999-12-31T00:00:00Z');

/** Luxon's DateTime, as n8n's expressions such as `$today` give it. */
interface LuxonDateTime {
	toISO(): string;
}

function isLuxon(value: unknown): value is LuxonDateTime {
	return typeof (value as LuxonDateTime | null)?.toISO === 'function';
}

/**
 * Whether the value is a JavaScript Date, as databases give it. It is a point in time without a
 * zone, so on which day it lies is not known.
 */
export function isDate(value: unknown): value is Date {
	const isOne = Object.prototype.toString.call(value) === '[object Date]';
	return isOne && !Number.isNaN((value as Date).getTime());
}

/** The point in time as ISO 8601 text, if the value is one; otherwise the value. */
export function isoText(value: unknown): unknown {
	if (isDate(value)) return value.toISOString();
	return isLuxon(value) ? value.toISO() : value;
}

/** The day that is written at the beginning of a date or a date-time; otherwise the value. */
export function writtenDay(value: unknown): unknown {
	const text = isDate(value) ? value : isoText(value);
	return typeof text === 'string' ? (WRITTEN_DAY.exec(text.trim())?.[1] ?? text) : text;
}

/** Whether the text is a day of the calendar as yyyy-MM-dd. */
export function isCalendarDay(text: string): boolean {
	// Of the day that February lacks, Date makes one in March.
	return DAY.test(text) && new Date(text).getUTCDate() === Number(text.slice(-'dd'.length));
}

/** The day of a point in time, in UTC; the first or last day that can be written, beyond those. */
function dayOf(milliseconds: number): string {
	const writable = Math.min(Math.max(milliseconds, FIRST_DAY), LAST_DAY);
	return new Date(writable).toISOString().slice(0, 'yyyy-MM-dd'.length);
}

/** The day that lies so many days after (or before) another, both as yyyy-MM-dd. */
export function dayPlus(day: string, days: number): string {
	return dayOf(Date.parse(`${day}T00:00:00Z`) + days * MILLISECONDS_IN_A_DAY);
}

/** How many days lie between two days, both as yyyy-MM-dd. */
export function daysBetween(earlier: string, later: string): number {
	return (Date.parse(later) - Date.parse(earlier)) / MILLISECONDS_IN_A_DAY;
}

/** The day, in UTC, of seconds since 1970. */
export function dayOfEpoch(seconds: number): string {
	return dayOf(seconds * MILLISECONDS_IN_A_SECOND);
}

/** ISO 8601 text as seconds since 1970; text without a zone counts as UTC. Otherwise the value. */
export function epochSeconds(value: unknown): unknown {
	const text = isoText(value);
	if (typeof text !== 'string' || !WRITTEN_DAY.test(text)) return text;
	const withTime =
		text.includes('T') || text.includes(' ') ? text.replace(' ', 'T') : `${text}T00:00:00`;
	const time = Date.parse(HAS_ZONE.test(withTime) ? withTime : `${withTime}Z`);
	return Number.isNaN(time) ? value : Math.floor(time / MILLISECONDS_IN_A_SECOND);
}
