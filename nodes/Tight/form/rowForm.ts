import type { INodeProperties } from 'n8n-workflow';
import type * as z from 'zod/v4';

import { fieldOf } from '../entities/field';
import { optionalParameters, requiredParameters } from './parameters';
import { collectionName, hasAmounts } from './row';

/** Shown while the user maps each field by hand. */
export const MAP_EACH = { show: { mappingMode: ['defineBelow'] } };

/** How a record is filled. */
export const mappingMode: INodeProperties = {
	displayName: 'Mapping Mode',
	name: 'mappingMode',
	type: 'options',
	noDataExpression: true,
	default: 'defineBelow',
	description: 'How the fields of the record are filled',
	options: [
		{
			name: 'Map Each Field Manually',
			value: 'defineBelow',
			description: 'Set the value of each field below',
		},
		{
			name: 'Map Automatically',
			value: 'autoMapInputData',
			description: "Take the fields from the incoming item's JSON, where they have Tight's names",
		},
	],
};

const amountUnit: INodeProperties = {
	displayName: 'Amounts In',
	name: 'amountUnit',
	type: 'options',
	default: 'cents',
	description: 'Unit in which the amounts of this record are given',
	options: [
		{ name: 'Cents', value: 'cents', description: 'Whole numbers as Tight stores them: -1250' },
		{
			name: 'Currency Units',
			value: 'currencyUnits',
			description: 'Decimals such as -12.50, converted exactly',
		},
	],
};

/** The unit of amounts, for records that have any; {@link rowParameters} finds its place. */
export function unitParameter(record: z.ZodObject): INodeProperties[] {
	return hasAmounts(record) ? [amountUnit] : [];
}

/**
 * The fields of a record: those it cannot do without, and a collection with the others. An update
 * can do without any. The unit of amounts stands before the first of them, or behind the collection
 * that holds them.
 *
 * @param places fields that are asked for although the record does without them, and fields that
 *   stand elsewhere in the form
 */
export function rowParameters(
	record: z.ZodObject,
	isUpdate: boolean,
	{ asked = [], except = [] }: { asked?: string[]; except?: string[] } = {},
	unit = unitParameter(record),
): INodeProperties[] {
	const required = isUpdate ? [] : requiredParameters(record, asked);
	const collection: INodeProperties = {
		displayName: isUpdate ? 'Update Fields' : 'Additional Fields',
		name: collectionName(isUpdate),
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: optionalParameters(isUpdate ? record.partial() : record, [...asked, ...except]),
	};
	const fields = [...required, collection].map((parameter) => ({
		...parameter,
		displayOptions: MAP_EACH,
	}));
	const firstAmount = required.findIndex(
		({ name }) => fieldOf(record.shape[name]).kind === 'amount',
	);
	const place = firstAmount === -1 ? fields.length : firstAmount;
	return [...fields.slice(0, place), ...unit, ...fields.slice(place)];
}

/** Options of every form that fills a record. */
export const rowOptions: INodeProperties[] = [
	{
		displayName: 'Additional JSON',
		name: 'additionalJson',
		type: 'json',
		default: '{}',
		description:
			'JSON object with further fields to send, such as fields that Tight added later. They win over the fields above; null is sent as null.',
	},
	{
		displayName: 'Fields Not in Tight',
		name: 'extraFields',
		type: 'options',
		displayOptions: { show: { '/mappingMode': ['autoMapInputData'] } },
		default: 'ignore',
		description: "What happens to keys of the incoming item that are not Tight's",
		options: [
			{ name: 'Ignore', value: 'ignore' },
			{ name: 'Refuse the Item', value: 'error' },
			{ name: 'Send to Tight', value: 'send' },
		],
	},
];
