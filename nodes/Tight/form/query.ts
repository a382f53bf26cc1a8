import type { IDataObject } from 'n8n-workflow';
import * as z from 'zod/v4';

import { LIST_OPERATORS, type Filter, type Operator } from '../entities/filters';
import type { Listing } from '../resources/resource';
import { check, type Problem } from './check';
import { CONDITIONS, operatorNames } from './queryForm';
import { locatedId } from './values';

interface Condition {
	operator: Operator;
	value: unknown;
}

/** Which rows are asked for, and in which order, as Tight takes it. */
export interface Selection {
	filter?: IDataObject;
	sort?: IDataObject;
}

/** What the user filled in, by parameter. */
export interface QueryForm {
	filters?: Record<string, unknown>;
	sort?: { by?: { orderBy: string; direction: string } };
	expand?: string[];
}

function put(target: IDataObject, path: string[], value: IDataObject[string]) {
	const [first, ...rest] = path;
	if (rest.length === 0) {
		const present = target[first];
		const isMergeable = typeof present === 'object' && typeof value === 'object';
		target[first] = isMergeable ? Object.assign({}, present, value) : value;
		return;
	}
	put((target[first] ??= {}) as IDataObject, rest, value);
}

/** Several conditions on one field as `{operator: value}`; those with lists add up. */
function conditions(filter: Filter, given: Condition[]): IDataObject | Problem[] {
	const result: IDataObject = {};
	for (const { operator, value } of given) {
		const entity = z.object({ value: filter.value });
		const checked = check(entity, { value: locatedId(value) as IDataObject }, false);
		if (checked.kind === 'invalid') return checked.problems;
		const isList = LIST_OPERATORS.includes(operator);
		if (!isList && operator in result) {
			const message = `'${filter.field.label}' has two conditions '${operatorNames(filter.field)[operator]}'. Remove one of them`;
			return [{ path: filter.path.join('.'), message }];
		}
		const { value: read } = checked.row;
		result[operator] = isList
			? ([...((result[operator] as unknown[]) ?? []), read] as IDataObject[])
			: read;
	}
	return result;
}

/**
 * The `filter` and `sort` of a query.
 *
 * @returns what Tight takes, or what is wrong with the form
 */
export function queryFrom(
	{ filters = {}, sort, expand = [] }: QueryForm,
	listing: Listing,
): Selection | Problem[] {
	const filter: IDataObject = {};
	for (const [name, given] of Object.entries(filters)) {
		const known = listing.filters?.[name];
		// Left over from another resource: the form does not show it.
		if (!known) continue;
		const value = known.operators
			? conditions(known, ((given as IDataObject)[CONDITIONS] ?? []) as unknown as Condition[])
			: conditions({ ...known, operators: ['equal'] }, [{ operator: 'equal', value: given }]);
		if (Array.isArray(value)) return value;
		if (known.operators && Object.keys(value).length > 0) put(filter, known.path, value);
		if (!known.operators) put(filter, known.path, value.equal);
	}
	for (const relation of expand) {
		// Line items are shown inside their record, so that is asked for as well.
		const path = relation.split('.');
		path.forEach((_, depth) => put(filter, path.slice(0, depth + 1), { expand: true }));
	}
	return {
		...(Object.keys(filter).length > 0 && { filter }),
		...(sort?.by && { sort: { orderBy: sort.by.orderBy, direction: sort.by.direction } }),
	};
}
