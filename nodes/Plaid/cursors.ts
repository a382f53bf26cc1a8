import type { IExecuteFunctions } from 'n8n-workflow';
import { createHash } from 'crypto';

import type { Wait } from '../shared/wait';

/**
 * Cursors that a workflow keeps, one for each Item, so that each Sync continues where the last
 * successful one ended. See docs/decisions/0006-cursors-move-after-the-save.md.
 *
 * n8n loads static data at the start of an execution and writes the whole of it at the end, so
 * that an execution puts back what another one has written meanwhile. Therefore this process keeps
 * the cursors in memory too, and all its executions write the same objects, as they then are.
 */

const MILLISECONDS_REMEMBERED = 60 * 60 * 1000;
const MOST_RUNS = 10_000;
/** How long after its beginning a Sync is waited for by the next one of its Item. */
const LONGEST_TURN = 30 * 1000;
const LOOK_AGAIN = 50;

/** One Sync of one Item that is under way, or whose rows may not be saved yet. */
export interface Run {
	executionId: string;
	workflowId: string;
	/** Under which the workflow keeps the cursor. */
	key: string;
	beganAt: number;
	/** Where it ended; undefined while it is under way. */
	end?: string;
	/** Whether every older row had been saved when it ended. */
	isAlone: boolean;
}

let runs: Run[] = [];
let crowdedUntil = 0;

function dropForgotten(now: number) {
	runs = runs.filter(({ beganAt }) => beganAt > now - MILLISECONDS_REMEMBERED);
}

/**
 * The key of an Item's cursor. One account has a cursor of its own (stated: OpenAPI,
 * `options.account_id`).
 */
export function cursorKey(itemId: string, accessToken: string, accountId: string): string {
	const item = itemId || createHash('sha256').update(accessToken).digest('hex');
	return accountId ? `${item}/${accountId}` : item;
}

/** Whether the execution is one whose static data n8n keeps. A test from the editor is not. */
export function keepsCursors(context: IExecuteFunctions): boolean {
	return context.getMode() !== 'manual';
}

/**
 * Waits while the rows of another execution's Sync of the same Item are not saved. What Plaid adds
 * and removes between two cursors it may not mention at all, so they had better not overlap.
 */
export async function untilFree(context: IExecuteFunctions, key: string, wait: Wait) {
	const workflowId = String(context.getWorkflow().id ?? '');
	const executionId = context.getExecutionId();
	const isInTheWay = (run: Run) =>
		run.workflowId === workflowId &&
		run.key === key &&
		run.executionId !== executionId &&
		run.beganAt + LONGEST_TURN > Date.now();
	while (runs.some(isInTheWay) && (await wait(LOOK_AGAIN)));
}

/** Notes that a Sync begins. Another one of the same Item in the same execution takes its place. */
export function beginRun(context: IExecuteFunctions, key: string): Run {
	const executionId = context.getExecutionId();
	const workflowId = String(context.getWorkflow().id ?? '');
	const now = Date.now();
	dropForgotten(now);
	const run: Run = { executionId, workflowId, key, beganAt: now, isAlone: false };
	const isReplaced = (other: Run) => isOfSameItem(other, run) && other.executionId === executionId;
	runs = runs.filter((other) => !isReplaced(other));
	if (runs.length < MOST_RUNS) runs.push(run);
	else crowdedUntil = now + MILLISECONDS_REMEMBERED;
	return run;
}

function isOfSameItem(left: Run, right: Run): boolean {
	return left.workflowId === right.workflowId && left.key === right.key;
}

/**
 * Notes where a Sync ended. The rows of another one that is not saved yet may be older than these,
 * and may yet be written over them; then the cursor must not move past them.
 */
export function endRun(run: Run, end: string) {
	const now = Date.now();
	dropForgotten(now);
	const isOther = (other: Run) => other !== run && isOfSameItem(other, run);
	run.end = end;
	run.isAlone = !runs.some(isOther) && now >= crowdedUntil;
}

/** Forgets a Sync that leaves nothing to be saved. */
export function dropRun(run: Run) {
	runs = runs.filter((other) => other !== run);
}

/** For tests: as after a restart of n8n. */
export function forgetRuns() {
	runs = [];
	crowdedUntil = 0;
	keptHere.clear();
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

/**
 * Moves the kept cursors to where the Syncs of this execution ended, now that their rows are
 * saved. One that overlapped with another Sync of its Item stays, so that the next run repeats it.
 */
export function saveCursors(context: IExecuteFunctions) {
	const executionId = context.getExecutionId();
	const workflowId = String(context.getWorkflow().id ?? '');
	dropForgotten(Date.now());
	const isMine = (run: Run) => run.executionId === executionId && run.workflowId === workflowId;
	const ended = runs.filter((run) => isMine(run) && run.end !== undefined);
	runs = runs.filter((run) => !ended.includes(run));
	const moved = ended.filter(({ isAlone, end }) => isAlone && end);
	if (moved.length === 0) return;
	const kept = keptCursors(context);
	const now = new Date(Date.now()).toISOString();
	for (const { key, end } of moved) {
		kept.plaidCursors[key] = end!;
		kept.plaidCursorTimes[key] = now;
	}
	// n8n notices changes at the top of its static data.
	Object.assign(context.getWorkflowStaticData('global'), kept);
}
