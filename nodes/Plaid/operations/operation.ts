import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { ShownOperation, ShownResource } from '../../shared/resource';

/** Something that the node can do: what the editor shows, and what does it. */
export interface Operation extends ShownOperation {
	/** The items that it puts out, each linked to its input. */
	execute(context: IExecuteFunctions): Promise<INodeExecutionData[]>;
}

/** Operations that are about the same thing. */
export interface Resource extends ShownResource {
	/** In the order of their names. */
	operations: Operation[];
}
