import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { ANY_EVENT } from '../shared/webhook';

/** Event that tells to run `/transactions/sync`. Source: plaid.com/docs/transactions/webhooks (stated). */
export const SYNC_UPDATES_AVAILABLE = 'TRANSACTIONS: SYNC_UPDATES_AVAILABLE';

const INITIAL_UPDATE = 'TRANSACTIONS: INITIAL_UPDATE';
const HISTORICAL_UPDATE = 'TRANSACTIONS: HISTORICAL_UPDATE';

/**
 * What Plaid tells of, by type and code: codes repeat under several types, so only the pair says
 * what happened. Source: the webhook schemas of Plaid's OpenAPI file (stated).
 */
const DESCRIPTIONS: Record<string, string> = {
	'ITEM: ERROR': 'The Item does not work any more; most often the user has to log in again',
	'ITEM: LOGIN_REPAIRED': 'The Item works again without help of this app',
	'ITEM: NEW_ACCOUNTS_AVAILABLE': 'The user has an account at the bank that is not shared yet',
	'ITEM: PENDING_DISCONNECT': 'The Item stops working in 7 days (USA and Canada)',
	'ITEM: PENDING_EXPIRATION': "The user's consent ends in 7 days (Europe and UK)",
	'ITEM: USER_ACCOUNT_REVOKED': 'The user took back the access to one account at the bank',
	'ITEM: USER_PERMISSION_REVOKED': 'The user took back the access to the Item',
	'ITEM: WEBHOOK_UPDATE_ACKNOWLEDGED': "The URL of the Item's webhook was changed to this one",
	'TRANSACTIONS: DEFAULT_UPDATE': 'There are new transactions, for apps that do not sync',
	[HISTORICAL_UPDATE]: 'The whole history is there, for apps that do not sync',
	[INITIAL_UPDATE]: 'The last 30 days are there, for apps that do not sync',
	'TRANSACTIONS: RECURRING_TRANSACTIONS_UPDATE': 'Recurring transactions have changed',
	[SYNC_UPDATES_AVAILABLE]:
		'There is something to sync. Plaid tells of it once the Item has been synced for the first time.',
	'TRANSACTIONS: TRANSACTIONS_REMOVED': 'Transactions were removed, for apps that do not sync',
};

/** What the user can choose. */
export const EVENTS: INodePropertyOptions[] = [
	{
		name: 'Any Event',
		value: ANY_EVENT,
		description: 'Whatever Plaid sends, of products that are not in this list as well',
	},
	...Object.entries(DESCRIPTIONS).map(([event, description]) => ({
		name: event,
		value: event,
		description,
	})),
];

/** The event that a body reports, in the values of `EVENTS`; undefined unless it names one. */
export function eventOf({
	webhook_type: type,
	webhook_code: code,
}: IDataObject): string | undefined {
	return typeof type === 'string' && typeof code === 'string' ? `${type}: ${code}` : undefined;
}

function flagOr(value: unknown, otherwise: boolean | null): boolean | null {
	return typeof value === 'boolean' ? value : otherwise;
}

/**
 * What the trigger puts out of a body: all of it, and whether the Item's first pulls are complete
 * (null where the event does not tell).
 */
export function outputOf(body: IDataObject): IDataObject {
	const event = eventOf(body);
	const isHistoryThere = event === HISTORICAL_UPDATE || null;
	const isBeginningThere = event === INITIAL_UPDATE || isHistoryThere;
	return {
		...body,
		initial_update_complete: flagOr(body.initial_update_complete, isBeginningThere),
		historical_update_complete: flagOr(body.historical_update_complete, isHistoryThere),
	};
}
