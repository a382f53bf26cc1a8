import type { Reply } from '../../nodes/Plaid/client/reply';
import type { SyncPage } from '../../nodes/Plaid/entities/transaction';

/** The transactions of one Item by id: how often each was changed. */
export type Books = Map<string, number>;

interface Change {
	id: string;
	/** Undefined when it was removed. */
	version: number | undefined;
}

const MUTATION: Reply<SyncPage> = {
	kind: 'refused',
	error: { error_code: 'TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION' },
	status: 400,
};

/**
 * One Item of Plaid, in memory: a stream of changes in which each transaction stands once, at its
 * last change. Whether a removal is told also to who has not seen the transaction added is not known,
 * so it can be either way.
 */
export class MemoryPlaid {
	private readonly changes: Change[] = [];
	readonly books: Books = new Map();

	constructor(
		private readonly pageSize: number,
		private readonly tellsAllRemovals = true,
	) {}

	/** Adds a transaction, or changes it. */
	put(id: string) {
		const version = this.changes.filter((change) => change.id === id).length + 1;
		this.changes.push({ id, version });
		this.books.set(id, version);
	}

	remove(id: string) {
		if (!this.books.delete(id)) return;
		this.changes.push({ id, version: undefined });
	}

	/** The page after a cursor. A change since the first page ends the pagination. */
	page(cursor: string): Reply<SyncPage> {
		const [from, to, seen] = cursor ? cursor.split('-').map(Number) : [0, 0, 0];
		const end = seen ? to : this.changes.length;
		if (end !== this.changes.length) return MUTATION;
		const latest = new Map<string, Change>();
		for (const change of this.changes.slice(from)) {
			latest.delete(change.id);
			latest.set(change.id, change);
		}
		const known = new Set(this.changes.slice(0, from).map(({ id }) => id));
		const all = [...latest.values()].filter(
			({ id, version }) => this.tellsAllRemovals || version !== undefined || known.has(id),
		);
		const until = seen + this.pageSize;
		const shown = all.slice(seen, until);
		const rows = (wanted: (change: Change) => boolean) =>
			shown.filter(wanted).map(({ id, version }) => ({
				transaction_id: id,
				account_id: 'account',
				...(version && { amount: version }),
			}));
		const has_more = until < all.length;
		return {
			kind: 'answered',
			data: {
				accounts: [],
				added: rows(({ id, version }) => version !== undefined && !known.has(id)),
				modified: rows(({ id, version }) => version !== undefined && known.has(id)),
				removed: rows(({ version }) => version === undefined),
				next_cursor: has_more ? `${from}-${end}-${until}` : `${end}-${end}-0`,
				has_more,
				transactions_update_status: 'HISTORICAL_UPDATE_COMPLETE',
			},
		};
	}
}
