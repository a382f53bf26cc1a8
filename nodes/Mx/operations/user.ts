import type { INodeProperties } from 'n8n-workflow';

import { options, paging } from './fields';
import type { Resource } from './operation';

const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		{
			displayName: 'Email',
			name: 'email',
			type: 'string',
			placeholder: 'e.g. name@email.com',
			default: '',
			description: 'Email address that MX has of the user',
		},
		{
			displayName: 'User ID',
			name: 'id',
			type: 'string',
			default: '',
			description: 'Your own ID of the user',
		},
	],
};

/** Source: MX's OpenAPI file, `GET /users` (stated). */
export const user: Resource = {
	value: 'user',
	name: 'User',
	operations: [
		{
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many users',
			description: 'Get many users',
			parameters: [...paging, filters, options],
			method: 'GET',
			path: '/users',
			key: 'users',
			isList: true,
			query: (read) => {
				const { email, id } = read<{ email?: string; id?: string } | undefined>('filters') ?? {};
				return { ...(email && { email }), ...(id && { id }) };
			},
			doneWords: 'read',
		},
	],
};
