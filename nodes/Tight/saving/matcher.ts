import type { IDataObject } from 'n8n-workflow';

import { runPool } from '../../shared/pool';
import type { TightClient } from '../api/client';
import { deleteRecord } from '../api/deletion';
import type { Result, Unsaved } from '../api/results';
import { decide, type Decided, type Known } from './decide';
import { groupBy } from './groupBy';
import { isExpected, isTwice, isUnknown, knownOf, notLookedUp, Claims } from './known';
import { FoundRecords, lookUp, type Reach } from './lookUp';
import { rowOf, type Match, type Save, type SavePlan } from './row';
import { poolSize, type Sender } from './send';
import { copyRemains, needsLook, settled } from './settle';

/** How often, and after how many milliseconds, duplicates are looked at again. */
const LOOKS_AT_DUPLICATES = 2;
const DUPLICATES_WAIT = 2000;
const NOT_FOUND = 404;

/** Looks rows up in Tight before and after they are sent, for all users in parallel. */
export class Matcher {
	constructor(
		private readonly client: TightClient,
		private readonly plan: SavePlan,
		private readonly match: Match,
		private readonly sender: Sender,
	) {}

	/** Decides on saves by what Tight has; those that are left to send have `sent`. */
	async decide(saves: Save[]): Promise<void> {
		await this.eachUser(saves, async (ofUser) => await this.decideOfUser(ofUser));
	}

	/** Looks once more at saves whose results are not final. */
	async settle(saves: Save[]): Promise<void> {
		const open = saves.filter((save) => needsLook(save) && !save.isSettled);
		await this.eachUser(
			open,
			async (ofUser) => await this.settleOfUser(ofUser),
			() => true,
		);
	}

	private async eachUser(
		saves: Save[],
		work: (ofUser: Save[]) => Promise<void>,
		goOn = () => this.sender.mayGoOn(),
	): Promise<void> {
		const users = groupBy(saves, ({ userId }) => userId);
		const tasks = users.map((ofUser) => async () => await work(ofUser));
		await runPool(tasks, poolSize(this.plan, users.length), goOn);
	}

	private async decideOfUser(saves: Save[]): Promise<void> {
		const found = await this.lookUpPatiently(saves);
		if (!(found instanceof FoundRecords)) return this.leaveAlone(saves, found);
		const claims = new Claims(saves);
		const known = knownOf(saves, found, this.plan, claims);
		const missed = saves.filter((save) => isExpected(save) && isUnknown(known.get(save)!));
		await this.lookFurther(missed, known, claims);
		const tasks = saves
			.filter(({ result }) => !result)
			.map((save) => async () => await this.follow(save, known.get(save)!));
		await runPool(tasks, poolSize(this.plan, 1), () => this.sender.mayGoOn());
	}

	/** Looks for rows that Tight must have had at some time, on days beyond the window. */
	private async lookFurther(missed: Save[], known: Map<Save, Known>, claims: Claims) {
		if (missed.length === 0 || !this.match.hasDateFilter) return;
		const found = await this.lookUp(missed, 'further');
		if (!(found instanceof FoundRecords)) return this.leaveAlone(missed, found);
		knownOf(missed, found, this.plan, claims).forEach((each, save) => known.set(save, each));
	}

	private leaveAlone(saves: Save[], problem: Unsaved) {
		saves.forEach((save) => this.sender.settle(save, notLookedUp(problem)));
	}

	private async follow(save: Save, known: Known): Promise<void> {
		const { decision, copies, surplus }: Decided = decide(save, known, this.match);
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
			case 'delete':
				return this.sender.settle(save, await this.delete(save, decision.record));
			case 'send':
				save.sent = decision.body;
				save.record = decision.record;
				save.isNewIdentity = decision.isNewIdentity;
		}
	}

	/** @returns the record with `deleted`, or why it is still there */
	private async delete({ userId }: Save, record: IDataObject): Promise<Result> {
		const place = { path: this.match.path, id: String(record.id), canGet: true };
		const result = await deleteRecord(this.client, userId, place);
		// Another worker may have deleted it meanwhile.
		const isGone = result.kind === 'refused' && result.status === NOT_FOUND;
		if (result.kind !== 'saved' && !isGone) return result;
		const answered = result.kind === 'saved' && result.data;
		return { kind: 'saved', data: { ...record, ...answered, deleted: true } };
	}

	private async lookUp(saves: Save[], reach: Reach = 'window') {
		const plan = { ...this.match, since: this.match.removal?.since };
		return await lookUp(this.client, saves[0].userId, saves.map(rowOf), plan, reach);
	}

	/** Looks rows up. Duplicates are given time, because another execution may be about to delete one. */
	private async lookUpPatiently(saves: Save[]): Promise<FoundRecords | Unsaved> {
		let found = await this.lookUp(saves);
		for (let look = 0; look < LOOKS_AT_DUPLICATES; look++) {
			const records = found;
			const isAnyTwice = records instanceof FoundRecords && saves.some((s) => isTwice(records, s));
			if (!isAnyTwice || !(await this.client.wait(DUPLICATES_WAIT))) break;
			found = await this.lookUp(saves);
		}
		return found;
	}

	private async settleOfUser(saves: Save[]): Promise<void> {
		const found = await this.lookUp(saves);
		for (const save of saves) {
			save.isSettled = true;
			if (!(found instanceof FoundRecords)) {
				this.sender.settle(save, save.result!);
				continue;
			}
			const { result, copies = [] } = settled(save, found, this.match);
			this.sender.settle(save, (await this.deleteCopies(save, result, copies)) ?? result);
		}
	}

	/** @returns why a copy is still there, or undefined when all are gone */
	private async deleteCopies(save: Save, result: Result, copies: IDataObject[]) {
		for (const copy of copies) {
			const deleted = await this.delete(save, copy);
			const { data } = result as { data: IDataObject };
			if (deleted.kind !== 'saved') return copyRemains(deleted, data, copy);
		}
		return undefined;
	}
}
