import type { IDataObject } from 'n8n-workflow';

import { runPool } from '../../shared/pool';
import type { TightClient } from './client';
import { ExistingRows, findExisting, type Lookup, type SourceKey } from './existing';
import { asUpdateOf, holds } from './held';
import { verdictsOnBatch, type Unsaved, type Verdict } from './verdicts';

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
	match?: Lookup & { found: 'update' | 'skip'; windowDays: number };
	/** Called once for each row. */
	onVerdict: (row: Row, verdict: Verdict) => void;
}

/** Calls spent on finding the rows for which Tight refuses a whole batch. */
const MOST_PARTED_BATCHES = 64;
const PAYLOAD_TOO_LARGE = 413;

/**
 * Saves rows in batches, each of one user's rows.
 *
 * Rows that mean the same record never share a batch and are saved in their order: the second goes
 * out when the verdict on the first is known. A save is never sent again after an outcome that is
 * not known; where rows are matched by their source id they are looked up instead.
 */
export async function saveRows(client: TightClient, rows: Row[], plan: SavePlan): Promise<void> {
	await new BatchSave(client, plan).run(rows);
}

class BatchSave {
	private hasFailed = false;
	private partedBatches = 0;
	/** The last news of each record that was sent in this execution, by what its rows mean. */
	private readonly verdicts = new Map<string, Verdict>();
	/** Rows that update a record that was found by its source id. */
	private readonly found = new Set<Row>();

	constructor(
		private readonly client: TightClient,
		private readonly plan: SavePlan,
	) {}

	async run(rows: Row[]): Promise<void> {
		const waves = wavesOf(await this.matched(rows));
		for (const wave of waves) {
			const ready = wave.filter((row) => this.mayGoOn() && this.isToFollow(row));
			const tasks = this.batchesOf(ready).map((batch) => () => this.save(batch));
			await runPool(tasks, this.plan.parallelRequests, () => this.mayGoOn());
		}
	}

	private mayGoOn(): boolean {
		return !(this.plan.stopOnFailure && this.hasFailed);
	}

	private settle(row: Row, verdict: Verdict) {
		if (verdict.kind !== 'saved') this.hasFailed = true;
		const identity = identityOf(row);
		// What was refused, or not sent, says nothing of what Tight has.
		const isNews = verdict.kind === 'saved' || verdict.kind === 'unknown';
		if (identity && isNews) this.verdicts.set(identity, verdict);
		this.plan.onVerdict(row, verdict);
	}

	/** Looks up rows that stand in Tight already; what is left is to be sent. */
	private async matched(rows: Row[]): Promise<Row[]> {
		if (!this.plan.match) return rows;
		const toSend: Row[] = [];
		const identitiesToSend = new Set<string>();
		for (const usersRows of groupBy(rows, ({ userId }) => userId)) {
			if (!this.mayGoOn()) break;
			const existing = await this.lookUp(usersRows);
			for (const row of usersRows) {
				if (!(existing instanceof ExistingRows)) {
					this.settle(row, notLookedUp(existing));
				} else if (!this.settledByExisting(row, existing, identitiesToSend)) {
					toSend.push(row);
					identitiesToSend.add(identityOf(row)!);
				}
			}
		}
		return toSend;
	}

	private async lookUp(rows: Row[]): Promise<ExistingRows | Unsaved> {
		const { match } = this.plan;
		const keys = rows.map(({ sourceKey }) => sourceKey!);
		return await findExisting(this.client, rows[0].userId, keys, match!, match!.windowDays);
	}

	/** Settles a row that Tight has already, unless it is to be sent as an update. */
	private settledByExisting(row: Row, existing: ExistingRows, toSend: Set<string>): boolean {
		const found = existing.find(row.sourceKey!);
		if (found.length > 1 && this.plan.match!.found === 'update') {
			this.settle(row, hasDoubles(row, found));
			return true;
		}
		// After an earlier row that will change the record, what Tight has now says nothing.
		const isAsFound = !toSend.has(identityOf(row)!);
		return found.length > 0 && this.settledByRecord(row, found[0], isAsFound);
	}

	private settledByRecord(row: Row, record: IDataObject, isAsFound = true): boolean {
		if (isAsFound && (this.plan.match!.found === 'skip' || holds(record, row.body))) {
			this.settle(row, { kind: 'saved', data: record });
			return true;
		}
		this.found.add(row);
		row.body = asUpdateOf(record, row.body);
		return false;
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
		const bodies = batch.map(({ body }) => body);
		const reply = await this.client.call(batch[0].userId, {
			method: 'POST',
			path: this.plan.path,
			body: { data: bodies },
			repeatable: false,
		});
		const verdicts = verdictsOnBatch(reply, bodies);
		if (this.mayPart(verdicts)) {
			const middle = Math.ceil(batch.length / 2);
			for (const half of [batch.slice(0, middle), batch.slice(middle)]) {
				if (this.mayGoOn()) await this.save(half);
			}
			return;
		}
		const unknown = batch.filter((_, index) => verdicts[index].kind === 'unknown');
		const resolved = await this.resolve(unknown);
		batch.forEach((row, index) => this.settle(row, resolved.get(row) ?? verdicts[index]));
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
			if (data && others.length === 0 && (!this.found.has(row) || holds(data, row.body))) {
				resolved.set(row, { kind: 'saved', data });
			}
		}
		return resolved;
	}
}

const LOOKUP_FAILED = 'So it is not known whether Tight has the row already';
const EARLIER_WITHOUT_ID =
	'an earlier item with the same API Source ID was saved, but Tight did not tell under which ID';
const EARLIER_UNKNOWN =
	'an earlier item with the same API Source ID may or may not have been saved';

/** A row that is not sent, because Tight did not say whether it has it already. */
function notLookedUp(lookup: Unsaved): Unsaved {
	if (lookup.kind === 'notSent') return lookup;
	const explanation = [lookup.explanation, LOOKUP_FAILED].filter(Boolean).join('. ');
	return { ...lookup, kind: 'notSent', explanation };
}

function hasDoubles({ sourceKey }: Row, found: IDataObject[]): Unsaved {
	const ids = found.map(({ id }) => String(id)).join(', ');
	return {
		kind: 'notSent',
		reasons: [],
		explanation: `Tight has ${found.length} records with its API Source ID '${sourceKey!.apiSourceId}' (${ids}). Delete the surplus ones, or update one by its ID`,
	};
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

function groupBy<T>(values: T[], keyOf: (value: T) => string): T[][] {
	const groups = new Map<string, T[]>();
	for (const value of values) {
		const group = groups.get(keyOf(value));
		if (group) group.push(value);
		else groups.set(keyOf(value), [value]);
	}
	return [...groups.values()];
}
