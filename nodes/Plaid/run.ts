import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { chosenOf } from '../shared/resource';
import { resources } from './operations';

/** Does what the user chose with all input items. */
export async function run(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { operation } = chosenOf(context, resources, ({ operations }) => operations);
	return await operation.execute(context);
}
