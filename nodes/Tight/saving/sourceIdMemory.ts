import type { IDataObject } from 'n8n-workflow';

import { identityOfRecord } from './identify';

/**
 * Which source IDs Tight had when a list without a filter by date was last read to its end. It saves
 * reading all payments for each new one. It is never trusted alone: a record that it names is read
 * again, and for an ID that it lacks Tight is asked for records in the same words (see lookUp).
 */
interface Remembered {
	/** Milliseconds since 1970. */
	at: number;
	/** How many records the list had. */
	length: number;
	/** IDs of records by their source IDs. */
	ids: Map<string, Set<string>>;
}

const memory = new Map<string, Remembered>();

/** After this time the list is read again, for records that somebody has added in other words. */
const LIFETIME = 15 * 60 * 1000;
const MAX_LISTS = 200;
const MAX_IDS = 500_000;

/** @param list names the list of one user at one host */
export function rememberedList(list: string): Readonly<Remembered> | undefined {
	const known = memory.get(list);
	if (!known || known.at + LIFETIME > Date.now()) return known;
	memory.delete(list);
	return undefined;
}

/** Keeps what a reading to the end has shown. */
export function rememberList(list: string, records: IDataObject[]) {
	memory.delete(list);
	memory.set(list, { at: Date.now(), length: records.length, ids: new Map() });
	rememberRecords(list, records);
	let count = [...memory.values()].reduce((sum, { ids }) => sum + ids.size, 0);
	for (const [oldest, { ids }] of memory) {
		if (memory.size <= MAX_LISTS && count <= MAX_IDS) return;
		memory.delete(oldest);
		count -= ids.size;
	}
}

/** Adds records to a list that is remembered. */
export function rememberRecords(list: string, records: IDataObject[]) {
	const ids = memory.get(list)?.ids;
	if (!ids) return;
	for (const record of records) {
		const sourceId = identityOfRecord(record)?.apiSourceId;
		if (sourceId === undefined) continue;
		ids.set(sourceId, (ids.get(sourceId) ?? new Set()).add(String(record.id)));
	}
}
