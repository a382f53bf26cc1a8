/** Misbehaviours of a sandbox, and what they may do to the items of a run. */

/**
 * What a fault that meets one request may leave of an item: `nothing`, it is done all the same;
 * `refusal`, it may have been refused, or not been sent; `doubt`, no one may know.
 */
export type Leaves = 'nothing' | 'refusal' | 'doubt';

/** What a request is for: to change something, to read what may be read again, to get a token. */
export type Purpose = 'change' | 'read' | 'token';

export interface Fault {
	name: string;
	/** As the sandbox takes it, without the request that it meets. */
	order: { times?: number } & Record<string, unknown>;
	/** What it leaves when it meets a request of each purpose; no word of one that it cannot meet. */
	leaves: Partial<Record<Purpose, Leaves>>;
	/** Longest wait for an answer, in seconds; the node's own if not given. */
	timeout?: number;
}

export const FOR_EVER = { times: Infinity };

/** Whatever the request was for. */
export const always = (leaves: Leaves) => ({ change: leaves, read: leaves, token: leaves });

/** A change may or may not have been made; all else is asked for again. */
export const ASKED_AGAIN: Fault['leaves'] = { change: 'doubt', read: 'nothing', token: 'nothing' };

/** It is not the service that answers, so nothing is known; without a token nothing is sent. */
export const NO_ANSWER: Fault['leaves'] = { change: 'doubt', read: 'doubt', token: 'refusal' };

/** The same fault before the request has its effect, and after it. */
export function beforeAndAfter({ name, order, leaves }: Fault): Fault[] {
	return [
		{ name: `${name} before it is handled`, order, leaves },
		{ name: `${name} after it is handled`, order: { ...order, stored: true }, leaves },
	];
}
