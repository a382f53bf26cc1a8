import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import type * as z from 'zod/v4';

import { fieldOf, fieldsOf } from '../../../../nodes/Tight/entities/field';
import * as kinds from '../../../../nodes/Tight/entities/kinds';
import {
	locator,
	optionalParameters,
	optionsFrom,
	parameterOf,
	requiredParameters,
	searchMethods,
} from '../../../../nodes/Tight/form/parameters';
import { Tight } from '../../../../nodes/Tight/Tight.node';
import { entities } from '../../../support/entities';

const parametersOf = (record: z.ZodObject) => [
	...requiredParameters(record),
	...optionalParameters(record),
];

const namesOf = (parameters: INodeProperties[]) => parameters.map(({ name }) => name);

/** The parameters inside a parameter; those of a collection beside others count as beside them. */
function inside({ options = [] }: INodeProperties): INodeProperties[] {
	const inner = (options as Array<INodeProperties | INodePropertyCollection>).flatMap((option) =>
		'values' in option ? option.values : [option as INodeProperties],
	);
	return inner.flatMap((parameter) =>
		parameter.name === 'additionalFields' ? inside(parameter) : [parameter],
	);
}

/** Compares the fields of a record with the parameters made of them, on every level. */
function expectOneParameterForEach(record: z.ZodObject, parameters: INodeProperties[]) {
	expect([...namesOf(parameters)].sort()).toEqual(Object.keys(record.shape).sort());
	for (const [name, { kind, label, inner }] of fieldsOf(record)) {
		const parameter = parameters.find((candidate) => candidate.name === name)!;
		expect(parameter.displayName).toBe(label);
		if (!inner) continue;
		const isGroupOfGroups = kind === 'group' && fieldsOf(inner).every(([, field]) => field.inner);
		if (!isGroupOfGroups) expectOneParameterForEach(inner, inside(parameter));
		else {
			const groups = parameter.options as INodePropertyCollection[];
			expect(groups.map((group) => group.name)).toEqual(Object.keys(inner.shape));
			for (const [innerName, field] of fieldsOf(inner)) {
				const group = groups.find((candidate) => candidate.name === innerName)!;
				expectOneParameterForEach(field.inner!, group.values);
			}
		}
	}
}

describe.each(entities)('the form of $name', ({ input }) => {
	const record = input(kinds.cents);

	it('has exactly one parameter for each field, on every level', () => {
		expectOneParameterForEach(record, parametersOf(record));
	});

	it('is the same in either unit of amounts, but for the examples', () => {
		const without = (parameters: INodeProperties[]) =>
			JSON.stringify(parameters).replace(/e\.g\. -12[.50]+(, or -12.50 in Currency Units)?/g, '');
		expect(without(parametersOf(input(kinds.currencyUnits)))).toBe(without(parametersOf(record)));
		expect(without(parametersOf(input(kinds.centsOrUnits)))).toBe(without(parametersOf(record)));
	});

	it('requires the required fields in their order and sorts the others by what is read', () => {
		const required = requiredParameters(record);
		expect(required.every((parameter) => parameter.required)).toBe(true);
		const order = Object.keys(record.shape);
		expect(namesOf(required)).toEqual(order.filter((name) => namesOf(required).includes(name)));
		const labels = optionalParameters(record).map(({ displayName }) => displayName);
		expect(labels).toEqual([...labels].sort((left, right) => left.localeCompare(right)));
	});

	it('begins an amount with nothing, never with 0, which would be saved unseen', () => {
		for (const [name, field] of fieldsOf(record)) {
			if (field.kind === 'amount') expect(parameterOf(name, field).default).toBe('');
		}
	});

	it('hides what is typed into the field of a secret', () => {
		for (const [name, field] of fieldsOf(record)) {
			const isHidden = parameterOf(name, field).typeOptions?.password === true;
			expect(isHidden).toBe(field.secret === true);
		}
	});
});

describe('optionalParameters', () => {
	it('leaves out the fields that stand elsewhere in the form', () => {
		const record = entities.find(({ name }) => name === 'payment')!.input(kinds.cents);
		const all = namesOf(optionalParameters(record));
		expect(namesOf(optionalParameters(record, ['id', 'notes']))).toEqual(
			all.filter((name) => name !== 'id' && name !== 'notes'),
		);
	});
});

describe('the parameter of a kind of field', () => {
	it.each<[string, z.ZodType, Partial<INodeProperties>]>([
		['text', kinds.text('Notes', 'A note'), { type: 'string', default: '' }],
		[
			'a secret',
			kinds.text('Token', 'A token', { secret: true }),
			{ type: 'string', typeOptions: { password: true } },
		],
		[
			'an amount',
			kinds.currencyUnits('Amount', 'An amount'),
			{ type: 'string', default: '', placeholder: 'e.g. -12.50' },
		],
		[
			'a date',
			kinds.date('Date', 'A day'),
			{ type: 'dateTime', default: '', typeOptions: { dateOnly: true } },
		],
		['a time', kinds.dateTime('At', 'A time'), { type: 'dateTime', default: '' }],
		['seconds', kinds.epoch('At', 'A time'), { type: 'dateTime', default: '' }],
		[
			'a flag',
			kinds.flag('Is Fee', 'Whether it is a fee'),
			{ type: 'boolean', default: false, description: 'Whether it is a fee' },
		],
		['custom data', kinds.customData(), { type: 'json', default: '{}' }],
		[
			'a list',
			kinds.list('Files', 'Some'),
			{ type: 'string', default: '', typeOptions: { multipleValues: true } },
		],
	])('is what n8n has for it: %s', (_kind, schema, parameter) => {
		expect(parameterOf('name', fieldOf(schema))).toMatchObject({ name: 'name', ...parameter });
	});

	it('offers the known values of a choice and takes others', () => {
		const schema = kinds.choice('Status', ['ON_HOLD', 'ACTIVE'], 'A status', 'ACTIVE');
		expect(parameterOf('status', fieldOf(schema))).toMatchObject({
			type: 'options',
			default: 'ACTIVE',
			allowArbitraryValues: true,
			options: [
				{ name: 'Active', value: 'ACTIVE' },
				{ name: 'On Hold', value: 'ON_HOLD' },
			],
		});
	});

	it('picks records from a list or by their id', () => {
		const schema = kinds.reference('Vendor', 'vendor', 'Who was paid');
		expect(parameterOf('vendorId', fieldOf(schema))).toMatchObject({
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			modes: [
				{ name: 'list', typeOptions: { searchListMethod: 'searchVendors', searchable: true } },
				{ name: 'id', type: 'string' },
			],
		});
	});

	it('repeats the references of a list, and names one of them in the singular', () => {
		const schema = kinds.references('Class Segments', 'classSegment', 'Segments');
		expect(parameterOf('classSegmentIds', fieldOf(schema))).toMatchObject({
			type: 'fixedCollection',
			typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Class Segment' },
			options: [{ name: 'references', values: [{ displayName: 'Class Segment', name: 'id' }] }],
		});
	});
});

describe('optionsFrom', () => {
	it('shows values as titles, keeps abbreviations, and sorts by what is read', () => {
		expect(optionsFrom(['QBO', 'KW', 'CSV_IMPORT', 'CAPITAL_ONE', 'BOX'])).toEqual([
			{ name: 'Box', value: 'BOX' },
			{ name: 'Capital One', value: 'CAPITAL_ONE' },
			{ name: 'CSV Import', value: 'CSV_IMPORT' },
			{ name: 'KW', value: 'KW' },
			{ name: 'QBO', value: 'QBO' },
		]);
	});
});

describe('locator', () => {
	it('names a method that the node has, for every kind of record', () => {
		const { listSearch } = new Tight().methods;
		for (const [to, method] of Object.entries(searchMethods)) {
			expect(listSearch).toHaveProperty(method, expect.any(Function));
			const { modes } = locator('x', { label: 'X', description: 'X', to: to as 'vendor' });
			expect(modes![0].typeOptions!.searchListMethod).toBe(method);
		}
	});
});
