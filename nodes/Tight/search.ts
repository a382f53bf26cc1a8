import {
	NodeOperationError,
	type IDataObject,
	type ILoadOptionsFunctions,
	type INodeListSearchItems,
	type INodeListSearchResult,
} from 'n8n-workflow';

import { createClient, type TightClient } from './api/client';
import { failureSentence } from './api/failure';
import { queryPage, wholeList } from './api/pages';
import type { Unsaved } from './api/results';
import type { ReferenceTarget } from './entities/field';
import { resources } from './resources';

/** The lists from which the editor lets the user pick a record. */

interface Choices {
	/** The resource whose rows are listed. */
	listed: ReferenceTarget;
	/** What a row offers; more than one choice where it has others inside. */
	choicesIn: (row: IDataObject) => INodeListSearchItems[];
	filter?: IDataObject;
}

/** Pages read for one answer to the editor while none of their rows fits what the user typed. */
const MOST_PAGES = 20;

function choice({ id, name }: IDataObject, ...details: unknown[]): INodeListSearchItems {
	return { name: [name ?? id, ...details].filter(Boolean).join(' · '), value: String(id) };
}

/** A row, and the rows inside it with the names of their parents before their own. */
function withChildren(row: IDataObject, parent = ''): INodeListSearchItems[] {
	const name = `${parent}${String(row.name)}`;
	const children = (row.children as IDataObject[] | undefined) ?? [];
	return [
		choice({ ...row, name }),
		...children.flatMap((child) => withChildren(child, `${name} › `)),
	];
}

/** No page documents a list of integrations; each bank account names its own. */
function integrationOf({ integration, name }: IDataObject): INodeListSearchItems[] {
	const { id, apiInstitutionName } = (integration ?? {}) as IDataObject;
	return id ? [choice({ id, name: apiInstitutionName ?? name }, id)] : [];
}

const CHOICES: Record<ReferenceTarget, Choices> = {
	bankAccount: { listed: 'bankAccount', choicesIn: (row) => [choice(row, row.mask)] },
	category: { listed: 'category', choicesIn: (row) => withChildren(row) },
	classSegment: { listed: 'classSegment', choicesIn: (row) => withChildren(row) },
	customer: { listed: 'customer', choicesIn: (row) => [choice(row, row.email)] },
	glAccount: { listed: 'glAccount', choicesIn: (row) => [choice(row, row.accountNo)] },
	integration: {
		listed: 'bankAccount',
		choicesIn: integrationOf,
		filter: { integration: { expand: true } },
	},
	vendor: { listed: 'vendor', choicesIn: (row) => [choice(row)] },
};

interface Listed {
	rows: IDataObject[];
	after?: string;
}

async function readRows(
	client: TightClient,
	userId: string,
	{ listed, filter }: Choices,
	typed: string,
	cursor?: string,
): Promise<Listed | Unsaved> {
	const { path, listing } = resources.find(({ reference }) => reference === listed)!;
	if (listing!.list) {
		const rows = await wholeList(client, userId, path, listing!.list);
		return Array.isArray(rows) ? { rows } : rows;
	}
	const byName = typed && listing!.filters?.name ? { name: { contain: typed } } : {};
	const whole = { ...filter, ...byName };
	return await queryPage(client, userId, {
		path,
		cursor,
		...(Object.keys(whole).length > 0 && { filter: whole }),
	});
}

function fits(typed: string) {
	return ({ name, value }: INodeListSearchItems) =>
		`${name} ${String(value)}`.toLowerCase().includes(typed.toLowerCase());
}

function unique(items: INodeListSearchItems[]): INodeListSearchItems[] {
	return [...new Map(items.map((item) => [item.value, item])).values()];
}

const USER_UNRESOLVED =
	"'User ID' has no value yet. Run the nodes before this one, or give the ID of the record instead";

/** The node's User ID; n8n resolves an expression without data to null. */
function actingUser(context: ILoadOptionsFunctions): string {
	const userId = context.getCurrentNodeParameter('userId');
	if (userId === null) throw new NodeOperationError(context.getNode(), USER_UNRESOLVED);
	return String(userId ?? '').trim();
}

/**
 * One page of a list, read with the node's credential as the node's user.
 *
 * @param typed what the user typed to narrow the list
 * @param cursor where a former page ended
 * @throws NodeOperationError with Tight's reason
 */
async function search(
	context: ILoadOptionsFunctions,
	target: ReferenceTarget,
	typed = '',
	cursor?: string,
): Promise<INodeListSearchResult> {
	const choices = CHOICES[target];
	const client = await createClient(context);
	const userId = client.actingUser(actingUser(context));
	let after = cursor;
	for (let page = 0; page < MOST_PAGES; page++) {
		const listed = await readRows(client, userId, choices, typed, after);
		if (!('rows' in listed)) {
			throw new NodeOperationError(context.getNode(), client.hide(failureSentence(listed)));
		}
		after = listed.after;
		const results = unique(listed.rows.flatMap(choices.choicesIn)).filter(fits(typed));
		if (results.length > 0 || after === undefined) return { results, paginationToken: after };
	}
	return { results: [], paginationToken: after };
}

/** The method that fills the list of a kind of record. */
export function searchFor(target: ReferenceTarget) {
	return async function (this: ILoadOptionsFunctions, filter?: string, paginationToken?: string) {
		return await search(this, target, filter, paginationToken);
	};
}
