/**
 * What a check says of its line of docs/contract.md, with one line of evidence. A line is
 * confirmed, refuted, or not decidable by this run.
 *
 * @typedef {{ verdict: 'confirmed' | 'refuted' | 'not decidable', evidence: string }} Verdict
 */

/** @type {(evidence: string) => Verdict} */
export const confirmed = (evidence) => ({ verdict: 'confirmed', evidence });

/** @type {(evidence: string) => Verdict} */
export const refuted = (evidence) => ({ verdict: 'refuted', evidence });

/** @type {(evidence: string) => Verdict} */
export const undecided = (evidence) => ({ verdict: 'not decidable', evidence });

/** @type {(holds: boolean, evidence: string) => Verdict} */
export const decided = (holds, evidence) => (holds ? confirmed(evidence) : refuted(evidence));

/** Thrown where a check cannot go on; its message is the evidence of "not decidable". */
export class Undecidable extends Error {}
