/** Whether a value counts as not given: nothing at all, or text with nothing to read. */
export function isBlank(value: unknown): boolean {
	return (
		value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
	);
}
