import type { IDataObject } from 'n8n-workflow';
import type * as z from 'zod/v4';

import { excerpt } from '../../shared/excerpt';
import type { Exchange } from '../../shared/http';
import { parseObject } from '../../shared/json';

/**
 * Why MX refused something, in its own words. Source: docs.mx.com, platform-api/overview/errors
 * (stated); the values of `status` and `type` are not listed there.
 */
export interface MxError {
	message?: string;
	status?: string;
	type?: string;
}

/** MX did what it was asked to. */
export interface Answered<Data> {
	kind: 'answered';
	data: Data;
}

/**
 * MX did not, or nobody knows. `refused`: it had no effect; `unknown`: it may have had one;
 * `notSent`: it never reached MX.
 */
export interface Unanswered {
	kind: 'refused' | 'unknown' | 'notSent';
	error?: MxError;
	/** In our words, what MX did not say itself. */
	explanation?: string;
	status?: number;
}

export type Reply<Data> = Answered<Data> | Unanswered;

const ERROR_KEYS = ['message', 'status', 'type'] as const;

/** What stands under `error`: MX's object, or a text, as some of its servers answer. */
function errorIn(text: string): MxError | undefined {
	const error = parseObject(text)?.error;
	if (typeof error === 'string' && error !== '') return { message: error };
	if (typeof error !== 'object' || error === null) return undefined;
	const said = ERROR_KEYS.map((key) => [key, (error as IDataObject)[key]] as const).filter(
		([, value]) => value !== undefined && value !== null && value !== '',
	);
	return said.length === 0
		? undefined
		: Object.fromEntries(said.map(([key, value]) => [key, String(value)]));
}

function failedWith(status: number, text: string): Unanswered {
	const kind = status >= 500 ? 'unknown' : 'refused';
	const error = errorIn(text);
	if (error) return { kind, error, status };
	const said = excerpt(text);
	const explanation = [`MX answered with HTTP ${status}`, said].filter(Boolean).join(': ');
	return { kind, explanation, status };
}

/**
 * What a reply says.
 *
 * @param answer what must stand in MX's answer to this call; other keys are kept
 */
export function readReply<Data>(reply: Exchange, answer: z.ZodType<Data>): Reply<Data> {
	if (reply.kind !== 'answer') {
		const kind = reply.kind === 'broken' || reply.mayHaveHappened ? 'unknown' : 'notSent';
		return { kind, explanation: reply.reason };
	}
	const { status, text } = reply;
	if (status >= 300) return failedWith(status, text);
	const read = answer.safeParse(parseObject(text));
	if (read.success) return { kind: 'answered', data: read.data };
	const lacking = read.error.issues[0].path.join('.');
	const what = lacking
		? `'${lacking}' is missing or of another kind`
		: excerpt(text) || 'it is empty';
	return { kind: 'unknown', explanation: `the answer is not MX's: ${what}`, status };
}
