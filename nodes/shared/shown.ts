const LONGEST_SHOWN_VALUE = 60;

/** A value as messages show it: as JSON, except for numbers, because JSON has no NaN. */
export function shown(value: unknown): string {
	const isJson = typeof value === 'string' || typeof value === 'object';
	const text = isJson ? JSON.stringify(value) : String(value);
	return text.length > LONGEST_SHOWN_VALUE ? `${text.slice(0, LONGEST_SHOWN_VALUE)}…` : text;
}
