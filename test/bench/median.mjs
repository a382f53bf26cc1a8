/** The middle of an odd number of figures. */
export function median(figures) {
	return figures.toSorted((left, right) => left - right)[(figures.length - 1) / 2];
}
