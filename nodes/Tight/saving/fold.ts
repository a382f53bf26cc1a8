import { bareId } from '../api/ids';
import { groupBy } from './groupBy';
import { hasUniqueId, isSameRecord } from './identify';
import type { Unsaved } from '../api/results';
import type { Match, Row, Save } from './row';

export interface Folded {
	/** In the order of their first rows. */
	saves: Save[];
	/** Rows that cannot be told apart from others of the run. */
	refused: Array<{ row: Row; result: Unsaved }>;
}

/**
 * Makes one save of the rows that mean the same record, before anything is sent.
 *
 * Rows with one Tight ID are merged in their order. So are rows of a source whose IDs are unique:
 * they are changes of one record, and the last one counts. Rows of other sources that share an ID
 * may be different records (a bank's purchase and its fee), so none of them is sent.
 */
export function fold(rows: Row[], match?: Pick<Match, 'hasUniqueIds' | 'windowDays'>): Folded {
	const folded: Folded = { saves: [], refused: [] };
	// New rows without an identity, as of a Create, are each a record of their own.
	if (!match && rows.every(({ body }) => body.id === undefined)) {
		return { ...folded, saves: rows.map((row) => saveOf(row)) };
	}
	const groups = groupBy(rows, keyOf);
	for (const group of groups) {
		const [{ identity }] = group;
		const isUnique = !identity || match!.hasUniqueIds || group.every(hasUnique);
		if (group.length > 1 && !isUnique) refuseShared(group, match!.windowDays, folded);
		else folded.saves.push(...merged(group));
	}
	folded.saves.sort((one, other) => one.rows[0].item - other.rows[0].item);
	return folded;
}

const hasUnique = ({ identity }: Row) => hasUniqueId(identity!);

/** Rows with different keys never mean the same record. */
function keyOf({ item, userId, body, identity }: Row): string {
	if (identity) return JSON.stringify([userId, identity.apiSourceId]);
	return body.id === undefined ? String(item) : JSON.stringify([userId, 'id', bareId(body.id)]);
}

function merged(rows: Row[]): Save[] {
	const saves: Save[] = [];
	for (const row of rows) {
		const { identity } = row;
		const same = saves.find((save) => !identity || isSameRecord(save.identity!, identity));
		if (same) add(row, same);
		else saves.push(saveOf(row));
	}
	return saves;
}

function saveOf(row: Row): Save {
	const { userId, body, identity, replaces, change = 'added' } = row;
	return { rows: [row], userId, body, identity, replaces, change };
}

/** Adds the later row of a record; what it does not tell stays as it was. */
function add(row: Row, save: Save) {
	const change = row.change ?? 'added';
	// A removal sends nothing of the row, and nothing of a removal is sent with a row.
	const isOther = (change === 'removed') !== (save.change === 'removed');
	save.body = isOther ? row.body : { ...save.body, ...row.body };
	if (save.identity) save.identity = { ...save.identity, ...definedIn(row.identity) };
	save.replaces = row.replaces ?? save.replaces;
	save.change = change;
	save.rows.push(row);
}

function definedIn(identity: Row['identity']) {
	return Object.fromEntries(
		Object.entries(identity ?? {}).filter(([, value]) => value !== undefined),
	);
}

function refuseShared(group: Row[], windowDays: number, { saves, refused }: Folded) {
	for (const [row, other] of partners(group, windowDays)) {
		if (other) refused.push({ row, result: sharedId(row, other) });
		else saves.push(...merged([row]));
	}
}

/**
 * Each row with another one that may be the same record. Rows that tell the same system and account
 * are compared by neighbouring days alone, since a file can hold 100,000 rows under one ID; the
 * first of them may be without a day.
 */
function partners(group: Row[], windowDays: number): Array<[row: Row, other: Row | undefined]> {
	const alike = groupBy(group, ({ identity }) =>
		JSON.stringify([identity!.apiName?.toUpperCase(), identity!.bankAccountId]),
	).map((rows) => rows.sort((one, other) => compareDays(one, other)));
	const isPartner = (one: Row) => (other: Row) =>
		isSameRecord(one.identity!, other.identity!, windowDays);
	return alike.flatMap((rows) =>
		rows.map((row, index): [Row, Row | undefined] => [
			row,
			[rows[index - 1], rows[index + 1], rows[0]]
				.filter((other) => other && other !== row)
				.find(isPartner(row)) ??
				alike
					.filter((others) => others !== rows)
					.flat()
					.find(isPartner(row)),
		]),
	);
}

function compareDays({ identity: one }: Row, { identity: other }: Row): number {
	return (one!.date ?? '').localeCompare(other!.date ?? '');
}

function sharedId(row: Row, other: Row): Unsaved {
	const isTwin = JSON.stringify(row.body) === JSON.stringify(other.body);
	const what = isTwin ? 'is the same' : 'has the same API Source ID';
	return {
		kind: 'notSent',
		reasons: [],
		explanation: `item ${other.item} ${what} ('${row.identity!.apiSourceId}'), and rows of one source need different IDs. Remove one of them if it is a duplicate; else give each row an ID of its own`,
	};
}
