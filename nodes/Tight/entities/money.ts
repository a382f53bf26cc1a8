import { shown } from '../../shared/shown';

/**
 * Amounts. Tight stores integer cents (inferred: docs/contract.md, "Amount unit"); a fraction of a
 * cent is refused, never rounded, and no amount is ever multiplied as a floating-point number.
 */

/** Why a value is no amount, as the second half of a message that names the field. */
export interface NoAmount {
	reason: string;
}

export type Cents = number | NoAmount;

const WHOLE_NUMBER = /^[+-]?\d+$/;
const DECIMAL_NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?$/;
/** Text in which the point may stand between thousands. */
const MAY_BE_THOUSANDS = /^[+-]?[1-9]\d{0,2}\.\d{3}$/;
/** Digits that a floating-point number holds for certain. */
const CERTAIN_DIGITS = 15;
const MAX_WITHOUT_NOISE = 1e12;
const DECIMALS_OF_A_CENT = 2;

/**
 * The digits of a value. A sum of decimals such as 12.100000000000001 carries noise behind the 15
 * digits that a number holds for certain. Below a million million these 15 show three decimals, so
 * taking them for the amount cannot move it by a cent; a third decimal is refused like any other.
 */
function digitsOf(value: unknown): string | undefined {
	if (typeof value === 'string') return value.trim();
	if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
	const text = String(value);
	const isNoisy = /\.\d{3,}$/.test(text) && Math.abs(value) < MAX_WITHOUT_NOISE;
	return isNoisy ? String(Number(value.toPrecision(CERTAIN_DIGITS))) : text;
}

function safe(cents: number, digits: string): Cents {
	if (Number.isSafeInteger(cents)) return cents === 0 ? 0 : cents;
	return { reason: `is too large to be held exactly: ${digits}` };
}

/**
 * Reads an amount that is already in cents.
 *
 * @param value a whole number, or its digits as text
 * @returns integer cents, or why it is none
 */
export function centsFromCents(value: unknown): Cents {
	const digits = digitsOf(value);
	if (digits === undefined || !WHOLE_NUMBER.test(digits)) {
		return { reason: `must be a whole number of cents, but is ${shown(value)}` };
	}
	return safe(Number(digits), digits);
}

/**
 * Reads an amount in currency units, such as `-12.34`, by its digits.
 *
 * @param value a number, or its digits as text with a point before the decimals
 * @returns integer cents, or why it is none (more than two decimals, thousands separators, text)
 */
export function centsFromCurrencyUnits(value: unknown): Cents {
	const digits = digitsOf(value);
	if (typeof value === 'string' && MAY_BE_THOUSANDS.test(digits!)) {
		return {
			reason: `is ${shown(value)}, in which the point may stand before decimals or between thousands. Give two decimals, or no point`,
		};
	}
	const match = digits === undefined ? null : DECIMAL_NUMBER.exec(digits);
	const hasDigits = match !== null && /\d/.test(match[0]);
	if (!hasDigits) {
		return {
			reason: `must be a number such as -12.34, without separators between thousands, but is ${shown(value)}`,
		};
	}
	const [, sign, units, decimals = ''] = match;
	const hundredths = decimals.replace(/0+$/, '').padEnd(DECIMALS_OF_A_CENT, '0');
	if (hundredths.length > DECIMALS_OF_A_CENT) {
		return {
			reason: `has more than two decimals: ${digits}. Round it before it reaches this node`,
		};
	}
	return safe(Number(`${sign}${units}${hundredths}`), match[0]);
}
