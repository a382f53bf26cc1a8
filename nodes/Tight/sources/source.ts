import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { ReadParameter } from '../../shared/parameters';
import type { Problem } from '../form/check';
import type { AccountTraits } from '../saving/bankAccounts';
import type { Row } from '../saving/row';

/** An account as the other service shows it. */
export interface SourceAccount extends AccountTraits {
	/** The other service's id. */
	id?: string;
}

/** What an item of another service asks for. */
export type Intent =
	| SaveIntent
	/** Tight is to do with the row what the user chose for removed ones. */
	| { kind: 'remove'; apiSourceId: string; apiName: string; account: SourceAccount }
	/** Nothing is to be done, by the user's choice. */
	| { kind: 'skip'; apiSourceId: string; reason: 'pending' | 'removed' }
	| { kind: 'invalid'; problems: Problem[] };

export interface SaveIntent {
	kind: 'save';
	/** What the service knows of the record, in Tight's terms; the bank account is not among it. */
	row: IDataObject;
	/** What the service reports of it. */
	change: 'added' | 'modified';
	/** Source id of the preliminary row in whose place this one steps. */
	replaces?: string;
	/** Whether another row may step into the place of this one. */
	isPreliminary: boolean;
	account: SourceAccount;
}

/** What becomes of rows that the other service has removed. */
export type Removal = 'delete' | 'ignore' | 'mark';

/** Another service whose records become rows of Tight's. Facts and pure functions; no requests. */
export interface Source {
	/** Value of the mapping mode in saved workflows. Never change it. */
	value: string;
	name: string;
	description: string;
	/** Parameters beside the common ones. */
	parameters: INodeProperties[];
	/** Further choices among the options. */
	options: INodeProperties[];
	/** How far the day of a row may have moved since it was saved, if the user does not say. */
	matchWindowDays: number;
	/** What an item asks for. */
	intentAt: (item: number, json: IDataObject, read: ReadParameter) => Intent;
	/** What of a row is sent when Tight has a record for it. */
	changeOf: (record: IDataObject, row: Row) => IDataObject;
	removal: (read: ReadParameter) => Removal;
	/** How many days back the rows of removed records are looked for. */
	removalLookbackDays: (read: ReadParameter) => number;
}
