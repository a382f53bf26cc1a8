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

export function failed(message: string, details: IDataObject): Outcome {
	return { kind: 'failed', failure: { message, details } };
}
