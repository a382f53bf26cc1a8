import Table from 'cli-table3';

const HEAD = ['', 'this package', 'beside', 'ratio', 'goal', 'met'];
const DIGITS = 3;

const rounded = (figure) => Number(figure.toPrecision(DIGITS)).toLocaleString('en');
const figure = (value, unit) => [rounded(value), unit].filter(Boolean).join(' ');
const answer = (isMet) => (isMet === undefined ? '' : isMet ? 'yes' : 'no');

/**
 * @param {import('./compared.mjs').Compared[]} lines
 * @param {ReturnType<import('./machine.mjs').machine>} machine
 */
export function figuresTable(lines, { processors, model, memoryGiB, node, n8n }) {
	const table = new Table({ head: HEAD, style: { head: [] } });
	for (const { work, beside, unit, ours, theirs, ratio, goal, isMet } of lines) {
		const other = `${figure(theirs, unit)} (${beside})`;
		table.push([work, figure(ours, unit), other, rounded(ratio), goal, answer(isMet)]);
	}
	return `${table}\n${processors} processors (${model}), ${memoryGiB} GiB, Node ${node}, n8n ${n8n}`;
}
