import { titleOf } from './options.mjs';
import { Undecidable, undecided } from './verdict.mjs';

/**
 * A check of one line of docs/contract.md.
 *
 * @typedef {object} Check
 * @property {string} id of the line
 * @property {('tight' | 'plaid' | 'mx')[]} [needs] services without which it cannot run
 * @property {(context: import('./context.mjs').Context) => Promise<import('./verdict.mjs').Verdict>}
 *   [run]
 * @property {string} [byHand] how a person decides what no run can
 * @property {import('./verdict.mjs').Verdict['verdict']} [local] what it says of the local sandboxes,
 *   if that is not "confirmed"
 */

/** @typedef {import('./verdict.mjs').Verdict & { broken?: boolean }} Result */

/** What a check is to say of the local sandboxes. */
export const expectedLocally = ({ byHand, local = 'confirmed' }) =>
	byHand ? 'not decidable' : local;

/**
 * Runs a check. Never throws: what cannot be decided is told as such.
 *
 * @param {Check} check
 * @param {import('./context.mjs').Context} context
 * @returns {Promise<Result>} `broken`: the check itself has a fault
 */
export async function runCheck({ needs = [], run, byHand }, context) {
	if (byHand) return undecided(`by hand: ${byHand}`);
	const missing = needs.filter((service) => !context.services[service]);
	if (missing.length > 0) {
		return undecided(`left out: no keys of ${missing.map(titleOf).join(' and ')}`);
	}
	try {
		const { verdict, evidence } = await run(context);
		return { verdict, evidence: context.hide(evidence) };
	} catch (error) {
		const isExpected = error instanceof Undecidable;
		const evidence = isExpected ? error.message : `the check failed: ${error.message}`;
		return { ...undecided(context.hide(evidence)), ...(!isExpected && { broken: true }) };
	}
}
