import { memberGuid, options, paging, userGuid } from './fields';
import type { Resource } from './operation';

/**
 * Source: MX's OpenAPI file, paths of members (stated). An aggregation that runs already, or one
 * within three hours of the last, is accepted and does nothing; while a job of another kind runs,
 * MX answers 409 (stated: docs.mx.com, platform-api/overview/errors).
 */
export const member: Resource = {
	value: 'member',
	name: 'Member',
	operations: [
		{
			value: 'aggregate',
			name: 'Aggregate',
			action: 'Aggregate member',
			description:
				'Have MX fetch new data of one member from its bank. MX does nothing when it did so within the last three hours.',
			parameters: [userGuid, memberGuid, options],
			method: 'POST',
			path: '/users/{userGuid}/members/{memberGuid}/aggregate',
			key: 'member',
			isList: false,
			doneWords: 'started',
		},
		{
			value: 'get',
			name: 'Get',
			action: 'Get member',
			description: 'Get one member',
			parameters: [userGuid, memberGuid, options],
			method: 'GET',
			path: '/users/{userGuid}/members/{memberGuid}',
			key: 'member',
			isList: false,
			doneWords: 'read',
		},
		{
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many members',
			description: 'Get many members of a user',
			parameters: [userGuid, ...paging, options],
			method: 'GET',
			path: '/users/{userGuid}/members',
			key: 'members',
			isList: true,
			doneWords: 'read',
		},
		{
			value: 'getStatus',
			name: 'Get Status',
			action: 'Get member status',
			description: 'Get how far the connection and the aggregation of one member are',
			parameters: [userGuid, memberGuid, options],
			method: 'GET',
			path: '/users/{userGuid}/members/{memberGuid}/status',
			key: 'member',
			isList: false,
			doneWords: 'read',
		},
	],
};
