import type { IHttpRequestMethods } from 'n8n-workflow';

/**
 * What is particular to version 5 of Tight's API, to which Plaid Items and Plaid Accounts belong:
 * its hosts, its token call and its paths. What no page states is marked as inferred
 * (docs/contract.md, "Version 5").
 */

/**
 * The sandbox is stated by every v5 page of docs.tight.com, production by the OpenAPI `servers` of
 * docs.tight.com/v5.0/api-reference/banks/get-closings.md (stated).
 */
export const V5_HOSTS: Record<string, string> = {
	sandbox: 'https://sandbox.hurdlr.com',
	production: 'https://prod.hurdlr.com',
};

export interface Endpoint {
	method: IHttpRequestMethods;
	path: string;
}

/** Source: docs.tight.com/v5.0/api-reference/banks/get-plaid-items (stated). */
export const LIST_ITEMS: Endpoint = { method: 'GET', path: '/rest/v5/banks/plaidItems' };

/** Inferred from docs.tight.com/v4.0/api-reference/banks/get-plaid-item-accounts. */
export const LIST_ACCOUNTS: Endpoint = { method: 'GET', path: '/rest/v5/banks/plaidItemAccounts' };

/**
 * `{accounts: […]}`. Source: docs.tight.com/v5.0/api-reference/banks/save-bank-accounts (stated).
 * Inferred: it is the endpoint that seed 003 calls /accounts.
 */
export const SAVE_ACCOUNTS: Endpoint = { method: 'POST', path: '/rest/v5/banks/accounts' };

/**
 * Seed 003 states a DELETE call with Tight's ID of the Item and `removeFromPlaid`. Inferred from
 * docs.tight.com/v5.0/api-reference/banks/delete-an-integration: the path, and that both stand in
 * a JSON body.
 */
export const DELETE_ITEM: Endpoint = { method: 'DELETE', path: '/rest/v5/banks/plaidItem' };

/** `id` and `removeFromPlaid` as {@link DELETE_ITEM} takes them. */
export function deletionOf(id: unknown, removeFromPlaid: boolean) {
	return { ...DELETE_ITEM, body: { id, removeFromPlaid } };
}

/**
 * How a token is asked for: the client's keys stand in the form, not in a header. There is no token
 * without a user, and none with a scope.
 *
 * Source: docs.tight.com/v5.0/api-reference/authentication/retrieve-access-token (stated).
 */
export function v5TokenCall(clientId: string, clientSecret: string, userId: string) {
	return {
		path: '/rest/v5/auth/token',
		form: {
			grant_type: 'client_credentials',
			client_id: clientId,
			client_secret: clientSecret,
			userId,
		},
	};
}
