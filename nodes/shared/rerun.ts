import { createHash } from 'crypto';
import type { IExecuteFunctions } from 'n8n-workflow';

import type { Outcome } from './outcome';

/**
 * What a node did before n8n ran it once more. With Retry On Fail n8n repeats the whole node when it
 * stopped, or when its first output item carries an error; work that is done must not be done again.
 *
 * Only this process of n8n knows of it. That is enough, because n8n repeats a node in the process
 * that ran it; an execution that somebody retries later is a new one.
 */
const remembered = new Map<string, Outcome[]>();

/** Reruns follow at once, so that no more than a few nodes can be between two tries. */
const MAX_NODES = 200;
const MAX_OUTCOMES = 500_000;

/**
 * Names one run of a node over its items, the same for each try: execution, node, number of the run
 * (a loop runs a node several times), and the items. Undefined where n8n makes no rerun.
 */
function runOf(context: IExecuteFunctions): string | undefined {
	const { id, name, retryOnFail } = context.getNode();
	const executionId = context.getExecutionId();
	if (!retryOnFail || !executionId) return undefined;
	const { $runIndex } = context.getWorkflowDataProxy(0);
	const hash = createHash('sha256');
	for (const { json } of context.getInputData()) hash.update(`${JSON.stringify(json)}\n`);
	return JSON.stringify([executionId, id, name, $runIndex, hash.digest('base64')]);
}

/** What certainly did not happen may be tried again; the rest stays as it was. */
function isFinal(outcome: Outcome): boolean {
	if (outcome.kind !== 'failed') return outcome.kind === 'done';
	const { outcome: how } = outcome.failure.details;
	return how === 'unknown' || how === 'contradicted';
}

/**
 * The outcomes of an earlier try that stay, by the index of their items.
 *
 * @returns empty when this is the first try, or when the node does not have Retry On Fail on
 */
export function outcomesBefore(context: IExecuteFunctions): Array<Outcome | undefined> {
	const run = runOf(context);
	const outcomes = run === undefined ? [] : (remembered.get(run) ?? []);
	return outcomes.map((outcome) => (isFinal(outcome) ? outcome : undefined));
}

/**
 * Keeps the outcomes of a try for the next one.
 *
 * @param isRepeated whether n8n may run the node again because of them
 */
export function remember(context: IExecuteFunctions, outcomes: Outcome[], isRepeated: boolean) {
	const run = runOf(context);
	if (!run) return;
	remembered.delete(run);
	if (isRepeated && outcomes.some(isFinal)) remembered.set(run, outcomes);
	let count = [...remembered.values()].reduce((sum, { length }) => sum + length, 0);
	for (const [oldest, { length }] of remembered) {
		if (remembered.size <= MAX_NODES && count <= MAX_OUTCOMES) return;
		remembered.delete(oldest);
		count -= length;
	}
}
