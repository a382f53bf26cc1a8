import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from './tight';

/** What reached the sandbox, read from its journal. */

export const PATHS = {
	token: '/v6/auth/token',
	bankTransactions: '/v6/banks/transactions',
	payments: '/v6/payments',
	bankAccounts: '/v6/banks/accounts',
	integrations: '/v6/integrations',
	plaidConnection: '/v6/integrations/plaid/connection',
	mx: '/v6/imports/mx/transactions',
	finicity: '/v6/imports/finicity/transactions',
	v5Login: '/rest/v5/auth/token',
	plaidItems: '/rest/v5/banks/plaidItems',
	plaidItem: '/rest/v5/banks/plaidItem',
	plaidAccounts: '/rest/v5/banks/plaidItemAccounts',
	v5Accounts: '/rest/v5/banks/accounts',
} as const;

/** For a fault that concerns this path alone, not what lies below it. */
export function only(path: string): RegExp {
	return new RegExp(`^${path}$`);
}

/** Requests with this path exactly, in the order of their arrival. */
export function requestsTo(sandbox: Sandbox, path: string) {
	return sandbox.journal.filter((entry) => entry.path === path);
}

/** Bodies of the requests with this path. */
export function bodiesOf(sandbox: Sandbox, path: string): IDataObject[] {
	return requestsTo(sandbox, path).map(({ requestBody }) => requestBody as IDataObject);
}

/** Batches sent to a path: the rows of each. */
export function batchesTo(sandbox: Sandbox, path: string): IDataObject[][] {
	return bodiesOf(sandbox, path).map(({ data }) => data as IDataObject[]);
}

/** Rows sent to a path, over all batches. */
export function rowsTo(sandbox: Sandbox, path: string): IDataObject[] {
	return batchesTo(sandbox, path).flat();
}

/** Queries of a resource: their bodies. */
export function queriesOf(sandbox: Sandbox, path: string): IDataObject[] {
	return bodiesOf(sandbox, `${path}/query`);
}

/** Users for whom a token was asked for, in order; null for the partner itself. */
export function tokensAskedFor(sandbox: Sandbox): Array<string | null> {
	return requestsTo(sandbox, PATHS.token).map(({ userId }) => userId);
}

/** Requests for records, tokens left aside. */
export function requestCount(sandbox: Sandbox): number {
	return sandbox.journal.length - requestsTo(sandbox, PATHS.token).length;
}
