import type { IDataObject, INodeProperties } from 'n8n-workflow';

/** Reads a parameter of the item at hand. */
export type Read = <T>(name: string) => T;

/** What is wrong with one parameter of an item. */
export interface Problem {
	parameter: string;
	/** `'Member GUID' is missing`. */
	message: string;
}

/** Facts about something the node can do. */
export interface Operation {
	/** Value of the operation in saved workflows. Never change it. */
	value: 'aggregate' | 'get' | 'getAll' | 'getStatus';
	name: string;
	/** What stands in the list of actions, in sentence case. */
	action: string;
	description: string;
	/** The parameters below Resource and Operation. */
	parameters: INodeProperties[];
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
export interface Resource {
	/** Value of the resource in saved workflows. Never change it. */
	value: string;
	name: string;
	operations: Operation[];
}
