// @ts-check
'use strict';

/**
 * @typedef {import('./transactions').Transaction} Transaction
 */

/**
 * One thing that happened to a transaction.
 *
 * @typedef {object} Change
 * @property {'added' | 'modified' | 'removed'} kind
 * @property {Transaction} transaction After the change; as it last was when it was removed
 */

/**
 * Everything that happened to the transactions of one Item, in order. A position is a number of
 * changes: what lies before it, a client that stands there has seen.
 */
class History {
	constructor() {
		/** @type {Change[]} */
		this.changes = [];
		/** @type {Map<string, Transaction>} What the books say now, by transaction id */
		this.current = new Map();
		/** @type {{ key: string, net: Change[] } | undefined} The last answer of `between` */
		this.last = undefined;
	}

	/** The position after all that happened so far. */
	get end() {
		return this.changes.length;
	}

	/** @param {Transaction} transaction */
	add(transaction) {
		const { transaction_id: id } = transaction;
		if (this.current.has(id)) throw new Error(`There is a transaction "${id}" already`);
		this.current.set(id, transaction);
		this.changes.push({ kind: 'added', transaction });
	}

	/** @param {Transaction} transaction In the place of the one with its id */
	modify(transaction) {
		this.find(transaction.transaction_id);
		this.current.set(transaction.transaction_id, transaction);
		this.changes.push({ kind: 'modified', transaction });
	}

	/** @param {string} id */
	remove(id) {
		const transaction = this.find(id);
		this.current.delete(id);
		this.changes.push({ kind: 'removed', transaction });
	}

	/**
	 * @param {string} id
	 * @throws {Error} When the books hold no such transaction
	 */
	find(id) {
		const transaction = this.current.get(id);
		if (!transaction) throw new Error(`There is no transaction "${id}"`);
		return transaction;
	}

	/**
	 * What a client must do to come from one position to another: one change for each transaction
	 * at most, in the order of their last modification (stated). A transaction that was added and
	 * removed in between is not mentioned; one that was added and modified is added as it is now.
	 *
	 * @param {number} from
	 * @param {number} to
	 * @param {string} [accountId] Of the one account that counts
	 */
	between(from, to, accountId) {
		const key = `${from}:${to}:${accountId}`;
		if (this.last?.key === key) return this.last.net;
		/** @type {Map<string, { wasThere: boolean, change: Change }>} */
		const touched = new Map();
		for (let position = from; position < to; position++) {
			const change = this.changes[position];
			const { transaction_id: id, account_id: account } = change.transaction;
			if (accountId !== undefined && account !== accountId) continue;
			const wasThere = touched.get(id)?.wasThere ?? change.kind !== 'added';
			// Deleted first, so that the map is in the order of the last change of each.
			touched.delete(id);
			touched.set(id, { wasThere, change });
		}
		/** @type {Change[]} */
		const net = [];
		for (const { wasThere, change } of touched.values()) {
			const isThere = change.kind !== 'removed';
			if (!wasThere && !isThere) continue;
			const kind = !wasThere ? 'added' : isThere ? 'modified' : 'removed';
			net.push({ kind, transaction: change.transaction });
		}
		this.last = { key, net };
		return net;
	}
}

module.exports = { History };
