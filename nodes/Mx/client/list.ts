import type { IDataObject } from 'n8n-workflow';
import * as z from 'zod/v4';

import type { MxClient } from './client';
import { readReply, type Reply, type Unanswered } from './reply';

/**
 * Records in a page. Source: MX's OpenAPI file, `records_per_page` (stated): from 10 to 1,000; a
 * larger number silently counts as 25.
 */
const MOST_RECORDS_PER_PAGE = 1000;
const FEWEST_RECORDS_PER_PAGE = 10;

/** How often a list of several pages is read before it counts as one that never stands still. */
export const MOST_READINGS = 5;

export interface List {
	path: string;
	query: IDataObject;
	/** Under which the rows stand in MX's answer. */
	key: string;
	/** How many rows are wanted. */
	most: number;
}

/** The rows of one reading. */
interface Reading {
	kind: 'reading';
	/** Each row once, by its GUID. */
	rows: Map<string, IDataObject>;
	/** What MX showed: of each page the total that it named, then the GUIDs as they came. */
	shown: string[];
	pages: number;
}

const MAX_PAGES_WITHOUT_NEWS = 3;
const ENDLESS = 'MX gave the same rows on page after page';

const UNSTEADY = `the list changed during each of ${MOST_READINGS} readings, so rows may be missing. Run it again later, or narrow the dates`;

interface Page {
	rows: IDataObject[];
	/** How many pages the list has at this moment, if MX says so. */
	pages?: number;
	/** How many rows, as MX says it. */
	total: unknown;
}

/** Numbers and text of a row are as MX gives them; only its GUID is looked at. */
function pageUnder(key: string): z.ZodType<Page> {
	return z
		.looseObject({
			[key]: z.array(z.looseObject({ guid: z.string() })),
			pagination: z.looseObject({}).nullish(),
		})
		.transform((body) => {
			const { total_pages: pages, total_entries: total } = (body.pagination ?? {}) as IDataObject;
			const isCounted = typeof pages === 'number';
			return { rows: body[key] as IDataObject[], pages: isCounted ? pages : undefined, total };
		});
}

/** Of two versions of a row the one that MX changed last; ISO 8601 texts sort by time. */
function newer(known: IDataObject | undefined, row: IDataObject): IDataObject {
	return known && String(known.updated_at) > String(row.updated_at) ? known : row;
}

async function readPage(
	client: MxClient,
	{ path, query, key, most }: List,
	page: number,
): Promise<Reply<Page>> {
	const size = Math.min(Math.max(most, FEWEST_RECORDS_PER_PAGE), MOST_RECORDS_PER_PAGE);
	const reply = await client.call({
		method: 'GET',
		path,
		query: { ...query, page, records_per_page: size },
	});
	return readReply(reply, pageUnder(key));
}

async function readOnce(client: MxClient, list: List): Promise<Reading | Unanswered> {
	const rows = new Map<string, IDataObject>();
	const shown: string[] = [];
	let pagesWithoutNews = 0;
	for (let page = 1; ; page++) {
		const reply = await readPage(client, list, page);
		if (reply.kind !== 'answered') return reply;
		shown.push(String(reply.data.total));
		const before = rows.size;
		for (const row of reply.data.rows) {
			const guid = row.guid as string;
			rows.set(guid, newer(rows.get(guid), row));
			shown.push(guid);
		}
		// A page can repeat rows that others have shifted, but not several pages in a row.
		pagesWithoutNews = rows.size > before ? 0 : pagesWithoutNews + 1;
		if (pagesWithoutNews >= MAX_PAGES_WITHOUT_NEWS && reply.data.rows.length > 0) {
			return { kind: 'unknown', explanation: ENDLESS };
		}
		const isLast = page >= (reply.data.pages ?? Infinity) || reply.data.rows.length === 0;
		if (isLast || rows.size >= list.most) return { kind: 'reading', rows, shown, pages: page };
	}
}

function isSame(left: Reading, right: Reading): boolean {
	return left.shown.join(' ') === right.shown.join(' ');
}

/**
 * Reads a list to its end, or to its limit; each row once.
 *
 * MX counts pages and has no cursor (stated), so a row that comes or goes while pages are read
 * shifts others past the reader. Totals alone do not tell: a pending transaction that is replaced by
 * a posted one, which is what happens most, leaves them as they were. So a list of several pages is
 * read until MX has shown the same twice in a row: the same rows and totals, in the same order.
 * Only three changes or more within these two readings could cancel each other out.
 *
 * @returns the rows in MX's order, or why they could not be had
 */
export async function readList(
	client: MxClient,
	list: List,
): Promise<Unanswered | { kind: 'rows'; rows: IDataObject[] }> {
	let before: Reading | undefined;
	for (let readings = 0; readings < MOST_READINGS; readings++) {
		const reading = await readOnce(client, list);
		if (reading.kind !== 'reading') return reading;
		if (reading.pages === 1 || (before && isSame(before, reading))) {
			return { kind: 'rows', rows: [...reading.rows.values()].slice(0, list.most) };
		}
		before = reading;
	}
	return { kind: 'unknown', explanation: UNSTEADY };
}
