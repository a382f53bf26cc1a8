import { answered, given, told } from '../http.mjs';
import { Once } from '../once.mjs';
import { Undecidable } from '../verdict.mjs';

const PAGE = 250;

/** The addresses of version 5: see docs/contract.md, "Version 5". */
export const ITEMS = '/rest/v5/banks/plaidItems';
export const ITEM_ACCOUNTS = '/rest/v5/banks/plaidItemAccounts';
export const SAVE_ACCOUNTS = '/rest/v5/banks/accounts';
export const DELETE_ITEM = '/rest/v5/banks/plaidItem';

/** Whether HTTP 200 is a refusal (stated: `result`; for saves `status`). */
export const isRefusedV5 = ({ status, body }) =>
	status >= 400 || body?.result === 'FAILURE' || body?.status === 'FAILURE';

/** What became of a record. */
export const isLive = ({ status }) => status !== 'DELETED';

/** Tight's API, version 5, as one user: Plaid Items and Plaid Accounts. */
export class TightV5 {
	#tokens = new Once();

	/**
	 * @param {{ v5Url: string, clientId: string, clientSecret: string, userId: string }} keys
	 * @param {{ send: import('../http.mjs').Send, secrets: Set<string> }} means
	 */
	constructor(keys, { send, secrets }) {
		this.keys = keys;
		this.send = send;
		this.secrets = secrets;
	}

	/** Asks for a token; gives the reply as it is. */
	async askForToken(userId = this.keys.userId) {
		const { clientId, clientSecret } = this.keys;
		const reply = await this.send({
			method: 'POST',
			url: `${this.keys.v5Url}/rest/v5/auth/token`,
			headers: { 'content-type': 'application/x-www-form-urlencoded' },
			body: new URLSearchParams({
				grant_type: 'client_credentials',
				client_id: clientId,
				client_secret: clientSecret,
				userId,
			}).toString(),
		});
		for (const key of ['access_token', 'refresh_token']) {
			if (reply.body?.[key]) this.secrets.add(reply.body[key]);
		}
		return reply;
	}

	async token() {
		return await this.#tokens.get(this.keys.userId, async () => {
			const reply = await this.askForToken();
			if (typeof reply.body?.access_token === 'string') return reply.body.access_token;
			throw new Undecidable(`no token of version 5: ${told(reply)}`);
		});
	}

	/** @throws {Undecidable} unless Tight itself answered, perhaps without a body */
	async call(method, path, { body, headers, token } = {}) {
		return given(
			await this.send({
				method,
				url: `${this.keys.v5Url}${path}`,
				headers: {
					authorization: `Bearer ${token ?? (await this.token())}`,
					...(body !== undefined && { 'content-type': 'application/json' }),
					...headers,
				},
				...(body !== undefined && { body: JSON.stringify(body) }),
			}),
		);
	}

	/** The first page of a list; `cursor` and `limit` are headers (stated). */
	async page(path, limit = PAGE) {
		return await this.call('GET', path, { headers: { limit: String(limit) } });
	}

	/**
	 * The first rows of a list, which is bare or stands in `data` (stated: both).
	 *
	 * @throws {Undecidable} for an answer without a list
	 */
	async rows(path) {
		const reply = answered(await this.page(path));
		const rows = Array.isArray(reply.body) ? reply.body : reply.body.data;
		if (!Array.isArray(rows)) throw new Undecidable(told(reply));
		return rows;
	}
}
