// @ts-check
'use strict';

/**
 * A stored row and what the server knows about it beside its fields.
 *
 * @typedef {object} Entry
 * @property {Record<string, any>} row The fields as they were sent, with the id
 * @property {number} sequence Order of arrival, unique over all companies
 * @property {number} updatedAt Milliseconds since the epoch
 * @property {import('./books').Book} book The company that owns the row
 */

/** @typedef {(row: Record<string, any>) => any} SortKey */

/**
 * @param {any} left
 * @param {any} right
 */
function compare(left, right) {
	return left < right ? -1 : left > right ? 1 : 0;
}

/**
 * Total order of entries: by sort key, and by arrival where the keys are equal.
 *
 * @param {SortKey} [keyOf] Without it: by arrival alone
 * @returns {(left: Entry, right: Entry) => number}
 */
function ordering(keyOf) {
	if (!keyOf) return (left, right) => left.sequence - right.sequence;
	return (left, right) =>
		compare(keyOf(left.row), keyOf(right.row)) || left.sequence - right.sequence;
}

/** The rows of one kind in one company: by id, and in the orders that queries have asked for. */
class Collection {
	/**
	 * @param {import('./books').Book} book
	 * @param {{ prefix: string, firstNumber: number }} ids
	 * @param {{ now: () => number, nextSequence: () => number }} clock
	 */
	constructor(book, ids, clock) {
		this.book = book;
		this.prefix = ids.prefix;
		this.nextNumber = ids.firstNumber;
		this.clock = clock;
		/** @type {Map<string, Entry>} */
		this.byId = new Map();
		/** @type {Map<string, number>} How many rows carry an apiSourceId */
		this.sources = new Map();
		/** @type {Map<string, Entry[]>} Sorted lists by the name of the order */
		this.orders = new Map();
		/** @type {Set<string>} Names of orders to be sorted again before use */
		this.stale = new Set();
	}

	/** @param {string} id */
	get(id) {
		return this.byId.get(id)?.row;
	}

	/** @param {unknown} id */
	has(id) {
		return this.byId.has(/** @type {string} */ (id));
	}

	/** @param {string} apiSourceId */
	hasSource(apiSourceId) {
		return this.sources.has(apiSourceId);
	}

	/** @returns {Record<string, any>[]} In order of arrival */
	rows() {
		return Array.from(this.byId.values(), (entry) => entry.row);
	}

	/**
	 * Adds a row; gives it the next id unless it brings one (seeded rows do).
	 *
	 * @param {Record<string, any>} fields
	 */
	add(fields) {
		const id = fields.id ?? `${this.prefix}${this.nextNumber++}`;
		/** @type {Record<string, any>} */
		const row = { ...fields, id };
		const entry = {
			row,
			sequence: this.clock.nextSequence(),
			updatedAt: this.clock.now(),
			book: this.book,
		};
		this.byId.set(id, entry);
		this.countSource(row.apiSourceId, 1);
		for (const [order, list] of this.orders) {
			list.push(entry);
			this.stale.add(order);
		}
		return row;
	}

	/**
	 * Puts changed fields over those of a stored row.
	 *
	 * @param {string} id
	 * @param {Record<string, any>} fields
	 */
	update(id, fields) {
		const entry = /** @type {Entry} */ (this.byId.get(id));
		this.countSource(entry.row.apiSourceId, -1);
		entry.row = { ...entry.row, ...fields, id };
		entry.updatedAt = this.clock.now();
		this.countSource(entry.row.apiSourceId, 1);
		for (const order of this.orders.keys()) this.stale.add(order);
		return entry.row;
	}

	/** @param {string} id */
	remove(id) {
		const entry = this.byId.get(id);
		if (!entry) return undefined;
		this.byId.delete(id);
		this.countSource(entry.row.apiSourceId, -1);
		this.orders.clear();
		return entry.row;
	}

	/**
	 * All entries in ascending order. The list is kept, so that the next page of a long query
	 * costs no new sort, and rows added since then are merged in nearly linear time.
	 *
	 * @param {string} order Name of the order
	 * @param {SortKey} [keyOf]
	 */
	inOrder(order, keyOf) {
		let list = this.orders.get(order);
		if (!list) {
			list = [...this.byId.values()];
			this.orders.set(order, list);
			this.stale.add(order);
		}
		if (this.stale.delete(order)) list.sort(ordering(keyOf));
		return list;
	}

	/**
	 * @param {unknown} apiSourceId
	 * @param {1 | -1} step
	 */
	countSource(apiSourceId, step) {
		if (typeof apiSourceId !== 'string') return;
		const count = (this.sources.get(apiSourceId) ?? 0) + step;
		if (count > 0) this.sources.set(apiSourceId, count);
		else this.sources.delete(apiSourceId);
	}
}

module.exports = { Collection, compare, ordering };
