import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { isObject } from '../shared/json';
import { ANY_EVENT } from '../shared/webhook';

/**
 * Events about a member, named in `type`. Sources: docs.mx.com/resources/webhooks, its pages
 * aggregation, balance, history, statements, verifications, connection-status and
 * initial-data-ready (stated; the last is in lower case there).
 */
const TYPES: INodePropertyOptions[] = [
	{
		name: 'Aggregation',
		value: 'AGGREGATION',
		description: 'A member was aggregated, and there may be new transactions',
	},
	{ name: 'Balance', value: 'BALANCE', description: 'Balances of a member were checked' },
	{
		name: 'Connection Status',
		value: 'CONNECTION_STATUS',
		description: 'The connection of a member needs the end user',
	},
	{ name: 'History', value: 'HISTORY', description: 'Older transactions of a member were fetched' },
	{
		name: 'Initial Data Ready',
		value: 'INITIAL_DATA_READY',
		description: 'The data that was asked for first is there',
	},
	{ name: 'Statement', value: 'STATEMENT', description: 'Statements of a member were fetched' },
	{ name: 'Verification', value: 'VERIFICATION', description: 'A member was verified' },
];

/**
 * Events about one record, which lies under its own name beside `action`: `{ action: 'created',
 * tagging: {…} }`. Source: docs.mx.com/resources/webhooks/tags-&-taggings and job-status (stated);
 * for the other records inferred from these two. Insights are the only ones that every client of
 * the Platform API can have (docs.mx.com/resources/webhooks, stated).
 */
const RECORDS: INodePropertyOptions[] = [
	'Account',
	'Budget',
	'Category',
	'Goal',
	'Holding',
	'Insight',
	'Job',
	'Member',
	'Tag',
	'Tagging',
	'Transaction',
	'User',
].map((name) => ({
	name,
	value: name.toUpperCase(),
	description: [
		name === 'Job' ? 'The status of a job changed' : 'One was created, updated or deleted',
		...(name === 'Insight' ? [] : ['MX has to enable this event']),
	].join('; '),
}));

/** A field that tells a record which lies in the body itself: pages list its fields so (inferred). */
const MARKS: Array<[event: string, field: string]> = [
	['TRANSACTION', 'feed_description'],
	['HOLDING', 'allocations_cash'],
	['ACCOUNT', 'account_type'],
	['INSIGHT', 'micro_description'],
	['MEMBER', 'is_being_aggregated'],
];

/** What the user can choose; an expression may give other values of `type`. */
export const EVENTS: INodePropertyOptions[] = [
	{
		name: 'Any Event',
		value: ANY_EVENT,
		description: 'Whatever MX sends, of kinds that are not in this list as well',
	},
	...TYPES,
	...RECORDS,
].sort((left, right) => left.name.localeCompare(right.name));

/** Statuses about which MX calls: source docs.mx.com/resources/webhooks/connection-status (stated). */
export const CONNECTION_STATUSES = [
	'CHALLENGED',
	'DENIED',
	'EXPIRED',
	'IMPAIRED',
	'IMPEDED',
	'LOCKED',
	'PREVENTED',
	'REJECTED',
];

/** The value of a choice that stands for a text of MX, however that is written. */
export function inCapitals(value: unknown): string | undefined {
	return typeof value === 'string' ? value.toUpperCase() : undefined;
}

/** The record that a body is about, wherever it lies; the body itself if it is about none. */
export function recordIn(body: IDataObject): IDataObject {
	const name = RECORDS.map(({ value }) => String(value).toLowerCase()).find((key) =>
		isObject(body[key]),
	);
	return name === undefined ? body : (body[name] as IDataObject);
}

/**
 * What a body tells of, in the values of `EVENTS`.
 *
 * @returns the body's own `type` in capitals where that is unknown, or undefined without one
 */
export function eventOf(body: IDataObject): string | undefined {
	const type = inCapitals(body.type);
	if (TYPES.some(({ value }) => value === type)) return type;
	const record = RECORDS.find(({ value }) => isObject(body[String(value).toLowerCase()]));
	if (record) return String(record.value);
	return MARKS.find(([, field]) => field in body)?.[0] ?? type;
}
