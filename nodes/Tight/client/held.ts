import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../shared/json';
import { isSameId } from './ids';

type Value = IDataObject[string];

/**
 * Whether a record of Tight's shows everything that a row would set, so that saving the row again
 * would change nothing. What a record does not show counts as different.
 *
 * Rows name related records as `vendorId` and `classSegmentIds`, records show them as
 * `vendor: {id}` and `classSegments: [{id}]` (stated: seeds 001 and 002).
 */
export function holds(record: IDataObject, row: IDataObject): boolean {
	return Object.entries(row).every(([name, value]) => {
		if (name in record) return isHeld(record[name], value);
		if (name.endsWith('Ids')) return holdsIds(record[`${name.slice(0, -'Ids'.length)}s`], value);
		if (name.endsWith('Id')) return holdsId(record[name.slice(0, -'Id'.length)], value);
		return false;
	});
}

function isHeld(shown: Value, sent: Value): boolean {
	if (Array.isArray(sent)) {
		return (
			Array.isArray(shown) &&
			shown.length === sent.length &&
			sent.every((value, index) => isHeld(shown[index] as Value, value as Value))
		);
	}
	return isObject(sent) ? isObject(shown) && holds(shown, sent) : shown === sent;
}

/** A class segment is shown as the chain from its root down to it (stated: seeds 001 and 002). */
function holdsId(related: Value, id: Value): boolean {
	if (!isObject(related)) return false;
	return isObject(related.child) ? holdsId(related.child, id) : isSameId(related.id, id);
}

function holdsIds(related: Value, ids: Value): boolean {
	return (
		Array.isArray(related) &&
		Array.isArray(ids) &&
		related.length === ids.length &&
		ids.every((id) => related.some((record) => holdsId(record as Value, id as Value)))
	);
}

/**
 * The row as an update of a record: with its id, and with the ids of the line items that stand in
 * the record already, so that they are not added a second time. Line items are recognised by their
 * `apiItemId`, otherwise by their order (inferred: docs/contract.md, "Line items in updates").
 */
export function asUpdateOf(record: IDataObject, row: IDataObject): IDataObject {
	const update = { ...row, id: record.id };
	const shown = Array.isArray(record.children) ? (record.children as IDataObject[]) : [];
	if (!Array.isArray(row.children) || shown.length === 0) return update;
	const lines = row.children as IDataObject[];
	const isNamed = ({ id, apiItemId }: IDataObject) => id !== undefined || Boolean(apiItemId);
	const named = lines.filter(isNamed).map((line) => lineNamedBy(line, shown));
	// The others take, in their order, the line items that none of the named ones means.
	const free = shown.filter((line) => !named.includes(line));
	const children = lines.map((line) =>
		withIdOf(isNamed(line) ? lineNamedBy(line, shown) : free.shift(), line),
	);
	return { ...update, children };
}

function lineNamedBy(
	{ id, apiItemId }: IDataObject,
	shown: IDataObject[],
): IDataObject | undefined {
	return shown.find((line) => (id === undefined ? line.apiItemId === apiItemId : line.id === id));
}

function withIdOf(known: IDataObject | undefined, line: IDataObject): IDataObject {
	return known?.id === undefined ? line : { id: known.id, ...line };
}
