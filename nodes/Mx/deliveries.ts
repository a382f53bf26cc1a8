import { createHash } from 'crypto';
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { eventOf, recordIn } from './events';

/** "No Content", which MX asks for. Source: docs.mx.com/resources/webhooks (stated). */
export const TAKEN = 204;

/** Some megabytes at most; MX repeats a call for about a day (docs.mx.com/resources/webhooks, stated). */
const MOST_REMEMBERED = 10_000;

/**
 * What is known of an event that came. `taken`: MX was told so, and has no reason to send it again.
 * `started`: the workflow runs or is about to, but whether MX got to hear of it is not known.
 */
export type Progress = 'started' | 'taken';

/** Remembers so many events and forgets the oldest first. */
export class Memory {
	private readonly events = new Map<string, Progress>();

	constructor(private readonly most: number) {}

	get(key: string): Progress | undefined {
		return this.events.get(key);
	}

	set(key: string, progress: Progress) {
		this.events.set(key, progress);
		if (this.events.size > this.most) this.events.delete(this.events.keys().next().value as string);
	}

	delete(key: string) {
		this.events.delete(key);
	}

	get size(): number {
		return this.events.size;
	}

	clear() {
		this.events.clear();
	}
}

/**
 * The events that came, in this process. Losing it costs a mark on a redelivery; it is not kept in
 * the workflow's static data, where calls at the same time overwrite each other.
 */
export const deliveries = new Memory(MOST_REMEMBERED);

function isGiven(value: unknown): value is string | number {
	return typeof value === 'number' || (typeof value === 'string' && value !== '');
}

/**
 * What tells an event from every other: a record's `guid` and `revision`, else the member and when
 * the process ended. MX gives deliveries no id. Source: docs.mx.com/resources/webhooks names
 * `revision` for this (stated); member and time are inferred.
 *
 * @returns undefined when the body has neither: two equal bodies may be two events then, such as
 *   two challenges of one member, and none may be taken for a redelivery
 */
export function identityOf(body: IDataObject): string[] | undefined {
	const { guid, revision } = recordIn(body);
	const { member_guid: member, completed_at: time } = body;
	const parts = [
		[guid, revision],
		[member, time],
	].find((pair) => pair.every(isGiven));
	return parts && [eventOf(body) ?? '', body.action ?? '', ...parts].map(String);
}

/**
 * The key under which a delivery to a trigger is remembered; a trigger's test mode has its own, so
 * that a test leaves no trace.
 *
 * @returns a digest, so that a key takes the same place however long its parts are
 */
export function keyOf(context: IWebhookFunctions, body: IDataObject): string | undefined {
	const identity = identityOf(body);
	if (!identity) return undefined;
	const trigger = [String(context.getWorkflow().id), context.getNode().id, context.getMode()];
	return createHash('sha256')
		.update(JSON.stringify([...trigger, ...identity]))
		.digest('base64');
}

/**
 * Remembers a delivery, at once: a caller that does not wait for the answer sends the event again.
 * Its answer says the rest. If n8n cannot start the workflow, the event is forgotten, and the next
 * call of it is the first. When the caller has gone, Node ends the answer without `finish`.
 */
export function remember(context: IWebhookFunctions, key: string) {
	const isFirst = deliveries.get(key) === undefined;
	if (isFirst) deliveries.set(key, 'started');
	const response = context.getResponseObject();
	response.once('finish', () => {
		if (response.statusCode === TAKEN) deliveries.set(key, 'taken');
		else if (isFirst && deliveries.get(key) === 'started') deliveries.delete(key);
	});
}
