// @ts-check
'use strict';

/**
 * @typedef {import('../../sandbox/plaid').PlaidSandbox} PlaidSandbox
 * @typedef {{ status: number, headers: Headers, text: string, body: any }} Reply
 */

/**
 * A client with the right keys in its headers, or with others.
 *
 * @param {PlaidSandbox} sandbox
 * @param {Record<string, string>} [keys] Headers
 */
function plaidClient(sandbox, keys) {
	const headers = keys ?? { 'plaid-client-id': sandbox.clientId, 'plaid-secret': sandbox.secret };
	/** @type {(path: string, body?: any) => Promise<Reply>} */
	return async (path, body = {}) => {
		const response = await fetch(sandbox.url + path, {
			method: 'POST',
			headers: { ...headers, 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		const text = await response.text();
		const isJson = response.headers.get('content-type')?.includes('json');
		return {
			status: response.status,
			headers: response.headers,
			text,
			body: isJson ? JSON.parse(text) : undefined,
		};
	};
}

/**
 * All pages from a cursor on, begun again when the data changed meanwhile, as Plaid advises.
 *
 * @param {(body: any) => Promise<any> | any} sync Gives the body of an answer
 * @param {{ cursor?: string, count?: number, options?: any }} request
 */
async function syncAll(sync, request) {
	/** @type {{ added: any[], modified: any[], removed: any[], pages: number, cursor: string }} */
	const all = { added: [], modified: [], removed: [], pages: 0, cursor: request.cursor ?? '' };
	for (let hasMore = true; hasMore; ) {
		const page = await sync({ ...request, cursor: all.cursor });
		for (const kind of /** @type {const} */ (['added', 'modified', 'removed'])) {
			all[kind].push(...page[kind]);
		}
		all.pages++;
		all.cursor = page.next_cursor;
		hasMore = page.has_more;
	}
	return all;
}

module.exports = { plaidClient, syncAll };
