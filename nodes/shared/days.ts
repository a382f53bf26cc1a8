/** Days as yyyy-MM-dd, and points in time as n8n's expressions and databases give them. */

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

const pad = (number: number) => String(number).padStart(2, '0');

/**
 * The day that a point in time stands for, if it is midnight: in its own zone, in UTC, as databases
 * and spreadsheets give days, or in the zone of this process, in which text becomes a DateTime. n8n
 * shows such a point in time in the workflow's zone, where it may lie in the evening before.
 *
 * @param value a Date, or a Luxon DateTime; undefined for anything else, and at any other time
 */
export function dayOfMidnight(value: unknown): string | undefined {
	const isOwnMidnight =
		isLuxon(value) && /T00:00:00(?:[.]0+)?(?:[+-]|Z|$)/.test(value.toISO() ?? '');
	if (isOwnMidnight) return value.toISO().slice(0, 'yyyy-MM-dd'.length);
	if (!isDate(value) && !isLuxon(value)) return undefined;
	const time = new Date(Number(value));
	if (Number.isNaN(time.getTime())) return undefined;
	if (Number(time) % MILLISECONDS_IN_A_DAY === 0) return dayAt(Number(time));
	const isLocal = time.getHours() + time.getMinutes() + time.getSeconds() === 0;
	if (!isLocal || time.getMilliseconds() !== 0) return undefined;
	return `${String(time.getFullYear()).padStart(4, '0')}-${pad(time.getMonth() + 1)}-${pad(time.getDate())}`;
}

/** The point in time as ISO 8601 text, if the value is one; otherwise the value. */
export function isoText(value: unknown): unknown {
	if (isDate(value)) return value.toISOString();
	return isLuxon(value) ? value.toISO() : value;
}

/** The day of a point in time, in UTC; the first or last day that can be written, beyond those. */
export function dayAt(milliseconds: number): string {
	const writable = Math.min(Math.max(milliseconds, FIRST_DAY), LAST_DAY);
	return new Date(writable).toISOString().slice(0, 'yyyy-MM-dd'.length);
}

/** Today, in UTC. */
export function today(): string {
	return dayAt(Date.now());
}

/** The day that lies so many days after (or before) another, both as yyyy-MM-dd. */
export function dayPlus(day: string, days: number): string {
	return dayAt(Date.parse(`${day}T00:00:00Z`) + days * MILLISECONDS_IN_A_DAY);
}

/** How many days lie between two days, both as yyyy-MM-dd. */
export function daysBetween(earlier: string, later: string): number {
	return (Date.parse(later) - Date.parse(earlier)) / MILLISECONDS_IN_A_DAY;
}
