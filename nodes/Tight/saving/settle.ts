import type { IDataObject } from 'n8n-workflow';

import { compareIds, isSameId } from '../api/ids';
import type { Result, Unsaved } from '../api/results';
import { holds } from './compare';
import { areCopies } from './decide';
import { withoutSourceId } from './echo';
import { hasUniqueId } from './identify';
import type { FoundRecords } from './lookUp';
import type { Match, Save } from './row';

/**
 * A second look at rows after they were sent: at those whose outcome is not known, and at those that
 * are new under their source ID, because another worker of n8n may have added them as well.
 */
export interface Settled {
	result: Result;
	/** The save's own record, if it is to be deleted as an exact copy of another worker's. */
	ownCopy?: IDataObject;
}

/** Whether the result of a save is final only after a second look. */
export function needsLook({ result, isNewIdentity }: Save): boolean {
	return result?.kind === 'unknown' || (result?.kind === 'saved' && isNewIdentity === true);
}

export function settled(save: Save, found: FoundRecords, match: Match): Settled {
	const records = found.of(save.identity!);
	return save.result!.kind === 'saved'
		? settledNew(save, save.result!.data, records, match)
		: { result: resolved(save, records) };
}

/** What was found was saved; an update only if the record shows all of it. */
function resolved({ result, record, sent }: Save, records: IDataObject[]): Result {
	const [data] = records;
	const isSaved = data && (!record || (records.length === 1 && holds(data, sent!)));
	return isSaved ? { kind: 'saved', data } : result!;
}

/**
 * Nothing is deleted on the strength of an answer: `own` may have been paired by position. Of exact
 * copies of a record whose source gives unique IDs, the first by ID stays, which all workers agree
 * on, and each worker deletes its own alone. See docs/decisions/0007.
 */
function settledNew(save: Save, own: IDataObject, records: IDataObject[], match: Match): Settled {
	const result = save.result!;
	if (records.length === 0) return { result: lacksSourceId(save, own) ?? result };
	const mine = records.find(({ id }) => isSameId(id, own.id));
	if (!mine) {
		const isOne = records.length === 1;
		return { result: isOne ? { kind: 'saved', data: records[0] } : savedTwice(records) };
	}
	const [first] = [...records].sort((one, other) => compareIds(one.id, other.id));
	if (records.length === 1 || isSameId(first.id, own.id)) return { result };
	const isUnique = match.hasUniqueIds || hasUniqueId(save.identity!);
	if (!isUnique || !areCopies([first, mine])) return { result: savedTwice(records) };
	return { result: { kind: 'saved', data: first }, ownCopy: mine };
}

/** Tight's answer and its list both lack the source ID: the row would be added again and again. */
function lacksSourceId({ identity }: Save, own: IDataObject): Unsaved | undefined {
	const { apiSourceId } = identity!;
	const isShown = own.id === undefined || String(own.apiSourceId) === apiSourceId;
	return isShown ? undefined : withoutSourceId(apiSourceId, own);
}

function savedTwice(records: IDataObject[]): Unsaved {
	const ids = records
		.map(({ id }) => String(id))
		.sort(compareIds)
		.join(' and ');
	return {
		kind: 'unknown',
		reasons: [],
		explanation: `It was saved twice at the same time, as ${ids}. Compare the records in Tight and delete the duplicate`,
	};
}

/** The result when the save's own copy could not be deleted. */
export function copyRemains(problem: Unsaved, first: IDataObject, own: IDataObject): Unsaved {
	const explanation = [
		problem.explanation,
		`It was saved twice at the same time, as ${String(first.id)} and ${String(own.id)}, and the duplicate ${String(own.id)} could not be deleted`,
	];
	return { ...problem, kind: 'unknown', explanation: explanation.filter(Boolean).join('. ') };
}
