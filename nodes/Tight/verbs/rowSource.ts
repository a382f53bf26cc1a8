import type { IDataObject } from 'n8n-workflow';

import { notPrepared, type Outcome } from '../../shared/outcome';
import { identityOfRow, type IdentityFields } from '../saving/identify';
import type { Match, Row } from '../saving/row';
import type { RowReader } from '../form/row';
import { invalid } from './invalid';

/** An input item on its way to become a row. */
export interface RowItem {
	index: number;
	json: IDataObject;
	/** Whose books are meant. */
	userId: string;
}

/** What is to be done with an item: save its row, or nothing more. */
export type Task = { kind: 'save'; row: Row } | { kind: 'settled'; outcome: Outcome };

/** Where the rows of a save come from. */
export interface RowSource {
	/** How rows of an earlier save are recognised; undefined when they are not. */
	match?: Match;
	/** What is to be done with each of the items, in their order. It may ask Tight, but saves nothing. */
	tasksOf: (items: RowItem[]) => Promise<Task[]>;
}

/** What is to be done with an item; it fails when one of its parameters cannot be read. */
export async function taskFor(item: number, make: () => Task | Promise<Task>): Promise<Task> {
	try {
		return await make();
	} catch (error) {
		return { kind: 'settled', outcome: notPrepared(item, error) };
	}
}

/**
 * Rows that the user filled in, or that come in as JSON with Tight's own names.
 *
 * @param settledBy what becomes of a row that is not to be sent, by the user's choice
 */
export function mappedRows(
	reader: RowReader,
	match: (Match & IdentityFields) | undefined,
	settledBy: (item: number, row: IDataObject) => Outcome | undefined,
): RowSource {
	const taskOf = ({ index, json, userId }: RowItem): Task => {
		const checked = reader.rowAt(index, json);
		if (checked.kind === 'invalid') {
			return { kind: 'settled', outcome: invalid(index, checked.problems) };
		}
		const body = checked.row;
		const outcome = settledBy(index, body);
		if (outcome) return { kind: 'settled', outcome };
		const identity = match && identityOfRow(body, match);
		return { kind: 'save', row: { item: index, userId, body, identity } };
	};
	return {
		match,
		tasksOf: async (items) =>
			await Promise.all(items.map((item) => taskFor(item.index, () => taskOf(item)))),
	};
}
