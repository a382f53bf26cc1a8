import type { TightClient } from './client';
import { isSameId } from './ids';
import { queryAll } from './pages';
import { resultOfDeletion, resultOfReading, type Result } from './results';

const NOT_FOUND = 404;

/** Where a record is. */
export interface RecordPlace {
	/** Path of the resource: `DELETE {path}/{id}`. */
	path: string;
	id: string;
	/** Whether Tight has `GET {path}/{id}`; else the record is looked for in its list. */
	canGet: boolean;
}

/**
 * Deletes one record.
 *
 * Where an attempt may have deleted it and Tight did not confirm that, it is looked up once: a later
 * refusal, as by a rate limit, says nothing of the earlier attempt, and an empty answer of success
 * says nothing of the record.
 */
export async function deleteRecord(
	client: TightClient,
	userId: string,
	place: RecordPlace,
): Promise<Result> {
	const path = `${place.path}/${encodeURIComponent(place.id)}`;
	const reply = await client.call(userId, { method: 'DELETE', path, repeatable: true });
	const result = resultOfDeletion(reply);
	const isAnswered = reply.kind === 'answer' && reply.status !== NOT_FOUND;
	const isSilent = result.kind === 'saved' && isAnswered && Object.keys(result.data).length === 0;
	const mayBeGone =
		result.kind === 'unknown' || ('mayHaveHappened' in reply && reply.mayHaveHappened);
	if (!isSilent && (result.kind === 'saved' || !mayBeGone)) return result;
	const isThere = await isStillThere(client, userId, place, path);
	if (isThere === undefined)
		return result.kind === 'saved' ? result : { ...result, kind: 'unknown' };
	if (!isThere) return { kind: 'saved', data: {} };
	return result.kind === 'saved' ? STILL_THERE : { ...result, kind: 'refused' };
}

const STILL_THERE: Result = {
	kind: 'refused',
	reasons: [],
	explanation: 'Tight said that it was deleted, but still has it',
};

/** Undefined when Tight does not say. */
async function isStillThere(
	client: TightClient,
	userId: string,
	{ path: resource, id, canGet }: RecordPlace,
	path: string,
): Promise<boolean | undefined> {
	if (!canGet) {
		let isListed = false;
		const problem = await queryAll(client, userId, { path: resource }, (rows) => {
			isListed ||= rows.some((row) => isSameId(row.id, id));
		});
		return problem ? undefined : isListed;
	}
	const look = resultOfReading(
		await client.call(userId, { method: 'GET', path, repeatable: true }),
	);
	if (look.kind === 'refused' && look.status === NOT_FOUND) return false;
	return look.kind === 'saved' ? true : undefined;
}
