import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

/** Parameters that several operations share. */

export const userGuid: INodeProperties = {
	displayName: 'User GUID',
	name: 'userGuid',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. USR-fa7537f3-…',
	description:
		"MX's GUID of the user, such as the 'user_guid' of a webhook. Your own ID of the user works as well, except in version v20111101.",
};

export const memberGuid: INodeProperties = {
	displayName: 'Member GUID',
	name: 'memberGuid',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. MBR-7c6f361b-…',
	description: "MX's GUID of the member, such as the 'member_guid' of a webhook",
};

export const accountGuid: INodeProperties = {
	displayName: 'Account GUID',
	name: 'accountGuid',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. ACT-06d7f44b-…',
	description: "MX's GUID of the account",
};

/** Whose records are listed. */
export const SCOPE = 'scope';

const SCOPES = {
	account: { name: 'Account', value: 'account', description: 'Those of one account' },
	member: {
		name: 'Member',
		value: 'member',
		description: 'Those of one connection to a bank; the best choice after a webhook',
	},
	user: {
		name: 'User',
		value: 'user',
		description: 'Those of all connections; MX may still list what deleted members left behind',
	},
};

/**
 * The choice whose records are listed, and the GUIDs that each choice needs.
 *
 * Source of what is said of deleted members: observed against MX's integration server, 2026-08.
 */
export function scopeParameters(scopes: Array<keyof typeof SCOPES>): INodeProperties[] {
	const guids = { account: accountGuid, member: memberGuid };
	const shown = scopes.filter((scope): scope is keyof typeof guids => scope in guids);
	return [
		userGuid,
		{
			displayName: 'Scope',
			name: SCOPE,
			type: 'options',
			noDataExpression: true,
			default: 'member',
			description: 'Whose records to get',
			options: scopes.map((scope) => SCOPES[scope]),
		},
		...shown.flatMap((scope) =>
			updateDisplayOptions({ show: { [SCOPE]: [scope] } }, [guids[scope]]),
		),
	];
}

export const paging: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		default: 50,
		typeOptions: { minValue: 1 },
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
];

export const DEFAULT_TIMEOUT_SECONDS = 60;

export const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Timeout (Seconds)',
			name: 'timeout',
			type: 'number',
			default: DEFAULT_TIMEOUT_SECONDS,
			typeOptions: { minValue: 1 },
			description: 'How long to wait for an answer to one request',
		},
	],
};
