import type { IDataObject } from 'n8n-workflow';

import { centsFromCurrencyUnits } from '../entities/money';

/** Under which a record says in what it differs from the row of its source. */
export const DIFFERENCES = 'differsFromSource';

/** The fields of a source's row of which Tight's record shows something. */
export interface Compared {
	/** In currency units. */
	amount: string;
	/** yyyy-MM-dd; none where the source's day depends on a zone. */
	date?: string;
	/** The record shows one of them; which one is not stated. */
	descriptions: string[];
}

/**
 * In what a record differs from a row of its source: `amount`, `date`, `description`. What one of
 * the two does not show is not compared. Nor are signs: which way Tight shows the amounts of each
 * kind of account is not stated.
 *
 * That a record shows the source's day and one of its texts is inferred (docs/contract.md, "Imported
 * rows"), as is the unit of its amount (T16).
 */
export function differencesOf(
	record: IDataObject,
	row: IDataObject,
	{ amount, date, descriptions }: Compared,
): string[] {
	const texts = descriptions.map((name) => row[name]).filter(Boolean);
	const isOther = {
		amount: isNumber(record.amount) && Math.abs(record.amount) !== unsignedCents(row[amount]),
		date: Boolean(record.date && date && record.date !== row[date]),
		description: Boolean(record.description) && !isEmptyOrHas(texts, record.description),
	};
	return Object.entries(isOther).flatMap(([name, differs]) => (differs ? [name] : []));
}

const isNumber = (value: unknown): value is number => typeof value === 'number';

/** Undefined for an amount that no whole number of cents can show. */
function unsignedCents(amount: unknown): number | undefined {
	const cents = centsFromCurrencyUnits(amount);
	return isNumber(cents) ? Math.abs(cents) : undefined;
}

function isEmptyOrHas(texts: unknown[], text: unknown): boolean {
	return texts.length === 0 || texts.includes(text);
}
