import type { IDataObject } from 'n8n-workflow';
import * as z from 'zod/v4';

import { fieldsByName, isRequired, type Field } from '../entities/field';
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

/** Rows of one source have the same fields, so a few parts serve many rows. */
const MOST_PARTS = 100;

const partsOf = memoized<z.ZodObject, Map<string, z.ZodObject>>(() => new Map());

/**
 * The part of an entity that decides about a row: the fields that the row has, and those that none
 * may lack. A row has few of an entity's fields, and zod takes its time for each of them.
 */
function partFor(entity: z.ZodObject, row: IDataObject): z.ZodObject {
	const parts = partsOf(entity);
	const names = Object.keys(row).join();
	const kept = parts.get(names);
	if (kept) return kept;
	const decides = ([name, schema]: [string, z.core.$ZodType]) => name in row || isRequired(schema);
	const fields = Object.entries(entity.shape).filter(decides);
	const part = z.object(Object.fromEntries(fields));
	if (parts.size === MOST_PARTS) parts.clear();
	parts.set(names, part);
	return part;
}

/**
 * Checks a row against its schema and brings it into the form that Tight takes.
 *
 * @param isJson whether the user gave JSON, so that messages name its keys beside the labels
 * @returns the row with the fields of the schema only, or one problem for each wrong field
 */
export function check(entity: z.ZodObject, row: IDataObject, isJson: boolean): Checked {
	const result = partFor(entity, row).safeParse(row);
	if (result.success) return { kind: 'valid', row: result.data as IDataObject };
	const problems = result.error.issues.map(({ path, message }) => ({
		path: path.map(String).join('.'),
		message: `${nameOf(entity, path, isJson)} ${message}`,
	}));
	return { kind: 'invalid', problems };
}

/** The label of a field that Tight names by its path, such as `amount` or `children[0].amount`. */
export function labelOf(entity: z.ZodObject, param: string): string | undefined {
	const name = param
		.split(/[.[\]]+/)
		.filter((part) => part && Number.isNaN(Number(part)))
		.pop();
	return name === undefined ? undefined : fieldsByName(entity).get(name)?.label;
}
