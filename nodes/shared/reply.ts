import type { IDataObject } from 'n8n-workflow';
import type * as z from 'zod/v4';

import { excerpt, kindOf } from './excerpt';
import type { Exchange } from './http';
import { parseObject } from './json';

/** What became of a call of a service that answers with one JSON object. */
export type Reply<Data, ServiceError> = Answered<Data> | Unanswered<ServiceError>;

/** The service did what it was asked to. */
export interface Answered<Data> {
	kind: 'answered';
	data: Data;
}

/**
 * The service did not, or nobody knows. `refused`: it had no effect; `unknown`: it may have had one;
 * `notSent`: it never reached the service.
 */
export interface Unanswered<ServiceError> {
	kind: 'refused' | 'unknown' | 'notSent';
	/** Why, in the service's own words. */
	error?: ServiceError;
	/** In our words, what the service did not say itself. */
	explanation?: string;
	status?: number;
	/** Whether an earlier attempt at the same call may have had its effect. */
	mayHaveHappened?: boolean;
}

/** What tells the replies of one service from those of another. */
export interface Service<ServiceError> {
	/** As messages name it. */
	name: string;
	/** Its own words in the body of a refusal, or undefined when there are none. */
	errorIn: (body: IDataObject) => ServiceError | undefined;
	/** What a status means, where the body has no such words. */
	explain?: (status: number) => string | undefined;
}

/**
 * Makes the reader of a service's replies.
 *
 * @returns a function of a reply and of what must stand in the answer to the call; other keys are kept
 */
export function replyReader<ServiceError>({ name, errorIn, explain }: Service<ServiceError>) {
	const failedWith = (status: number, text: string): Unanswered<ServiceError> => {
		const kind = status >= 500 ? 'unknown' : 'refused';
		const error = errorIn(parseObject(text) ?? {});
		if (error) return { kind, error, status };
		const explained = explain?.(status) ?? `${name} answered with HTTP ${status}`;
		return { kind, explanation: [explained, excerpt(text)].filter(Boolean).join(': '), status };
	};
	return <Data>(reply: Exchange, answer: z.ZodType<Data>): Reply<Data, ServiceError> => {
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
		const what = lacking ? `'${lacking}' is missing or of another kind` : kindOf(text);
		return { kind: 'unknown', explanation: `the answer is not ${name}'s: ${what}`, status };
	};
}
