import type { IDataObject } from 'n8n-workflow';

import type { Answered } from '../shared/reply';
import { backoff } from '../shared/retry';
import type { Wait } from '../shared/wait';
import type { Reply, Unanswered } from './client/reply';
import type { SyncPage } from './entities/transaction';

/** Everything that changed since one or several cursors. */
export interface Changes {
	/** In Plaid's order. */
	pages: SyncPage[];
	/** Where the next sync begins. */
	nextCursor: string;
}

export interface Pagination {
	/** Where to begin; empty: with the first transaction. */
	cursors: string[];
	/** How often to begin again when the data changes, or a page fails, in the middle. */
	maxRestarts: number;
	wait: Wait;
	/** Gives the page after a cursor. */
	fetchPage: (cursor: string, isFirst: boolean) => Promise<Reply<SyncPage>>;
}

const MUTATION = 'TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION';

const ENDLESS: Unanswered = {
	kind: 'unknown',
	explanation: 'Plaid said that there are more pages, but not where they begin',
};

const RESTLESS: Unanswered = {
	kind: 'unknown',
	explanation: 'the data changed each time that the given cursors were brought to one end',
};

const CANCELLED: Unanswered = { kind: 'notSent', explanation: 'the execution was cancelled' };

type Pass = Answered<Changes> | (Unanswered & { mayRestart: boolean });

async function pass(first: string, { fetchPage }: Pagination): Promise<Pass> {
	const pages: SyncPage[] = [];
	let cursor = first;
	const seen = new Set([first]);
	for (;;) {
		const reply = await fetchPage(cursor, pages.length === 0);
		if (reply.kind !== 'answered') {
			const isFault = reply.kind === 'unknown' && pages.length > 0;
			return { ...reply, mayRestart: isFault || reply.error?.error_code === MUTATION };
		}
		const { has_more, next_cursor } = reply.data;
		pages.push(reply.data);
		// An Item that is not ready answers an empty cursor (stated: OpenAPI, `next_cursor`).
		if (!has_more) return { kind: 'answered', data: { pages, nextCursor: next_cursor || first } };
		if (!next_cursor || seen.has(next_cursor)) return { ...ENDLESS, mayRestart: false };
		seen.add(next_cursor);
		cursor = next_cursor;
	}
}

/**
 * Reads all changes since each of the cursors, until these have come to the same end. What Plaid adds
 * and removes between two cursors it may not mention at all, so a removal may be told at one of them
 * only. Later pages show transactions as they are later.
 */
export async function allChanges(pagination: Pagination): Promise<Reply<Changes>> {
	const pages: SyncPage[] = [];
	let cursors = [...new Set(pagination.cursors)];
	for (let round = 0; ; round++) {
		const ends: string[] = [];
		let isQuiet = true;
		for (const cursor of cursors) {
			const reply = await changesSince(cursor, pagination);
			if (reply.kind !== 'answered') return reply;
			pages.push(...reply.data.pages);
			ends.push(reply.data.nextCursor);
			isQuiet &&= isEmpty(reply.data);
		}
		cursors = [...new Set(ends)];
		if (cursors.length === 1 || isQuiet) {
			return { kind: 'answered', data: { pages, nextCursor: cursors[0] } };
		}
		if (round > pagination.maxRestarts) return RESTLESS;
	}
}

/**
 * Reads all pages of `/transactions/sync`, and gives them only when all are there. When a later
 * page fails, the loop must begin again at its first cursor; asking for that page again would fail
 * again (stated: plaid.com/docs/errors/transactions, and `/transactions/sync` in the OpenAPI file).
 */
async function changesSince(cursor: string, pagination: Pagination): Promise<Reply<Changes>> {
	const { maxRestarts, wait } = pagination;
	for (let restarts = 0; ; restarts++) {
		const result = await pass(cursor, pagination);
		if (result.kind === 'answered') return result;
		const { mayRestart, ...unanswered } = result;
		if (!mayRestart || restarts === maxRestarts) return unanswered;
		if (!(await wait(backoff(restarts)))) return CANCELLED;
	}
}

/** Whether nothing changed. */
export function isEmpty({ pages }: Changes): boolean {
	return pages.every(
		({ added, modified, removed }) => added.length + modified.length + removed.length === 0,
	);
}

function accountsOf(pages: SyncPage[]): Map<string, IDataObject> {
	const accounts = pages.flatMap((page) => page.accounts);
	return new Map(accounts.map((account) => [account.account_id, account as IDataObject]));
}

/**
 * One row for each change, in Plaid's order, so that a row that comes twice ends as it is now. The
 * transaction stands before the cursor, which is long, so that a table shows it.
 *
 * @param itemId as the user gave it
 */
export function changeRows({ pages, nextCursor }: Changes, itemId: string): IDataObject[] {
	const accounts = accountsOf(pages);
	const common = { item_id: itemId || null, next_cursor: nextCursor };
	const rowOf = (change_type: string) => (transaction: SyncPage['added'][number]) => {
		const account = accounts.get(String(transaction.account_id));
		return {
			change_type,
			...transaction,
			...(account && {
				account: {
					name: account.name,
					official_name: account.official_name,
					mask: account.mask,
					type: account.type,
					subtype: account.subtype,
				},
			}),
			...common,
		} as IDataObject;
	};
	const removedRow = ({ transaction_id, account_id }: SyncPage['removed'][number]) => ({
		change_type: 'removed',
		transaction_id,
		...(account_id && { account_id }),
		...common,
	});
	return pages.flatMap(({ added, modified, removed }) => [
		...added.map(rowOf('added')),
		...modified.map(rowOf('modified')),
		...removed.map(removedRow),
	]);
}

/** All changes of an Item in one row; given also when nothing changed. */
export function summaryRow({ pages, nextCursor }: Changes, itemId: string): IDataObject {
	const last = pages[pages.length - 1];
	return {
		item_id: itemId || null,
		added: pages.flatMap(({ added }) => added) as IDataObject[],
		modified: pages.flatMap(({ modified }) => modified) as IDataObject[],
		removed: pages.flatMap(({ removed }) => removed) as IDataObject[],
		accounts: [...accountsOf(pages).values()],
		next_cursor: nextCursor,
		transactions_update_status: last.transactions_update_status ?? null,
	};
}
