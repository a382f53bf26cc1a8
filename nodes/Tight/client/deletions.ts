import type { IDataObject } from 'n8n-workflow';

import { runPool } from '../../shared/pool';
import type { Match, Row } from './batches';
import type { TightClient } from './client';
import { ExistingRows, findExisting, hasDoubles, notFound, notLookedUp } from './existing';
import { groupBy } from './groupBy';
import { verdictOnDeletion, type Verdict } from './verdicts';

export interface DeletePlan {
	/** Path of the resource: `DELETE {path}/{id}`. */
	path: string;
	parallelRequests: number;
	/** Whether nothing more is sent once a row has failed. */
	stopOnFailure: boolean;
	match: Match;
	/** Called once for each row; the data of a deleted one is the record with `deleted`. */
	onVerdict: (row: Row, verdict: Verdict) => void;
}

/** Deletes the records that stand under the source ids of rows. Rows of one record share a call. */
export async function deleteRows(
	client: TightClient,
	rows: Row[],
	plan: DeletePlan,
): Promise<void> {
	let hasFailed = false;
	const mayGoOn = () => !(plan.stopOnFailure && hasFailed);
	const settle = (row: Row, verdict: Verdict) => {
		hasFailed ||= verdict.kind !== 'saved';
		plan.onVerdict(row, verdict);
	};
	for (const usersRows of groupBy(rows, ({ userId }) => userId)) {
		if (!mayGoOn()) return;
		const { userId } = usersRows[0];
		const keys = usersRows.map(({ sourceKey }) => sourceKey!);
		const existing = await findExisting(client, userId, keys, plan.match, plan.match.windowDays);
		const toDelete: Array<{ row: Row; record: IDataObject }> = [];
		for (const row of usersRows) {
			const found = existing instanceof ExistingRows ? existing.find(row.sourceKey!) : [];
			if (!(existing instanceof ExistingRows)) settle(row, notLookedUp(existing));
			else if (found.length > 1) settle(row, hasDoubles(found));
			else if (found.length === 0) settle(row, notFound(row.sourceKey!));
			else toDelete.push({ row, record: found[0] });
		}
		const tasks = groupBy(toDelete, ({ record }) => String(record.id)).map((same) => async () => {
			const verdict = await deleteRecord(client, userId, plan.path, same[0].record);
			same.forEach(({ row }) => settle(row, verdict));
		});
		await runPool(tasks, plan.parallelRequests, mayGoOn);
	}
}

/**
 * Deletes one record.
 *
 * @param path of the resource: `DELETE {path}/{id}`
 * @returns the record with `deleted`, or why it is still there
 */
export async function deleteRecord(
	client: TightClient,
	userId: string,
	path: string,
	record: IDataObject,
): Promise<Verdict> {
	const reply = await client.call(userId, {
		method: 'DELETE',
		path: `${path}/${encodeURIComponent(String(record.id))}`,
		repeatable: true,
	});
	const verdict = verdictOnDeletion(reply);
	if (verdict.kind !== 'saved') return verdict;
	return { kind: 'saved', data: { ...record, ...verdict.data, deleted: true } };
}
