import Table from 'cli-table3';

/** @typedef {import('./verdict.mjs').Verdict & { id: string, claim: string, where: string,
 *   byHand: boolean, expected?: string, broken?: boolean }} Line */

const VERDICTS = ['confirmed', 'refuted', 'not decidable'];
/** Columns of a table that is not printed to a terminal. */
const USUAL_COLUMNS = 145;
const FEWEST_COLUMNS = 80;
const ID_WIDTH = 5;
const VERDICT_WIDTH = 15;
const BORDERS = 5;

/** Whether a line says of the local sandboxes what it should. */
export const isAsExpected = ({ expected, verdict, broken }) =>
	!broken && (expected === undefined || expected === verdict);

/** How many lines have each verdict; `byHand`: of those that no run can decide. */
export const countsOf = (/** @type {Line[]} */ lines) => ({
	...Object.fromEntries(
		VERDICTS.map((verdict) => [verdict, lines.filter((line) => line.verdict === verdict).length]),
	),
	byHand: lines.filter(({ byHand }) => byHand).length,
});

/** The counts as a sentence. */
export function countsTold(lines) {
	const { confirmed, refuted, 'not decidable': open, byHand } = countsOf(lines);
	return `${confirmed} confirmed, ${refuted} refuted, ${open} not decidable (${byHand} of them by hand only)`;
}

/** @param {Line[]} lines @param {number} [columns] of the terminal */
export function tableOf(lines, columns = USUAL_COLUMNS) {
	const free = Math.max(columns, FEWEST_COLUMNS) - ID_WIDTH - VERDICT_WIDTH - BORDERS;
	const claimWidth = Math.floor(free * 0.4);
	const table = new Table({
		head: ['', 'Inferred, or asked', 'Verdict', 'Evidence'],
		style: { head: [], border: [] },
		colWidths: [ID_WIDTH, claimWidth, VERDICT_WIDTH, free - claimWidth],
		wordWrap: true,
	});
	for (const line of lines) {
		const { id, claim, where, verdict, evidence } = line;
		const isOpen = verdict === 'refuted';
		const asExpected = line.expected === 'refuted' ? `${verdict}, as expected here` : verdict;
		const shown = isAsExpected(line) ? asExpected : `${verdict}, not ${line.expected}`;
		table.push([id, claim, shown, isOpen ? `${evidence}\nkept in ${where}` : evidence]);
	}
	return table.toString();
}
