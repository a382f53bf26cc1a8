import { withLock } from '../../shared/lock';
import type { TightClient } from '../api/client';
import type { Result, Unsaved } from '../api/results';
import { overwrittenBy, withDifferences } from './decide';
import { fold } from './fold';
import { reportSurplus, surplusOf } from './known';
import { Matcher } from './matcher';
import type { Row, Save, SavePlan } from './row';
import { Sender } from './send';

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
	private readonly matcher?: Matcher;

	constructor(
		client: TightClient,
		private readonly plan: SavePlan,
	) {
		this.sender = new Sender(client, plan);
		if (plan.match) this.matcher = new Matcher(client, plan, plan.match, this.sender);
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
		if (!this.plan.stopOnFailure) {
			for (const save of changes.filter(isRefusedTogether)) await this.handleApart(save, results);
		}
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
		const { matcher } = this;
		if (matcher) await matcher.decide(saves);
		else saves.forEach((save) => (save.sent = save.body));
		const toSend = saves.filter(({ sent, result }) => sent && !result);
		await this.sender.send(toSend, async (uncertain) => await matcher?.settle(uncertain));
		await matcher?.settle(toSend);
		toSend.forEach(noteOverwritten);
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
