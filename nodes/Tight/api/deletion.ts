import type { TightClient } from './client';
import { resultOfDeletion, resultOfReading, type Result } from './results';

const NOT_FOUND = 404;

/** Where a record is. */
export interface RecordPlace {
	/** Path of the record: `DELETE {path}`. */
	path: string;
	/** Whether Tight has `GET {path}`, so that its absence proves something. */
	canGet: boolean;
}

/**
 * Deletes one record. Where an attempt may have deleted it and Tight did not confirm that, the
 * record is looked up once: a later refusal, as by a rate limit, says nothing of the earlier attempt.
 */
export async function deleteRecord(
	client: TightClient,
	userId: string,
	{ path, canGet }: RecordPlace,
): Promise<Result> {
	const reply = await client.call(userId, { method: 'DELETE', path, repeatable: true });
	const result = resultOfDeletion(reply);
	const isOpen =
		result.kind === 'unknown' || Boolean('mayHaveHappened' in reply && reply.mayHaveHappened);
	if (result.kind === 'saved' || !isOpen) return result;
	if (!canGet) return { ...result, kind: 'unknown' };
	const look = resultOfReading(
		await client.call(userId, { method: 'GET', path, repeatable: true }),
	);
	if (look.kind === 'refused' && look.status === NOT_FOUND) return { kind: 'saved', data: {} };
	return look.kind === 'saved' ? { ...result, kind: 'refused' } : { ...result, kind: 'unknown' };
}
