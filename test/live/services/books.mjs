import { randomUUID } from 'node:crypto';
import { told } from '../http.mjs';
import { Once } from '../once.mjs';
import { Undecidable } from '../verdict.mjs';
import { isRefused, reasonsTold, withReasons } from './tight.mjs';

export const TRANSACTIONS = '/v6/banks/transactions';
export const PAYMENTS = '/v6/payments';
export const ACCOUNTS = '/v6/banks/accounts';
export const MX_IMPORT = '/v6/imports/mx/transactions';
export const FINICITY_IMPORT = '/v6/imports/finicity/transactions';

const KINDS = {
	[TRANSACTIONS]: 'bank transaction',
	[PAYMENTS]: 'payment',
	[ACCOUNTS]: 'bank account',
};

const MOST_FINICITY_IDS = 2 ** 31;

/** The record that an element of a batch's answer holds. */
const recordIn = (element) => element?.data ?? (element?.id ? element : undefined);

/**
 * The run's own records in the books of a user of Tight. Their names begin with the run's mark, and
 * all that are created are taken away at the end.
 */
export class Books {
	#once = new Once();
	#accountsBefore;
	#hasPosted = false;

	/**
	 * @param {import('./tight.mjs').Tight} tight
	 * @param {{ created: import('../created.mjs').Created, mark: string, day: string }} means `day`:
	 *   that of all rows, yyyy-MM-dd
	 */
	constructor(tight, { created, mark, day }) {
		this.tight = tight;
		this.created = created;
		this.mark = mark;
		this.day = day;
	}

	/** ID of the bank account on which the run's rows stand; it is made for them. */
	async account() {
		return await this.#once.get('account', async () => {
			return (await this.one(ACCOUNTS, this.newAccount())).id;
		});
	}

	newAccount(changes) {
		return {
			name: `${this.mark} account`,
			apiName: 'MANUAL_ENTRY',
			type: 'DEPOSITORY',
			...changes,
		};
	}

	/** A bank transaction of one cent that a check, named by its ID, may change. */
	async transaction(id, changes) {
		return {
			date: this.day,
			amount: -1,
			description: `${this.mark} ${id}`,
			apiName: 'MANUAL_ENTRY',
			bankAccountId: await this.account(),
			...changes,
		};
	}

	/** A payment of one cent with no more than is needed. */
	payment(id, changes) {
		return { date: this.day, amount: 1, description: `${this.mark} ${id}`, ...changes };
	}

	/** A row of the MX import: its eight first fields, and a description. */
	mx(id, changes) {
		const at = `${this.day}T12:00:00Z`;
		return {
			guid: `TRN-${randomUUID()}`,
			accountGuid: `ACT-${this.mark}`,
			amount: 0.01,
			createdAt: at,
			date: this.day,
			status: 'POSTED',
			type: 'DEBIT',
			updatedAt: at,
			description: `${this.mark} ${id}`,
			...changes,
		};
	}

	/** A row of the Finicity import: its seven first fields, and a description. */
	finicity(id, changes) {
		const seconds = Date.parse(`${this.day}T12:00:00Z`) / 1000;
		return {
			id: Math.floor(Math.random() * MOST_FINICITY_IDS),
			amount: -0.01,
			accountId: 1,
			customerId: '1',
			status: 'active',
			transactionDate: seconds,
			createdDate: seconds,
			description: `${this.mark} ${id}`,
			...changes,
		};
	}

	/** An API Source ID that no other row has. */
	sourceId(id) {
		return `${this.mark} ${id} ${randomUUID()}`;
	}

	/**
	 * Saves rows, and remembers what was created.
	 *
	 * @param {any[]} rows
	 * @param {{ token?: string }} [more]
	 * @returns {Promise<import('../http.mjs').Reply>} also of a refusal
	 */
	async post(path, rows, more) {
		this.#hasPosted = true;
		const isImport = !(path in KINDS);
		if (isImport) this.#accountsBefore ??= await this.#accountIds();
		const reply = await this.tight.call('POST', path, { data: rows }, more);
		const { data } = reply.body;
		for (const element of Array.isArray(data) ? data : []) this.#note(path, rows, element);
		return reply;
	}

	async #accountIds() {
		const accounts = await this.tight.rows(ACCOUNTS);
		return new Set(accounts.map(({ id }) => id));
	}

	#note(path, rows, element) {
		const record = recordIn(element);
		const isImport = !(path in KINDS);
		const isUpdated = !isImport && rows.some(({ id }) => id === record?.id);
		if (isRefused(element) || !record?.id || isUpdated) return;
		const sources = rows.flatMap(({ apiSourceId, guid, id }) => [apiSourceId, guid, id]);
		const hasSource = sources.some((source) => source && String(source) === record.apiSourceId);
		const isOwn = this.#isMarked(record) || hasSource;
		if (isOwn) this.#willRemoveRecord(isImport ? TRANSACTIONS : path, record);
		else this.created.leave(`record ${record.id} of POST ${path}`, "does not bear the run's mark");
	}

	/** A record, and before it the bank account that an import may have made for it. */
	#willRemoveRecord(path, { id, bankAccount }) {
		const isKnown = this.#accountsBefore?.has(bankAccount?.id) ?? true;
		if (bankAccount?.id && !isKnown) this.#willRemove(ACCOUNTS, bankAccount.id);
		this.#willRemove(path, id);
	}

	#isMarked({ description, name }) {
		return [description, name].some((text) => String(text ?? '').startsWith(this.mark));
	}

	#willRemove(path, id) {
		this.created.add(`${KINDS[path]} ${id}`, () => this.remove(path, id));
	}

	/**
	 * Saves rows; one element for each of them.
	 *
	 * @returns {Promise<any[]>}
	 * @throws {Undecidable} for an answer that is no list of as many
	 */
	async save(path, rows, more) {
		const reply = await this.post(path, rows, more);
		const { data } = reply.body;
		if (Array.isArray(data) && data.length === rows.length) return data;
		throw new Undecidable(withReasons(reply));
	}

	/**
	 * Saves one row.
	 *
	 * @returns {Promise<any>} the record
	 * @throws {Undecidable} if Tight refuses it
	 */
	async one(path, row) {
		const [element] = await this.save(path, [row]);
		const record = recordIn(element);
		if (!isRefused(element) && record?.id) return record;
		const why = reasonsTold(element ?? {}) || `an element with ${Object.keys(element ?? {})}`;
		throw new Undecidable(`POST ${path}: refused (${why})`);
	}

	/** Whether Tight takes a row that may well be wrong. */
	async takes(path, row) {
		const reply = await this.post(path, [row]);
		const { data } = reply.body;
		if (Array.isArray(data) && data.length === 1) return !isRefused(data[0]);
		if (reply.status >= 400) return false;
		throw new Undecidable(told(reply));
	}

	/**
	 * Which of a row's fields Tight does without, when one of them is missing.
	 *
	 * @param {() => any} row makes one that Tight takes
	 * @param {string[]} names
	 */
	async notNeeded(path, row, names) {
		const spare = [];
		for (const name of names) {
			const { [name]: _, ...others } = row();
			// Tells a row that lacks the mark.
			const source = path in KINDS && { apiSourceId: this.sourceId('field') };
			if (await this.takes(path, { ...others, ...source })) spare.push(name);
		}
		return spare;
	}

	/** @throws {Undecidable} unless Tight shows the record */
	async get(path, id) {
		const reply = await this.tight.call('GET', `${path}/${encodeURIComponent(id)}`);
		if (reply.status === 200 && reply.body.data) return reply.body.data;
		throw new Undecidable(withReasons(reply));
	}

	/** The run's bank transactions, by the account and the day on which they all stand. */
	async found(filter = {}) {
		const bankAccount = { id: { in: [await this.account()] } };
		return await this.tight.rows(TRANSACTIONS, {
			filter: { bankAccount, date: { equal: this.day }, ...filter },
		});
	}

	/** @throws {Undecidable} if the record may still be there */
	async remove(path, id) {
		const reply = await this.tight.raw('DELETE', `${path}/${encodeURIComponent(id)}`);
		const isGone = reply.status === 404 || (reply.status < 300 && !isRefused(reply.body));
		if (!isGone) throw new Undecidable(withReasons(reply));
	}

	/** Takes away rows that were saved without an answer; the run's mark tells them. */
	async sweep() {
		if (!this.#hasPosted) return;
		const filter = { description: { contain: this.mark } };
		for (const [path, query] of [[TRANSACTIONS, { filter }], [PAYMENTS, { filter }], [ACCOUNTS]]) {
			for (const row of await this.tight.rows(path, query)) {
				if (this.#isMarked(row)) this.#willRemoveRecord(path, row);
			}
		}
		await this.created.removeAll();
	}
}
