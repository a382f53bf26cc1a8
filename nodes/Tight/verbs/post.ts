import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type * as z from 'zod/v4';

import { optionsCollection, timeout } from '../../shared/options';
import { resultOfOne } from '../api/results';
import { fieldsOf } from '../entities/field';
import { includeAccessToken, userId } from '../form/common';
import { recordId, recordPath } from '../form/recordId';
import { anyUnit, RowReader } from '../form/row';
import { mappingMode, rowOptions, rowParameters } from '../form/rowForm';
import type { OperationName, Posting, Resource } from '../resources/resource';
import { callFor, eachItem } from './eachItem';
import type { Verb } from './verb';

interface PostOptions {
	includeAccessToken?: boolean;
}

function postingOf({ posting }: Resource, operation: OperationName): Posting {
	return posting!.find((candidate) => candidate.operation === operation)!;
}

const isOnRecord = ({ path }: Posting) => path.includes('{id}');

function parameters(resource: Resource, operation: OperationName): INodeProperties[] {
	const posting = postingOf(resource, operation);
	const record = anyUnit(posting.input);
	return [
		userId,
		...(isOnRecord(posting) ? [recordId(resource)] : []),
		mappingMode,
		...rowParameters(record, operation === 'update'),
		optionsCollection([...rowOptions, includeAccessToken, timeout]),
	];
}

function secretsIn(record: z.ZodObject, row: IDataObject): string[] {
	return fieldsOf(record)
		.filter(([name, { secret }]) => secret && row[name] !== undefined)
		.map(([name]) => String(row[name]));
}

/** Update and Link Plaid of integrations: one record, sent by itself. */
export const post: Verb = {
	parameters,
	execute: async (context, resource, operation) => {
		const posting = postingOf(resource, operation);
		const record = anyUnit(posting.input);
		return await eachItem<{ path: string; row: IDataObject }>(context, (read) => {
			const reader = new RowReader(
				read,
				posting.input,
				operation === 'update',
				(full) => () => full,
			);
			return {
				isSave: true,
				prepare: (item) => {
					const target = isOnRecord(posting)
						? recordPath(resource, posting.path, item.read)
						: { path: `${resource.path}${posting.path}` };
					const checked = reader.rowAt(item.index, item.json);
					if (checked.kind === 'invalid') return checked.problems;
					return Array.isArray(target) ? target : { ...target, row: checked.row };
				},
				run: async (item, { path, row }) => {
					const isAsked = item.read<PostOptions | undefined>('options')?.includeAccessToken;
					return await callFor(
						item,
						{ method: 'POST', path, body: row, repeatable: false },
						(reply) => resultOfOne(reply, isAsked),
						(data) => data,
						{ isSave: true, secrets: secretsIn(record, row) },
					);
				},
			};
		});
	},
	doneWords: 'saved',
};
