import { dayAt, dayOfMidnight, isDate, isoText } from '../../shared/days';

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

/** The day that is written at the beginning of a date or a date-time; otherwise the value. */
export function writtenDay(value: unknown): unknown {
	const day = dayOfMidnight(value);
	if (day !== undefined) return day;
	const text = isDate(value) ? value : isoText(value);
	return typeof text === 'string' ? (WRITTEN_DAY.exec(text.trim())?.[1] ?? text) : text;
}

/** Whether the text is a day of the calendar as yyyy-MM-dd. */
export function isCalendarDay(text: string): boolean {
	// Of the day that February lacks, Date makes one in March.
	return DAY.test(text) && new Date(text).getUTCDate() === Number(text.slice(-'dd'.length));
}

/** The day, in UTC, of seconds since 1970. */
export function dayOfEpoch(seconds: number): string {
	return dayAt(seconds * MILLISECONDS_IN_A_SECOND);
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
