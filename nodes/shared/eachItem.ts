import type { IExecuteFunctions } from 'n8n-workflow';

import { brokenOff, notPrepared, notReached, type Outcome } from './outcome';
import { runPool } from './pool';
import { outcomesBefore } from './rerun';

/** An item that may be sent, or what became of it without that. */
export type Prepared<Task> = { task: Task } | { outcome: Outcome };

export interface EachItem<Task> {
	/** How many items may be under way at once. */
	parallel: number;
	/** Checks an item before anything is sent. */
	prepare: (item: number) => Prepared<Task>;
	/** What became of the item. */
	run: (task: Task, item: number) => Promise<Outcome>;
}

/**
 * Handles items one by one: checks all of them, then runs them. Nothing is sent when the user chose
 * to stop and an item is found wrong beforehand; nothing more is once one has failed.
 *
 * @returns one outcome for each input item, in their order
 */
export async function eachItem<Task>(
	context: IExecuteFunctions,
	{ parallel, prepare, run }: EachItem<Task>,
): Promise<Outcome[]> {
	const stopOnFailure = !context.continueOnFail();
	const tasks: Array<() => Promise<void>> = [];
	let hasFailed = false;
	const settle = (item: number, outcome: Outcome) => {
		hasFailed ||= outcome.kind === 'failed';
		return (outcomes[item] = outcome);
	};
	const outcomes: Outcome[] = [];
	const before = outcomesBefore(context);
	context.getInputData().forEach((_, item) => {
		if (before[item]) {
			settle(item, before[item]);
			return;
		}
		const prepared = preparedAt(item, prepare);
		if ('outcome' in prepared) {
			settle(item, prepared.outcome);
			return;
		}
		outcomes[item] = notReached;
		tasks.push(async () => {
			const ended = run(prepared.task, item);
			settle(item, await ended.catch((error) => brokenOff(item, error)));
		});
	});
	await runPool(tasks, parallel, () => !(stopOnFailure && hasFailed));
	return outcomes;
}

function preparedAt<Task>(item: number, prepare: EachItem<Task>['prepare']): Prepared<Task> {
	try {
		return prepare(item);
	} catch (error) {
		return { outcome: notPrepared(item, error) };
	}
}
