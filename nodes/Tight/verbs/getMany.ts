import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { limit, optionsCollection, returnAll, timeout } from '../../shared/options';
import { isOn } from '../../shared/flag';
import { done, type Outcome } from '../../shared/outcome';
import { wantedRows } from '../../shared/wholeNumber';
import { queryAll, wholeList } from '../api/pages';
import { userId } from '../form/common';
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

async function rowsOf(item: Item, resource: Resource, query: Selection, most: number) {
	const { list: rowsIn } = resource.listing!;
	if (rowsIn) return await wholeList(item.client, item.userId, resource.path, rowsIn);
	const rows: IDataObject[] = [];
	const problem = await queryAll(
		item.client,
		item.userId,
		{ path: resource.path, ...query, limit: most },
		(page) => rows.push(...page),
	);
	return problem ?? rows;
}

async function list(
	item: Item,
	resource: Resource,
	{ query, most }: { query: Selection; most: number },
): Promise<Outcome> {
	const rows = await rowsOf(item, resource, query, most);
	if (!Array.isArray(rows)) return notSaved(item, rows, { isSave: false });
	const paths = isOn(item.read('simplify')) ? resource.simplified : undefined;
	return done(rows.slice(0, most).map((row) => simplified(row, paths)));
}

/** Get Many: one query for each input item, read page by page. */
export const getMany: Verb = {
	parameters,
	execute: async (context, resource) =>
		await eachItem(context, () => ({
			isSave: false,
			prepare: ({ read }) => {
				const most = wantedRows(read);
				if (typeof most !== 'number') return [{ path: 'limit', ...most }];
				const query = queryFrom(
					{
						filters: read<QueryForm['filters']>('filters'),
						sort: read<QueryForm['sort']>('sort'),
						expand: read<QueryForm['expand']>('expand'),
					},
					resource.listing!,
				);
				return Array.isArray(query) ? query : { query, most };
			},
			run: async (item, wanted) => await list(item, resource, wanted),
		})),
	doneWords: 'read',
};
