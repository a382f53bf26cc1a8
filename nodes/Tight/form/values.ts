import type { IDataObject } from 'n8n-workflow';
import type * as z from 'zod/v4';

import { isBlank } from '../../shared/blank';
import { fieldsByName, type Field } from '../entities/field';
import { LINES, MORE_OF_LINE, REFERENCE_ID, REFERENCES } from './parameters';

type Nested = Record<string, unknown>;

const isEmpty = (value: unknown) => isBlank(value) || (Array.isArray(value) && value.length === 0);

/** The id that a resource locator holds; any other value as it is. */
export function locatedId(value: unknown): unknown {
	const isLocator = typeof value === 'object' && value !== null && '__rl' in value;
	return isLocator ? (value as Nested).value : value;
}

function listIn(value: unknown, name: string): Nested[] {
	const rows = (value as Nested | undefined)?.[name];
	return Array.isArray(rows) ? (rows as Nested[]) : [];
}

/** The value of one form field in the form that Tight takes; undefined when it was left empty. */
function entityValue(value: unknown, { kind, inner }: Field): unknown {
	switch (kind) {
		case 'reference':
			return locatedId(value);
		case 'references':
			return listIn(value, REFERENCES)
				.map((row) => locatedId(row[REFERENCE_ID]))
				.filter((id) => !isEmpty(id));
		case 'lines':
			return listIn(value, LINES).map((row) =>
				entityFromForm({ ...row, ...(row[MORE_OF_LINE] as Nested | undefined) }, inner!),
			);
		case 'group': {
			const group = entityFromForm(value as Nested, inner!);
			return Object.keys(group).length > 0 ? group : undefined;
		}
		case 'json':
			return value === '{}' ? undefined : value;
		default:
			return value;
	}
}

/**
 * Takes the values out of the nesting in which n8n keeps a form. Fields that the user left empty
 * are left out: an empty field is never sent.
 *
 * @param form values by field name, as `getNodeParameter` gives them
 */
export function entityFromForm(form: Nested | undefined, entity: z.ZodObject): IDataObject {
	const values: IDataObject = {};
	for (const [name, field] of fieldsByName(entity)) {
		if (isEmpty(form?.[name])) continue;
		const value = entityValue(form![name], field);
		if (!isEmpty(value)) values[name] = value as IDataObject;
	}
	return values;
}
