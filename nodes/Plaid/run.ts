import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { resources } from './operations';

/** Does what the user chose with all input items. */
export async function run(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const chosen = context.getNodeParameter('resource', 0) as string;
	const operation = context.getNodeParameter('operation', 0) as string;
	const { operations } = resources.find(({ value }) => value === chosen)!;
	return await operations.find(({ value }) => value === operation)!.execute(context);
}
