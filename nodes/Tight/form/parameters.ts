import type {
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	NodePropertyTypes,
} from 'n8n-workflow';
import type * as z from 'zod/v4';

import { fieldOf, fieldsOf, isRequired, type Field, type ReferenceTarget } from '../entities/field';

/** Methods of the node that fill the lists, by what is listed. */
export const searchMethods: Record<ReferenceTarget, string> = {
	bankAccount: 'searchBankAccounts',
	category: 'searchCategories',
	classSegment: 'searchClassSegments',
	customer: 'searchCustomers',
	glAccount: 'searchGlAccounts',
	integration: 'searchIntegrations',
	vendor: 'searchVendors',
};

/** How IDs look (docs.tight.com, samples; stated). They are opaque, and none is checked. */
const ID_EXAMPLES: Record<ReferenceTarget, string> = {
	bankAccount: 'bka_28868401',
	category: 'ctg_58932890',
	classSegment: 'cls_593051',
	customer: 'cus_4852707',
	glAccount: 'gla_38560327',
	integration: 'int_12345',
	vendor: 'vnd_28868401',
};

/** Names under which n8n keeps the parts of a repeatable field. */
export const LINES = 'items';
export const REFERENCES = 'references';
export const REFERENCE_ID = 'id';
export const MORE_OF_LINE = 'additionalFields';

const ABBREVIATIONS = ['CSV', 'ID', 'KW', 'QBO'];

/** `CAPITAL_ONE` as `Capital One`. */
function titleOf(value: string): string {
	return value
		.split('_')
		.map((word) => (ABBREVIATIONS.includes(word) ? word : word[0] + word.slice(1).toLowerCase()))
		.join(' ');
}

const byName = <T extends { displayName: string } | { name: string }>(left: T, right: T) => {
	const nameOf = (option: T) => ('displayName' in option ? option.displayName : option.name);
	return nameOf(left).localeCompare(nameOf(right));
};

/** Values as n8n options, sorted by what the user reads. */
export function optionsFrom(values: readonly string[]): INodePropertyOptions[] {
	return values.map((value) => ({ name: titleOf(value), value })).sort(byName);
}

const singular = (label: string) => label.replace(/s$/, '');

type Base = Pick<INodeProperties, 'displayName' | 'name' | 'description'>;

/** A parameter with a choice of options. */
export function choose(
	base: Base & Pick<INodeProperties, 'noDataExpression'>,
	options: INodePropertyOptions[],
	initial: string,
): INodeProperties {
	return { ...base, type: 'options', options, default: initial };
}

/** A field that picks one record: from a list that can be searched, or by its id. */
export function locator(
	name: string,
	{ label, description, to }: Pick<Field, 'label' | 'description' | 'to'>,
): INodeProperties {
	return {
		displayName: label,
		name,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: searchMethods[to!], searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: `e.g. ${ID_EXAMPLES[to!]}` },
		],
	};
}

function repeatable(
	base: Base,
	options: INodePropertyCollection,
	buttonText: string,
): INodeProperties {
	return {
		...base,
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: buttonText },
		default: {},
		placeholder: buttonText,
		options: [options],
	};
}

function collection(
	base: Pick<INodeProperties, 'displayName' | 'name'>,
	options: INodeProperties[],
): INodeProperties {
	return { ...base, type: 'collection', default: {}, placeholder: 'Add Field', options };
}

/** The n8n parameter of a field. */
export function parameterOf(name: string, field: Field): INodeProperties {
	const { kind, label, description, placeholder, values = [], initial = '', inner, secret } = field;
	const base = { displayName: label, name, description };
	const simple = (type: NodePropertyTypes, empty: INodeProperties['default']) => ({
		...base,
		type,
		default: empty,
		...(placeholder && { placeholder }),
		...(secret && { typeOptions: { password: true } }),
	});
	switch (kind) {
		// Text, because a number field cannot be empty: see docs/decisions/0004.
		case 'amount':
		case 'text':
			return simple('string', '');
		case 'date':
			return { ...simple('dateTime', ''), typeOptions: { dateOnly: true } };
		case 'dateTime':
			return simple('dateTime', '');
		case 'flag':
			return {
				...simple('boolean', false),
				description: `Whether ${description.replace(/^Whether /, '')}`,
			};
		case 'json':
			return simple('json', '{}');
		case 'list':
			return {
				...simple('string', ''),
				typeOptions: { multipleValues: true, multipleValueButtonText: `Add ${singular(label)}` },
			};
		case 'number':
			return simple('number', 0);
		case 'choice':
			return {
				...choose(base, optionsFrom(values), initial),
				description: `${description}. To use a value that is not listed, switch to Expression and type it.`,
				// Tight adds values without notice: n8n must not mark them as wrong.
				allowArbitraryValues: true,
			};
		case 'reference':
			return locator(name, field);
		case 'references':
			return repeatable(
				base,
				{
					displayName: label,
					name: REFERENCES,
					values: [locator(REFERENCE_ID, { ...field, label: singular(label) })],
				},
				`Add ${singular(label)}`,
			);
		case 'lines':
			return repeatable(
				base,
				{ displayName: singular(label), name: LINES, values: lineParameters(inner!) },
				`Add ${singular(label)}`,
			);
		case 'group':
			return groupParameter(base, inner!);
	}
}

function lineParameters(line: z.ZodObject): INodeProperties[] {
	return [
		...requiredParameters(line),
		collection({ displayName: 'Additional Fields', name: MORE_OF_LINE }, optionalParameters(line)),
	];
}

/** n8n keeps a collection, and a collection of groups, in the very form that Tight takes. */
function groupParameter(base: Base, inner: z.ZodObject): INodeProperties {
	const fields = fieldsOf(inner);
	const isGroupOfGroups = fields.every(([, { kind }]) => kind === 'group');
	if (!isGroupOfGroups) return { ...collection(base, optionalParameters(inner)), ...base };
	return {
		...base,
		type: 'fixedCollection',
		default: {},
		placeholder: 'Add Field',
		options: fields.map(([name, { label, inner: values }]) => ({
			displayName: label,
			name,
			// All of them are added at once, whether or not the user has a value for each.
			values: optionalParameters(values!).map(emptyAtFirst),
		})),
	};
}

/** A number field cannot be empty: one that was forgotten would be sent as 0. So it is text. */
function emptyAtFirst(parameter: INodeProperties): INodeProperties {
	return parameter.type === 'number' ? { ...parameter, type: 'string', default: '' } : parameter;
}

/** The parameters of the fields without which the entity is incomplete, in the schema's order. */
export function requiredParameters(
	entity: z.ZodObject,
	alsoRequired: readonly string[] = [],
): INodeProperties[] {
	return Object.entries(entity.shape)
		.filter(([name, schema]) => isRequired(schema) || alsoRequired.includes(name))
		.map(([name, schema]) => ({
			...emptyAtFirst(parameterOf(name, fieldOf(schema))),
			required: true,
		}));
}

/** The parameters of all other fields, sorted by their labels as n8n wants collections to be. */
export function optionalParameters(
	entity: z.ZodObject,
	except: readonly string[] = [],
): INodeProperties[] {
	return Object.entries(entity.shape)
		.filter(([name, schema]) => !isRequired(schema) && !except.includes(name))
		.map(([name, schema]) => parameterOf(name, fieldOf(schema)))
		.sort(byName);
}
