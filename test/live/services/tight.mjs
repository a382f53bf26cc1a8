import { answered, told } from '../http.mjs';
import { Once } from '../once.mjs';
import { Undecidable } from '../verdict.mjs';

/**
 * @typedef {import('../http.mjs').Reply} Reply
 * @typedef {{ type?: string, message?: string, param?: string }} Reason
 */

/** Most rows that a query gives at once. */
const PAGE = 250;

const basic = (id, secret) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;

/** Tight's API, version 6, as one user. */
export class Tight {
	#tokens = new Once();

	/**
	 * @param {{ url: string, clientId: string, clientSecret: string, userId: string }} keys
	 * @param {{ send: import('../http.mjs').Send, secrets: Set<string> }} means
	 */
	constructor(keys, { send, secrets }) {
		this.keys = keys;
		this.send = send;
		this.secrets = secrets;
		this.secrets.add(keys.clientSecret).add(basic(keys.clientId, keys.clientSecret));
	}

	/**
	 * Asks for a token; gives the reply as it is.
	 *
	 * @param {Record<string, string>} fields
	 * @param {string} [clientSecret] another one than the right one
	 */
	async askForToken(fields, clientSecret = this.keys.clientSecret) {
		const reply = await this.send({
			method: 'POST',
			url: `${this.keys.url}/v6/auth/token`,
			headers: {
				authorization: basic(this.keys.clientId, clientSecret),
				'content-type': 'application/x-www-form-urlencoded',
			},
			body: new URLSearchParams({ grant_type: 'client_credentials', ...fields }).toString(),
		});
		if (reply.body?.access_token) this.secrets.add(reply.body.access_token);
		return reply;
	}

	/** A token for the user, or for others by the fields of the request; made once. */
	async token(fields = { userId: this.keys.userId, scope: 'write' }) {
		return await this.#tokens.get(JSON.stringify(fields), () => this.#mint(fields));
	}

	async #mint(fields) {
		const reply = await this.askForToken(fields);
		if (typeof reply.body?.access_token === 'string') return reply.body.access_token;
		throw new Undecidable(`no token: ${told(reply)}`);
	}

	/**
	 * Makes a call; `body` is sent as JSON, text as it is.
	 *
	 * @param {{ token?: string, headers?: Record<string, string> }} [more] another token than the
	 *   user's
	 * @returns {Promise<Reply>} whatever it is
	 */
	async raw(method, path, body, { token, headers } = {}) {
		const bearer = token ?? (await this.token());
		return await this.send({
			method,
			url: `${this.keys.url}${path}`,
			headers: {
				authorization: `Bearer ${bearer}`,
				...(body !== undefined && { 'content-type': 'application/json' }),
				...headers,
			},
			...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
		});
	}

	/** @throws {Undecidable} unless Tight itself answered, with JSON */
	async call(method, path, body, more) {
		return answered(await this.raw(method, path, body, more));
	}

	/**
	 * All rows of a query.
	 *
	 * @returns {Promise<any[]>}
	 * @throws {Undecidable} for an answer without rows
	 */
	async rows(path, query = {}) {
		const rows = [];
		for (let cursor; ; ) {
			const reply = await this.call('POST', `${path}/query`, { limit: PAGE, cursor, ...query });
			if (!Array.isArray(reply.body.data)) throw new Undecidable(withReasons(reply));
			rows.push(...reply.body.data);
			const after = reply.body.cursor?.after;
			if (!after || after === cursor) return rows;
			cursor = after;
		}
	}
}

/** @returns {Reason[]} why Tight refused something */
export const reasonsOf = (/** @type {any} */ { error }) => (Array.isArray(error) ? error : []);

/** Kinds of errors and fields, such as `REQUIRED amount`. */
export const reasonsTold = (answer) =>
	reasonsOf(answer)
		.map(({ type, param }) => [type, param].filter(Boolean).join(' '))
		.join(', ');

/** A refusal as evidence. */
export const withReasons = (/** @type {Reply} */ reply) =>
	[told(reply), reasonsTold(reply.body ?? {})].filter(Boolean).join(': ');

/**
 * Whether Tight says of an element of a batch, or of a whole answer about one record, that it was
 * refused. The rule is that of docs/contract.md, "Failed rows".
 */
export const isRefused = (element) =>
	element?.result === 'FAILURE' ||
	Number(element?.statusCode) >= 400 ||
	(reasonsOf(element ?? {}).length > 0 && !element.data);
