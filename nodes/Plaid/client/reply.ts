import type { IDataObject } from 'n8n-workflow';
import type * as z from 'zod/v4';

import { excerpt } from '../../shared/excerpt';
import type { Exchange } from '../../shared/http';
import { parseObject } from '../../shared/json';

/**
 * Why Plaid refused something, in its own words. Source: `PlaidError` of Plaid's OpenAPI file
 * (stated); codes are extensible, so none is checked for being known.
 */
export interface PlaidError {
	error_type?: string;
	error_code?: string;
	error_code_reason?: string;
	error_message?: string;
	/** Meant for the person whose accounts these are. */
	display_message?: string;
	/** What Plaid's support asks for. */
	request_id?: string;
}

/** Plaid did what it was asked to. */
export interface Answered<Data> {
	kind: 'answered';
	data: Data;
}

/**
 * Plaid did not, or nobody knows. `refused`: it had no effect; `unknown`: it may have had one;
 * `notSent`: it never reached Plaid.
 */
export interface Unanswered {
	kind: 'refused' | 'unknown' | 'notSent';
	error?: PlaidError;
	/** In our words, what Plaid did not say itself. */
	explanation?: string;
	status?: number;
	/** Whether an earlier attempt at the same call may have had its effect. */
	mayHaveHappened?: boolean;
}

export type Reply<Data> = Answered<Data> | Unanswered;

const ERROR_KEYS = [
	'error_type',
	'error_code',
	'error_code_reason',
	'error_message',
	'display_message',
	'request_id',
] as const;

const BAD_REQUEST = 400;

function errorIn(body: IDataObject): PlaidError {
	const said = ERROR_KEYS.filter((key) => typeof body[key] === 'string' && body[key] !== '');
	return Object.fromEntries(said.map((key) => [key, body[key]]));
}

function explain(status: number): string {
	if (status === 429) return "Plaid's rate limit did not lift in time";
	if (status >= 300 && status < BAD_REQUEST) {
		return "The address redirects to another one. Check 'Environment' and 'Base URL' of the credential";
	}
	return `Plaid answered with HTTP ${status}`;
}

function failedWith(status: number, text: string): Unanswered {
	const kind = status >= 500 ? 'unknown' : 'refused';
	const body = parseObject(text);
	if (body?.error_code) return { kind, error: errorIn(body), status };
	const said = excerpt(text);
	return { kind, explanation: [explain(status), said].filter(Boolean).join(': '), status };
}

/**
 * What a reply says.
 *
 * @param answer what must stand in Plaid's answer to this call; other keys are kept
 */
export function readReply<Data>(reply: Exchange, answer: z.ZodType<Data>): Reply<Data> {
	const { mayHaveHappened } = reply;
	if (reply.kind !== 'answer') {
		const kind = reply.kind === 'broken' || mayHaveHappened ? 'unknown' : 'notSent';
		return { kind, explanation: reply.reason };
	}
	const { status, text } = reply;
	if (status >= 300) return { ...failedWith(status, text), mayHaveHappened };
	const read = answer.safeParse(parseObject(text));
	if (read.success) return { kind: 'answered', data: read.data };
	const lacking = read.error.issues[0].path.join('.');
	const what = lacking
		? `'${lacking}' is missing or of another kind`
		: excerpt(text) || 'it is empty';
	return { kind: 'unknown', explanation: `the answer is not Plaid's: ${what}`, status };
}
