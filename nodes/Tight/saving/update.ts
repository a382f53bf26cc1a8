import type { IDataObject } from 'n8n-workflow';

import { isSameId } from '../api/ids';

/**
 * The row as an update of a record: with its ID, and with the IDs of the line items that the record
 * has already, so that they are not added a second time.
 *
 * Line items are recognised by their `id` or `apiItemId`, the n-th one of a key in the row being
 * the n-th one in the record; the others by their order (inferred: docs/contract.md, "Line items in
 * updates").
 */
export function asUpdateOf(record: IDataObject, row: IDataObject): IDataObject {
	const update = { ...row, id: record.id };
	const shown = Array.isArray(record.children) ? (record.children as IDataObject[]) : [];
	if (!Array.isArray(row.children) || shown.length === 0) return update;
	return { ...update, children: withIdsOf(shown, row.children as IDataObject[]) };
}

function withIdsOf(shown: IDataObject[], lines: IDataObject[]): IDataObject[] {
	const left = new Set(shown);
	const take = (isOne: (line: IDataObject) => boolean) => {
		const found = [...left].find(isOne);
		if (found) left.delete(found);
		return found;
	};
	const named = lines.map(({ id, apiItemId }) => {
		if (id !== undefined) return take((line) => isSameId(line.id, id));
		return apiItemId ? take((line) => line.apiItemId === apiItemId) : undefined;
	});
	return lines.map((line, index) => {
		const isNamed = line.id !== undefined || Boolean(line.apiItemId);
		const known = isNamed ? named[index] : take(() => true);
		return known?.id === undefined ? line : { id: known.id, ...line };
	});
}
