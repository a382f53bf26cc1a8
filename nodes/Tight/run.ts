import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { itemsFrom } from '../shared/items';
import { chosenOf } from '../shared/resource';
import { resources } from './resources';
import { operationsOf } from './verbs';

/** Does what the user chose with all input items. */
export async function run(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { resource, operation } = chosenOf(context, resources, operationsOf);
	const { verb, value } = operation;
	const outcomes = await verb.execute(context, resource, value);
	return itemsFrom(context, outcomes, verb.doneWords);
}
