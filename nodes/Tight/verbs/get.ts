import type { INodeProperties } from 'n8n-workflow';

import { isOn } from '../../shared/flag';
import { optionsCollection, timeout } from '../../shared/options';
import { resultOfReading } from '../api/results';
import { userId } from '../form/common';
import { recordId, recordPath } from '../form/recordId';
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
	execute: async (context, resource) =>
		await eachItem(context, () => ({
			isSave: false,
			prepare: ({ read }) => recordPath(resource, '/{id}', read),
			run: async (item, { path }) =>
				await callFor(
					item,
					{ method: 'GET', path, repeatable: true },
					resultOfReading,
					(data) => simplified(data, isOn(item.read('simplify')) ? resource.simplified : undefined),
					{ isSave: false },
				),
		})),
	doneWords: 'read',
};
