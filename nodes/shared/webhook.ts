import { createHash, timingSafeEqual } from 'crypto';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { parseObject } from './json';

/** What the triggers have in common: the call as it came, and the answers to it. */

/** Stands for every event in a trigger's list of events. */
export const ANY_EVENT = '*';

/**
 * The bytes of the body as they came. A signature is over these bytes; JSON that was parsed and
 * written again has others.
 *
 * @returns undefined when n8n does not have them: then nothing can be proved
 */
export async function rawBody(context: IWebhookFunctions): Promise<Buffer | undefined> {
	const request = context.getRequestObject() as {
		rawBody?: unknown;
		readRawBody?: () => Promise<void>;
	};
	try {
		// What is not of a type that it can parse, n8n leaves unread.
		await request.readRawBody?.();
	} catch {
		// It has broken off, or n8n has taken it for a form.
	}
	return Buffer.isBuffer(request.rawBody) ? request.rawBody : undefined;
}

/**
 * A header that must be there once.
 *
 * @param name in lower case
 * @returns undefined when it is missing, or when it came more than once, so that which one counts
 *   would be a guess
 */
export function singleHeader(context: IWebhookFunctions, name: string): string | undefined {
	const { rawHeaders = [], headers } = context.getRequestObject() as {
		rawHeaders?: string[];
		headers: Record<string, unknown>;
	};
	const isName = (text: string, index: number) => index % 2 === 0 && text.toLowerCase() === name;
	const times = rawHeaders.filter(isName).length;
	const value = headers[name];
	return times <= 1 && typeof value === 'string' ? value : undefined;
}

/** Compares in a time that does not tell how much of the two is equal, nor how long they are. */
export function isSameSecret(left: string, right: string): boolean {
	const digest = (text: string) => createHash('sha256').update(text).digest();
	return timingSafeEqual(digest(left), digest(right));
}

/** The JSON object in a body, or undefined when it holds something else. */
export function objectFrom(body: Buffer): IDataObject | undefined {
	return parseObject(body.toString('utf8'));
}

/** What a list of choices holds, or a text with commas; an expression may give either. */
export function listOf(value: unknown): string[] {
	const parts = Array.isArray(value) ? value.map(String) : String(value ?? '').split(',');
	return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** Whether the user chose an event. */
export function isChosen(chosen: string[], event: string): boolean {
	return chosen.includes(ANY_EVENT) || chosen.includes(event);
}

/** Whether a value passes a filter. An empty filter lets everything through. */
export function passesFilter(chosen: string[], value: string | undefined): boolean {
	return chosen.length === 0 || (value !== undefined && chosen.includes(value));
}

/**
 * The trigger's credential.
 *
 * @returns undefined when n8n cannot read it. Were that thrown, anyone who knows the URL could fill
 *   the list of executions with failed ones.
 */
export async function credentialOf(
	context: IWebhookFunctions,
	name: string,
): Promise<ICredentialDataDecryptedObject | undefined> {
	try {
		return await context.getCredentials<ICredentialDataDecryptedObject>(name);
	} catch (error) {
		context.logger.error(`The credential of ${context.getNode().name} could not be read: ${error}`);
		return undefined;
	}
}

/** Answers with an error. No execution starts, and none is recorded. */
function refuse(
	context: IWebhookFunctions,
	status: number,
	message: string,
	headers: Record<string, string> = {},
): IWebhookResponseData {
	const response = context.getResponseObject();
	for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
	response.status(status).json({ message });
	return { noWebhookResponse: true };
}

function warn(context: IWebhookFunctions, what: string) {
	context.logger.warn(`A call to ${context.getNode().name} ${what}`);
}

/**
 * Refuses a caller who has not proved who it is.
 *
 * @param reason for the log alone
 */
export function refuseCaller(
	context: IWebhookFunctions,
	reason: string,
	headers?: Record<string, string>,
): IWebhookResponseData {
	warn(context, `was refused: ${reason}`);
	return refuse(context, 401, 'Unauthorized', headers);
}

/** Refuses a body that is no JSON object: to say that it was taken would lose it without a trace. */
export function refuseBody(context: IWebhookFunctions): IWebhookResponseData {
	warn(context, 'holds no JSON object');
	return refuse(context, 400, 'The body is not a JSON object');
}

/**
 * Has the caller try again later.
 *
 * @param status after which this caller does so
 * @param reason for the log alone, where it does not stand there yet
 */
export function putOff(
	context: IWebhookFunctions,
	status: number,
	reason?: string,
): IWebhookResponseData {
	if (reason !== undefined) warn(context, `was put off: ${reason}`);
	return refuse(context, status, 'n8n cannot take this now');
}

/** Answers with the trigger's usual success, but starts nothing. */
export function ignore(): IWebhookResponseData {
	return {};
}

/**
 * Starts the workflow with one item: the body, and what the trigger says of it. Where the body has
 * a field of one of these names, it comes out unchanged under `body` as well.
 */
export function start(body: IDataObject, added: IDataObject = {}): IWebhookResponseData {
	const isHidden = Object.keys(added).some((name) => name in body);
	const json = { ...body, ...added, ...(isHidden && { body }) };
	return { workflowData: [[{ json }]] };
}
