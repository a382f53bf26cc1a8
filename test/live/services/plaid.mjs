import { answered, told } from '../http.mjs';
import { Undecidable } from '../verdict.mjs';

/** A bank of Plaid's sandbox, and the test user whose transactions change. */
export const INSTITUTION = 'ins_109508';
const USER = 'user_transactions_dynamic';

/** What Plaid says of an access token that is of no use any more (stated). */
const GONE = ['ITEM_NOT_FOUND', 'INVALID_ACCESS_TOKEN'];

/** A refusal as evidence: status and `error_code`. */
export const withCode = (reply) => [told(reply), reply.body?.error_code].filter(Boolean).join(': ');

/**
 * An Item that the run has made.
 *
 * @typedef {object} Item
 * @property {string} accessToken
 * @property {string} itemId
 * @property {any[]} accounts as Plaid shows them
 */

/** Plaid's API. */
export class Plaid {
	/**
	 * @param {{ url: string, clientId: string, secret: string }} keys
	 * @param {{ send: import('../http.mjs').Send, secrets: Set<string>,
	 *   created: import('../created.mjs').Created, mark: string }} means
	 */
	constructor(keys, { send, secrets, created, mark }) {
		this.keys = keys;
		this.send = send;
		this.secrets = secrets;
		this.created = created;
		this.mark = mark;
		this.secrets.add(keys.secret);
	}

	/** @returns {Promise<import('../http.mjs').Reply>} also of a refusal, as long as it is Plaid's */
	async call(path, body) {
		return answered(
			await this.send({
				method: 'POST',
				url: `${this.keys.url}${path}`,
				headers: {
					'content-type': 'application/json',
					'PLAID-CLIENT-ID': this.keys.clientId,
					'PLAID-SECRET': this.keys.secret,
					'Plaid-Version': '2020-09-14',
				},
				body: JSON.stringify(body),
			}),
		);
	}

	/** @throws {Undecidable} if Plaid refuses */
	async ask(path, body) {
		const reply = await this.call(path, body);
		if (reply.status !== 200) throw new Undecidable(withCode(reply));
		return reply.body;
	}

	/**
	 * Links a test Item, which is removed at the end.
	 *
	 * @returns {Promise<Item>}
	 */
	async createItem() {
		const { public_token } = await this.ask('/sandbox/public_token/create', {
			institution_id: INSTITUTION,
			initial_products: ['transactions'],
			options: { override_username: USER, override_password: this.mark },
		});
		this.secrets.add(public_token);
		const exchanged = await this.ask('/item/public_token/exchange', { public_token });
		const { access_token: accessToken, item_id: itemId } = exchanged;
		this.secrets.add(accessToken);
		this.created.add(`Item ${itemId} at Plaid`, () => this.removeItem(accessToken));
		const { accounts } = await this.ask('/accounts/get', { access_token: accessToken });
		return { accessToken, itemId, accounts };
	}

	/** @throws {Undecidable} if the Item may still be there */
	async removeItem(accessToken) {
		const reply = await this.call('/item/remove', { access_token: accessToken });
		const isDone = reply.status === 200 || GONE.includes(reply.body.error_code);
		if (!isDone) throw new Undecidable(withCode(reply));
	}

	/** Whether Plaid still has an Item. */
	async hasItem(accessToken) {
		const reply = await this.call('/item/get', { access_token: accessToken });
		if (reply.status === 200) return true;
		if (GONE.includes(reply.body.error_code)) return false;
		throw new Undecidable(withCode(reply));
	}

	/** All changes of an Item since a cursor, or since its beginning. */
	async changes(accessToken, cursor) {
		const changes = { added: [], modified: [], removed: [], cursor };
		for (;;) {
			const page = await this.ask('/transactions/sync', {
				access_token: accessToken,
				count: 500,
				...(changes.cursor && { cursor: changes.cursor }),
			});
			for (const kind of ['added', 'modified', 'removed']) changes[kind].push(...page[kind]);
			changes.cursor = page.next_cursor;
			if (!page.has_more) return changes;
		}
	}
}
