import type { IDataObject } from 'n8n-workflow';

import type { TightClient } from '../api/client';
import { MOST_ROWS_IN_A_PAGE } from '../api/pages';
import { resultOfReading, type Unsaved } from '../api/results';
import type { FoundRecords, Wanted } from './lookUp';
import { rememberedList, rememberList, rememberRecords } from './sourceIdMemory';

const NOT_FOUND = 404;

type Read = (
	filter: IDataObject,
	onPage?: (page: IDataObject[]) => void,
) => Promise<Unsaved | undefined>;

/**
 * Looks rows up in a list that has no filter by date, which would have to be read to its end each
 * time. Where this process has read it a short time ago, records that it knows are read by their ID,
 * and other rows are searched by their description, which another worker of n8n would have saved in
 * the same words.
 */
export async function lookUpUndated(
	client: TightClient,
	userId: string,
	rows: Wanted[],
	path: string,
	read: Read,
	found: FoundRecords,
): Promise<Unsaved | undefined> {
	const list = JSON.stringify([client.booksOf(userId), path]);
	const known = rememberedList(list);
	const idsOf = ({ identity }: Wanted) => known?.ids.get(identity!.apiSourceId) ?? [];
	const ids = new Set(rows.flatMap((row) => [...idsOf(row)]));
	const isAskable = rows.every(({ body }) => Boolean(body.description));
	// Questions about single records are asked while they are fewer than the pages of the list.
	const pages = Math.ceil((known?.length ?? 0) / MOST_ROWS_IN_A_PAGE);
	if (!known || !isAskable || ids.size >= pages) {
		return await readWhole(list, read, found);
	}
	for (const id of ids) {
		const problem = await readRecord(client, userId, `${path}/${encodeURIComponent(id)}`, found);
		if (problem) return problem;
	}
	const missing = rows.filter(({ identity }) => found.of(identity!).length === 0);
	const words = new Set(missing.map(({ body }) => body.description));
	if (ids.size + words.size >= pages) return await readWhole(list, read, found);
	for (const description of words) {
		const problem = await read({ description: { equal: description } }, (page) => {
			found.add(page);
			rememberRecords(list, page);
		});
		if (problem) return problem;
	}
	return undefined;
}

async function readWhole(list: string, read: Read, found: FoundRecords) {
	const all: IDataObject[] = [];
	const problem = await read({}, (page) => {
		found.add(page);
		all.push(...page.map(({ id, apiSourceId }) => ({ id, apiSourceId })));
	});
	if (!problem) rememberList(list, all);
	return problem;
}

async function readRecord(client: TightClient, userId: string, path: string, found: FoundRecords) {
	const call = { method: 'GET' as const, path, repeatable: true };
	const result = resultOfReading(await client.call(userId, call));
	if (result.kind !== 'saved') return result.status === NOT_FOUND ? undefined : result;
	found.add([result.data]);
	return undefined;
}
