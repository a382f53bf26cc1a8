import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { done, notReached, type Outcome } from '../../shared/outcome';
import { parameterReader, type ReadParameter } from '../../shared/parameters';
import { runPool } from '../../shared/pool';
import { createClient, type Call, type Reply, type TightClient } from '../client/client';
import { failureOf } from '../client/failure';
import type { Unsaved, Verdict } from '../client/verdicts';
import type { Problem } from '../form/check';
import { invalid } from './invalid';
import { userProblem } from './user';

/** Everything about one input item that a verb needs. */
export interface Item {
	index: number;
	json: IDataObject;
	/** Whose books are meant. */
	userId: string;
	read: <T>(parameter: string) => T;
	client: TightClient;
}

export interface EachItem<Prepared> {
	/** Whether a call can change something in Tight; those go out one after the other. */
	isSave: boolean;
	/** Checks an item before anything is sent. */
	prepare: (item: Item) => Prepared | Problem[];
	/** What became of the item. */
	run: (item: Item, prepared: Prepared) => Promise<Outcome>;
}

const PARALLEL_READS = 4;

/**
 * Handles items that are not sent in batches: checks all of them, then runs one after the other.
 * Nothing is sent when the user chose to stop and an item is found wrong beforehand.
 */
export async function eachItem<Prepared>(
	context: IExecuteFunctions,
	handling: (read: ReadParameter) => EachItem<Prepared>,
): Promise<Outcome[]> {
	const read = parameterReader(context);
	const { isSave, prepare, run } = handling(read);
	const client = await createClient(
		context,
		read<{ timeout?: number } | undefined>('options', 0)?.timeout,
	);
	const stopOnFailure = !context.continueOnFail();
	const tasks: Array<() => Promise<void>> = [];
	let hasFailed = false;
	const settle = (index: number, outcome: Outcome) => {
		outcomes[index] = outcome;
		hasFailed ||= outcome.kind === 'failed';
	};
	const outcomes: Outcome[] = context.getInputData().map(({ json }, index) => {
		const item = itemAt(index, json, read, client);
		const problem = userProblem(client, item.given, isSave);
		const prepared = problem ? [problem] : prepare(item);
		if (Array.isArray(prepared)) {
			hasFailed = true;
			return invalid(index, prepared as Problem[]);
		}
		tasks.push(async () => settle(index, await run(item, prepared)));
		return notReached;
	});
	const goOn = () => !(stopOnFailure && hasFailed);
	await runPool(tasks, isSave ? 1 : PARALLEL_READS, goOn);
	return outcomes;
}

function itemAt(
	index: number,
	json: IDataObject,
	read: ReadParameter,
	client: TightClient,
): Item & { given: string } {
	const given = String(read('userId', index) ?? '').trim();
	return {
		index,
		json,
		given,
		userId: client.actingUser(given),
		read: (parameter) => read(parameter, index),
		client,
	};
}

/** The outcome of an item that one call was made for. */
export async function callFor(
	{ index, userId, client }: Item,
	call: Call,
	verdictOn: (reply: Reply) => Verdict,
	result: (data: IDataObject) => IDataObject,
	telling: { isSave: boolean; secrets?: string[] },
): Promise<Outcome> {
	const verdict = verdictOn(await client.call(userId, call));
	return verdict.kind === 'saved'
		? done([result(verdict.data)])
		: notSaved({ index, client }, verdict, telling);
}

/** The outcome of an item that was not saved, or not read. */
export function notSaved(
	{ index, client }: Pick<Item, 'index' | 'client'>,
	unsaved: Unsaved,
	{ isSave, secrets = [] }: { isSave: boolean; secrets?: string[] },
): Outcome {
	const hide = (text: string) => client.hide(text, secrets);
	return failureOf(unsaved, { item: index, isSave, hide });
}
