import type { IDataObject } from 'n8n-workflow';
import type * as z from 'zod/v4';

import { isBlank } from '../../shared/blank';
import { isObject } from '../../shared/json';
import { fieldsByName, type Field } from '../entities/field';
import { fromJsonText } from '../entities/kinds';

type Json = Record<string, unknown>;

function valueFromJson(value: unknown, { inner }: Field): unknown {
	if (!inner) return value;
	const parsed = fromJsonText(value);
	if (isObject(parsed)) return entityFromJson(parsed, inner);
	if (!Array.isArray(parsed)) return value;
	return parsed.map((line: unknown) => (isObject(line) ? entityFromJson(line, inner) : line));
}

/**
 * The fields of an entity that stand in JSON under their own names, on every level. `null` and
 * blank text, such as the empty cells of a file, count as not given: whether they clear a field in
 * Tight is not known (docs/contract.md, "Clearing a field").
 */
export function entityFromJson(json: Json, entity: z.ZodObject): IDataObject {
	const fields = fieldsByName(entity);
	const known: Json = {};
	for (const name of Object.keys(json)) {
		const field = fields.get(name);
		const value = json[name];
		if (field && !isBlank(value)) known[name] = valueFromJson(value, field);
	}
	return known as IDataObject;
}

/** A value in JSON that {@link entityFromJson} leaves out, and where it stands. */
export interface Rest {
	/** Such as `['children', 0, 'memo']`. */
	path: Array<number | string>;
	value: unknown;
}

/** Groups and line items, and where they stand in the value that holds them. */
function partsOf(value: unknown): Array<[place: number[], part: Json]> {
	const parsed = fromJsonText(value);
	if (isObject(parsed)) return [[[], parsed]];
	const lines = Array.isArray(parsed) ? (parsed as unknown[]) : [];
	return lines.flatMap((line, index) => (isObject(line) ? [[[index], line]] : []));
}

function restOf(
	json: Json,
	entity: z.ZodObject,
	isWanted: (field: Field | undefined, value: unknown) => boolean,
): Rest[] {
	const fields = fieldsByName(entity);
	return Object.entries(json).flatMap(([name, value]): Rest[] => {
		const field = fields.get(name);
		if (isWanted(field, value)) return [{ path: [name], value }];
		const { inner } = field ?? {};
		if (!inner) return [];
		return partsOf(value).flatMap(([place, part]) =>
			restOf(part, inner, isWanted).map((rest) => ({
				...rest,
				path: [name, ...place, ...rest.path],
			})),
		);
	});
}

/** What stands under keys that are no fields, on every level. */
export function unknownIn(json: Json, entity: z.ZodObject): Rest[] {
	return restOf(json, entity, (field) => !field);
}

/** What stands under keys that are no fields, and the empty values of fields, on every level. */
export function unknownAndEmptyIn(json: Json, entity: z.ZodObject): Rest[] {
	const isGiven = (value: unknown) => value !== undefined;
	return restOf(json, entity, (field, value) => !field || (isBlank(value) && isGiven(value)));
}

/** Puts values where they stood in JSON; the row has the groups and line items of that JSON. */
export function putBack(row: IDataObject, rest: Rest[]) {
	for (const { path, value } of rest) {
		const holder = path.slice(0, -1).reduce<unknown>((inner, part) => (inner as Json)[part], row);
		(holder as Json)[path[path.length - 1]] = value;
	}
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
		return isObject(parsed) ? parsed : undefined;
	} catch {
		return undefined;
	}
}
