import type { IDataObject } from 'n8n-workflow';

import { withLock } from '../../shared/lock';
import { runPool } from '../../shared/pool';
import type { TightClient } from '../api/client';
import { deleteRecord } from '../api/deletion';
import type { Result, Unsaved } from '../api/results';
import { decide, overwrittenBy, withDifferences, type Decided } from './decide';
import { fold } from './fold';
import { groupBy } from './groupBy';
import {
	isExpected,
	isTwice,
	isUnknown,
	knownOf,
	notLookedUp,
	reportSurplus,
	surplusOf,
	type Claims,
} from './known';
import { FoundRecords, lookUp, type Reach } from './lookUp';
import { rowOf, type Match, type Row, type Save, type SavePlan } from './row';
import { poolSize, Sender } from './send';
import { copyRemains, needsLook, settled } from './settle';

/** How often, and after how many milliseconds, duplicates are looked at again. */
const LOOKS_AT_DUPLICATES = 2;
const DUPLICATES_WAIT = 2000;

const CANCELLED: Unsaved = {
	kind: 'notSent',
	reasons: [],
	explanation: 'the execution was cancelled',
};

/**
 * Saves rows: identify → fold → look up → decide → send → settle.
 *
 * Matched rows of one user are saved under the lock of that user's books: two executions at once, as
 * when a webhook is delivered twice, would both find that Tight lacks a row, and both add it.
 * Executions in other processes do not wait, so rows that were added are looked up once more.
 *
 * @returns the result of each row; rows that were not reached have none
 */
export async function saveRows(
	client: TightClient,
	rows: Row[],
	plan: SavePlan,
): Promise<Map<Row, Result>> {
	const run = async () => await new Pipeline(client, plan).run(rows);
	if (!plan.match) return await run();
	const books = [...new Set(rows.map(({ userId }) => userId))].map((id) => client.booksOf(id));
	const results = await withLock(books, client.signal, run);
	return results ?? new Map(rows.map((row) => [row, CANCELLED]));
}

class Pipeline {
	private readonly sender: Sender;

	constructor(
		private readonly client: TightClient,
		private readonly plan: SavePlan,
	) {
		this.sender = new Sender(client, plan);
	}

	async run(rows: Row[]): Promise<Map<Row, Result>> {
		const results = new Map<Row, Result>();
		const { saves, refused } = fold(rows, this.plan.match);
		for (const { row, result } of refused) results.set(row, result);
		const isRemoval = ({ change }: Save) => change === 'removed';
		const removed = saves.filter(isRemoval);
		const changes = saves.filter((save) => !isRemoval(save));
		const mayStart = !(this.plan.stopOnFailure && refused.length > 0);
		if (mayStart) await this.handle(changes);
		for (const save of changes.filter(isRefusedTogether)) await this.handleApart(save, results);
		// Removed records are looked up again: a posted row may have taken one over.
		const surplus = changes.flatMap((save) => surplusOf(save, removed));
		const removals = [...removed, ...surplus.map(({ removal }) => removal)];
		if (mayStart && this.sender.mayGoOn()) await this.handle(removals);
		surplus.forEach(reportSurplus);
		for (const { rows: folded, result } of saves) {
			if (result) folded.forEach((row) => results.set(row, this.resultFor(row, result, folded)));
		}
		return results;
	}

	/** Rows of one Tight ID that were refused together are sent one by one, to find the bad one. */
	private async handleApart(save: Save, results: Map<Row, Result>): Promise<void> {
		const { rows } = save;
		save.rows = [];
		for (const row of rows) {
			const [alone] = fold([row]).saves;
			await this.handle([alone]);
			if (alone.result) results.set(row, alone.result);
		}
	}

	/** An earlier row of a record that is left as it is may differ from it in its own way. */
	private resultFor(row: Row, result: Result, folded: Row[]): Result {
		const { match } = this.plan;
		const isLast = row === folded[folded.length - 1];
		if (result.kind !== 'saved' || isLast || match?.found !== 'skip') return result;
		return { ...result, data: withDifferences(result.data, row.body, match) };
	}

	/** Looks up, decides, sends and settles saves that do not depend on each other. */
	private async handle(saves: Save[]): Promise<void> {
		const { match } = this.plan;
		if (match) await this.lookUpAll(saves, match);
		else saves.forEach((save) => (save.sent = save.body));
		const toSend = saves.filter(({ sent, result }) => sent && !result);
		await this.sender.send(toSend, async (uncertain) => await this.settleAll(uncertain));
		await this.settleAll(toSend);
		toSend.forEach(noteOverwritten);
	}

	private async lookUpAll(saves: Save[], match: Match): Promise<void> {
		const users = groupBy(saves, ({ userId }) => userId);
		const tasks = users.map((ofUser) => async () => await this.decideAll(ofUser, match));
		await runPool(tasks, poolSize(this.plan, users.length), () => this.sender.mayGoOn());
	}

	private async decideAll(saves: Save[], match: Match): Promise<void> {
		const found = await this.lookUpPatiently(saves, match);
		if (!(found instanceof FoundRecords)) {
			saves.forEach((save) => this.sender.settle(save, notLookedUp(found)));
			return;
		}
		const claims: Claims = new Map();
		const known = knownOf(saves, found, this.plan, claims);
		const missed = saves.filter((save) => isExpected(save) && isUnknown(known.get(save)!));
		if (missed.length > 0 && match.hasDateFilter) {
			const further = await this.lookUp(missed, match, 'further');
			if (!(further instanceof FoundRecords)) {
				missed.forEach((save) => this.sender.settle(save, notLookedUp(further)));
			} else knownOf(missed, further, this.plan, claims).forEach((each, save) => known.set(save, each));
		}
		for (const [save, each] of known) {
			if (!save.result) await this.follow(save, decide(save, each, match));
		}
	}

	private async follow(save: Save, { decision, copies, surplus }: Decided): Promise<void> {
		for (const copy of copies) {
			const result = await this.delete(save, copy);
			if (result.kind !== 'saved') return this.sender.settle(save, result);
		}
		save.surplus = surplus;
		switch (decision.kind) {
			case 'leave':
				return this.sender.settle(save, { kind: 'saved', data: decision.data });
			case 'refuse':
				return this.sender.settle(save, decision.result);
			case 'delete': {
				const { record } = decision;
				const result = await this.delete(save, record);
				const data = { ...record, ...(result.kind === 'saved' && result.data), deleted: true };
				return this.sender.settle(save, result.kind === 'saved' ? { ...result, data } : result);
			}
			case 'send':
				save.sent = decision.body;
				save.record = decision.record;
				save.isNewIdentity = decision.isNewIdentity;
		}
	}

	private async delete({ userId }: Save, { id }: IDataObject): Promise<Result> {
		const path = `${this.plan.match!.path}/${encodeURIComponent(String(id))}`;
		return await deleteRecord(this.client, userId, { path, canGet: true });
	}

	private async lookUp(saves: Save[], match: Match, reach: Reach = 'window') {
		const plan = { ...match, since: match.removal?.since };
		return await lookUp(this.client, saves[0].userId, saves.map(rowOf), plan, reach);
	}

	/** Looks rows up. Duplicates are given time, because another execution may be about to delete one. */
	private async lookUpPatiently(saves: Save[], match: Match): Promise<FoundRecords | Unsaved> {
		let found = await this.lookUp(saves, match);
		for (let look = 0; look < LOOKS_AT_DUPLICATES; look++) {
			const records = found;
			const isAnyTwice = records instanceof FoundRecords && saves.some((s) => isTwice(records, s));
			if (!isAnyTwice || !(await this.client.wait(DUPLICATES_WAIT))) break;
			found = await this.lookUp(saves, match);
		}
		return found;
	}

	private async settleAll(saves: Save[]): Promise<void> {
		const { match } = this.plan;
		const open = saves.filter((save) => match && needsLook(save) && !save.isSettled);
		const users = groupBy(open, ({ userId }) => userId);
		const tasks = users.map((ofUser) => async () => await this.settleUser(ofUser, match!));
		await runPool(tasks, poolSize(this.plan, users.length));
	}

	private async settleUser(saves: Save[], match: Match): Promise<void> {
		const found = await this.lookUp(saves, match);
		for (const save of saves) {
			save.isSettled = true;
			if (!(found instanceof FoundRecords)) continue;
			const { result, ownCopy } = settled(save, found, match);
			const deleted = ownCopy && (await this.delete(save, ownCopy));
			const isKept = deleted && deleted.kind !== 'saved';
			const first = (result as { data: IDataObject }).data;
			this.sender.settle(save, isKept ? copyRemains(deleted, first, ownCopy) : result);
		}
	}
}

function isRefusedTogether({ rows, identity, result }: Save): boolean {
	return rows.length > 1 && !identity && result?.kind === 'refused';
}

/** Shows the previous values where a save has overwritten most of what tells a record. */
function noteOverwritten(save: Save) {
	const { result, record, sent } = save;
	const overwritten = record && result?.kind === 'saved' && overwrittenBy(record, sent!);
	if (overwritten) save.result = { ...result, data: { ...result.data, overwritten } };
}
