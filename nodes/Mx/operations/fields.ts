import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import { limit, optionsCollection, returnAll, timeout } from '../../shared/options';

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

const accountGuid: INodeProperties = {
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

export const paging: INodeProperties[] = [returnAll, limit];

export const options = optionsCollection([timeout]);
