import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

import type { Failure, Outcome } from './outcome';
import { remember } from './rerun';

const MOST_FAILURES_TOLD = 20;

/** Without it, the reader of "Failed: item 1" looks at the first item. */
const COUNTING = 'n8n counts items from 0.';

/** `items 0–3, 7` for items whose outcome is of that kind; empty when there are none. */
function itemsOf(outcomes: Outcome[], kind: Outcome['kind']): string {
	const parts: Array<[first: number, last: number]> = [];
	outcomes.forEach((outcome, item) => {
		if (outcome.kind !== kind) return;
		const last = parts[parts.length - 1];
		if (last && last[1] === item - 1) last[1] = item;
		else parts.push([item, item]);
	});
	if (parts.length === 0) return '';
	const isOne = parts.length === 1 && parts[0][0] === parts[0][1];
	const listed = parts.map(([first, last]) => (first === last ? first : `${first}–${last}`));
	return `${isOne ? 'item' : 'items'} ${listed.join(', ')}`;
}

const inTitle = (words: string) => `${words[0].toUpperCase()}${words.slice(1)}`;

function isFailed(outcome: Outcome): outcome is { kind: 'failed'; failure: Failure } {
	return outcome.kind === 'failed';
}

/** The error that stops the node: the first failure, what was done before, and what was not. */
function stopError(
	context: IExecuteFunctions,
	outcomes: Outcome[],
	doneWords: string,
): NodeOperationError {
	const itemIndex = outcomes.findIndex(isFailed);
	const failures = outcomes.filter(isFailed);
	const doneCount = outcomes.filter(({ kind }) => kind === 'done').length;
	const counted = `${doneCount} of ${outcomes.length} items ${doneCount === 1 ? 'was' : 'were'} ${doneWords}`;
	const message = `${failures[0].failure.message} (${counted})`;
	const lists = [
		[inTitle(doneWords), itemsOf(outcomes, 'done')],
		['Failed', itemsOf(outcomes, 'failed')],
		['Not reached', itemsOf(outcomes, 'notReached')],
	];
	const others = failures.slice(1, MOST_FAILURES_TOLD).map(({ failure }) => failure.message);
	const description = [
		...lists.filter(([, items]) => items).map(([title, items]) => `${title}: ${items}`),
		COUNTING,
		...others.map((other) => `${other}.`),
	].join('<br>');
	const error = new NodeOperationError(context.getNode(), message, { itemIndex, description });
	// n8n replaces messages that contain a word it knows, such as ECONNRESET, by its own.
	error.message = message;
	return error;
}

function jsonsOf(outcome: Outcome, item: number): IDataObject[] {
	if (outcome.kind === 'done') return outcome.json;
	if (outcome.kind === 'notReached') return [{ error: `Item ${item} was not reached` }];
	const { message, details } = outcome.failure;
	return [{ error: message, details }];
}

/**
 * Marks an item as failed, for n8n before 2.36: it takes an item with `error` and `details` for a
 * good one, and moves to the error output what carries an error beside its JSON.
 *
 * The mark is hidden from the copy that n8n makes then. On a copy it would replace the JSON by the
 * message alone (WorkflowExecute of n8n-core 1.122.48 and 2.41.1, read).
 */
function markFailed(item: INodeExecutionData): INodeExecutionData {
	const mark = { message: item.json.error };
	return Object.defineProperty(item, 'error', { value: mark, writable: true, configurable: true });
}

/** Whether the first item that comes out carries an error, for which n8n runs the node again. */
function isErrorFirst(outcomes: Outcome[]): boolean {
	const first = outcomes.find((outcome) => outcome.kind !== 'done' || outcome.json.length > 0);
	return first !== undefined && (first.kind !== 'done' || first.json[0].error !== undefined);
}

/**
 * Turns the outcome of each input item into output items, every one linked to its input.
 *
 * A failed item comes out as `{ error, details }`: by the error output if the user chose that.
 *
 * @param doneWords what happened to the items that are done, such as `saved`
 * @throws NodeOperationError when an item failed and the user chose to stop
 */
export function itemsFrom(
	context: IExecuteFunctions,
	outcomes: Outcome[],
	doneWords: string,
): INodeExecutionData[] {
	const isStopped = !context.continueOnFail() && outcomes.some(isFailed);
	remember(context, outcomes, isStopped || isErrorFirst(outcomes));
	if (isStopped) throw stopError(context, outcomes, doneWords);
	const hasErrorOutput = context.getNode().onError === 'continueErrorOutput';
	return outcomes.flatMap((outcome, item) => {
		const items = jsonsOf(outcome, item).map((json) => ({ json, pairedItem: { item } }));
		return hasErrorOutput && outcome.kind !== 'done' ? items.map(markFailed) : items;
	});
}
