import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

/** Small nodes that stand around the package's own in the tests' workflows. */

function descriptionOf(
	name: string,
	properties: INodeTypeDescription['properties'],
	more: Partial<INodeTypeDescription> = {},
): INodeTypeDescription {
	return {
		displayName: name,
		name,
		group: ['transform'],
		version: 1,
		description: 'Of the tests',
		defaults: { name },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties,
		...more,
	};
}

const value = {
	displayName: 'Value',
	name: 'value',
	type: 'string' as const,
	default: '',
};

/** Puts out, for each of its items, the value of an expression, as a user's Set node would. */
export class ReadValue implements INodeType {
	description = descriptionOf('readValue', [value]);

	async execute(this: IExecuteFunctions) {
		const items = this.getInputData();
		return [items.map((_, item) => ({ json: { value: this.getNodeParameter('value', item) } }))];
	}
}

/** Asks for a path with a credential the way n8n's HTTP Request node does. */
export class Ask implements INodeType {
	description = descriptionOf('ask', [value], {
		credentials: [{ name: 'tightApi', required: true }],
	});

	async execute(this: IExecuteFunctions) {
		const options: IHttpRequestOptions = {
			method: 'POST',
			url: this.getNodeParameter('value', 0) as string,
			body: { limit: 1 },
			json: true,
		};
		const { httpRequestWithAuthentication } = this.helpers;
		const json = await httpRequestWithAuthentication.call(this, 'tightApi', options);
		return [[{ json }]];
	}
}
