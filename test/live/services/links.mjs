import { told } from '../http.mjs';
import { Undecidable } from '../verdict.mjs';
import { ACCOUNTS, TRANSACTIONS } from './books.mjs';
import { INSTITUTION } from './plaid.mjs';
import { isRefused, withReasons } from './tight.mjs';
import { DELETE_ITEM, isLive, isRefusedV5, ITEM_ACCOUNTS, ITEMS } from './v5.mjs';

const LINK = '/v6/integrations/plaid/connection';
const INTEGRATIONS = '/v6/integrations';
const HISTORY_DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * A test Item of Plaid's that is linked to Tight.
 *
 * @typedef {object} Link
 * @property {import('./plaid.mjs').Item} item
 * @property {Set<string>} accountsBefore IDs of Tight's bank accounts before it was linked
 * @property {Set<string>} integrationsBefore
 * @property {boolean} isLinked whether Tight has said so
 * @property {boolean} isUnlinked whether Tight has refused it, or a check has unlinked it
 */

/** Links test Items of Plaid's to Tight, and unlinks them. */
export class Links {
	/**
	 * @param {{ plaid: import('./plaid.mjs').Plaid, books: import('./books.mjs').Books,
	 *   v5: import('./v5.mjs').TightV5, created: import('../created.mjs').Created,
	 *   until: <T>(probe: () => Promise<T | undefined>) => Promise<T | undefined> }} means
	 */
	constructor({ plaid, books, v5, created, until }) {
		this.plaid = plaid;
		this.books = books;
		this.tight = books.tight;
		this.v5 = v5;
		this.created = created;
		this.until = until;
	}

	/**
	 * @returns {Promise<Link>}
	 * @throws {Undecidable} if Plaid makes no Item, or Tight does not link it
	 */
	async make() {
		const before = await this.tight.rows(ACCOUNTS);
		const item = await this.plaid.createItem();
		/** @type {Link} */
		const link = {
			item,
			accountsBefore: new Set(before.map(({ id }) => id)),
			integrationsBefore: new Set(before.map(({ integration }) => integration?.id)),
			isLinked: false,
			isUnlinked: false,
		};
		this.created.add(`Plaid Item ${item.itemId} in Tight`, () => this.unlink(link));
		const { accessToken } = item;
		const tranStartDate = new Date(Date.now() - HISTORY_DAYS * DAY_MS).toISOString().slice(0, 10);
		const reply = await this.tight.call('POST', LINK, { accessToken, tranStartDate });
		link.isLinked = reply.status < 300 && !isRefused(reply.body);
		if (link.isLinked) return link;
		link.isUnlinked = true;
		throw new Undecidable(withReasons(reply));
	}

	/** Tight's bank accounts that came with a link. */
	async #accountsNow({ item, accountsBefore, integrationsBefore }) {
		const isOfItem = ({ name, mask, integration }) => {
			const isAlike = item.accounts.some(
				(account) => account.mask === mask && [account.name, account.official_name].includes(name),
			);
			const isNewLink =
				integration?.apiInstitutionId === INSTITUTION && !integrationsBefore.has(integration.id);
			return isAlike || isNewLink;
		};
		const accounts = await this.tight.rows(ACCOUNTS);
		return accounts.filter((account) => !accountsBefore.has(account.id) && isOfItem(account));
	}

	/** The same, once they are all there. */
	async accounts(link) {
		const accounts = await this.until(async () => {
			const now = await this.#accountsNow(link);
			return now.length >= link.item.accounts.length ? now : undefined;
		});
		return accounts ?? (await this.#accountsNow(link));
	}

	/** The Item as version 5 lists it; undefined if it does not come. */
	async itemOfV5({ item }) {
		return await this.until(async () => {
			const rows = await this.v5.rows(ITEMS);
			return rows.find(({ apiItemId }) => apiItemId === item.itemId);
		});
	}

	/** @throws {Undecidable} if version 5 lists no account of the Item */
	async accountOfV5(link) {
		const listed = await this.itemOfV5(link);
		if (!listed) throw new Undecidable(`GET ${ITEMS} does not list the Item that was linked`);
		const account = await this.until(async () => {
			const rows = await this.v5.rows(ITEM_ACCOUNTS);
			return rows.find(({ plaidItemId }) => plaidItemId === listed.id);
		});
		if (!account) throw new Undecidable(`GET ${ITEM_ACCOUNTS} lists no account of the Item`);
		return account;
	}

	/** ID of the integration that stands for the Item in version 6. */
	async integrationOf(link) {
		const accounts = await this.accounts(link);
		const id = accounts.map(({ integration }) => integration?.id).find(Boolean);
		if (!id) throw new Undecidable('no bank account names an integration of the Item');
		return id;
	}

	/** @throws {Undecidable} if something of it may stay in Tight */
	async unlink(link) {
		const accounts = link.isUnlinked ? await this.#accountsNow(link) : await this.accounts(link);
		const integrations = new Set(
			accounts.map(({ integration }) => integration?.id).filter(Boolean),
		);
		for (const id of integrations) await this.books.remove(INTEGRATIONS, id);
		if (integrations.size === 0 && !link.isUnlinked) {
			const isShown = (await this.#unlinkByV5(link)) || accounts.length > 0;
			if (link.isLinked && !isShown) throw new Undecidable('Tight shows nothing of it');
		}
		link.isUnlinked = true;
		for (const { id } of accounts) {
			const filter = { bankAccount: { id: { in: [id] } } };
			const rows = await this.tight.rows(TRANSACTIONS, { filter });
			for (const row of rows) await this.books.remove(TRANSACTIONS, row.id);
			await this.books.remove(ACCOUNTS, id);
		}
	}

	/**
	 * The way for an Item whose accounts name no integration, as when it is unlinked already.
	 *
	 * @returns whether version 5 had it
	 */
	async #unlinkByV5({ item }) {
		const rows = await this.v5.rows(ITEMS);
		const listed = rows.find((row) => row.apiItemId === item.itemId && isLive(row));
		if (!listed) return false;
		const body = { id: listed.id, removeFromPlaid: false };
		const reply = await this.v5.call('DELETE', DELETE_ITEM, { body });
		if (isRefusedV5(reply)) throw new Undecidable(told(reply));
		return true;
	}
}
