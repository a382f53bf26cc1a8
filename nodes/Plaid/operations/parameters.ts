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
