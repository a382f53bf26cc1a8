import type { IDataObject } from 'n8n-workflow';

import { compareIds } from '../api/ids';
import type { Unsaved } from '../api/results';
import { holds } from './compare';
import { differencesOf, DIFFERENCES } from './differences';
import { hasUniqueId } from './identify';
import { rowOf, type Match, type Save } from './row';
import { asUpdateOf } from './update';

/** What Tight has for a save. */
export interface Known {
	/** Records with the save's own identity. */
	own: IDataObject[];
	/** Pending records that it replaces. */
	replaced: IDataObject[];
	/** A record that is most probably the same, although Tight shows it without the source ID. */
	lookalike?: IDataObject;
}

export type Decision =
	/** Added, or updated where a record is given. */
	| { kind: 'send'; record?: IDataObject; body: IDataObject; isNewIdentity: boolean }
	/** Nothing is sent: the record stays as it is. */
	| { kind: 'leave'; data: IDataObject }
	| { kind: 'delete'; record: IDataObject }
	| { kind: 'refuse'; result: Unsaved };

export interface Decided {
	decision: Decision;
	/** Exact copies of the record, which are deleted first. */
	copies: IDataObject[];
	/** Pending records that are in Tight beside the posted one, and are removed. */
	surplus: IDataObject[];
}

/** What a removed record is changed to. */
const REMOVED: IDataObject = { status: 'REMOVED' };

/**
 * Decides what happens with a save: whether its record is added, updated, left as it is, deleted, or
 * whether the save is refused because several records could be meant.
 *
 * @param known what Tight has, as looked up under the lock of the user's books
 */
export function decide(save: Save, known: Known, match: Match): Decided {
	const { own, replaced, lookalike } = known;
	const isRemoval = save.change === 'removed';
	const candidates = own.length > 0 || isRemoval ? own : replaced;
	const surplus = own.length > 0 && !isRemoval ? replaced : [];
	const [record, ...copies] = withoutDuplicates(save, candidates, match);
	if (candidates.length > 1 && copies.length === 0 && match.found === 'update') {
		return plain({ kind: 'refuse', result: hasDuplicates(candidates) });
	}
	if (!record) return plain(lookalike && !isRemoval ? refusedAs(lookalike, save) : absent(save));
	const decision = isRemoval ? removalOf(record, match) : changeOf(record, save, match);
	return { decision, copies, surplus };
}

const plain = (decision: Decision): Decided => ({ decision, copies: [], surplus: [] });

/** The record that stays, and its exact copies if a source with unique IDs proves that they are. */
function withoutDuplicates(save: Save, records: IDataObject[], match: Match): IDataObject[] {
	const isUnique = match.hasUniqueIds || hasUniqueId(save.identity!);
	if (records.length > 1 && isUnique && areCopies(records)) {
		return [...records].sort((one, other) => compareIds(one.id, other.id));
	}
	return records.slice(0, 1);
}

/** Whether records say the same in everything but their IDs, so that nothing is lost with one. */
export function areCopies([first, ...others]: IDataObject[]): boolean {
	return others.every((other) => holds(first, withoutId(other)) && holds(other, withoutId(first)));
}

function withoutId(record: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(record).filter(([name]) => name !== 'id'));
}

function absent(save: Save): Decision {
	const { apiSourceId } = save.identity!;
	if (save.change === 'removed')
		return { kind: 'leave', data: { apiSourceId, skipped: 'notFound' } };
	return { kind: 'send', body: save.body, isNewIdentity: true };
}

function removalOf(record: IDataObject, match: Match): Decision {
	if (match.removal?.how === 'delete') return { kind: 'delete', record };
	if (holds(record, REMOVED)) return { kind: 'leave', data: record };
	return { kind: 'send', record, body: asUpdateOf(record, REMOVED), isNewIdentity: false };
}

function changeOf(record: IDataObject, save: Save, match: Match): Decision {
	if (match.found === 'skip')
		return { kind: 'leave', data: withDifferences(record, save.body, match) };
	const change = match.changeOf?.(record, rowOf(save)) ?? save.body;
	if (holds(record, change, match.wholeFields)) return { kind: 'leave', data: record };
	return {
		kind: 'send',
		record,
		body: asUpdateOf(record, change),
		isNewIdentity: String(record.apiSourceId) !== save.identity!.apiSourceId,
	};
}

/** A record that is left as it is, with the fields in which the row differs from it. */
export function withDifferences(
	record: IDataObject,
	row: IDataObject,
	{ compared }: Match,
): IDataObject {
	const shown = { ...record };
	delete shown[DIFFERENCES];
	const differences = compared ? differencesOf(record, row, compared) : [];
	return differences.length === 0 ? shown : { ...shown, [DIFFERENCES]: differences };
}

/** The fields by which a bookkeeper recognises a transaction. */
const FACTS = ['amount', 'date', 'description'];

/**
 * The previous values of a record of which amount and description are overwritten at once: a bank may
 * have used its number for another transaction. See docs/decisions/0008.
 */
export function overwrittenBy(record: IDataObject, sent: IDataObject): IDataObject | undefined {
	const differs = (name: string) =>
		sent[name] !== undefined && !holds(record, { [name]: sent[name] });
	if (!differs('amount') || !differs('description')) return undefined;
	return Object.fromEntries(FACTS.filter(differs).map((name) => [name, record[name] ?? null]));
}

function refusedAs(record: IDataObject, { identity }: Save): Decision {
	const shown = record.apiSourceId ? `as '${String(record.apiSourceId)}'` : 'nowhere';
	return {
		kind: 'refuse',
		result: {
			kind: 'notSent',
			reasons: [],
			explanation: `Tight has a record that is most probably this row (${String(record.id)}), but shows its API Source ID '${identity!.apiSourceId}' ${shown}. Adding the row would book it twice. Update that record by its ID, or delete it`,
		},
	};
}

/** The result of a row that is left alone, because several records could be meant. */
export function hasDuplicates(records: IDataObject[]): Unsaved {
	const ids = records.map(({ id }) => String(id)).join(', ');
	return {
		kind: 'notSent',
		reasons: [],
		explanation: `Tight has ${records.length} records with its API Source ID '${String(records[0].apiSourceId)}' (${ids}). Delete the surplus ones, or update one by its ID`,
	};
}
