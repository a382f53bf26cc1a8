import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../shared/json';
import { resources } from '../resources';

interface Kind {
	value: string;
	name: string;
	path: string;
}

/** Records that Tight's API has and the Tight node does not (docs.tight.com/api-reference, stated). */
const OTHERS: Kind[] = [
	{ name: 'Bank Statement', value: 'bankStatement', path: '/v6/banks/statements' },
	{ name: 'Bill', value: 'bill', path: '/v6/bills' },
	{ name: 'Company', value: 'company', path: '/v6/company' },
	{ name: 'Employee', value: 'employee', path: '/v6/employees' },
	{ name: 'File', value: 'file', path: '/v6/files' },
	{ name: 'Invoice', value: 'invoice', path: '/v6/invoicing/invoices' },
	{
		name: 'Manual Journal Entry',
		value: 'manualJournalEntry',
		path: '/v6/accounting/manualJournalEntries',
	},
	{ name: 'Payroll', value: 'payroll', path: '/v6/payroll' },
	{ name: 'Reconciliation', value: 'reconciliation', path: '/v6/banks/reconciliations' },
	{ name: 'Transaction Rule', value: 'transactionRule', path: '/v6/banks/transactions/rules' },
];

/** Imports have no records of their own; nor does anything outside the version of the webhooks. */
const isRecord = ({ path }: Kind) => path.startsWith('/v6/') && !path.startsWith('/v6/imports/');

/** Kinds of records whose changes Tight tells, as far as they are known. */
export const KINDS: Kind[] = [...resources.filter(isRecord), ...OTHERS]
	.map(({ value, name, path }) => ({ value, name, path }))
	.sort((left, right) => left.name.localeCompare(right.name));

/** Kinds by the paths that end without an ID: their own, and those of calls such as Link Plaid. */
const KINDS_BY_PATH = new Map<string, string>([
	...KINDS.map(({ value, path }) => [path, value] as const),
	...resources
		.filter(isRecord)
		.flatMap(({ value, path, posting = [] }) =>
			posting
				.filter((post) => !post.path.includes('{id}'))
				.map((post) => [`${path}${post.path}`, value] as const),
		),
]);

/** Which record an event is about; null where that is not said. */
export interface Subject {
	/** A value of `KINDS`, else the path below which the record lies. */
	entity: string | null;
	entityId: string | null;
}

function objectOf(value: unknown): IDataObject {
	return isObject(value) ? value : {};
}

function idOf(...values: unknown[]): string | null {
	const id = values.find((value) => typeof value === 'string' || typeof value === 'number');
	return id === undefined ? null : String(id);
}

/** What stands before the last part of a path, and that part. */
function partsOf(path: string): string[] {
	return /^(\/.+)\/([^/]+)$/.exec(path)?.slice(1) ?? [];
}

/**
 * Reads which record an event is about. The kind of a changed one is told by `url` alone, as in
 * `/v6/banks/transactions/btn_936723`; where it names no record, as `/v6/company`, the ID is that of
 * `data`. The sample has its ID under `id:`, most likely a slip.
 * Source: docs.tight.com/api-reference/webhooks (stated).
 */
export function subjectOf({ url, data, eventData }: IDataObject): Subject {
	const [path] =
		typeof url === 'string' ? url.replace(/^https?:\/\/[^/]*/, '').split(/[?#]/) : [''];
	const whole = path.replace(/\/$/, '');
	const [place, id] = KINDS_BY_PATH.has(whole) ? [whole] : partsOf(whole);
	const record = objectOf(data);
	return {
		entity: KINDS_BY_PATH.get(place) ?? place ?? null,
		entityId: idOf(id, record.id, record['id:'], objectOf(eventData).entityId),
	};
}
