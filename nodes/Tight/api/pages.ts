import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../shared/json';
import type { TightClient } from './client';
import { readReply, refusalIn, resultOfReading, type Unsaved } from './results';

/** Stated on every query page of docs.tight.com: `limit` is at most 250. */
export const MOST_ROWS_IN_A_PAGE = 250;

export interface Query {
	/** Path of the resource; the query is `POST {path}/query`. */
	path: string;
	filter?: IDataObject;
	sort?: IDataObject;
	/** How many rows are wanted in all. */
	limit?: number;
	/** Where a former page ended. */
	cursor?: string;
}

export interface Page {
	kind: 'page';
	rows: IDataObject[];
	/** Where the next page begins; undefined on the last page. */
	after?: string;
}

/** A place in a list, or undefined at its end. The pages show text; a number is one as well. */
function placeFrom(after: unknown): string | undefined {
	const isPlace = typeof after === 'number' || (typeof after === 'string' && after !== '');
	return isPlace ? String(after) : undefined;
}

/** What is known of a list when the answer was none. */
export const noList: Unsaved = {
	kind: 'unknown',
	reasons: [],
	explanation: 'Tight answered without a list of rows',
};

/**
 * A page of a list. A row that is no record could stand for any, and were it left out, a row that
 * Tight has would count as missing: so there is no page then.
 */
export function pageOf(rows: unknown[], after?: unknown): Page | Unsaved {
	return rows.every(isObject) ? { kind: 'page', rows, after: placeFrom(after) } : noList;
}

export const SAME_PLACE = 'Tight answered with the same place in the list twice';

/**
 * Reads a list that Tight answers at once: `GET {path}`.
 *
 * @param rowsIn takes the rows out of the answer; undefined when there are no lists in it
 */
export async function wholeList(
	client: TightClient,
	userId: string,
	path: string,
	rowsIn: (data: IDataObject) => IDataObject[] | undefined,
): Promise<IDataObject[] | Unsaved> {
	const reply = await client.call(userId, { method: 'GET', path, repeatable: true });
	const result = resultOfReading(reply);
	return result.kind === 'saved' ? (rowsIn(result.data) ?? noList) : result;
}

/** Asks for one page. */
export async function queryPage(
	client: TightClient,
	userId: string,
	{ path, filter, sort, limit = MOST_ROWS_IN_A_PAGE, cursor }: Query,
): Promise<Page | Unsaved> {
	const reply = await client.call(userId, {
		method: 'POST',
		path: `${path}/query`,
		body: { limit: Math.min(limit, MOST_ROWS_IN_A_PAGE), cursor, sort, filter },
		repeatable: true,
	});
	const read = readReply(reply);
	if (read.kind !== 'handled') return read;
	const { data, cursor: position } = read.envelope;
	const refusal = refusalIn(read);
	if (refusal) return refusal;
	return Array.isArray(data) ? pageOf(data, position?.after) : noList;
}

/**
 * Reads a list to its end, or to its limit, page by page.
 *
 * @param onRows called with the rows of each page in their order
 * @returns why the list ended early, or undefined when it did not
 */
export async function queryAll(
	client: TightClient,
	userId: string,
	query: Query,
	onRows: (rows: IDataObject[]) => void,
): Promise<Unsaved | undefined> {
	let left = query.limit ?? Infinity;
	let cursor = query.cursor;
	const places = new Set([cursor]);
	for (;;) {
		const page = await queryPage(client, userId, { ...query, limit: left, cursor });
		if (page.kind !== 'page') return page;
		onRows(page.rows.slice(0, left));
		left -= page.rows.length;
		if (page.after === undefined || left <= 0) return undefined;
		cursor = page.after;
		if (places.has(cursor)) return { kind: 'unknown', reasons: [], explanation: SAME_PLACE };
		places.add(cursor);
	}
}
