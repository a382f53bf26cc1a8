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
import { searchFor } from './search';

/** The Tight node: saves, reads and deletes the records of a company's books. */
export class Tight implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Tight',
		name: 'tight',
		icon: { light: 'file:tight.svg', dark: 'file:tight.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Save and read bank transactions, payments and other records in Tight',
		defaults: { name: 'Tight' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'tightApi', required: true }],
		properties: properties(),
	};

	methods = {
		listSearch: {
			searchBankAccounts: searchFor('bankAccount'),
			searchCategories: searchFor('category'),
			searchClassSegments: searchFor('classSegment'),
			searchCustomers: searchFor('customer'),
			searchGlAccounts: searchFor('glAccount'),
			searchIntegrations: searchFor('integration'),
			searchVendors: searchFor('vendor'),
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute(this, run);
	}
}
