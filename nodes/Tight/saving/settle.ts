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
	/** Exact copies of the record, which are deleted. */
	copies?: IDataObject[];
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
 * Nothing is deleted on the strength of an answer: `own` may have been paired by position, so that
 * the list alone shows which records are under a source ID. Of exact copies of a record whose source
 * gives unique IDs, the first by ID stays, on which all workers agree. See docs/decisions/0007.
 */
function settledNew(save: Save, own: IDataObject, records: IDataObject[], match: Match): Settled {
	const result = save.result!;
	if (records.length === 0) return { result: lacksSourceId(save, own) ?? result };
	const [first, ...others] = [...records].sort((one, other) => compareIds(one.id, other.id));
	const isListed = records.some(({ id }) => isSameId(id, own.id));
	const isUnique = match.hasUniqueIds || hasUniqueId(save.identity!);
	if (others.length === 0 || (isUnique && areCopies(records))) {
		// A list that lacks the save's own record is no ground for deleting another.
		const data = isSameId(first.id, own.id) ? own : first;
		return { result: { ...save.result!, kind: 'saved', data }, copies: isListed ? others : [] };
	}
	// Whoever added the later record reports it.
	return { result: isSameId(first.id, own.id) ? result : savedTwice(records) };
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

/** The result when a copy could not be deleted. */
export function copyRemains(problem: Unsaved, first: IDataObject, copy: IDataObject): Unsaved {
	const explanation = [
		problem.explanation,
		`It was saved twice at the same time, as ${String(first.id)} and ${String(copy.id)}, and the duplicate ${String(copy.id)} could not be deleted`,
	];
	return { ...problem, kind: 'unknown', explanation: explanation.filter(Boolean).join('. ') };
}
