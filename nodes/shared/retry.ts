import type { IDataObject } from 'n8n-workflow';

import type { Exchange } from './http';
import type { Wait } from './wait';

const MILLISECONDS = 1000;
const TOO_MANY_REQUESTS = 429;
const SERVER_ERRORS = 500;

const FIRST_DELAY = 1 * MILLISECONDS;
const LONGEST_DELAY = 30 * MILLISECONDS;
const MOST_FAULTS = 3;
/** Longer than two windows of the strictest documented limit (1,000 requests in 5 minutes). */
const LONGEST_WAIT_FOR_LIMIT = 15 * 60 * MILLISECONDS;

/** How long a server asks to be left alone: seconds or a date. Milliseconds, or undefined. */
export function retryAfter(headers: IDataObject, now = Date.now()): number | undefined {
	const value = headers['retry-after'];
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const seconds = Number(value);
	const delay = Number.isNaN(seconds) ? Date.parse(String(value)) - now : seconds * MILLISECONDS;
	return Number.isNaN(delay) ? undefined : Math.max(0, delay);
}

/** Doubles with each attempt; the random half keeps parallel requests from returning together. */
export function backoff(attempt: number, random = Math.random()): number {
	const delay = Math.min(FIRST_DELAY * 2 ** attempt, LONGEST_DELAY);
	return delay / 2 + (random * delay) / 2;
}

/**
 * A pause that all requests under one rate limit share, so that a limit met by one of them is not
 * met again by each of the others.
 */
export class Pause {
	private end = 0;

	extend(milliseconds: number) {
		this.end = Math.max(this.end, Date.now() + milliseconds);
	}

	/** `false` when the execution was cancelled, before or meanwhile. */
	async over(wait: Wait): Promise<boolean> {
		while (this.end > Date.now()) {
			if (!(await wait(this.end - Date.now()))) return false;
		}
		// Nothing to wait for; but what was cancelled is not to be sent either.
		return await wait(0);
	}
}

export interface RetryPolicy {
	/** Whether the request does no harm when the server handles it twice. */
	repeatable: boolean;
	pause: Pause;
	wait: Wait;
}

/**
 * Sends a request until its result is final.
 *
 * A rate limit (429) and a refused connection cannot have had an effect, so the request goes out
 * again. A broken connection or a server error may have had one: only a repeatable request goes
 * out again, any other result is handed back as it is.
 */
export async function withRetries(
	attempt: () => Promise<Exchange>,
	{ repeatable, pause, wait }: RetryPolicy,
): Promise<Exchange> {
	let faults = 0;
	let limits = 0;
	let waitedForLimit = 0;
	let mayHaveHappened = false;
	const cancelled = (): Exchange => ({
		kind: 'notSent',
		reason: 'the execution was cancelled',
		isCancelled: true,
		mayHaveHappened,
	});
	for (;;) {
		if (!(await pause.over(wait))) return cancelled();
		const result: Exchange = { ...(await attempt()), mayHaveHappened };
		if (result.kind === 'answer' && result.status === TOO_MANY_REQUESTS) {
			// A time that is over already, as by another clock, is no reason to ask without end.
			const delay = retryAfter(result.headers) || backoff(limits++);
			waitedForLimit += delay;
			if (waitedForLimit > LONGEST_WAIT_FOR_LIMIT) return result;
			pause.extend(delay);
			continue;
		}
		const isFault = result.kind !== 'answer' || result.status >= SERVER_ERRORS;
		const mayRepeat = result.kind === 'notSent' || repeatable;
		if (!isFault || !mayRepeat || faults === MOST_FAULTS) return result;
		mayHaveHappened ||= result.kind !== 'notSent';
		if (!(await wait(backoff(faults++)))) return cancelled();
	}
}
