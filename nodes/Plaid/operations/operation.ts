import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

/** Something that the node can do: what the editor shows, and what does it. */
export interface Operation {
	/** Value of the operation in saved workflows. Never change it. */
	value: string;
	name: string;
	/** What stands in the list of actions, in sentence case. */
	action: string;
	description: string;
	/** The parameters below Resource and Operation. */
	parameters: INodeProperties[];
	/** The items that it puts out, each linked to its input. */
	execute(context: IExecuteFunctions): Promise<INodeExecutionData[]>;
}

/** Operations that are about the same thing. */
export interface Resource {
	/** Value of the resource in saved workflows. Never change it. */
	value: string;
	/** Singular, in Title Case. */
	name: string;
	/** Value of the operation that the form begins with. */
	initial: string;
	/** In the order of their names. */
	operations: Operation[];
}
