import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type * as z from 'zod/v4';

import { timeout, wholeOption } from '../../shared/options';
import { brokenOff, done, notReached, type Outcome } from '../../shared/outcome';
import { parameterReader, type ReadParameter } from '../../shared/parameters';
import { outcomesBefore } from '../../shared/rerun';
import { saveRows } from '../saving/pipeline';
import type { SavePlan } from '../saving/row';
import { createClient, type TightClient } from '../api/client';
import { failureOf } from '../api/failure';
import type { Reason } from '../api/reasons';
import type { Result } from '../api/results';
import { fieldsOf, withRequired } from '../entities/field';
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
import { inOneUnit } from './units';
import { userOf } from './user';
import type { Verb } from './verb';

const MATCH_NEXT_TIME =
	"Look in Tight before you send it again, or send it with 'Match On' set to API Source ID";
const SEND_AGAIN =
	'You can send it again: a row that Tight shows under its API Source ID by then is not added a second time';

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
	const wholeFields = wholeFieldsOf(anyUnit(saving.input));
	const matching = (windowDays?: number) =>
		saving.match && {
			...saving.match,
			wholeFields,
			windowDays: saving.match.hasDateFilter
				? wholeOption(MATCH_WINDOW, options, windowDays)
				: Infinity,
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
	const before = outcomesBefore(context);
	for (const [index, { json }] of context.getInputData().entries()) {
		if (before[index]) {
			tasks[index] = { kind: 'settled', outcome: before[index] };
			continue;
		}
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
	const client = await createClient(context, wholeOption(timeout, options));
	const source = rowSourceFor(saving, operation, options, read, client);
	const plan: SavePlan = {
		path,
		batchSize: wholeOption(BATCH_SIZE, options),
		parallelRequests: isGiven(options, PARALLEL_REQUESTS)
			? wholeOption(PARALLEL_REQUESTS, options)
			: undefined,
		stopOnFailure: !context.continueOnFail(),
		sourceField: saving.match?.sourceId ?? 'apiSourceId',
		hasEcho: operation !== 'import',
		match: source.match,
	};
	const made = await tasksOf(context, client, source, read);
	// With Stop Workflow nothing is sent anyway, and the error names the row that is wrong.
	const tasks = plan.stopOnFailure ? made : inOneUnit(made);
	const outcomes = tasks.map((task) => (task.kind === 'settled' ? task.outcome : notReached));
	if (plan.stopOnFailure && outcomes.some(({ kind }) => kind === 'failed')) return outcomes;

	const record = anyUnit(saving.input);
	const remedy = source.match ? SEND_AGAIN : saving.match && MATCH_NEXT_TIME;
	const outcomeOf = (item: number, result: Result): Outcome =>
		result.kind === 'saved'
			? done([withWarnings(result.data, result.warnings)])
			: failureOf(result, {
					item,
					isSave: true,
					remedy,
					labelOf: (param) => labelOf(record, param),
					hide: (text) => client.hide(text),
				});
	const rows = tasks.flatMap((task) => (task.kind === 'save' ? [task.row] : []));
	try {
		const results = await saveRows(client, rows, plan);
		for (const [{ item }, result] of results) outcomes[item] = outcomeOf(item, result);
	} catch (error) {
		outcomes.forEach(({ kind }, item) => {
			if (kind === 'notReached') outcomes[item] = brokenOff(item, error);
		});
	}
	return outcomes;
}

function isGiven(options: object | undefined, { name }: INodeProperties): boolean {
	return options !== undefined && name in options;
}

/** What Tight remarked on a record that it saved, under `warnings`. */
function withWarnings(data: IDataObject, warnings: Reason[] | undefined): IDataObject {
	return warnings ? { ...data, warnings: warnings.map((warning) => ({ ...warning })) } : data;
}

/** Fields that hold JSON of the user's own. */
const wholeFieldsOf = memoized(
	(record: z.ZodObject): ReadonlySet<string> =>
		new Set(fieldsOf(record).flatMap(([name, { kind }]) => (kind === 'json' ? [name] : []))),
);

/** Create, Update, Create or Update, and Import: rows that are saved in batches. */
export const save: Verb = {
	parameters: saveParameters,
	execute: async (context, { saving, path }, operation) =>
		await execute(context, saving!, path, operation),
	doneWords: 'saved',
};
