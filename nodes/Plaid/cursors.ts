import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { createHash } from 'crypto';

import { endedRuns, type Run } from './runs';

/**
 * Cursors that a workflow keeps, one for each Item, so that each Sync continues where the last
 * successful one ended. See docs/decisions/0006-cursors-move-after-the-save.md.
 *
 * n8n loads static data at the start of an execution and writes the whole of it at the end, so
 * that an execution puts back what another one has written meanwhile. Therefore this process keeps
 * the cursors in memory too, and all its executions write the same objects, as they then are.
 */

/**
 * The key of an Item's cursor. One account has a cursor of its own (stated: OpenAPI,
 * `options.account_id`).
 */
export function cursorKey(itemId: string, accessToken: string, accountId: string): string {
	const item = itemId || createHash('sha256').update(accessToken).digest('hex');
	return accountId ? `${item}/${accountId}` : item;
}

/** Cursors by their keys, and the times (ISO 8601, UTC) at which they were saved. */
interface Kept {
	plaidCursors: Record<string, string>;
	plaidCursorTimes: Record<string, string>;
}

/** By workflow. */
const keptHere = new Map<string, Kept>();

function textsIn(value: unknown): Array<[key: string, text: string]> {
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).filter((entry): entry is [string, string] => {
		return typeof entry[1] === 'string';
	});
}

/** What this process and the static data know together; of two cursors the newer one. */
function keptCursors(context: IExecuteFunctions): Kept {
	const workflowId = String(context.getWorkflow().id ?? '');
	// Without a prototype any key is only a key.
	const kept: Kept = keptHere.get(workflowId) ?? {
		plaidCursors: Object.create(null) as Record<string, string>,
		plaidCursorTimes: Object.create(null) as Record<string, string>,
	};
	keptHere.set(workflowId, kept);
	const { plaidCursors, plaidCursorTimes } = context.getWorkflowStaticData('global');
	const times = new Map(textsIn(plaidCursorTimes));
	for (const [key, cursor] of textsIn(plaidCursors)) {
		const time = times.get(key) ?? '';
		if (key in kept.plaidCursors && kept.plaidCursorTimes[key] >= time) continue;
		kept.plaidCursors[key] = cursor;
		kept.plaidCursorTimes[key] = time;
	}
	return kept;
}

/** The cursor that the workflow keeps; empty when there is none yet. */
export function keptCursor(context: IExecuteFunctions, key: string): string {
	return keptCursors(context).plaidCursors[key] ?? '';
}

/** What Save Cursor did. */
export interface Moved {
	/** Syncs of this execution that keep their cursor; 0 where Save Cursor has nothing to do. */
	syncs: number;
	/** Syncs of which rows have not arrived yet. */
	waiting: Run[];
}

/** The ID of a row that Sync gives: of its transaction, or of the summary of an Item. */
export function rowId({ transaction_id, next_cursor }: IDataObject): string {
	return String(transaction_id ?? next_cursor ?? '');
}

/** The ID of a row of Sync in what arrives: the row itself, or what Tight answered for it. */
function idIn(json: IDataObject): string {
	return json.transaction_id === undefined && json.apiSourceId
		? String(json.apiSourceId)
		: rowId(json);
}

/**
 * Moves the kept cursors of those Items of which every row has arrived, in however many calls. One
 * that overlapped with another Sync of its Item stays, so that the next run repeats it.
 *
 * @param originOf the row of Sync from which an item comes, where its JSON does not say
 */
export function saveCursors(
	context: IExecuteFunctions,
	originOf: (item: number) => IDataObject | undefined,
): Moved {
	const runs = endedRuns(context);
	const now = Date.now();
	const byId = new Map<string, Run[]>();
	for (const run of runs) {
		run.reachedAt = now;
		for (const id of run.awaited) byId.set(id, [...(byId.get(id) ?? []), run]);
	}
	context.getInputData().forEach(({ json }, item) => {
		const isNamed = byId.has(idIn(json));
		// To follow an item back to Sync takes long, and few items lack the ID of their row.
		const id = isNamed || byId.size === 0 ? idIn(json) : idIn(originOf(item) ?? {});
		for (const run of byId.get(id) ?? []) run.awaited.delete(id);
	});
	const arrived = runs.filter(({ awaited, isComplete }) => awaited.size === 0 && !isComplete);
	for (const run of arrived) run.isComplete = true;
	move(
		context,
		arrived.filter(({ isAlone, end }) => isAlone && end),
	);
	return { syncs: runs.length, waiting: runs.filter(({ isComplete }) => !isComplete) };
}

function move(context: IExecuteFunctions, runs: Run[]) {
	if (runs.length === 0) return;
	const kept = keptCursors(context);
	const now = new Date(Date.now()).toISOString();
	for (const { key, end } of runs) {
		kept.plaidCursors[key] = end!;
		kept.plaidCursorTimes[key] = now;
	}
	// n8n notices changes at the top of its static data.
	Object.assign(context.getWorkflowStaticData('global'), kept);
}

/** For tests: as after a restart of n8n. */
export function forgetCursors() {
	keptHere.clear();
}
