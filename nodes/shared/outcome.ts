import type { IDataObject } from 'n8n-workflow';

/** Why nothing came of an item. */
export interface Failure {
	/** A whole sentence that names what was wrong and, where there is one, the remedy. */
	message: string;
	/** For the workflow to branch on: what kind of failure, Tight's own reasons, the HTTP status. */
	details: IDataObject;
}

/** What became of one input item. */
export type Outcome =
	| { kind: 'done'; json: IDataObject[] }
	| { kind: 'failed'; failure: Failure }
	/** Left alone because another item had failed and the user chose to stop. */
	| { kind: 'notReached' };

export const notReached: Outcome = { kind: 'notReached' };

export function done(json: IDataObject[]): Outcome {
	return { kind: 'done', json };
}

/** The outcome of an item that could not be prepared, as when n8n could not resolve an expression. */
export function notPrepared(item: number, error: unknown): Outcome {
	return failed(`Item ${item} was not sent: ${(error as Error).message}`, { outcome: 'notSent' });
}

/** The outcome of an item at which the node broke off after it may have been sent. */
export function brokenOff(item: number, error: unknown): Outcome {
	const message = `Item ${item} may or may not have had its effect: ${(error as Error).message}`;
	return failed(message, { outcome: 'unknown' });
}

export function failed(message: string, details: IDataObject): Outcome {
	return { kind: 'failed', failure: { message, details } };
}
