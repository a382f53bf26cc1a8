import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type * as z from 'zod/v4';

import { timeout, wholeOption } from '../../shared/options';
import { brokenOff, done, notReached, type Outcome } from '../../shared/outcome';
import { parameterReader, type ReadParameter } from '../../shared/parameters';
import { saveRows, type Row } from '../client/batches';
import { createClient, type TightClient } from '../client/client';
import { deleteRows } from '../client/deletions';
import { failureOf } from '../client/failure';
import type { Unsaved, Verdict } from '../client/verdicts';
import { withRequired } from '../entities/field';
import { memoized } from '../entities/memoized';
import { labelOf } from '../form/check';
import { anyUnit, RowReader, type SchemaChooser } from '../form/row';
import type { OperationName, Saving } from '../resources/resource';
import { invalid } from './invalid';
import { mappedRows, taskFor, type RowItem, type RowSource, type Task } from './rowSource';
import {
	BATCH_SIZE,
	MATCH_WINDOW,
	PARALLEL_REQUESTS,
	saveParameters,
	sourcesOf,
	type MatchOn,
	type PendingChoice,
} from './saveForm';
import { sourceRows } from './sourceRows';
import { userOf } from './user';
import type { Verb } from './verb';

const MATCH_NEXT_TIME =
	"Look in Tight before you send it again, or send it with 'Match On' set to API Source ID";
const SEND_AGAIN = 'You can send it again: what Tight has by then is not added a second time';
const SAVED_BESIDE =
	'The item itself is in Tight; what failed is to remove the row that it replaces';

const addedOf = memoized((full: z.ZodObject) => full.omit({ id: true }));
const matchedOf = memoized((full: z.ZodObject) => withRequired(addedOf(full), 'apiSourceId'));
const updatedOf = memoized((full: z.ZodObject) => withRequired(full.partial(), 'id'));

/** Chooses the part of a record that an operation asks for. */
function chooserFor(operation: OperationName, matchOn: MatchOn): SchemaChooser {
	return (full) => {
		if (operation === 'import') return () => full;
		const added = addedOf(full);
		if (operation === 'create') return () => added;
		if (operation === 'upsert' && matchOn === 'apiSourceId') return () => matchedOf(full);
		const updated = updatedOf(full);
		return ({ id }) => (id === undefined && operation === 'upsert' ? added : updated);
	};
}

/** Where the rows come from, by the mapping mode that the user chose. */
function rowSourceFor(
	saving: Saving,
	operation: OperationName,
	options: object | undefined,
	read: ReadParameter,
	client: TightClient,
): RowSource {
	const matching = (windowDays?: number) =>
		saving.match && {
			...saving.match,
			windowDays: wholeOption(MATCH_WINDOW, options, windowDays),
		};
	const readerFor = (matchOn: MatchOn) =>
		new RowReader(
			read,
			saving.input,
			operation === 'update',
			chooserFor(operation, matchOn),
			saving.renamed,
		);

	const mode = read<string>('mappingMode', 0);
	const source = sourcesOf(saving, operation).find(({ value }) => value === mode);
	if (source) {
		const match = matching(source.matchWindowDays)!;
		return sourceRows({ source, read, reader: readerFor('apiSourceId'), client, match });
	}
	const matchOn = read<MatchOn | undefined>('matchOn', 0) ?? 'none';
	const match = matchOn === 'apiSourceId' ? matching() : undefined;
	const settledBy = (item: number, row: IDataObject) => {
		const pending = read<PendingChoice | undefined>('pendingTransactions', item);
		if (pending !== 'skip' || !saving.isPending?.(row)) return undefined;
		return done([{ apiSourceId: row[saving.match!.sourceId], skipped: 'pending' }]);
	};
	return mappedRows(readerFor(matchOn), match, settledBy);
}

/** What is to be done with each input item; one without a user is settled already. */
async function tasksOf(
	context: IExecuteFunctions,
	client: TightClient,
	source: RowSource,
	read: ReadParameter,
): Promise<Task[]> {
	const items: RowItem[] = [];
	const tasks: Task[] = [];
	for (const [index, { json }] of context.getInputData().entries()) {
		tasks[index] = await taskFor(index, () => {
			const user = userOf(index, read, client, true);
			if ('message' in user) return { kind: 'settled', outcome: invalid(index, [user]) };
			items.push({ index, json, userId: user.userId });
			return UNDECIDED;
		});
	}
	const decided = await source.tasksOf(items);
	decided.forEach((task, place) => (tasks[items[place].index] = task));
	return tasks;
}

/** Until the row of the item is read. */
const UNDECIDED: Task = { kind: 'settled', outcome: notReached };

async function execute(
	context: IExecuteFunctions,
	saving: Saving,
	path: string,
	operation: OperationName,
): Promise<Outcome[]> {
	const read = parameterReader(context);
	const options = read<object | undefined>('options', 0);
	const batchSize = wholeOption(BATCH_SIZE, options);
	const parallelRequests = wholeOption(PARALLEL_REQUESTS, options);
	const client = await createClient(context, wholeOption(timeout, options));
	const source = rowSourceFor(saving, operation, options, read, client);
	const tasks = await tasksOf(context, client, source, read);
	const outcomes = tasks.map((task) => (task.kind === 'settled' ? task.outcome : notReached));
	const stopOnFailure = !context.continueOnFail();
	const mayGoOn = () => !(stopOnFailure && outcomes.some(({ kind }) => kind === 'failed'));
	if (!mayGoOn()) return outcomes;

	const record = anyUnit(saving.input);
	const remedy = source.match ? SEND_AGAIN : saving.match && MATCH_NEXT_TIME;
	const plan = {
		path,
		batchSize,
		parallelRequests,
		stopOnFailure,
		sourceField: saving.match?.sourceId,
		onVerdict: ({ item }: Row, verdict: Verdict) => {
			const before = outcomes[item].kind;
			if (verdict.kind === 'saved') {
				if (before === 'notReached') outcomes[item] = done([verdict.data]);
				return;
			}
			outcomes[item] = failureOf(before === 'done' ? ofReplaced(verdict) : verdict, {
				item,
				isSave: true,
				remedy,
				labelOf: (param) => labelOf(record, param),
				hide: (text) => client.hide(text),
			});
		},
	};
	const { match, removal } = source;
	const removed = rowsTo('remove', tasks);
	const save = async () => {
		await saveRows(client, rowsTo('save', tasks), {
			...plan,
			match,
			onSurplus: (row, surplus) => {
				const also = removal?.surplus(row, surplus);
				if (also && !removed.some((each) => isSameSource(each, also))) removed.push(also);
			},
		});
		if (!removal || removed.length === 0 || !mayGoOn()) return;
		const remove = removal.how === 'delete' ? deleteRows : saveRows;
		await remove(client, removed, { ...plan, match: removal.match });
	};
	await save().catch((error) => {
		outcomes.forEach(({ kind }, item) => {
			if (kind === 'notReached') outcomes[item] = brokenOff(item, error);
		});
	});
	return outcomes;
}

/** A failure at the row that an item replaces, after the item itself was saved. */
function ofReplaced(verdict: Unsaved): Unsaved {
	const explanation = [verdict.explanation, SAVED_BESIDE].filter(Boolean).join('. ');
	return { ...verdict, explanation };
}

function isSameSource(left: Row, right: Row): boolean {
	const isSameId = left.sourceKey!.apiSourceId === right.sourceKey!.apiSourceId;
	return left.userId === right.userId && isSameId;
}

function rowsTo(kind: 'save' | 'remove', tasks: Task[]): Row[] {
	return tasks.flatMap((task) => (task.kind === kind ? [task.row] : []));
}

/** Create, Update, Create or Update, and Import: rows that are saved in batches. */
export const save: Verb = {
	parameters: saveParameters,
	execute: async (context, { saving, path }, operation) =>
		await execute(context, saving!, path, operation),
	doneWords: 'saved',
};
