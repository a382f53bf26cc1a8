import type { INodeProperties } from 'n8n-workflow';

/** Parameters that several operations share. */

/** Whose books an item belongs to. */
export const userId: INodeProperties = {
	displayName: 'User ID',
	name: 'userId',
	type: 'string',
	default: '',
	placeholder: 'e.g. user-4711',
	description:
		"Your ID of the user whose books to use, as set when the company was created in Tight. Leave empty to use the credential's user.",
};

export const includeAccessToken: INodeProperties = {
	displayName: 'Include Access Token',
	name: 'includeAccessToken',
	type: 'boolean',
	default: false,
	description: "Whether the output holds the provider's access token, which is a secret",
};

/** How far back or ahead books are searched at most: a hundred years. */
export const MOST_DAYS = 36_500;
