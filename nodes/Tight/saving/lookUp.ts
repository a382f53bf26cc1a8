import type { IDataObject } from 'n8n-workflow';

import { dayPlus, daysBetween } from '../../shared/days';
import type { TightClient } from '../api/client';
import { queryAll } from '../api/pages';
import type { Unsaved } from '../api/results';
import { identityOfRecord, isSameRecord, type Identity } from './identify';
import { Lookalikes } from './lookalike';
import type { Lookup, Row } from './row';
import { lookUpUndated } from './lookUpUndated';

/** Days between two rows below which one query over both ranges costs less than two. */
const GAP_WORTH_BRIDGING = 31;
/** How long before its posted record a pending one can have been made; see `reach`. */
const PENDING_DAYS = 120;

/**
 * How far records are looked for: in the `window` around each row's day, or `further`, for rows that
 * Tight must have had at some time.
 */
export type Reach = 'window' | 'further';

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

export interface LookupPlan extends Lookup {
	windowDays: number;
	/** yyyy-MM-dd; rows without a date are looked for from here on, else on all days. */
	since?: string;
}

/** What of a row it takes to look it up. */
export type Wanted = Pick<Row, 'identity' | 'replaces' | 'change' | 'body'>;

function dateFilters(
	rows: Wanted[],
	plan: LookupPlan,
	reach: Reach,
): Array<IDataObject | undefined> {
	if (!plan.hasDateFilter) return [undefined];
	const days = rows.flatMap(({ identity }) => identity!.date ?? []);
	if (reach === 'further') {
		const isBounded = rows.every(({ change, replaces }) => change === 'added' && replaces);
		if (!isBounded || days.length < rows.length) return [undefined];
		const [first] = days.map((day) => dayPlus(day, -PENDING_DAYS)).sort();
		return [{ greaterThanEqual: first }];
	}
	const { windowDays, since } = plan;
	if (days.length < rows.length) {
		if (since === undefined) return [undefined];
		const [first] = [since, ...days.map((day) => dayPlus(day, -windowDays))].sort();
		return [{ greaterThanEqual: first }];
	}
	return dayRanges(days, windowDays).map(({ first, last }) => ({
		greaterThanEqual: first,
		lessThanEqual: last,
	}));
}

function filters(rows: Wanted[], plan: LookupPlan, reach: Reach): IDataObject[] {
	const accounts = rows.map(({ identity }) => identity!.bankAccountId);
	const account: IDataObject = accounts.includes(undefined)
		? {}
		: { bankAccount: { id: { in: [...new Set(accounts)] } } };
	return dateFilters(rows, plan, reach).map((date) => ({ ...account, ...(date && { date }) }));
}

/** Records of one user that Tight has, by their source ID. */
export class FoundRecords {
	private readonly bySourceId = new Map<string, IDataObject[]>();
	readonly lookalikes = new Lookalikes();

	/** @param windowDays how far apart in time a source ID still means the same record */
	constructor(
		private readonly wanted: ReadonlySet<string>,
		private readonly windowDays: number,
	) {}

	add(records: IDataObject[]) {
		for (const record of records) {
			const sourceId = identityOfRecord(record)?.apiSourceId;
			if (sourceId === undefined || !this.wanted.has(sourceId)) {
				this.lookalikes.add(record);
				continue;
			}
			const same = this.bySourceId.get(sourceId);
			if (!same) this.bySourceId.set(sourceId, [record]);
			else if (!same.some(({ id }) => id === record.id)) same.push(record);
		}
	}

	/** The records that have this identity. More than one means that Tight has duplicates. */
	of(identity: Identity): IDataObject[] {
		return (this.bySourceId.get(identity.apiSourceId) ?? []).filter((record) =>
			isSameRecord(identityOfRecord(record)!, identity, this.windowDays),
		);
	}

	/** The pending records that a posted row replaces; it may be posted long after them. */
	replacedBy({ identity, replaces }: Wanted): IDataObject[] {
		if (replaces === undefined) return [];
		return this.of({ ...identity!, apiSourceId: replaces, date: undefined });
	}
}

/**
 * Looks up which rows of one user Tight has already. No page documents a filter by source ID, so the
 * accounts and days of the rows are read, in as few queries as their days allow.
 *
 * @returns what was found, or why nothing could be
 */
export async function lookUp(
	client: TightClient,
	userId: string,
	rows: Wanted[],
	plan: LookupPlan & { hasUniqueIds?: boolean },
	reach: Reach = 'window',
): Promise<FoundRecords | Unsaved> {
	const wanted = rows.flatMap(({ identity, replaces }) => [identity!.apiSourceId, replaces ?? []]);
	const isAnyDay = plan.hasUniqueIds || !plan.hasDateFilter;
	const found = new FoundRecords(new Set(wanted.flat()), isAnyDay ? Infinity : plan.windowDays);
	const read = async (filter: IDataObject, onPage = (page: IDataObject[]) => found.add(page)) =>
		await queryAll(client, userId, { path: plan.path, filter }, onPage);
	if (!plan.hasDateFilter) {
		return (await lookUpUndated(client, userId, rows, plan.path, read, found)) ?? found;
	}
	for (const filter of filters(rows, plan, reach)) {
		const problem = await read(filter);
		if (problem) return problem;
	}
	return found;
}
