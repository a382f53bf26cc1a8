import type { IDataObject } from 'n8n-workflow';

import type { TightClient } from './client';
import { deleteRecord } from './deletions';
import { holds } from './held';
import { compareIds } from './ids';
import type { Unsaved, Verdict } from './verdicts';

const NOT_FOUND = 404;

/**
 * Of records that mean the same, the first by id stays and the others are deleted.
 *
 * Processes that do not know of each other choose the same one. Whoever looks last sees all of them
 * and leaves one, whatever the order in which they were added; and none of them deletes the first.
 * See docs/decisions/0007-workers-share-nothing.md.
 *
 * @param path of the resource that has the records
 * @returns the first record, or why another one could not be deleted
 */
export async function keepFirst(
	client: TightClient,
	userId: string,
	path: string,
	records: IDataObject[],
): Promise<Verdict> {
	const [first, ...others] = [...records].sort((left, right) => compareIds(left.id, right.id));
	for (const other of others) {
		const verdict = await deleteRecord(client, userId, path, other);
		const isGone = verdict.kind === 'saved' || verdict.status === NOT_FOUND;
		if (!isGone) return notDeleted(verdict, first, other);
	}
	return { kind: 'saved', data: first };
}

function notDeleted(verdict: Unsaved, first: IDataObject, other: IDataObject): Unsaved {
	const explanation = [
		verdict.explanation,
		`It was saved twice at the same time, as ${String(first.id)} and ${String(other.id)}, and the latter could not be deleted`,
	];
	return { ...verdict, kind: 'unknown', explanation: explanation.filter(Boolean).join('. ') };
}

/** Whether records say the same in everything but their ids, so that nothing is lost with one. */
export function areCopies([first, ...others]: IDataObject[]): boolean {
	return others.every((other) => holds(first, withoutId(other)) && holds(other, withoutId(first)));
}

function withoutId(record: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(record).filter(([name]) => name !== 'id'));
}
