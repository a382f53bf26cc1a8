import type { IDataObject } from 'n8n-workflow';

import type { Result } from '../api/results';
import type { Compared } from './differences';
import type { Identity } from './identify';

/** A checked row on its way to Tight. */
export interface Row {
	/** Index of the input item. */
	item: number;
	userId: string;
	/** The row as Tight takes it. */
	body: IDataObject;
	/** How the row is found again; only when the user matches on it. */
	identity?: Identity;
	/** Source ID of the pending record that this row replaces. */
	replaces?: string;
	/** What the source reports of the record; `added` if not given. */
	change?: 'added' | 'modified' | 'removed';
}

/** Where records of an earlier save can be found again. */
export interface Lookup {
	/** Path of the resource that is queried. */
	path: string;
	/** Whether its query page documents a filter by date. */
	hasDateFilter: boolean;
}

/** What happens to rows that Tight has already. */
export interface Match extends Lookup {
	/** How many days a row's date may have changed since it was saved. */
	windowDays: number;
	/** `update`: a row that is found is saved under its ID. `skip`: it is left as it is. */
	found: 'update' | 'skip';
	/** Whether the source gives each record an ID of its own. */
	hasUniqueIds?: boolean;
	/** What of a row is sent when a record is found for it; all of it if not given. */
	changeOf?: (record: IDataObject, row: Row) => IDataObject;
	/** How a row is compared with the record that is left as it is. */
	compared?: Compared;
	/** Names of fields whose JSON is replaced as a whole, so that a missing key is a change. */
	wholeFields: ReadonlySet<string>;
	/** How rows that the source has removed are handled. */
	removal?: Removal;
}

export interface Removal {
	how: 'delete' | 'ignore' | 'mark';
	/** yyyy-MM-dd: removed rows have no date, and are first looked for from here on. */
	since: string;
}

export interface SavePlan {
	/** `POST {path}` with `{data: […]}`. */
	path: string;
	batchSize: number;
	/** Requests at the same time; undefined leaves it to the pipeline. */
	parallelRequests?: number;
	/** Whether nothing more is sent once a row has failed. */
	stopOnFailure: boolean;
	/** The field of a row that Tight shows as `apiSourceId`. */
	sourceField: string;
	/** Whether Tight shows the fields of a row under the names and in the units of the row. */
	hasEcho: boolean;
	match?: Match;
}

/** One save of one record, made of all rows of a run that mean this record. */
export interface Save {
	rows: Row[];
	userId: string;
	body: IDataObject;
	identity?: Identity;
	replaces?: string;
	change: 'added' | 'modified' | 'removed';
	/** The record that is updated; undefined when one is added. */
	record?: IDataObject;
	/** What is sent; see `decide`. */
	sent?: IDataObject;
	/** Whether the source ID is new to the record, so that another worker may save it as well. */
	isNewIdentity?: boolean;
	/** Pending records that are in Tight beside the posted one. */
	surplus?: IDataObject[];
	/** Whether Tight was looked at once more after the save. */
	isSettled?: boolean;
	result?: Result;
}

/** The row that a save stands for in lookups and comparisons. */
export function rowOf({ rows, ...save }: Save): Row {
	return { item: rows[0]?.item ?? -1, ...save };
}
