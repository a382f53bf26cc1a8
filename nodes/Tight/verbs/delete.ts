import type { INodeProperties } from 'n8n-workflow';

import { optionsCollection, timeout } from '../../shared/options';
import { verdictOnDeletion } from '../client/verdicts';
import { userId } from '../form/common';
import { recordId, recordPath } from '../form/recordId';
import type { Resource } from '../resources/resource';
import { callFor, eachItem } from './eachItem';
import type { Verb } from './verb';

function parameters(resource: Resource): INodeProperties[] {
	return [userId, recordId(resource), optionsCollection([timeout])];
}

/** Delete: one record by its id. Tight answers with the record, which is passed on. */
export const remove: Verb = {
	parameters,
	execute: async (context, resource) =>
		await eachItem(context, () => ({
			isSave: true,
			prepare: ({ read }) => recordPath(resource, '/{id}', read),
			run: async (item, { path }) =>
				await callFor(
					item,
					{ method: 'DELETE', path, repeatable: true },
					verdictOnDeletion,
					(data) => ({ ...data, deleted: true }),
					{ isSave: true },
				),
		})),
	doneWords: 'deleted',
};
