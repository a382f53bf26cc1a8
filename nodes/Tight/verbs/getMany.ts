import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { done, type Outcome } from '../../shared/outcome';
import { queryAll } from '../client/pages';
import { readReply, verdictOn } from '../client/verdicts';
import { limit, optionsCollection, returnAll, timeout, userId } from '../form/common';
import { queryFrom, type QueryForm, type Selection } from '../form/query';
import { queryParameters } from '../form/queryForm';
import { simplified, simplify } from '../form/simplify';
import type { Resource } from '../resources/resource';
import { eachItem, notSaved, type Item } from './eachItem';
import type { Verb } from './verb';

function parameters({ listing, simplified: paths }: Resource): INodeProperties[] {
	return [
		userId,
		returnAll,
		limit,
		...(paths ? [simplify] : []),
		...queryParameters(listing!, paths),
		optionsCollection([timeout]),
	];
}

/** Rows of a resource that Tight answers at once. */
async function wholeList({ client, userId: user }: Item, { path, listing }: Resource) {
	const read = readReply(await client.call(user, { method: 'GET', path, repeatable: true }));
	if (read.kind !== 'handled') return read;
	const verdict = verdictOn(read.envelope, read.status);
	return verdict.kind === 'saved' ? (listing!.list!(verdict.data) as IDataObject[]) : verdict;
}

async function rowsOf(item: Item, resource: Resource, query: Selection, most: number) {
	if (resource.listing!.list) return await wholeList(item, resource);
	const rows: IDataObject[] = [];
	const problem = await queryAll(
		item.client,
		item.userId,
		{ path: resource.path, ...query, limit: most },
		(page) => rows.push(...page),
	);
	return problem ?? rows;
}

async function list(item: Item, resource: Resource, query: Selection): Promise<Outcome> {
	const most = item.read('returnAll') ? Infinity : item.read<number>('limit');
	const rows = await rowsOf(item, resource, query, most);
	if (!Array.isArray(rows)) return notSaved(item, rows, { isSave: false });
	const paths = item.read<boolean>('simplify') ? resource.simplified : undefined;
	return done(rows.slice(0, most).map((row) => simplified(row, paths)));
}

/** Get Many: one query for each input item, read page by page. */
export const getMany: Verb = {
	parameters,
	execute: async (context, resource) =>
		await eachItem(context, () => ({
			isSave: false,
			prepare: ({ read }) =>
				queryFrom(
					{
						filters: read<QueryForm['filters']>('filters'),
						sort: read<QueryForm['sort']>('sort'),
						expand: read<QueryForm['expand']>('expand'),
					},
					resource.listing!,
				),
			run: async (item, query) => await list(item, resource, query),
		})),
	doneWords: 'read',
};
