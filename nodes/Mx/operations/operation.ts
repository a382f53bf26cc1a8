import type { IDataObject } from 'n8n-workflow';

import type { ShownOperation, ShownResource } from '../../shared/resource';

/** Reads a parameter of the item at hand. */
export type Read = <T>(name: string) => T;

/** What is wrong with one parameter of an item. */
export interface Problem {
	parameter: string;
	/** `'Member GUID' is missing`. */
	message: string;
}

/** Facts about something the node can do. */
export interface Operation extends ShownOperation {
	value: 'aggregate' | 'get' | 'getAll' | 'getStatus';
	method: 'GET' | 'POST';
	/** `{name}` stands for a parameter; where the user chooses a scope, one path for each. */
	path: string | Record<string, string>;
	/** Under which the record, or the list of records, stands in MX's answer. */
	key: string;
	/** Whether MX answers a list, page by page. */
	isList: boolean;
	/** What narrows a list. */
	query?: (read: Read) => IDataObject | Problem[];
	/** What has happened to an item that is done. */
	doneWords: string;
}

/** A kind of record, and what can be done with it. */
export interface Resource extends Omit<ShownResource, 'initial'> {
	operations: Operation[];
}
