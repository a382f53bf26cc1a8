import type { IDataObject } from 'n8n-workflow';

import { notPrepared, type Outcome } from '../../shared/outcome';
import type { Match, Row } from '../client/batches';
import type { SourceKey } from '../client/existing';
import { dayOfEpoch } from '../entities/dates';
import type { RowReader } from '../form/row';
import type { Matching } from '../resources/resource';
import { invalid } from './invalid';

/** An input item on its way to become a row. */
export interface RowItem {
	index: number;
	json: IDataObject;
	/** Whose books are meant. */
	userId: string;
}

/** What is to be done with an item. */
export type Task =
	| { kind: 'save'; row: Row }
	/** Is done after all saves. */
	| { kind: 'remove'; row: Row }
	/** Nothing: it cannot be sent, or need not be. */
	| { kind: 'settled'; outcome: Outcome };

/** How rows are removed: they are found by their source ids, and changed or deleted. */
export interface RemovalPlan {
	how: 'delete' | 'mark';
	match: Match;
	/** The removal of a record that a row has replaced and that stands in Tight beside it. */
	surplus: (row: Row, record: IDataObject) => Row;
}

/** Where the rows of a save come from. */
export interface RowSource {
	/** How rows of an earlier save are recognised; undefined when they are not. */
	match?: Match;
	/** Undefined when nothing is ever removed. */
	removal?: RemovalPlan;
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

/** By what a row of a save is recognised later. */
export function sourceKeyOf(row: IDataObject, { sourceId, date }: Matching): SourceKey {
	const day = row[date];
	return {
		apiSourceId: String(row[sourceId]),
		date: typeof day === 'number' ? dayOfEpoch(day) : (day as string | undefined),
		// Additional JSON can give null.
		bankAccountId: (row.bankAccountId ?? undefined) as string | undefined,
	};
}

/**
 * Rows that the user filled in, or that come in as JSON with Tight's own names.
 *
 * @param settledBy what becomes of a row that is not to be sent, by the user's choice
 */
export function mappedRows(
	reader: RowReader,
	match: (Matching & { windowDays: number }) | undefined,
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
		const sourceKey = match && sourceKeyOf(body, match);
		return { kind: 'save', row: { item: index, userId, body, sourceKey } };
	};
	return {
		match,
		tasksOf: async (items) =>
			await Promise.all(items.map((item) => taskFor(item.index, () => taskOf(item)))),
	};
}
