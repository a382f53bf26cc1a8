import type { INodeProperties } from 'n8n-workflow';

/** Parameters that several operations share. */

export const accessToken: INodeProperties = {
	displayName: 'Access Token',
	name: 'accessToken',
	type: 'string',
	typeOptions: { password: true },
	required: true,
	default: '',
	placeholder: 'e.g. access-sandbox-de3ce8ef-…',
	description: "The Item's access token, as Exchange Public Token gives it; never put out again",
};

export const timeout: INodeProperties = {
	displayName: 'Timeout (Seconds)',
	name: 'timeout',
	type: 'number',
	default: 60,
	typeOptions: { minValue: 1, maxValue: 3600 },
	description: 'How long to wait for an answer to one request',
};

/** A collection of options, sorted as n8n wants it. */
export function optionsCollection(options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: options.sort((left, right) => left.displayName.localeCompare(right.displayName)),
	};
}
