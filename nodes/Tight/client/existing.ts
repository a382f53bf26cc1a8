import type { IDataObject } from 'n8n-workflow';

import { dayPlus, daysBetween } from '../../shared/days';
import type { TightClient } from './client';
import { isSameId } from './ids';
import { queryAll } from './pages';
import type { Saved, Unsaved } from './verdicts';

/** Where rows of an earlier save can be found again. */
export interface Lookup {
	/** Path of the resource that is queried. */
	path: string;
	/** Whether its query page documents a filter by date. */
	hasDateFilter: boolean;
	/** yyyy-MM-dd; rows without a day are looked for from here on, else on all days. */
	since?: string;
}

/** What is known of a row before it is saved. */
export interface SourceKey {
	apiSourceId: string;
	/** yyyy-MM-dd */
	date?: string;
	/** Rows without an account are looked for in all accounts. */
	bankAccountId?: string;
	/** Source id under which the row may stand until it is saved under its own. */
	replaces?: string;
}

/** Days between two rows below which one query over both ranges costs less than two. */
const GAP_WORTH_BRIDGING = 31;

interface DayRange {
	first: string;
	last: string;
}

/** The fewest ranges that hold all days, each widened by the window. */
export function dayRanges(days: string[], windowDays: number): DayRange[] {
	const ranges: DayRange[] = [];
	for (const day of [...new Set(days)].sort()) {
		const first = dayPlus(day, -windowDays);
		const last = dayPlus(day, windowDays);
		const previous = ranges[ranges.length - 1];
		if (previous && daysBetween(previous.last, first) <= GAP_WORTH_BRIDGING) previous.last = last;
		else ranges.push({ first, last });
	}
	return ranges;
}

function filters(
	keys: SourceKey[],
	{ hasDateFilter, since }: Lookup,
	windowDays: number,
): IDataObject[] {
	const accounts = keys.map(({ bankAccountId }) => bankAccountId);
	const account: IDataObject = accounts.includes(undefined)
		? {}
		: { bankAccount: { id: { in: [...new Set(accounts)] } } };
	if (!hasDateFilter) return [account];
	const days = keys.flatMap(({ date }) => (date === undefined ? [] : [date]));
	if (days.length < keys.length) {
		if (since === undefined) return [account];
		const [first] = [since, ...days.map((day) => dayPlus(day, -windowDays))].sort();
		return [{ ...account, date: { greaterThanEqual: first } }];
	}
	return dayRanges(days, windowDays).map(({ first, last }) => ({
		...account,
		date: { greaterThanEqual: first, lessThanEqual: last },
	}));
}

/** Rows that stand in Tight already, by their source id. */
export class ExistingRows {
	private readonly bySourceId = new Map<string, IDataObject[]>();

	add(rows: IDataObject[]) {
		for (const row of rows) {
			const sourceId = String(row.apiSourceId);
			this.bySourceId.set(sourceId, [...(this.bySourceId.get(sourceId) ?? []), row]);
		}
	}

	/** The rows with this source id on this account. More than one means that Tight has doubles. */
	find({ apiSourceId, bankAccountId }: SourceKey): IDataObject[] {
		return this.under(apiSourceId, bankAccountId);
	}

	/** The rows on this account under the source id that this one replaces. */
	findReplaced({ replaces, bankAccountId }: SourceKey): IDataObject[] {
		return replaces === undefined ? [] : this.under(replaces, bankAccountId);
	}

	/** Whether several records could be meant. */
	hasDoubles(key: SourceKey): boolean {
		return this.find(key).length > 1 || this.findReplaced(key).length > 1;
	}

	private under(apiSourceId: string, bankAccountId?: string): IDataObject[] {
		return (this.bySourceId.get(apiSourceId) ?? []).filter(({ bankAccount }) => {
			const account = (bankAccount as IDataObject | undefined)?.id;
			return (
				account === undefined || bankAccountId === undefined || isSameId(account, bankAccountId)
			);
		});
	}
}

/**
 * Looks up which rows stand in Tight already. No page documents a filter by source id, so the
 * accounts and days of the rows are read, in as few queries as their days allow.
 *
 * @param windowDays how far the day of a row may have moved since it was saved
 * @returns what was found, or why nothing could be
 */
export async function findExisting(
	client: TightClient,
	userId: string,
	keys: SourceKey[],
	lookup: Lookup,
	windowDays: number,
): Promise<ExistingRows | Unsaved> {
	const existing = new ExistingRows();
	const wanted = new Set(keys.flatMap(({ apiSourceId, replaces }) => [apiSourceId, replaces]));
	for (const filter of filters(keys, lookup, windowDays)) {
		const problem = await queryAll(client, userId, { path: lookup.path, filter }, (rows) =>
			existing.add(rows.filter(({ apiSourceId }) => wanted.has(String(apiSourceId)))),
		);
		if (problem) return problem;
	}
	return existing;
}

const LOOKUP_FAILED = 'So it is not known whether Tight has the row already';

/** The verdict on a row that is left alone, because Tight did not say whether it has it. */
export function notLookedUp(lookup: Unsaved): Unsaved {
	if (lookup.kind === 'notSent') return lookup;
	const explanation = [lookup.explanation, LOOKUP_FAILED].filter(Boolean).join('. ');
	return { ...lookup, kind: 'notSent', explanation };
}

/** The verdict on a row that is left alone, because several records could be meant. */
export function hasDoubles(found: IDataObject[]): Unsaved {
	const ids = found.map(({ id }) => String(id)).join(', ');
	return {
		kind: 'notSent',
		reasons: [],
		explanation: `Tight has ${found.length} records with its API Source ID '${String(found[0].apiSourceId)}' (${ids}). Delete the surplus ones, or update one by its ID`,
	};
}

/** The verdict on a row that was to be changed or deleted where it stands, and stands nowhere. */
export function notFound({ apiSourceId }: SourceKey): Saved {
	return { kind: 'saved', data: { apiSourceId, skipped: 'notFound' } };
}
