import { dayAt, isoText } from '../../shared/days';

/**
 * Days as MX's filters take them: yyyy-MM-dd. A day is taken as it is written and never moved
 * through a time zone.
 */

const WRITTEN_DAY = /^(\d{4}-\d{2}-\d{2})(?:[T ].*)?$/;
const MILLISECONDS_IN_A_SECOND = 1000;

/**
 * The day of a date or a date-time, as text or as a point in time; of a number, which counts
 * seconds since 1970 as MX's webhooks do in `completed_at`, the day in UTC.
 *
 * @returns undefined when the value is none of these
 */
export function dayOf(value: unknown): string | undefined {
	if (typeof value === 'number') {
		const milliseconds = value * MILLISECONDS_IN_A_SECOND;
		const isTime = !Number.isNaN(new Date(milliseconds).getTime());
		// Milliseconds taken for seconds lie in years of more than four digits.
		return isTime ? WRITTEN_DAY.exec(new Date(milliseconds).toISOString())?.[1] : undefined;
	}
	const text = isoText(value);
	if (typeof text !== 'string') return undefined;
	const day = WRITTEN_DAY.exec(text.trim())?.[1];
	const time = Date.parse(`${day}T00:00:00Z`);
	return Number.isNaN(time) || dayAt(time) !== day ? undefined : day;
}
