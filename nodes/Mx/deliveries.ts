import { createHash } from 'crypto';
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { eventOf, recordIn } from './events';

/** "No Content", which MX asks for. Source: docs.mx.com/resources/webhooks (stated). */
export const TAKEN = 204;

/** Some megabytes at most; MX repeats a call for about a day (docs.mx.com/resources/webhooks, stated). */
const MOST_REMEMBERED = 10_000;

/** Remembers so many keys and forgets the oldest first. */
export class Memory {
	private readonly keys = new Set<string>();

	constructor(private readonly most: number) {}

	has(key: string): boolean {
		return this.keys.has(key);
	}

	add(key: string) {
		this.keys.add(key);
		if (this.keys.size > this.most) this.keys.delete(this.keys.values().next().value as string);
	}

	get size(): number {
		return this.keys.size;
	}

	clear() {
		this.keys.clear();
	}
}

/**
 * What n8n has taken, in this process. Losing it costs a mark on a redelivery; it is not kept in
 * the workflow's static data, where calls at the same time overwrite each other.
 */
export const taken = new Memory(MOST_REMEMBERED);

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
 * Remembers a delivery once n8n has answered that it took it. Earlier would be too early: if n8n
 * cannot start the workflow, MX sends the event again, and that call is then the first.
 */
export function rememberWhenTaken(context: IWebhookFunctions, key: string) {
	const response = context.getResponseObject();
	response.once('finish', () => {
		if (response.statusCode === TAKEN) taken.add(key);
	});
}
