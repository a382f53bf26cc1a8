import { fieldOf, type Field } from './field';
import type * as z from 'zod/v4';

/** Operators of Tight's filters. Source: docs.tight.com/api-reference/pagination (stated). */
export type Operator =
	| 'contain'
	| 'equal'
	| 'greaterThan'
	| 'greaterThanEqual'
	| 'in'
	| 'lessThan'
	| 'lessThanEqual'
	| 'notEqual'
	| 'notIn';

/** A filter of a query page: `filter.{path} = value`, or `{operator: value}` where it has some. */
export interface Filter {
	field: Field;
	value: z.ZodType;
	path: string[];
	/** The first one is the form's default. */
	operators?: readonly Operator[];
}

const COMPARISONS: readonly Operator[] = [
	'equal',
	'notEqual',
	'greaterThan',
	'greaterThanEqual',
	'lessThan',
	'lessThanEqual',
];

/** Operators that take a list; several conditions with one of them are one list. */
export const LIST_OPERATORS: readonly Operator[] = ['in', 'notIn'];

function filter(value: z.ZodType, path: string[], operators?: readonly Operator[]): Filter {
	return { field: fieldOf(value), value, path, operators };
}

/** A filter that takes the value itself. */
export const plain = (name: string, value: z.ZodType) => filter(value, [name]);

/** A filter on a date or an amount. */
export const comparable = (name: string, value: z.ZodType) => filter(value, [name], COMPARISONS);

/** A filter on text. */
export const textual = (name: string, value: z.ZodType) =>
	filter(value, [name], ['contain', ...COMPARISONS]);

/** A filter on an enumeration. */
export const oneOf = (name: string, value: z.ZodType) => filter(value, [name], LIST_OPERATORS);

/** A filter on the id of a related record. */
export const related = (
	name: string,
	value: z.ZodType,
	operators: readonly Operator[] = LIST_OPERATORS,
) => filter(value, [name, 'id'], operators);
