import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { itemsFrom } from '../../../shared/items';
import { done, type Outcome } from '../../../shared/outcome';
import { readReply, type Reply, type Unanswered } from '../../client/reply';
import { cursorKey, keptCursor, rowId } from '../../cursors';
import { syncPage } from '../../entities/transaction';
import { beginRun, dropRun, endRun, keepsCursors, untilFree, type Run } from '../../runs';
import { allChanges, changeRows, isEmpty, summaryRow, type Changes } from '../../sync';
import { eachItem, notAnswered, PARALLEL_READS, type Item } from '../eachItem';
import type { Form } from '../form';
import type { Operation } from '../operation';
import { syncParameters } from './syncParameters';

/** The most that Plaid allows; fewer pages are less often changed in the middle (stated). */
const CHANGES_PER_PAGE = 500;
const MOST_DAYS = 730;
const MOST_RESTARTS = 100;
const DEFAULT_RESTARTS = 3;

interface Task {
	itemId: string;
	/** Where to begin, when the user keeps cursors. */
	given?: string[];
	/** Whether the workflow may keep the cursor at which the Sync ends. */
	mayBeKept: boolean;
	/** Under which the workflow keeps the cursor. */
	key: string;
	maxRestarts: number;
	/** What every page is asked for with. */
	request: IDataObject;
}

function prepare(form: Form): Task {
	const token = form.secret('accessToken', 'Access Token');
	const itemId = form.optionalText('itemId', 'Item ID');
	const accountId = form.textOption('accountId', 'Account ID');
	const days = form.wholeOption('daysRequested', 'Days Requested', 1, MOST_DAYS);
	const given = form.read('cursorMode') === 'given' ? givenCursors(form) : undefined;
	return {
		itemId,
		given,
		// What begins at a cursor of the user's may leave out changes that this workflow has not saved.
		mayBeKept: !given || (!Array.isArray(form.read('cursor')) && given[0] === ''),
		key: cursorKey(itemId, token, accountId),
		maxRestarts:
			form.wholeOption('maxRestarts', 'Max Restarts', 0, MOST_RESTARTS) ?? DEFAULT_RESTARTS,
		request: {
			access_token: token,
			count: CHANGES_PER_PAGE,
			options: {
				include_original_description: form.option('includeOriginalDescription') ?? true,
				...(accountId && { account_id: accountId }),
				...(days && { days_requested: days }),
			},
		},
	};
}

/** A list without cursors, as of an Item that is new, means the first transaction. */
function givenCursors(form: Form): string[] {
	const cursors = form.texts('cursor', 'Given Cursor');
	return cursors.length > 0 ? cursors : [''];
}

/** Reads everything that changed for one Item. */
async function changesOf(item: Item, task: Task, cursors: string[]): Promise<Reply<Changes>> {
	const { client, form } = item;
	return await allChanges({
		cursors,
		maxRestarts: task.maxRestarts,
		wait: client.wait,
		fetchPage: async (from, isFirst) => {
			const call = {
				path: '/transactions/sync',
				body: { ...task.request, ...(from && { cursor: from }) },
				timeoutSeconds: form.timeoutSeconds,
				// After a fault on a later page, the loop begins again at its first page.
				repeatable: isFirst,
			};
			return readReply(await client.call(call), syncPage);
		},
	});
}

/** Plaid's wording is seen in practice, not stated: webhookdb/webhookdb#646. */
function isCursorRefused({ error = {} }: Unanswered): boolean {
	return error.error_code === 'INVALID_FIELD' && /cursor/i.test(error.error_message ?? '');
}

const BEGIN_ANEW =
	"Check 'Item ID' and 'Account ID'. To begin anew, run the active workflow once with 'Cursor' set to Given and 'Given Cursor' empty";

/** Reads the changes of one Item, and remembers where it ended until Save Cursor keeps that. */
async function syncItem(item: Item, task: Task, context: IExecuteFunctions, runs: Run[]) {
	const mayBeKept = task.mayBeKept && keepsCursors(context);
	if (mayBeKept) await untilFree(context, task.key, item.client.wait);
	const run = mayBeKept ? beginRun(context, task.key) : undefined;
	if (run) runs.push(run);
	const reply = await changesOf(item, task, task.given ?? [keptCursor(context, task.key)]);
	if (reply.kind !== 'answered') {
		if (run) dropRun(run);
		const explanation = isCursorRefused(reply) ? BEGIN_ANEW : reply.explanation;
		return notAnswered(item, { ...reply, explanation });
	}
	const isSummary = item.form.read('output') === 'summary';
	const rows = isSummary
		? [summaryRow(reply.data, task.itemId)]
		: changeRows(reply.data, task.itemId);
	if (run && isEmpty(reply.data)) dropRun(run);
	else if (run) endRun(run, reply.data.nextCursor, rows.map(rowId));
	return done(rows);
}

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const runs: Run[] = [];
	const latest = new Map<string, Promise<Outcome>>();
	const outcomes = await eachItem<Task>(context, {
		isChange: false,
		parallel: PARALLEL_READS,
		prepare,
		run: async (item, task) => {
			// One Item twice: the newer rows come out behind the older ones.
			const before = latest.get(task.key);
			const own = Promise.resolve(before).then(
				async () => await syncItem(item, task, context, runs),
			);
			latest.set(task.key, own);
			return await own;
		},
	});
	const isStopped = !context.continueOnFail() && outcomes.some(({ kind }) => kind === 'failed');
	if (isStopped) runs.forEach(dropRun);
	return itemsFrom(context, outcomes, 'synced');
}

/**
 * Sync: everything that changed since a cursor. Nothing comes out before all pages are there, and
 * an Item that is not ready has no changes.
 */
export const sync: Operation = {
	value: 'sync',
	name: 'Sync',
	action: 'Sync transactions',
	description: 'Get all transactions that were added, modified or removed since the last time',
	parameters: syncParameters,
	execute,
};
