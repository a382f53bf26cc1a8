import type { IDataObject } from 'n8n-workflow';

import type { Unsaved } from '../api/results';
import type { Known } from './decide';
import { identityOfRecord, isSameRecord } from './identify';
import type { FoundRecords } from './lookUp';
import type { Save, SavePlan } from './row';

/** What one user's saves in a run have to share. */
export class Claims {
	/** Which save replaces which pending record, by the record's ID. */
	private readonly owners = new Map<unknown, Save>();
	private readonly sources: ReadonlySet<string>;

	constructor(saves: Save[]) {
		this.sources = new Set(saves.map(({ identity }) => identity!.apiSourceId));
	}

	/** Whether a save may replace a record: no other one does, and it has no row of its own. */
	mayReplace(record: IDataObject, save: Save): boolean {
		if (save.replaces === undefined || this.sources.has(save.replaces)) return false;
		if (!this.owners.has(record.id)) this.owners.set(record.id, save);
		return this.owners.get(record.id) === save;
	}
}

/**
 * What Tight has for each of one user's saves. A pending record is replaced once, and not at all
 * while a row of its own is among the saves.
 *
 * @param claims of all saves of the run
 */
export function knownOf(
	saves: Save[],
	found: FoundRecords,
	{ sourceField, match }: Pick<SavePlan, 'sourceField' | 'match'>,
	claims: Claims,
): Map<Save, Known> {
	return new Map(
		saves.map((save) => {
			const own = found.of(save.identity!);
			const pending = found.replacedBy(save);
			const replaced = pending.filter((record) => claims.mayReplace(record, save));
			const isNew = own.length + replaced.length === 0;
			const lookalike = isNew ? found.lookalikes.of(save, sourceField, match?.compared) : undefined;
			return [save, { own, replaced, lookalike }];
		}),
	);
}

/** Whether Tight must have had the record at some time, so that it is worth looking further. */
export function isExpected({ change, replaces }: Save): boolean {
	return change !== 'added' || replaces !== undefined;
}

export const isUnknown = ({ own, replaced }: Known) => own.length + replaced.length === 0;

/** Whether several records could be meant. */
export function isTwice(found: FoundRecords, save: Save): boolean {
	return found.of(save.identity!).length > 1 || found.replacedBy(save).length > 1;
}

const LOOKUP_FAILED = 'So it is not known whether Tight has the row already';

/** The result of a row that is left alone, because Tight did not say whether it has it. */
export function notLookedUp(lookup: Unsaved): Unsaved {
	if (lookup.kind === 'notSent') return lookup;
	const explanation = [lookup.explanation, LOOKUP_FAILED].filter(Boolean).join('. ');
	return { ...lookup, kind: 'notSent', explanation };
}

/** The removal of a pending record that is in Tight beside the posted one. */
export interface Surplus {
	owner: Save;
	removal: Save;
}

/** @param removals what is removed anyway */
export function surplusOf(owner: Save, removals: Save[]): Surplus[] {
	if (owner.result?.kind !== 'saved') return [];
	return (owner.surplus ?? []).flatMap((record) => {
		const identity = identityOfRecord(record)!;
		const isRemoved = removals.some(
			(each) => each.userId === owner.userId && isSameRecord(each.identity!, identity),
		);
		if (isRemoved) return [];
		const { userId } = owner;
		return { owner, removal: { rows: [], userId, body: {}, identity, change: 'removed' } };
	});
}

const SAVED_BESIDE =
	'The item itself is in Tight; the pending record that it replaces could not be removed';

/** A failure to remove the pending record is reported by the item that replaces it. */
export function reportSurplus({ owner, removal: { result } }: Surplus) {
	if (!result || result.kind === 'saved') return;
	const explanation = [result.explanation, SAVED_BESIDE].filter(Boolean).join('. ');
	owner.result = { ...result, explanation };
}
