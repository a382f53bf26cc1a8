import type { INodeProperties } from 'n8n-workflow';

import { optionsCollection, timeout } from '../../shared/options';
import { done, type Outcome } from '../../shared/outcome';
import { deleteRecord } from '../api/deletion';
import type { Result } from '../api/results';
import { userId } from '../form/common';
import { namedRecord, recordId } from '../form/recordId';
import type { Resource } from '../resources/resource';
import { eachItem, notSaved, type Item } from './eachItem';
import type { Verb } from './verb';

function parameters(resource: Resource): INodeProperties[] {
	return [userId, recordId(resource), optionsCollection([timeout])];
}

function outcomeOf(item: Item, result: Result): Outcome {
	return result.kind === 'saved'
		? done([{ ...result.data, deleted: true }])
		: notSaved(item, result, { isSave: true, done: 'deleted' });
}

/** Delete: one record by its id. Tight answers with the record, which is passed on. */
export const remove: Verb = {
	parameters,
	execute: async (context, resource) =>
		await eachItem(context, () => ({
			isSave: true,
			prepare: ({ read }) => namedRecord(resource, read),
			run: async (item, { id }) => {
				const place = { path: resource.path, id, canGet: resource.canGet === true };
				return outcomeOf(item, await deleteRecord(item.client, item.userId, place));
			},
		})),
	doneWords: 'deleted',
};
