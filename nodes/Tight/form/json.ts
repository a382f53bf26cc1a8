import type { IDataObject } from 'n8n-workflow';
import type * as z from 'zod/v4';

import { fieldsByName, type Field } from '../entities/field';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

function valueFromJson(value: unknown, { inner }: Field): unknown {
	if (!inner) return value;
	if (Array.isArray(value))
		return value.map((line) => (isObject(line) ? given(line, inner) : line));
	return isObject(value) ? given(value, inner) : value;
}

const isEmpty = (value: unknown) => value === undefined || value === null || value === '';

/** Leaves out the fields that are empty, on every level that the schema knows. */
function given(json: Json, entity: z.ZodObject): Json {
	const fields = fieldsByName(entity);
	const values: Json = { ...json };
	for (const [name, value] of Object.entries(json)) {
		const field = fields.get(name);
		if (!field) continue;
		if (isEmpty(value)) delete values[name];
		else values[name] = valueFromJson(value, field);
	}
	return values;
}

/**
 * The fields of an entity that stand in an item's JSON under their own names. `null` and
 * empty text, such as the empty cells of a file, count as not given: whether they clear a field in
 * Tight is not known (docs/contract.md, "Clearing a field").
 */
export function entityFromJson(json: Json, entity: z.ZodObject): IDataObject {
	const fields = fieldsByName(entity);
	const known: Json = {};
	for (const name of Object.keys(json)) {
		const field = fields.get(name);
		const value = json[name];
		if (field && !isEmpty(value)) known[name] = valueFromJson(value, field);
	}
	return known as IDataObject;
}

/** The keys of an item's JSON that are no fields of the entity. */
export function unknownKeys(json: Json, entity: z.ZodObject): string[] {
	return Object.keys(json).filter((key) => !(key in entity.shape));
}

/**
 * Reads a parameter that holds a JSON object, as text or as a value.
 *
 * @returns the object, or undefined when the parameter holds something else
 */
export function jsonObject(value: unknown): IDataObject | undefined {
	if (value === undefined || value === null || value === '') return {};
	try {
		const parsed = (typeof value === 'string' ? JSON.parse(value) : value) as unknown;
		return isObject(parsed) ? (parsed as IDataObject) : undefined;
	} catch {
		return undefined;
	}
}
