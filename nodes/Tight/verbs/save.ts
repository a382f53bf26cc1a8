import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { done, notReached, type Outcome } from '../../shared/outcome';
import { parameterReader, type ReadParameter } from '../../shared/parameters';
import { saveRows, type Row, type SavePlan } from '../client/batches';
import { createClient, type TightClient } from '../client/client';
import type { SourceKey } from '../client/existing';
import { failureOf } from '../client/failure';
import { dayOfEpoch } from '../entities/dates';
import { withRequired } from '../entities/field';
import { labelOf, type Checked } from '../form/check';
import { wholeNumber } from '../form/common';
import { anyUnit, RowReader, type RowOptions, type SchemaChooser } from '../form/row';
import type { Matching, OperationName, Saving } from '../resources/resource';
import { invalid } from './invalid';
import {
	DEFAULT_BATCH_SIZE,
	DEFAULT_MATCH_WINDOW_DAYS,
	DEFAULT_PARALLEL_REQUESTS,
	saveParameters,
	type MatchOn,
} from './saveForm';
import { userProblem } from './user';
import type { Verb } from './verb';

interface SaveOptions extends RowOptions {
	batchSize?: number;
	matchWindow?: number;
	parallelRequests?: number;
	timeout?: number;
}

const MATCH_NEXT_TIME =
	"Look in Tight before you send it again, or send it with 'Match On' set to API Source ID";
const SEND_AGAIN = 'You can send it again: what Tight has by then is not added a second time';

/** Chooses the part of a record that an operation asks for. */
function chooserFor(operation: OperationName, matchOn: MatchOn): SchemaChooser {
	return (full) => {
		if (operation === 'import') return () => full;
		const added = full.omit({ id: true });
		if (operation === 'create') return () => added;
		if (operation === 'upsert' && matchOn === 'apiSourceId') {
			const matched = withRequired(added, 'apiSourceId');
			return () => matched;
		}
		const updated = withRequired(full.partial(), 'id');
		return ({ id }) => (id === undefined && operation === 'upsert' ? added : updated);
	};
}

function sourceKey(row: IDataObject, { sourceId, date }: Matching): SourceKey {
	const day = row[date];
	return {
		apiSourceId: String(row[sourceId]),
		date: typeof day === 'number' ? dayOfEpoch(day) : (day as string | undefined),
		bankAccountId: row.bankAccountId as string | undefined,
	};
}

function planFor(
	{ batchSize, matchWindow, parallelRequests }: SaveOptions,
	path: string,
	match: Matching | undefined,
): Omit<SavePlan, 'onVerdict' | 'stopOnFailure'> {
	return {
		path,
		batchSize: wholeNumber(batchSize, 1, DEFAULT_BATCH_SIZE),
		parallelRequests: wholeNumber(parallelRequests, 1, DEFAULT_PARALLEL_REQUESTS),
		match: match && {
			...match,
			windowDays: wholeNumber(matchWindow, 0, DEFAULT_MATCH_WINDOW_DAYS),
		},
	};
}

/** Reads the rows of all items; what cannot be sent has its outcome already. */
function readRows(
	context: IExecuteFunctions,
	client: TightClient,
	reader: RowReader,
	read: ReadParameter,
	match: Matching | undefined,
): { rows: Row[]; outcomes: Outcome[] } {
	const rows: Row[] = [];
	const outcomes = context.getInputData().map(({ json }, item) => {
		const userId = String(read('userId', item) ?? '').trim();
		const problem = userProblem(client, userId, true);
		const checked: Checked = problem
			? { kind: 'invalid', problems: [problem] }
			: reader.rowAt(item, json);
		if (checked.kind === 'invalid') return invalid(item, checked.problems);
		rows.push({
			item,
			userId: client.actingUser(userId),
			body: checked.row,
			sourceKey: match && sourceKey(checked.row, match),
		});
		return notReached;
	});
	return { rows, outcomes };
}

async function execute(
	context: IExecuteFunctions,
	saving: Saving,
	path: string,
	operation: OperationName,
): Promise<Outcome[]> {
	const read = parameterReader(context);
	const options = read<SaveOptions | undefined>('options', 0) ?? {};
	const matchOn = read<MatchOn | undefined>('matchOn', 0) ?? 'none';
	const match = matchOn === 'apiSourceId' ? saving.match : undefined;
	const client = await createClient(context, options.timeout);
	const reader = new RowReader(
		read,
		saving.input,
		operation === 'update',
		chooserFor(operation, matchOn),
	);
	const { rows, outcomes } = readRows(context, client, reader, read, match);
	const stopOnFailure = !context.continueOnFail();
	if (stopOnFailure && rows.length < outcomes.length) return outcomes;

	const record = anyUnit(saving.input);
	const remedy = match ? SEND_AGAIN : saving.match && MATCH_NEXT_TIME;
	await saveRows(client, rows, {
		...planFor(options, path, match),
		stopOnFailure,
		onVerdict: ({ item }, verdict) => {
			outcomes[item] =
				verdict.kind === 'saved'
					? done([verdict.data])
					: failureOf(verdict, {
							item,
							isSave: true,
							remedy,
							labelOf: (param) => labelOf(record, param),
							hide: (text) => client.hide(text),
						});
		},
	});
	return outcomes;
}

/** Create, Update, Create or Update, and Import: rows that are saved in batches. */
export const save: Verb = {
	parameters: saveParameters,
	execute: async (context, { saving, path }, operation) =>
		await execute(context, saving!, path, operation),
	doneWords: 'saved',
};
