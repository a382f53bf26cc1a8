import { answered, told } from '../http.mjs';
import { Undecidable } from '../verdict.mjs';

/** The version that the nodes are written for. */
const VERSION = 'v20250224';
const USERS_LOOKED_AT = 10;

/** MX's Platform API, which the run only reads. */
export class Mx {
	/**
	 * @param {{ url: string, clientId: string, apiKey: string, userGuid?: string }} keys
	 * @param {{ send: import('../http.mjs').Send, secrets: Set<string> }} means
	 */
	constructor(keys, { send, secrets }) {
		this.keys = keys;
		this.send = send;
		this.basic = Buffer.from(`${keys.clientId}:${keys.apiKey}`).toString('base64');
		secrets.add(keys.apiKey).add(this.basic);
	}

	/** @returns {Promise<import('../http.mjs').Reply>} also of a refusal, as long as it is MX's */
	async call(path, query = {}, version = VERSION) {
		const url = new URL(`${this.keys.url}${path}`);
		for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
		return answered(
			await this.send({
				method: 'GET',
				url: url.href,
				headers: {
					accept: 'application/json',
					'accept-version': version,
					authorization: `Basic ${this.basic}`,
				},
			}),
		);
	}

	/**
	 * One page of a list.
	 *
	 * @returns {Promise<{ rows: any[], total: number }>}
	 * @throws {Undecidable} if MX refuses
	 */
	async page(path, key, query, version) {
		const reply = await this.call(path, query, version);
		const rows = reply.body[key];
		if (reply.status !== 200 || !Array.isArray(rows)) throw new Undecidable(told(reply));
		return { rows, total: reply.body.pagination?.total_entries ?? rows.length };
	}

	/**
	 * Transactions of a user; 1,000 at most.
	 *
	 * @throws {Undecidable} if MX refuses
	 */
	async transactions(user, query, version) {
		const path = `/users/${user}/transactions`;
		const wanted = { records_per_page: '1000', ...query };
		return (await this.page(path, 'transactions', wanted, version)).rows;
	}

	/** The user that is named, else one of the first who has transactions. */
	async userWithTransactions() {
		if (this.keys.userGuid) return this.keys.userGuid;
		const { rows } = await this.page('/users', 'users', { records_per_page: '100' });
		for (const { guid } of rows.slice(0, USERS_LOOKED_AT)) {
			const transactions = await this.transactions(guid, { records_per_page: '10' });
			if (transactions.length > 0) return guid;
		}
		throw new Undecidable('no user with transactions was found; name one in MX_USER_GUID');
	}
}
