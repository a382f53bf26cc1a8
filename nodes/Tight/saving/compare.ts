import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../shared/json';
import { isSameId } from '../api/ids';

type Value = IDataObject[string];

const NONE: ReadonlySet<string> = new Set();

/**
 * Whether a record shows everything that a row would set, so that saving the row again would change
 * nothing. What a record does not show counts as different.
 *
 * Rows name related records as `vendorId` and `classSegmentIds`, records show them as
 * `vendor: {id}` and `classSegments: [{id}]` (stated: seeds 001 and 002), or as `dimensionValues`
 * in the newest generation (stated: docs.tight.com/api-reference/bank-transactions).
 *
 * @param wholeFields names of fields whose JSON is replaced as a whole, such as `customData`
 */
export function holds(record: IDataObject, row: IDataObject, wholeFields = NONE): boolean {
	return Object.entries(row).every(([name, value]) => {
		if (wholeFields.has(name)) return isSameJson(record[name] ?? {}, value ?? {});
		if (name in record) return isHeld(record[name], value, wholeFields);
		if (name === 'classSegmentIds' && 'dimensionValues' in record) {
			return holdsIds(record.dimensionValues, value);
		}
		if (name.endsWith('Ids')) return holdsIds(record[`${name.slice(0, -'Ids'.length)}s`], value);
		if (name.endsWith('Id')) return holdsId(record[name.slice(0, -'Id'.length)], value);
		return false;
	});
}

function isHeld(shown: Value, sent: Value, wholeFields: ReadonlySet<string>): boolean {
	if (Array.isArray(sent)) {
		return (
			Array.isArray(shown) &&
			shown.length === sent.length &&
			sent.every((value, index) => isHeld(shown[index] as Value, value as Value, wholeFields))
		);
	}
	if (isObject(sent)) return isObject(shown) && holds(shown, sent, wholeFields);
	return isSameValue(shown, sent);
}

const TIME_OF_DAY = /^(\d{4}-\d{2}-\d{2})T/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Whether two values are the same, be it that one is text: `"500"` and `500`, a day with a time. */
export function isSameValue(shown: unknown, sent: unknown): boolean {
	if (shown === sent) return true;
	if (typeof sent === 'number') return typeof shown === 'string' && isSameNumber(shown, sent);
	if (typeof shown === 'number') return typeof sent === 'string' && isSameNumber(sent, shown);
	if (typeof sent !== 'string' || typeof shown !== 'string' || !DAY.test(sent)) return false;
	return TIME_OF_DAY.exec(shown)?.[1] === sent;
}

function isSameNumber(text: string, number: number): boolean {
	return text.trim() !== '' && Number(text) === number;
}

function isSameJson(one: unknown, other: unknown): boolean {
	if (!isObject(one) || !isObject(other)) {
		if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
		return one.length === other.length && one.every((value, i) => isSameJson(value, other[i]));
	}
	const names = Object.keys(one);
	return (
		names.length === Object.keys(other).length &&
		names.every((name) => name in other && isSameJson(one[name], other[name]))
	);
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
