import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PAGE = fileURLToPath(new URL('../../docs/contract.md', import.meta.url));

/** Cells of a row of a Markdown table. */
const cellsOf = (line) =>
	line
		.split('|')
		.slice(1, -1)
		.map((cell) => cell.trim());

const plain = (text) => text.replace(/\*\*|`|(?<!\w)_|_(?!\w)/g, '').replace(/\\(.)/g, '$1');

/**
 * The inferred and the unknown lines of docs/contract.md: those of tables that begin with "ID".
 *
 * @returns {Map<string, { claim: string, where: string }>} by ID; `where`: the files that keep the
 *   fact
 */
export function readContract(page = readFileSync(PAGE, 'utf8')) {
	const lines = new Map();
	let isListed = false;
	for (const line of page.split('\n')) {
		if (!line.startsWith('|')) {
			isListed = false;
			continue;
		}
		const [id, claim, ...others] = cellsOf(line);
		if (id === 'ID') isListed = true;
		else if (isListed && /^\w+$/.test(id)) {
			lines.set(id, { claim: plain(claim), where: plain(others.at(-1)) });
		}
	}
	return lines;
}
