/**
 * Reads yes or no: a parameter that an expression or an AI model fills may give text or a number.
 *
 * @returns undefined when it is neither
 */
export function flagFrom(value: unknown): boolean | undefined {
	const text = typeof value === 'string' ? value.trim().toLowerCase() : value;
	if (text === true || text === 'true' || text === 1 || text === '1') return true;
	if (text === false || text === 'false' || text === 0 || text === '0') return false;
	return undefined;
}

/** Whether a flag is on; empty counts as off, and so does what cannot be read. */
export function isOn(value: unknown): boolean {
	return flagFrom(value) ?? false;
}

/** Whether a value of an enumeration is this one, in any case. */
export function isValue(value: unknown, name: string): boolean {
	return typeof value === 'string' && value.trim().toUpperCase() === name;
}
