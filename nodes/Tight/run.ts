import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { itemsFrom } from '../shared/items';
import { resources } from './resources';
import type { OperationName } from './resources/resource';
import { operationsOf } from './verbs';

/** Does what the user chose with all input items. */
export async function run(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const chosen = context.getNodeParameter('resource', 0) as string;
	const operation = context.getNodeParameter('operation', 0) as OperationName;
	const resource = resources.find(({ value }) => value === chosen)!;
	const { verb } = operationsOf(resource).find(({ value }) => value === operation)!;
	const outcomes = await verb.execute(context, resource, operation);
	return itemsFrom(context, outcomes, verb.doneWords);
}
