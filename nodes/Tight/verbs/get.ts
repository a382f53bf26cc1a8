import type { INodeProperties } from 'n8n-workflow';

import { verdictOnOne } from '../client/verdicts';
import { optionsCollection, timeout, userId } from '../form/common';
import { idPath, recordId } from '../form/recordId';
import { simplified, simplify } from '../form/simplify';
import type { Resource } from '../resources/resource';
import { callFor, eachItem } from './eachItem';
import type { Verb } from './verb';

function parameters(resource: Resource): INodeProperties[] {
	return [
		userId,
		recordId(resource),
		...(resource.simplified ? [simplify] : []),
		optionsCollection([timeout]),
	];
}

/** Get: one record by its id. */
export const get: Verb = {
	parameters,
	execute: async (context, { path, simplified: paths }) =>
		await eachItem(context, () => ({
			isSave: false,
			prepare: ({ read }) => idPath(path, read),
			run: async (item, { path: recordPath }) =>
				await callFor(
					item,
					{ method: 'GET', path: recordPath, repeatable: true },
					verdictOnOne,
					(data) => (paths && item.read('simplify') ? simplified(data, paths) : data),
					{ isSave: false },
				),
		})),
	doneWords: 'read',
};
