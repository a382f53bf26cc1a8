import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { execute } from '../shared/execute';
import { properties } from './properties';
import { run } from './run';

/** The Plaid node: fetches what Plaid's events announce, and looks after Items. */
export class Plaid implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Plaid',
		name: 'plaid',
		icon: { light: 'file:plaid.svg', dark: 'file:plaid.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: "Sync bank transactions from Plaid, and look after Plaid's Items",
		defaults: { name: 'Plaid' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'tightPlaidApi',
				required: true,
				// Nothing is asked of Plaid.
				displayOptions: { hide: { operation: ['saveCursor'] } },
			},
		],
		properties: properties(),
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute(this, run);
	}
}
