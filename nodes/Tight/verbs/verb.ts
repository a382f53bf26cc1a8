import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { Outcome } from '../../shared/outcome';
import type { OperationName, Resource } from '../resources/resource';

/** What can be done with a resource: its form in the editor, and what the node then does. */
export interface Verb {
	/** The parameters below Resource and Operation. */
	parameters(resource: Resource, operation: OperationName): INodeProperties[];
	/** One outcome for each input item, in their order. */
	execute(
		context: IExecuteFunctions,
		resource: Resource,
		operation: OperationName,
	): Promise<Outcome[]>;
	/** What has happened to an item that is done, such as `saved`. */
	doneWords: string;
}
