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

/** The MX node: reads what MX's webhooks announce. */
export class Mx implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'MX',
		name: 'mx',
		icon: { light: 'file:mx.svg', dark: 'file:mx.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Read transactions, accounts, members and users from the MX Platform API',
		defaults: { name: 'MX' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'tightMxApi', required: true }],
		properties: properties(),
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute(this, run);
	}
}
