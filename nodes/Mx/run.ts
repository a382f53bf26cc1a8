import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import * as z from 'zod/v4';

import { eachItem } from '../shared/eachItem';
import { itemsFrom } from '../shared/items';
import { limit, timeout, wholeOption } from '../shared/options';
import { done, failed, type Outcome } from '../shared/outcome';
import { parameterReader } from '../shared/parameters';
import { chosenOf } from '../shared/resource';
import { wantedRows } from '../shared/wholeNumber';
import { createClient, type MxClient } from './client/client';
import { failureOf } from './client/failure';
import { readList } from './client/list';
import { readReply } from './client/reply';
import { resources } from './operations';
import type { Operation, Problem, Read } from './operations/operation';
import { pathOf } from './operations/path';

const PARALLEL_READS = 4;

/** What one item asks of MX. */
interface Task {
	path: string;
	query: IDataObject;
	/** How many rows are wanted of a list. */
	most: number;
}

function taskOf(operation: Operation, read: Read): Task | Problem[] {
	const path = pathOf(operation, read);
	const query = operation.query?.(read) ?? {};
	const problems = [path, query].filter(Array.isArray).flat() as Problem[];
	const most = operation.isList ? wantedRows(read) : 1;
	if (typeof most === 'object') problems.push({ parameter: limit.name, ...most });
	if (problems.length > 0) return problems;
	return { path: path as string, query: query as IDataObject, most: most as number };
}

function invalid(item: number, problems: Problem[]): Outcome {
	const sentences = problems.map(({ message }) => message).join('; ');
	return failed(`Item ${item} was not sent to MX: ${sentences}`, {
		outcome: 'notSent',
		reasons: problems.map(({ parameter, message }) => ({
			type: 'INVALID',
			message,
			param: parameter,
		})),
	});
}

async function runTask(
	client: MxClient,
	{ method, key, isList }: Operation,
	{ path, query, most }: Task,
	item: number,
): Promise<Outcome> {
	const telling = {
		item,
		isChange: method === 'POST',
		version: client.version,
		hide: (text: string) => client.hide(text),
	};
	if (isList) {
		const list = await readList(client, { path, query, key, most });
		return list.kind === 'rows' ? done(list.rows) : failureOf(list, telling);
	}
	const record = z.looseObject({ [key]: z.looseObject({}) });
	const reply = readReply(await client.call({ method, path, query }), record);
	return reply.kind === 'answered'
		? done([reply.data[key] as IDataObject])
		: failureOf(reply, telling);
}

/** Does what the user chose for each of the input items. */
export async function run(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { operation } = chosenOf(context, resources, ({ operations }) => operations);
	const read = parameterReader(context);
	const client = await createClient(context, wholeOption(timeout, read('options', 0)));
	const outcomes = await eachItem<Task>(context, {
		parallel: operation.method === 'GET' ? PARALLEL_READS : 1,
		prepare: (item) => {
			const task = taskOf(operation, (name) => read(name, item));
			return Array.isArray(task) ? { outcome: invalid(item, task) } : { task };
		},
		run: async (task, item) => await runTask(client, operation, task, item),
	});
	return itemsFrom(context, outcomes, operation.doneWords);
}
