import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { eachItem as eachItemOf } from '../../shared/eachItem';
import { timeout, wholeOption } from '../../shared/options';
import { done, type Outcome } from '../../shared/outcome';
import { parameterReader, type ReadParameter } from '../../shared/parameters';
import { createClient, type Call, type Reply, type TightClient } from '../api/client';
import { failureOf, type Telling } from '../api/failure';
import type { Api } from '../api/connection';
import type { Unsaved, Result } from '../api/results';
import type { Problem } from '../form/check';
import { invalid } from './invalid';
import { userOf } from './user';

/** Everything about one input item that a verb needs. */
export interface Item {
	index: number;
	json: IDataObject;
	/** Whose books are meant. */
	userId: string;
	read: <T>(parameter: string) => T;
	client: TightClient;
}

export interface EachItem<Task> {
	/** The version of the API; v6 if not given. */
	api?: Api;
	/** Whether a call can change something in Tight; those go out one after the other. */
	isSave: boolean;
	/** Checks an item before anything is sent. */
	prepare: (item: Item) => Task | Problem[];
	/** What became of the item. */
	run: (item: Item, task: Task) => Promise<Outcome>;
}

const PARALLEL_READS = 4;

/** Handles items that are not sent in batches; see the shared {@link eachItemOf}. */
export async function eachItem<Task>(
	context: IExecuteFunctions,
	handling: (read: ReadParameter) => EachItem<Task>,
): Promise<Outcome[]> {
	const read = parameterReader(context);
	const { api, isSave, prepare, run } = handling(read);
	const seconds = wholeOption(timeout, read<object | undefined>('options', 0));
	const client = await createClient(context, seconds, api);
	const input = context.getInputData();
	return await eachItemOf<{ item: Item; task: Task }>(context, {
		parallel: isSave ? 1 : PARALLEL_READS,
		prepare: (index) => {
			const user = userOf(index, read, client, isSave);
			if ('message' in user) return { outcome: invalid(index, [user]) };
			const item: Item = {
				index,
				json: input[index].json,
				userId: user.userId,
				read: (parameter) => read(parameter, index),
				client,
			};
			const task = prepare(item);
			return Array.isArray(task)
				? { outcome: invalid(index, task as Problem[]) }
				: { task: { item, task } };
		},
		run: async ({ item, task }) => await run(item, task),
	});
}

/** The outcome of an item that one call was made for. */
export async function callFor(
	{ index, userId, client }: Item,
	call: Call,
	resultOf: (reply: Reply) => Result,
	shownOf: (data: IDataObject) => IDataObject,
	telling: { isSave: boolean; secrets?: string[] },
): Promise<Outcome> {
	const result = resultOf(await client.call(userId, call));
	return result.kind === 'saved'
		? done([shownOf(result.data)])
		: notSaved({ index, client }, result, telling);
}

type NotSavedTelling = Pick<Telling, 'done' | 'isSave' | 'labelOf'> & { secrets?: string[] };

/** The outcome of an item that was not saved, or not read. */
export function notSaved(
	{ index, client }: Pick<Item, 'index' | 'client'>,
	unsaved: Unsaved,
	{ secrets = [], ...telling }: NotSavedTelling,
): Outcome {
	const hide = (text: string) => client.hide(text, secrets);
	return failureOf(unsaved, { ...telling, item: index, hide });
}
