import { access } from './access.mjs';
import { amounts } from './amounts.mjs';
import { fromPlaid } from './fromPlaid.mjs';
import { imports } from './imports.mjs';
import { mx } from './mx.mjs';
import { plaid } from './plaid.mjs';
import { querying } from './querying.mjs';
import { required } from './required.mjs';
import { saving } from './saving.mjs';
import { v5 } from './v5.mjs';
import { webhooks } from './webhooks.mjs';

/** Parts of docs/contract.md by the letters of their lines. */
const PARTS = {
	T: 'Tight, version 6',
	V: 'Tight, version 5',
	F: "Plaid's transactions in Tight",
	W: "Tight's webhooks",
	P: 'Plaid',
	M: 'MX',
};

const numberIn = ({ id }) => Number(id.slice(1));

/** All checks, one for each inferred or unknown line. @type {import('../run.mjs').Check[]} */
export const checks = [
	...[amounts, required, saving, imports, querying, access].flat(),
	...[v5, fromPlaid, webhooks, plaid, mx].flat(),
];

/**
 * Checks in the order of the page.
 *
 * @param {import('../run.mjs').Check[]} chosen
 * @returns {{ title: string, checks: import('../run.mjs').Check[] }[]} parts that have some
 */
export const partsOf = (chosen) =>
	Object.entries(PARTS)
		.map(([letter, title]) => ({
			title,
			checks: chosen
				.filter(({ id }) => id.startsWith(letter))
				.sort((left, right) => numberIn(left) - numberIn(right)),
		}))
		.filter(({ checks: some }) => some.length > 0);
