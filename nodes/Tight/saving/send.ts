import type { IDataObject } from 'n8n-workflow';

import { runPool } from '../../shared/pool';
import type { TightClient } from '../api/client';
import type { Result, Unsaved } from '../api/results';
import { withEcho } from './echo';
import { groupBy } from './groupBy';
import { pairResults, type Sent } from './pair';
import type { Save, SavePlan } from './row';

const PAYLOAD_TOO_LARGE = 413;
/** Requests at the same time: of one user, and of many, since Tight's limit is for each token. */
const PARALLEL_OF_ONE_USER = 4;
const PARALLEL_OF_ALL_USERS = 16;
/** Calls spent on finding the bad rows of one batch that Tight refused as a whole. */
const MAX_CALLS_TO_ISOLATE = 64;

/** Which parallel requests to make for so many users. */
export function poolSize({ parallelRequests }: SavePlan, users: number): number {
	const fitting = Math.min(Math.max(users, PARALLEL_OF_ONE_USER), PARALLEL_OF_ALL_USERS);
	return parallelRequests ?? fitting;
}

const BROKEN_INFERENCE =
	'It was not sent, because every row of the first batch came back from Tight otherwise than it was sent (see those items)';

/**
 * Sends saves in batches, each of one user, and notes the results in them. A save is never sent again
 * after an outcome that is not known.
 *
 * The first batch of a run goes out alone: where everything in it comes back otherwise than it was
 * sent, the run stops, and the mistake is in one batch instead of all.
 */
export class Sender {
	private maxBatchSize: number;
	private isStopped = false;
	private readonly failed = new Set<Save>();

	constructor(
		private readonly client: TightClient,
		private readonly plan: SavePlan,
	) {
		this.maxBatchSize = plan.batchSize;
	}

	/** Whether more may be sent. */
	mayGoOn(): boolean {
		return !(this.plan.stopOnFailure && this.failed.size > 0);
	}

	/** Notes the result of a save. */
	settle(save: Save, result: Result) {
		save.result = result;
		// What is looked up once more has not failed yet.
		const isOpen = result.kind === 'unknown' && this.plan.match && !save.isSettled;
		if (result.kind === 'saved' || isOpen) this.failed.delete(save);
		else this.failed.add(save);
	}

	/** @param look looks once more at saves whose results are not final, before more are sent */
	async send(saves: Save[], look: (saves: Save[]) => Promise<void>): Promise<void> {
		const users = groupBy(saves, ({ userId }) => userId);
		const [first, ...others] = users.flatMap((ofUser) => this.cut(ofUser));
		if (!first || !this.mayGoOn()) return;
		const sendAndLook = async (batch: Save[], isFirst = false) => {
			await this.sendBatch(batch);
			await look(batch.filter((save) => isUncertain(save, isFirst)));
		};
		await sendAndLook(first, true);
		this.isStopped = first.every(({ result }) => result?.kind === 'contradicted');
		const tasks = others.map((batch) => async () => await sendAndLook(batch));
		await runPool(tasks, poolSize(this.plan, users.length), () => this.mayGoOn());
	}

	private cut(saves: Save[]): Save[][] {
		const size = this.maxBatchSize;
		return Array.from({ length: Math.ceil(saves.length / size) }, (_, index) =>
			saves.slice(index * size, (index + 1) * size),
		);
	}

	private async sendBatch(batch: Save[]): Promise<void> {
		if (this.isStopped) {
			batch.forEach((save) => this.settle(save, notSent(BROKEN_INFERENCE)));
			return;
		}
		const budget = { calls: MAX_CALLS_TO_ISOLATE };
		for (const part of this.cut(batch)) {
			if (this.mayGoOn()) await this.sendPart(part, budget);
		}
	}

	private async sendPart(batch: Save[], budget: { calls: number }): Promise<void> {
		const results = await this.post(batch);
		const [first] = results;
		const isWhole = first.kind === 'refused' && first.wholeCall;
		if (!isWhole || batch.length === 1) {
			batch.forEach((save, index) => this.settle(save, this.checked(results[index], save)));
			return;
		}
		if (first.status === PAYLOAD_TOO_LARGE) {
			this.maxBatchSize = Math.min(this.maxBatchSize, Math.ceil(batch.length / 2));
			for (const part of this.cut(batch)) {
				if (this.mayGoOn()) await this.sendPart(part, budget);
			}
			return;
		}
		// Nothing of a refused batch was stored, so its halves can be sent to find the bad rows.
		const middle = Math.ceil(batch.length / 2);
		for (const half of [batch.slice(0, middle), batch.slice(middle)]) {
			if (!this.mayGoOn()) return;
			if (budget.calls-- > 0) await this.sendPart(half, budget);
			else half.forEach((save) => this.settle(save, inRefusedBatch(first, batch.length)));
		}
	}

	private async post(batch: Save[]): Promise<Result[]> {
		const bodies = batch.map(({ sent }) => sent!);
		const reply = await this.client.call(batch[0].userId, {
			method: 'POST',
			path: this.plan.path,
			body: { data: bodies },
			repeatable: false,
		});
		return pairResults(
			reply,
			bodies.map((body) => asShown(body, this.plan.sourceField)),
		);
	}

	private checked(result: Result, { sent }: Save): Result {
		return this.plan.hasEcho ? withEcho(result, sent!) : result;
	}
}

/** Whether it decides on the other batches what Tight has by now. */
function isUncertain({ result, isNewIdentity, identity }: Save, isFirst: boolean): boolean {
	if (result?.kind === 'unknown') return true;
	const isOpen = isFirst && isNewIdentity && result?.kind === 'saved';
	if (!isOpen) return false;
	const { id, apiSourceId } = result.data;
	return id !== undefined && String(apiSourceId) !== identity!.apiSourceId;
}

/** A row by what Tight will show of it: the source's ID is not one of Tight's. */
function asShown(body: IDataObject, sourceField: string): Sent {
	return {
		...body,
		...(sourceField === 'id' && { id: undefined }),
		apiSourceId: body[sourceField],
	};
}

function notSent(explanation: string): Unsaved {
	return { kind: 'notSent', reasons: [], explanation };
}

/** Tight's reason may be that of another row, so it is not given as this row's own. */
function inRefusedBatch({ reasons }: Unsaved, size: number): Unsaved {
	const said = reasons
		.map(({ message, type }) => message ?? type)
		.filter(Boolean)
		.join('; ');
	return notSent(
		`Tight refused the whole batch of ${size} rows that it was in${said && `, saying of one of them: ${said}`}. Too many rows of the batch are bad to find each one: correct the items that were refused, or set a smaller 'Batch Size'`,
	);
}
