import { isOn } from './flag';
import { shown } from './shown';

/** What a whole number may be. */
export interface Range {
	least: number;
	/** The largest whole number that is exact, if not said otherwise. */
	most?: number;
}

/**
 * Reads a whole number that a parameter holds: an expression in its place can give anything.
 *
 * @param label the parameter's label
 * @param value a number, or its digits as text
 * @returns the number, or a message that names the parameter and what it holds
 */
export function wholeNumber(
	label: string,
	value: unknown,
	{ least, most = Number.MAX_SAFE_INTEGER }: Range,
): number | { message: string } {
	const isDigits = typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value);
	const whole = isDigits ? Number(value) : value;
	if (Number.isSafeInteger(whole) && least <= Number(whole) && Number(whole) <= most) {
		return Number(whole);
	}
	const range =
		most === Number.MAX_SAFE_INTEGER ? `of ${least} or more` : `from ${least} to ${most}`;
	return { message: `'${label}' must be a whole number ${range}, but is ${shown(value)}` };
}

/** How many rows the user wants of a list, by *Return All* and *Limit*; or what is wrong. */
export function wantedRows(read: <T>(parameter: string) => T): number | { message: string } {
	return isOn(read('returnAll')) ? Infinity : wholeNumber('Limit', read('limit'), { least: 1 });
}
