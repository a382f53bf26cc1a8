import type { IExecuteFunctions } from 'n8n-workflow';

import type { Wait } from '../shared/wait';

/**
 * Syncs of this process that are under way, or whose rows may not be saved yet. See
 * docs/decisions/0006-cursors-move-after-the-save.md.
 */

const MILLISECONDS_REMEMBERED = 60 * 60 * 1000;
/** How long after its last rows arrived at Save Cursor a Sync still counts as being saved. */
const MILLISECONDS_LINGERING = 2 * 60 * 1000;
const CLEANING_INTERVAL = 60 * 1000;
const MAX_RUNS = 10_000;
/** How long after its beginning a Sync is waited for by the next one of its Item. */
const MAX_TURN = 30 * 1000;
/** How long after rows arrived at Save Cursor more of them are waited for. */
const MAX_GAP = 5 * 1000;
const LOOK_AGAIN = 50;

/** One Sync of one Item. */
export interface Run {
	executionId: string;
	workflowId: string;
	/** Under which the workflow keeps the cursor. */
	key: string;
	beganAt: number;
	/** Where it ended; undefined while it is under way. */
	end?: string;
	/** What has to arrive at Save Cursor before the cursor moves: IDs of transactions. */
	awaited: Set<string>;
	/** How many rows it gave. */
	size: number;
	/** Whether every older row had been saved when it ended. */
	isAlone: boolean;
	/** When the execution last reached Save Cursor. */
	reachedAt?: number;
	/** Whether all of its rows have arrived. */
	isComplete: boolean;
}

/** By workflow and key. */
const runsOfItems = new Map<string, Run[]>();
/** By workflow and execution. */
const runsOfExecutions = new Map<string, Run[]>();
let count = 0;
let cleanedAt = 0;
let crowdedUntil = 0;

const itemOf = ({ workflowId, key }: Run) => JSON.stringify([workflowId, key]);
const executionOf = (workflowId: string, executionId: string) =>
	JSON.stringify([workflowId, executionId]);

function workflowOf(context: IExecuteFunctions): string {
	return String(context.getWorkflow().id ?? '');
}

function isForgotten({ beganAt }: Run, now: number): boolean {
	return beganAt <= now - MILLISECONDS_REMEMBERED;
}

/** Now and then, since looking at 10,000 runs for each of 10,000 Items takes minutes. */
function dropForgotten(now: number) {
	if (now < cleanedAt + CLEANING_INTERVAL) return;
	cleanedAt = now;
	for (const run of [...runsOfItems.values()].flat()) if (isForgotten(run, now)) dropRun(run);
}

/** Whether the rows of a Sync may still be written. */
function isOpen({ isComplete, reachedAt, beganAt }: Run, now: number): boolean {
	if (isComplete) return false;
	return reachedAt === undefined
		? beganAt > now - MILLISECONDS_REMEMBERED
		: reachedAt > now - MILLISECONDS_LINGERING;
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
	const item = JSON.stringify([workflowOf(context), key]);
	const executionId = context.getExecutionId();
	const isInTheWay = (run: Run) => {
		const now = Date.now();
		const end = run.reachedAt === undefined ? run.beganAt + MAX_TURN : run.reachedAt + MAX_GAP;
		return run.executionId !== executionId && isOpen(run, now) && end > now;
	};
	while ((runsOfItems.get(item) ?? []).some(isInTheWay) && (await wait(LOOK_AGAIN)));
}

/** Notes that a Sync begins. It replaces another one of the same Item in the same execution. */
export function beginRun(context: IExecuteFunctions, key: string): Run {
	const executionId = context.getExecutionId();
	const workflowId = workflowOf(context);
	const now = Date.now();
	dropForgotten(now);
	const run: Run = {
		...{ executionId, workflowId, key, beganAt: now },
		...{ awaited: new Set(), size: 0, isAlone: false, isComplete: false },
	};
	const replaced = (runsOfItems.get(itemOf(run)) ?? []).filter(
		(other) => other.executionId === executionId,
	);
	replaced.forEach(dropRun);
	if (count < MAX_RUNS) keep(run);
	else crowdedUntil = now + MILLISECONDS_REMEMBERED;
	return run;
}

function keep(run: Run) {
	count++;
	addTo(runsOfItems, itemOf(run), run);
	addTo(runsOfExecutions, executionOf(run.workflowId, run.executionId), run);
}

function addTo(map: Map<string, Run[]>, key: string, run: Run) {
	const runs = map.get(key);
	if (runs) runs.push(run);
	else map.set(key, [run]);
}

/**
 * Notes where a Sync ended, and which rows it gave. The rows of another one that is not saved yet may
 * be older than these, and may yet be written over them; then the cursor must not move past them.
 *
 * @param rows IDs of what comes out
 */
export function endRun(run: Run, end: string, rows: string[]) {
	const now = Date.now();
	const others = (runsOfItems.get(itemOf(run)) ?? []).filter((other) => other !== run);
	run.end = end;
	run.awaited = new Set(rows);
	run.size = run.awaited.size;
	run.isAlone = !others.some((other) => isOpen(other, now)) && now >= crowdedUntil;
}

/** Forgets a Sync that leaves nothing to be saved. */
export function dropRun(run: Run) {
	const isDropped = [
		removeFrom(runsOfItems, itemOf(run), run),
		removeFrom(runsOfExecutions, executionOf(run.workflowId, run.executionId), run),
	].some(Boolean);
	if (isDropped) count--;
}

function removeFrom(map: Map<string, Run[]>, key: string, run: Run): boolean {
	const runs = map.get(key);
	if (!runs?.includes(run)) return false;
	const left = runs.filter((other) => other !== run);
	if (left.length > 0) map.set(key, left);
	else map.delete(key);
	return true;
}

/** The Syncs of this execution that have ended. */
export function endedRuns(context: IExecuteFunctions): Run[] {
	const execution = executionOf(workflowOf(context), context.getExecutionId());
	const now = Date.now();
	return (runsOfExecutions.get(execution) ?? []).filter(
		(run) => run.end !== undefined && !isForgotten(run, now),
	);
}

/** For tests: as after a restart of n8n. */
export function forgetRuns() {
	runsOfItems.clear();
	runsOfExecutions.clear();
	count = 0;
	cleanedAt = 0;
	crowdedUntil = 0;
}
