import type { IDataObject } from 'n8n-workflow';

import type { Identity } from '../../nodes/Tight/saving/identify';
import type { Match, Save } from '../../nodes/Tight/saving/row';

/** Saves and matches that many tests of saving begin with. */

export const PATH = '/v6/banks/transactions';
export const ACCOUNT = 'bka_1';
export const DAY = '2025-06-26';

/** Rows of a file: an ID may be used twice. */
export const FILE: Match = {
	path: PATH,
	hasDateFilter: true,
	found: 'update',
	windowDays: 7,
	wholeFields: new Set(['customData']),
};

/** Rows of a source that never uses an ID twice. */
export const UNIQUE: Match = { ...FILE, hasUniqueIds: true };

/** The save of one row. */
export function saveOf(body: IDataObject = {}, more: Partial<Save> = {}): Save {
	const identity: Identity = { apiSourceId: 'a', date: DAY, bankAccountId: ACCOUNT };
	return {
		rows: [{ item: 0, userId: 'u', body, identity }],
		userId: 'u',
		body,
		identity,
		change: 'added',
		...more,
	};
}
