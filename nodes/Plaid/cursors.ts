import type { IExecuteFunctions } from 'n8n-workflow';
import { createHash } from 'crypto';

/**
 * Cursors that a workflow keeps, one for each Item, so that each Sync continues where the last
 * successful one ended. See docs/decisions/0006-cursors-move-after-the-save.md.
 */

const MILLISECONDS_REMEMBERED = 60 * 60 * 1000;
const MOST_RUNS = 10_000;

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
}

function keptCursors(context: IExecuteFunctions): Record<string, unknown> {
	const { plaidCursors } = context.getWorkflowStaticData('global');
	const isObject = typeof plaidCursors === 'object' && plaidCursors !== null;
	return isObject ? (plaidCursors as Record<string, unknown>) : {};
}

/** The cursor that the workflow keeps; empty when there is none yet. */
export function keptCursor(context: IExecuteFunctions, key: string): string {
	const kept = Object.entries(keptCursors(context)).find(([known]) => known === key);
	return typeof kept?.[1] === 'string' ? kept[1] : '';
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
	// A new object: n8n notices changes at the top of its static data.
	context.getWorkflowStaticData('global').plaidCursors = Object.fromEntries([
		...Object.entries(keptCursors(context)),
		...moved.map(({ key, end }) => [key, end]),
	]);
}
