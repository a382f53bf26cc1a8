import type { IDataObject } from 'n8n-workflow';
import type * as z from 'zod/v4';

import { fieldOf, fieldsByName, isRequired, type Field } from '../entities/field';
import { memoized } from '../entities/memoized';

/** What is wrong with one field of a row. */
export interface Problem {
	/** The field's path in the JSON, such as `children.0.amount`. */
	path: string;
	/** `'Amount' of 'Line Items' 1 is missing`. */
	message: string;
}

export type Checked =
	| { kind: 'valid'; row: IDataObject }
	| { kind: 'invalid'; problems: Problem[] };

/**
 * A field as the user knows it: its label, where it stands, and its name in JSON when the row came
 * from there.
 */
export function nameOf(entity: z.ZodObject, path: PropertyKey[], isJson: boolean): string {
	const names: string[] = [];
	let inner: z.ZodObject | undefined = entity;
	for (const part of path) {
		if (typeof part === 'number') {
			names[0] = `${names[0]} ${part + 1}`;
			continue;
		}
		const field: Field | undefined = inner && fieldsByName(inner).get(String(part));
		names.unshift(`'${field?.label ?? String(part)}'`);
		inner = field?.inner;
	}
	const label = names.join(' of ');
	return isJson ? `${label} (${path.map(String).join('.')})` : label;
}

/** What is asked of one field for each row. */
interface Part {
	name: string;
	schema: z.ZodType;
	isNeeded: boolean;
	isReady?: Field['isReady'];
}

const partsOf = memoized((entity: z.ZodObject): Part[] =>
	Object.entries(entity.shape as Record<string, z.ZodType>).map(([name, schema]) => ({
		name,
		schema,
		isNeeded: isRequired(schema),
		isReady: fieldOf(schema).isReady,
	})),
);

/**
 * Checks a row against its schema and brings it into the form that Tight takes.
 *
 * Only the fields that the row has or may not lack are looked at, and the schema is asked only about
 * values that are not in Tight's form already: most are, and zod takes its time for each.
 *
 * @param isJson whether the user gave JSON, so that messages name its keys beside the labels
 * @returns the row with the fields of the schema only, or one problem for each wrong field
 */
export function check(entity: z.ZodObject, row: IDataObject, isJson: boolean): Checked {
	const checked: Record<string, unknown> = {};
	const problems: Problem[] = [];
	for (const { name, schema, isNeeded, isReady } of partsOf(entity)) {
		if (!isNeeded && !(name in row)) continue;
		const value = row[name];
		const { data, error } = isReady?.(value)
			? { data: value, error: undefined }
			: schema.safeParse(value);
		if (!error) checked[name] = data;
		for (const { path: inner, message } of error?.issues ?? []) {
			const path = [name, ...inner];
			problems.push({
				path: path.map(String).join('.'),
				message: `${nameOf(entity, path, isJson)} ${message}`,
			});
		}
	}
	if (problems.length > 0) return { kind: 'invalid', problems };
	return { kind: 'valid', row: checked as IDataObject };
}

/** The label of a field that Tight names by its path, such as `amount` or `children[0].amount`. */
export function labelOf(entity: z.ZodObject, param: string): string | undefined {
	const name = param
		.split(/[.[\]]+/)
		.filter((part) => part && Number.isNaN(Number(part)))
		.pop();
	return name === undefined ? undefined : fieldsByName(entity).get(name)?.label;
}
