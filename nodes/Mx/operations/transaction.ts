import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { dayPlus, today } from '../../shared/days';
import { dayOf } from './days';
import { options, paging, scopeParameters } from './fields';
import type { Problem, Read, Resource } from './operation';

/**
 * Filters of transactions. Source: MX's OpenAPI file v20111101 and platform-api-2026,
 * list-transactions-by-account (stated): days as yyyy-MM-dd; at most 6 months by day of change, in
 * rc20260430 by day as well. v20250224's own file names no such limit, and Unix timestamps, which
 * MX's integration server was seen to refuse when it was asked for v20111101.
 */
const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	description:
		"Without From Date, MX lists the last 120 days; without To Date, up to 5 days ahead. Version rc20260430 refuses more than 6 months between them; it and v20111101 refuse a Changed Since of more than 6 months ago. MX's page on v20250224, the default of the credential, names no such limit.",
	options: [
		{
			displayName: 'Changed Since',
			name: 'changedSince',
			type: 'dateTime',
			default: '',
			description:
				'Only transactions that MX created or changed since then. The two days before are read as well, because MX knows whole days only, and not in which time zone: rows may come again, under the same GUID. From Date still applies.',
		},
		{
			displayName: 'From Date',
			name: 'fromDate',
			type: 'dateTime',
			typeOptions: { dateOnly: true },
			default: '',
			description: 'First day of the transactions',
		},
		{
			displayName: 'To Date',
			name: 'toDate',
			type: 'dateTime',
			typeOptions: { dateOnly: true },
			default: '',
			description: 'Last day of the transactions',
		},
	],
};

interface Filters {
	changedSince?: unknown;
	fromDate?: unknown;
	toDate?: unknown;
}

const LABELS: Record<keyof Filters, string> = {
	changedSince: 'Changed Since',
	fromDate: 'From Date',
	toDate: 'To Date',
};

const isGiven = (value: unknown) => value !== undefined && value !== null && value !== '';

function problem(parameter: keyof Filters, what: string): Problem {
	return { parameter, message: `'${LABELS[parameter]}' ${what}` };
}

/**
 * What `from_updated_at` and `to_updated_at` have to be so that no change since a moment is missed.
 *
 * MX looks at days, both bounds included, and takes the first bound only together with the second
 * (observed); which zone its days are in is not stated. Zones are up to 26 hours apart, so the day
 * that the user wrote can be two days later than MX's; today by UTC is at most one day earlier.
 */
function changesSince(day: string): IDataObject {
	const from = dayPlus(day, -2);
	const tomorrow = dayPlus(today(), 1);
	return { from_updated_at: from, to_updated_at: from > tomorrow ? from : tomorrow };
}

/** The filters in MX's terms, or what is wrong with them. */
export function transactionQuery(read: Read): IDataObject | Problem[] {
	const given = read<Filters | undefined>('filters') ?? {};
	const names = (Object.keys(LABELS) as Array<keyof Filters>).filter((name) =>
		isGiven(given[name]),
	);
	const days = Object.fromEntries(names.map((name) => [name, dayOf(given[name])]));
	const wrong = names.filter((name) => days[name] === undefined);
	if (wrong.length > 0) {
		return wrong.map((name) =>
			problem(name, 'must be a day such as 2025-06-26, or seconds since 1970'),
		);
	}
	const { changedSince, fromDate, toDate } = days;
	if (fromDate && toDate && fromDate > toDate) {
		return [problem('fromDate', `is after '${LABELS.toDate}'`)];
	}
	return {
		...(fromDate && { from_date: fromDate }),
		...(toDate && { to_date: toDate }),
		...(changedSince && changesSince(changedSince)),
	};
}

/** Source: MX's OpenAPI file, paths of transactions (stated). */
export const transaction: Resource = {
	value: 'transaction',
	name: 'Transaction',
	operations: [
		{
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many transactions',
			description: 'Get many transactions of a member, an account or a user',
			parameters: [...scopeParameters(['account', 'member', 'user']), ...paging, filters, options],
			method: 'GET',
			path: {
				account: '/users/{userGuid}/accounts/{accountGuid}/transactions',
				member: '/users/{userGuid}/members/{memberGuid}/transactions',
				user: '/users/{userGuid}/transactions',
			},
			key: 'transactions',
			isList: true,
			query: transactionQuery,
			doneWords: 'read',
		},
	],
};
