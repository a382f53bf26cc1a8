import type { INodeProperties } from 'n8n-workflow';

import type { Field } from '../entities/field';
import type { Filter, Operator } from '../entities/filters';
import type { Listing } from '../resources/resource';
import { choose, optionsFrom, parameterOf } from './parameters';

const OPERATOR_NAMES: Record<Operator, string> = {
	contain: 'Contains',
	equal: 'Is Equal To',
	greaterThan: 'Is Greater Than',
	greaterThanEqual: 'Is Greater Than or Equal To',
	in: 'Is Any Of',
	lessThan: 'Is Less Than',
	lessThanEqual: 'Is Less Than or Equal To',
	notEqual: 'Is Not Equal To',
	notIn: 'Is None Of',
};

const DATE_OPERATOR_NAMES: Partial<Record<Operator, string>> = {
	equal: 'Is On',
	notEqual: 'Is Not On',
	greaterThan: 'Is After',
	greaterThanEqual: 'Is On or After',
	lessThan: 'Is Before',
	lessThanEqual: 'Is On or Before',
};

/** Operators as the user reads them. */
export function operatorNames({ kind }: Field): Record<Operator, string> {
	return kind === 'date' ? { ...OPERATOR_NAMES, ...DATE_OPERATOR_NAMES } : OPERATOR_NAMES;
}

/** Name under which n8n keeps the conditions of a filter. */
export const CONDITIONS = 'conditions';

function filterParameter(name: string, { field, operators }: Filter): INodeProperties {
	if (!operators) return parameterOf(name, field);
	const names = operatorNames(field);
	const options = operators
		.map((operator) => ({ name: names[operator], value: operator }))
		.sort((left, right) => left.name.localeCompare(right.name));
	return {
		displayName: field.label,
		name,
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Condition' },
		placeholder: 'Add Condition',
		default: {},
		description: field.description,
		options: [
			{
				displayName: 'Condition',
				name: CONDITIONS,
				values: [
					choose(
						{ displayName: 'Operator', name: 'operator', noDataExpression: true },
						options,
						operators[0],
					),
					{ ...parameterOf('value', field), displayName: 'Value' },
				],
			},
		],
	};
}

/**
 * The form of a query: filters, sorting, and relations to show in full.
 *
 * @param simplified paths of the fields that Simplify leaves
 */
export function queryParameters(
	{ filters, sortableBy, expandable }: Listing,
	simplified?: string[],
): INodeProperties[] {
	const parameters: INodeProperties[] = [];
	if (filters) {
		parameters.push({
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: Object.entries(filters)
				.map(([name, filter]) => filterParameter(name, filter))
				.sort((left, right) => left.displayName.localeCompare(right.displayName)),
		});
	}
	if (sortableBy) {
		parameters.push({
			displayName: 'Sort',
			name: 'sort',
			type: 'fixedCollection',
			placeholder: 'Add Sort',
			default: {},
			options: [
				{
					displayName: 'Sort',
					name: 'by',
					values: [
						choose({ displayName: 'By', name: 'orderBy' }, optionsFrom(sortableBy), sortableBy[0]),
						{
							displayName: 'Direction',
							name: 'direction',
							type: 'options',
							default: 'ASC',
							options: [
								{ name: 'Ascending', value: 'ASC' },
								{ name: 'Descending', value: 'DESC' },
							],
						},
					],
				},
			],
		});
	}
	if (expandable) parameters.push(expandParameter(expandable, simplified));
	return parameters;
}

/** Which related records are shown; hidden where Simplify would leave out all of them. */
function expandParameter(expandable: string[], simplified: string[] = []): INodeProperties {
	const isShown = (relation: string) => simplified.some((path) => path.startsWith(`${relation}.`));
	const isLost = simplified.length > 0 && !expandable.some(isShown);
	return {
		displayName: 'Include Details Of',
		name: 'expand',
		type: 'multiOptions',
		default: [],
		description:
			'Related records that are returned in full instead of by their ID. With Simplify on, little of them is left.',
		options: expandable.map((relation) => ({ name: spaced(relation), value: relation })),
		...(isLost && { displayOptions: { show: { simplify: [false] } } }),
	};
}

/** `bankAccount` as `Bank Account`, `bill.lineItems` as `Bill Line Items`. */
function spaced(name: string): string {
	const words = name
		.replace('.l', 'L')
		.replace(/([A-Z])/g, ' $1')
		.replace(/^gl /, 'GL ');
	return words[0].toUpperCase() + words.slice(1);
}
