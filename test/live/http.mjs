import { setTimeout as wait } from 'node:timers/promises';
import { Undecidable } from './verdict.mjs';

/**
 * What a service answered.
 *
 * @typedef {object} Reply
 * @property {string} call such as `POST /v6/payments`
 * @property {number} status
 * @property {Headers} headers
 * @property {string} text
 * @property {any} body the parsed JSON; undefined if it is none
 */

/**
 * Makes a call.
 *
 * @typedef {(request: { method: string, url: string, headers?: Record<string, string>,
 *   body?: string }) => Promise<Reply>} Send
 */

const TIMEOUT_MS = 60_000;
const TOO_MANY_REQUESTS = 429;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
const MOST_PAUSES = 6;

/** How long a service that answered 429 asks to be left alone, in milliseconds. */
function pauseAfter({ headers }, pauses) {
	const seconds = Number(headers.get('retry-after') ?? NaN);
	const pause = Number.isNaN(seconds) ? FIRST_PAUSE_MS * 2 ** pauses : seconds * 1000;
	return Math.min(pause, LONGEST_PAUSE_MS);
}

function jsonIn(text) {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/**
 * Makes calls with a `fetch`. Rate limits are waited for, as they have had no effect; nothing else
 * is sent again. Redirects are not followed, so that no call ends at a host that nobody named.
 *
 * @param {typeof fetch} fetch
 * @returns {Send} which throws Undecidable if there is no answer
 */
export function sender(fetch) {
	const once = async (call, { url, ...request }) => {
		try {
			const signal = AbortSignal.timeout(TIMEOUT_MS);
			const response = await fetch(url, { ...request, redirect: 'manual', signal });
			const text = await response.text();
			const { status, headers } = response;
			return { call, status, headers, text, body: jsonIn(text) };
		} catch (error) {
			throw new Undecidable(`${call}: no answer (${error.cause?.code ?? error.name})`);
		}
	};
	return async (request) => {
		const call = `${request.method} ${new URL(request.url).pathname}`;
		for (let pauses = 0; ; pauses++) {
			const reply = await once(call, request);
			if (reply.status !== TOO_MANY_REQUESTS) return reply;
			if (pauses === MOST_PAUSES) throw new Undecidable(`${call}: 429, also after waiting`);
			await wait(pauseAfter(reply, pauses));
		}
	};
}

/** The keys of an answer and the lengths of its lists, without any value. */
function shapeOf({ text, body, headers }) {
	if (body === undefined) {
		const type = headers.get('content-type')?.split(';')[0] ?? 'no content type';
		return text.trim() === '' ? 'an empty body' : `no JSON (${type})`;
	}
	if (Array.isArray(body)) return `[${body.length}]`;
	if (typeof body !== 'object' || body === null) return `JSON that is no object`;
	const keys = Object.entries(body).map(([key, value]) =>
		Array.isArray(value) ? `${key}[${value.length}]` : key,
	);
	return `{${keys.join(', ')}}`;
}

/** A reply as evidence: `POST /v6/payments: 207 {result, data[2]}`. */
export const told = (/** @type {Reply} */ reply) =>
	`${reply.call}: ${reply.status} ${shapeOf(reply)}`;

/** Whether a reply says nothing of the service itself: a fault, or a page of something between. */
const isBroken = ({ status, text, body }) =>
	status >= 500 || (status < 400 && body === undefined && text.trim() !== '');

/**
 * The reply, if the service itself gave it.
 *
 * @param {Reply} reply
 * @throws {Undecidable} for a server error, a redirection, or a page in the place of an answer
 */
export function given(reply) {
	const isElsewhere = reply.status >= 300 && reply.status < 400;
	if (isBroken(reply) || isElsewhere) throw new Undecidable(told(reply));
	return reply;
}

/**
 * The reply, if it is JSON.
 *
 * @param {Reply} reply
 * @throws {Undecidable} for anything else
 */
export function answered(reply) {
	const isObject = typeof reply.body === 'object' && reply.body !== null;
	if (!isObject) throw new Undecidable(told(reply));
	return given(reply);
}
