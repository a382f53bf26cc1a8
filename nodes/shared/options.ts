import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { isBlank } from './blank';
import { wholeNumber } from './wholeNumber';

/** Parameters that operations of every service have, and how options are read. */

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
