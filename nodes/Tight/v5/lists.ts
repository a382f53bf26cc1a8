import type { IDataObject } from 'n8n-workflow';

import type { TightClient } from '../api/client';
import { MOST_ROWS_IN_A_PAGE, noList, pageOf, SAME_PLACE, type Page } from '../api/pages';
import type { Unsaved } from '../api/results';
import type { Resource } from '../resources/resource';
import { readV5, resultOfHandled } from './answers';
import type { Endpoint } from './api';

export interface Reading {
	/** How many rows are wanted. */
	most?: number;
	/** Whether access tokens of banks stay in the rows. */
	keepSecrets?: boolean;
	/** Whether a page holds what is looked for, so that no further one is read. */
	isEnough?: (rows: IDataObject[]) => boolean;
}

/** `cursor` and `limit` are headers (stated: get-plaid-items). */
async function readPage(
	client: TightClient,
	userId: string,
	endpoint: Endpoint,
	{ cursor, limit, keepSecrets }: { cursor?: string; limit: number; keepSecrets?: boolean },
): Promise<Page | Unsaved> {
	const reply = await client.call(userId, {
		...endpoint,
		headers: { limit: String(limit), ...(cursor && { cursor }) },
		repeatable: true,
	});
	const read = readV5(reply, endpoint, keepSecrets);
	if (read.kind !== 'handled') return read;
	const body: unknown = read.envelope;
	// The pages show both a bare list and a list in `data`.
	if (Array.isArray(body)) return pageOf(body);
	const { data, cursor: after } = body as { data?: unknown; cursor?: unknown };
	const result = resultOfHandled(read);
	if (result.kind === 'refused') return result;
	return Array.isArray(data) ? pageOf(data, after) : noList;
}

/**
 * Reads a v5 list to its end, or as far as is wanted.
 *
 * That v5 takes v6's number of rows in a page, and that the last page alone has no `cursor`, is
 * inferred (docs/contract.md, V10). A page without rows may still have a next one.
 *
 * @returns the rows, or why the list ended early
 */
export async function readList(
	client: TightClient,
	userId: string,
	{ method, path }: Endpoint,
	{ most = Infinity, keepSecrets, isEnough = () => false }: Reading = {},
): Promise<IDataObject[] | Unsaved> {
	const rows: IDataObject[] = [];
	let cursor: string | undefined;
	const places = new Set<string>();
	for (;;) {
		const limit = Math.min(most - rows.length, MOST_ROWS_IN_A_PAGE);
		const page = await readPage(client, userId, { method, path }, { cursor, limit, keepSecrets });
		if (page.kind !== 'page') return page;
		rows.push(...page.rows);
		if (page.after === undefined || rows.length >= most || isEnough(page.rows))
			return rows.slice(0, most);
		cursor = page.after;
		if (places.has(cursor)) {
			const isEnd = page.rows.length === 0;
			return isEnd ? rows : { kind: 'unknown', reasons: [], explanation: SAME_PLACE };
		}
		places.add(cursor);
	}
}

/** What v4 and v5 call a record that was deleted (stated: get-plaid-item-accounts). */
export const isLive = ({ status }: IDataObject) => status !== 'DELETED';

/**
 * Looks for one record in the list of its kind, since v5 reads none by itself. A bank that was
 * unlinked and linked again can stand there twice; then the one in use is meant.
 *
 * @param userId whose list is searched
 * @param isWanted tells the record from the others
 * @param what how the message names it when it is not there
 */
export async function findRow(
	client: TightClient,
	userId: string,
	{ path, name }: Resource,
	isWanted: (row: IDataObject) => boolean,
	what: string,
	keepSecrets?: boolean,
): Promise<{ kind: 'found'; row: IDataObject } | Unsaved> {
	const rows = await readList(
		client,
		userId,
		{ method: 'GET', path },
		{ keepSecrets, isEnough: (page) => page.some((row) => isWanted(row) && isLive(row)) },
	);
	if (!Array.isArray(rows)) return rows;
	const wanted = rows.filter(isWanted);
	const row = wanted.find(isLive) ?? wanted[0];
	if (row) return { kind: 'found', row };
	return {
		kind: 'refused',
		reasons: [],
		status: 404,
		explanation: `Tight has no ${name} with the ${what} in the books of the user '${userId}'`,
	};
}
