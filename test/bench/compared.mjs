/**
 * One line of the table: a figure of ours beside another one.
 *
 * @typedef {object} Compared
 * @property {string} work what is measured
 * @property {string} beside whose figure `theirs` is
 * @property {string} unit of both figures
 * @property {number} ours
 * @property {number} theirs
 * @property {number} ratio of ours to theirs
 * @property {string} goal for the ratio; empty when there is none
 * @property {boolean | undefined} isMet
 */

/**
 * @param {Pick<Compared, 'work' | 'beside' | 'unit' | 'ours' | 'theirs'>} figures
 * @param {{ most?: number, least?: number }} [goal] for the ratio
 * @returns {Compared}
 */
export function compared(figures, { most, least } = {}) {
	const ratio = figures.ours / figures.theirs;
	if (most !== undefined) return { ...figures, ratio, goal: `≤ ${most}`, isMet: ratio <= most };
	if (least !== undefined) return { ...figures, ratio, goal: `≥ ${least}`, isMet: ratio >= least };
	return { ...figures, ratio, goal: '', isMet: undefined };
}
