import type { INodeProperties } from 'n8n-workflow';

import { limit, optionsCollection, returnAll, timeout } from '../../shared/options';
import { isOn } from '../../shared/flag';
import { done } from '../../shared/outcome';
import { wantedRows } from '../../shared/wholeNumber';
import { includeAccessToken, userId } from '../form/common';
import { simplified, simplify } from '../form/simplify';
import type { Resource } from '../resources/resource';
import { eachItem, notSaved } from '../verbs/eachItem';
import type { Verb } from '../verbs/verb';
import { readList } from './lists';

const ACCESS_TOKEN = 'apiAccessToken';

/** Options of an operation that reads; records with an access token can keep it. */
export function readingOptions({ output }: Resource): INodeProperties {
	const hasToken = ACCESS_TOKEN in output.shape;
	return optionsCollection([...(hasToken ? [includeAccessToken] : []), timeout]);
}

/** What the user wants to see of a record. */
export function viewFrom(read: <T>(parameter: string) => T, resource: Resource) {
	const isAsked = read<{ includeAccessToken?: boolean } | undefined>('options')?.includeAccessToken;
	const paths = isOn(read('simplify')) ? resource.simplified : undefined;
	return {
		keepSecrets: isAsked === true,
		paths: isAsked && paths ? [...paths, ACCESS_TOKEN] : paths,
	};
}

/** Get Many of v5: one list for each input item, read page by page. */
export const getMany: Verb = {
	parameters: (resource) => [userId, returnAll, limit, simplify, readingOptions(resource)],
	execute: async (context, resource) =>
		await eachItem(context, () => ({
			api: 'v5',
			isSave: false,
			prepare: ({ read }) => {
				const most = wantedRows(read);
				if (typeof most !== 'number') return [{ path: 'limit', ...most }];
				return { most, ...viewFrom(read, resource) };
			},
			run: async (item, { most, keepSecrets, paths }) => {
				const rows = await readList(
					item.client,
					item.userId,
					{ method: 'GET', path: resource.path },
					{ most, keepSecrets },
				);
				if (!Array.isArray(rows)) return notSaved(item, rows, { isSave: false });
				return done(rows.map((row) => simplified(row, paths)));
			},
		})),
	doneWords: 'read',
};
