import type { IDataObject } from 'n8n-workflow';

import { runPool } from '../../shared/pool';
import { inTurn } from '../../shared/turns';
import { verdictsOnBatch, type Sent } from './batchVerdicts';
import type { TightClient } from './client';
import { differencesOf, DIFFERENCES, type Compared } from './differences';
import { areCopies, keepFirst } from './doubles';
import {
	ExistingRows,
	findExisting,
	hasDoubles,
	notFound,
	notLookedUp,
	type Lookup,
	type SourceKey,
} from './existing';
import { groupBy } from './groupBy';
import { asUpdateOf, holds } from './held';
import { isSameId } from './ids';
import type { Unsaved, Verdict } from './verdicts';

/** A checked row on its way to Tight. */
export interface Row {
	/** Index of the input item. */
	item: number;
	userId: string;
	/** The row as Tight takes it. */
	body: IDataObject;
	/** By what an earlier save of the row is recognised; only when the user matches on it. */
	sourceKey?: SourceKey;
}

export interface SavePlan {
	/** `POST {path}` with `{data: […]}`. */
	path: string;
	batchSize: number;
	parallelRequests: number;
	/** Whether nothing more is sent once a row has failed. */
	stopOnFailure: boolean;
	/** The field of a row that Tight shows as `apiSourceId`, if it is another one. */
	sourceField?: string;
	match?: Match;
	/** Called once for each row. */
	onVerdict: (row: Row, verdict: Verdict) => void;
	/** Called with a record that a row replaces, when the row stands in Tight beside it. */
	onSurplus?: (row: Row, record: IDataObject) => void;
}

/** What happens to rows that Tight has already, and to those that it does not have. */
export interface Match extends Lookup {
	/** How far the day of a row may have moved since it was saved. */
	windowDays: number;
	found: 'update' | 'skip';
	/** Rows are added unless they are to be left, as changes to what may never have been saved. */
	missing?: 'add' | 'leave';
	/** What of a row is sent when a record is found for it; all of it if not said. */
	changeOf?: (record: IDataObject, row: IDataObject) => IDataObject;
	/** By what a row is compared with the record that is left as it is. */
	compared?: Compared;
	/** Whether the source gives each record an id of its own, so that exact copies are surplus. */
	hasUniqueIds?: boolean;
}

/** How often, and after how many milliseconds, doubles are looked at again. */
const LOOKS_AT_DOUBLES = 2;
const DOUBLES_WAIT = 2000;
/** Calls spent on finding the rows for which Tight refuses a whole batch. */
const MOST_PARTED_BATCHES = 64;
const PAYLOAD_TOO_LARGE = 413;

/**
 * Saves rows in batches, each of one user's rows.
 *
 * Rows that mean the same record never share a batch and are saved in their order: the second goes
 * out when the verdict on the first is known. A save is never sent again after an outcome that is
 * not known; where rows are matched by their source id they are looked up instead.
 *
 * Matched rows of one user are saved in turn: two executions at once, as when a webhook is delivered
 * twice, would both find that Tight does not have a row, and both add it. Executions in other
 * processes do not wait, so rows that were added are looked up once more, and of doubles one stays.
 */
export async function saveRows(client: TightClient, rows: Row[], plan: SavePlan): Promise<void> {
	const save = async () => await new BatchSave(client, plan).run(rows);
	if (!plan.match) return await save();
	const users = new Set(rows.map(({ userId }) => userId));
	await inTurn(
		[...users].map((userId) => client.booksOf(userId)),
		save,
	);
}

class BatchSave {
	private hasFailed = false;
	private partedBatches = 0;
	/** The last news of each record that was sent in this execution, by what its rows mean. */
	private readonly verdicts = new Map<string, Verdict>();
	/** What is sent for rows that update a record that was found by its source id. */
	private readonly updates = new Map<Row, IDataObject>();
	/** Rows whose update gives the record another source id. */
	private readonly moved = new Set<Row>();
	/** Rows that are new under their source id, with what Tight has of them, until they are settled. */
	private readonly added = new Map<Row, IDataObject>();

	constructor(
		private readonly client: TightClient,
		private readonly plan: SavePlan,
	) {}

	async run(rows: Row[]): Promise<void> {
		const waves = wavesOf(await this.matched(rows));
		for (const wave of waves) {
			await this.saveAll(wave.filter((row) => this.mayGoOn() && this.isToFollow(row)));
			await this.saveAll(await this.settleAdded());
		}
	}

	private async saveAll(rows: Row[]): Promise<void> {
		const tasks = this.batchesOf(rows).map((batch) => () => this.save(batch));
		await runPool(tasks, this.plan.parallelRequests, () => this.mayGoOn());
	}

	private mayGoOn(): boolean {
		return !(this.plan.stopOnFailure && this.hasFailed);
	}

	/** @param told the verdict as the user gets it */
	private settle(row: Row, verdict: Verdict, told = verdict) {
		if (verdict.kind !== 'saved') this.hasFailed = true;
		const identity = identityOf(row);
		// What was refused, or not sent, says nothing of what Tight has.
		const isNews = verdict.kind === 'saved' || verdict.kind === 'unknown';
		if (identity && isNews) this.verdicts.set(identity, verdict);
		this.plan.onVerdict(row, told);
	}

	/** Looks up rows that stand in Tight already; what is left is to be sent. */
	private async matched(rows: Row[]): Promise<Row[]> {
		if (!this.plan.match) return rows;
		const toSend: Row[] = [];
		const identitiesToSend = new Set<string>();
		for (const usersRows of groupBy(rows, ({ userId }) => userId)) {
			if (!this.mayGoOn()) break;
			const existing = await this.lookUpPatiently(usersRows);
			if (!(existing instanceof ExistingRows)) {
				for (const row of usersRows) this.settle(row, notLookedUp(existing));
				continue;
			}
			const replaced = replacedBy(usersRows, existing);
			for (const row of usersRows) {
				const own = existing.find(row.sourceKey!);
				const former = replaced.get(row) ?? [];
				if (own.length > 0) former.forEach((record) => this.plan.onSurplus?.(row, record));
				const found = await this.withoutCopies(row, own.length > 0 ? own : former);
				if (!Array.isArray(found)) {
					this.settle(row, found);
					continue;
				}
				if (this.settledByExisting(row, found, identitiesToSend)) continue;
				toSend.push(row);
				identitiesToSend.add(identityOf(row)!);
			}
		}
		return toSend;
	}

	/** Looks rows up. Doubles are given time, because another execution may be about to delete one. */
	private async lookUpPatiently(rows: Row[]): Promise<ExistingRows | Unsaved> {
		let existing = await this.lookUp(rows);
		for (let look = 0; look < LOOKS_AT_DOUBLES; look++) {
			const found = existing instanceof ExistingRows ? existing : undefined;
			const isDoubled = rows.some(({ sourceKey }) => found?.hasDoubles(sourceKey!));
			if (!isDoubled || !(await this.client.wait(DOUBLES_WAIT))) break;
			existing = await this.lookUp(rows);
		}
		return existing;
	}

	/**
	 * Deletes exact copies of a record, which an execution left that was killed before it could look
	 * for doubles.
	 */
	private async withoutCopies(row: Row, found: IDataObject[]): Promise<IDataObject[] | Unsaved> {
		if (found.length < 2 || !this.plan.match!.hasUniqueIds || !areCopies(found)) return found;
		const verdict = await this.keepFirst(row, found);
		return verdict.kind === 'saved' ? [verdict.data] : verdict;
	}

	private async keepFirst({ userId }: Row, records: IDataObject[]): Promise<Verdict> {
		return await keepFirst(this.client, userId, this.plan.match!.path, records);
	}

	/**
	 * Settles the rows that are new in Tight, after one more look at it: an execution that this process
	 * does not know of may have added them as well.
	 *
	 * @returns rows for which the record of another execution stays, and is to be updated
	 */
	private async settleAdded(): Promise<Row[]> {
		const added = groupBy([...this.added], ([{ userId }]) => userId);
		this.added.clear();
		const toUpdate: Row[] = [];
		for (const usersRows of added) {
			const existing = await this.lookUp(usersRows.map(([row]) => row));
			for (const [row, own] of usersRows) {
				const found = existing instanceof ExistingRows ? existing.find(row.sourceKey!) : [];
				const isShown = own.id === undefined || found.some(({ id }) => isSameId(id, own.id));
				const records = isShown ? found : [...found, own];
				const verdict: Verdict =
					records.length > 1 ? await this.keepFirst(row, records) : { kind: 'saved', data: own };
				const isOthers = verdict.kind === 'saved' && !isSameId(verdict.data.id, own.id);
				if (!isOthers) this.settle(row, verdict);
				else if (!this.settledByRecord(row, verdict.data)) toUpdate.push(row);
			}
		}
		return toUpdate;
	}

	private async lookUp(rows: Row[]): Promise<ExistingRows | Unsaved> {
		const { match } = this.plan;
		const keys = rows.map(({ sourceKey }) => sourceKey!);
		return await findExisting(this.client, rows[0].userId, keys, match!, match!.windowDays);
	}

	/** Settles a row by the records found for it, unless it is to be sent. */
	private settledByExisting(row: Row, found: IDataObject[], toSend: Set<string>): boolean {
		if (found.length === 0) {
			const isLeft = this.plan.match!.missing === 'leave';
			if (isLeft) this.settle(row, notFound(row.sourceKey!));
			return isLeft;
		}
		if (found.length > 1 && this.plan.match!.found === 'update') {
			this.settle(row, hasDoubles(found));
			return true;
		}
		// After an earlier row that will change the record, what Tight has now says nothing.
		const isAsFound = !toSend.has(identityOf(row)!);
		return this.settledByRecord(row, found[0], isAsFound);
	}

	private settledByRecord(row: Row, record: IDataObject, isAsFound = true): boolean {
		const { found, changeOf } = this.plan.match!;
		const change = changeOf?.(record, row.body) ?? row.body;
		if (isAsFound && (found === 'skip' || holds(record, change))) {
			const told = this.withDifferences(record, row);
			this.settle(row, { kind: 'saved', data: record }, { kind: 'saved', data: told });
			return true;
		}
		this.updates.set(row, asUpdateOf(record, change));
		if (String(record.apiSourceId) !== row.sourceKey!.apiSourceId) this.moved.add(row);
		return false;
	}

	/** A record that is left as it is, and says in what the row differs from it. */
	private withDifferences(record: IDataObject, { body }: Row): IDataObject {
		const { compared } = this.plan.match!;
		const differences = compared ? differencesOf(record, body, compared) : [];
		return differences.length === 0 ? record : { ...record, [DIFFERENCES]: differences };
	}

	/** Whether a row is still to be sent after an earlier one that means the same record. */
	private isToFollow(row: Row): boolean {
		const earlier = row.sourceKey && this.verdicts.get(identityOf(row)!);
		if (!earlier) return true;
		const isSkipped = this.plan.match!.found === 'skip';
		if (earlier.kind === 'saved' && (isSkipped || earlier.data.id !== undefined)) {
			return !this.settledByRecord(row, earlier.data);
		}
		const explanation = earlier.kind === 'saved' ? EARLIER_WITHOUT_ID : EARLIER_UNKNOWN;
		this.settle(row, { kind: 'notSent', reasons: [], explanation });
		return false;
	}

	private batchesOf(rows: Row[]): Row[][] {
		const { batchSize } = this.plan;
		return groupBy(rows, ({ userId }) => userId).flatMap((usersRows) =>
			Array.from({ length: Math.ceil(usersRows.length / batchSize) }, (_, index) =>
				usersRows.slice(index * batchSize, (index + 1) * batchSize),
			),
		);
	}

	private async save(batch: Row[]): Promise<void> {
		const bodies = batch.map((row) => this.updates.get(row) ?? row.body);
		const reply = await this.client.call(batch[0].userId, {
			method: 'POST',
			path: this.plan.path,
			body: { data: bodies },
			repeatable: false,
		});
		const verdicts = verdictsOnBatch(
			reply,
			bodies.map((body) => asShown(body, this.plan.sourceField)),
		);
		if (this.mayPart(verdicts)) {
			const middle = Math.ceil(batch.length / 2);
			for (const half of [batch.slice(0, middle), batch.slice(middle)]) {
				if (this.mayGoOn()) await this.save(half);
			}
			return;
		}
		const unknown = batch.filter((_, index) => verdicts[index].kind === 'unknown');
		const resolved = await this.resolve(unknown);
		batch.forEach((row, index) => {
			const verdict = resolved.get(row) ?? verdicts[index];
			const isNew = this.plan.match && (!this.updates.has(row) || this.moved.has(row));
			if (isNew && verdict.kind === 'saved') this.added.set(row, verdict.data);
			else this.settle(row, verdict);
		});
	}

	/**
	 * Whether a batch that Tight refused as a whole is worth sending in halves, so that one bad row
	 * does not cost the others. Nothing of it was stored, so nothing is sent twice.
	 */
	private mayPart(verdicts: Verdict[]): boolean {
		const [first] = verdicts;
		if (verdicts.length < 2 || first.kind !== 'refused' || !first.wholeCall) return false;
		if (this.plan.stopOnFailure && first.status !== PAYLOAD_TOO_LARGE) return false;
		return this.partedBatches++ < MOST_PARTED_BATCHES;
	}

	/** Looks in Tight for rows whose outcome is not known. Those that are found were saved. */
	private async resolve(rows: Row[]): Promise<Map<Row, Verdict>> {
		const resolved = new Map<Row, Verdict>();
		if (!this.plan.match || rows.length === 0) return resolved;
		const existing = await this.lookUp(rows);
		if (!(existing instanceof ExistingRows)) return resolved;
		for (const row of rows) {
			const [data, ...others] = existing.find(row.sourceKey!);
			const update = this.updates.get(row);
			// Doubles of a row that was added are seen to before it is settled.
			const isSaved = data && (!update || (others.length === 0 && holds(data, update)));
			if (isSaved) resolved.set(row, { kind: 'saved', data });
		}
		return resolved;
	}
}

/** A row by what Tight will show of it: the source's id is none of Tight's. */
function asShown(body: IDataObject, sourceField = 'apiSourceId'): Sent {
	return {
		...body,
		...(sourceField === 'id' && { id: undefined }),
		apiSourceId: body[sourceField],
	};
}

const EARLIER_WITHOUT_ID =
	'an earlier item with the same API Source ID was saved, but Tight did not tell under which ID';
const EARLIER_UNKNOWN =
	'an earlier item with the same API Source ID may or may not have been saved';

/**
 * The records that rows of a user replace. A record is replaced once, and not at all while a row
 * of its own stands beside.
 */
function replacedBy(rows: Row[], existing: ExistingRows): Map<Row, IDataObject[]> {
	const sources = new Set(rows.map(({ sourceKey }) => sourceKey!.apiSourceId));
	const owners = new Map<unknown, string>();
	const isFree = (record: IDataObject, row: Row) => {
		const identity = identityOf(row)!;
		if (!owners.has(record.id)) owners.set(record.id, identity);
		return owners.get(record.id) === identity;
	};
	const replaced = new Map<Row, IDataObject[]>();
	for (const row of rows) {
		const { replaces } = row.sourceKey!;
		if (replaces === undefined || sources.has(replaces)) continue;
		const records = existing.findReplaced(row.sourceKey!);
		replaced.set(
			row,
			records.filter((record) => isFree(record, row)),
		);
	}
	return replaced;
}

/** What the row means in Tight; rows without an identity are always new. */
function identityOf({ userId, body, sourceKey }: Row): string | undefined {
	if (sourceKey) return JSON.stringify([userId, sourceKey.bankAccountId, sourceKey.apiSourceId]);
	return body.id === undefined ? undefined : JSON.stringify([userId, body.id]);
}

/** Rows that mean the same record are put into different waves, in their order. */
function wavesOf(rows: Row[]): Row[][] {
	const waves: Row[][] = [];
	const seen = new Map<string, number>();
	for (const row of rows) {
		const identity = identityOf(row);
		const wave = (identity && seen.get(identity)) || 0;
		if (identity) seen.set(identity, wave + 1);
		(waves[wave] ??= []).push(row);
	}
	return waves;
}
