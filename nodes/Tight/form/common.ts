import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { wholeNumber } from '../../shared/wholeNumber';
import { isBlank } from '../entities/blank';

/** Parameters that several operations share. */

export const USER_ID = 'userId';

/** Whose books an item belongs to. */
export const userId: INodeProperties = {
	displayName: 'User ID',
	name: USER_ID,
	type: 'string',
	default: '',
	placeholder: 'e.g. user-4711',
	description:
		"Whose books the item belongs to: your own ID of the user, as given when the company was created in Tight. Leave empty to use the credential's user.",
};

export const timeout: INodeProperties = {
	displayName: 'Timeout (Seconds)',
	name: 'timeout',
	type: 'number',
	default: 60,
	typeOptions: { minValue: 1, maxValue: 3600 },
	description: 'How long to wait for an answer to one request',
};

export const includeAccessToken: INodeProperties = {
	displayName: 'Include Access Token',
	name: 'includeAccessToken',
	type: 'boolean',
	default: false,
	description: "Whether the output holds the provider's access token, which is a secret",
};

export const returnAll: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

export const limit: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	default: 50,
	typeOptions: { minValue: 1 },
	description: 'Max number of results to return',
	displayOptions: { show: { returnAll: [false] } },
};

/** How far back or ahead books are searched at most: a hundred years. */
export const MOST_DAYS = 36_500;

/**
 * What an option holds that is a whole number.
 *
 * @param option its label, and the least and the most that it may be
 * @param otherwise what counts while it is empty or was not added
 * @throws Error with a message for the user, when it holds something else
 */
export function wholeOption(
	{ displayName, name, typeOptions, default: initial }: INodeProperties,
	options: object | undefined,
	otherwise = initial as number,
): number {
	const value = (options as IDataObject | undefined)?.[name];
	if (isBlank(value)) return otherwise;
	const { minValue: least = 0, maxValue: most } = typeOptions!;
	const whole = wholeNumber(displayName, value, { least, most });
	if (typeof whole === 'number') return whole;
	throw new Error(whole.message);
}

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
