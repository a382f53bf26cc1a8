import { options, paging, scopeParameters } from './fields';
import type { Resource } from './operation';

/** Source: MX's OpenAPI file, paths of accounts (stated). */
export const account: Resource = {
	value: 'account',
	name: 'Account',
	operations: [
		{
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many accounts',
			description: 'Get many accounts of a member or a user',
			parameters: [...scopeParameters(['member', 'user']), ...paging, options],
			method: 'GET',
			path: {
				member: '/users/{userGuid}/members/{memberGuid}/accounts',
				user: '/users/{userGuid}/accounts',
			},
			key: 'accounts',
			isList: true,
			doneWords: 'read',
		},
	],
};
