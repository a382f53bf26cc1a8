import * as z from 'zod/v4';

import { memoized } from './memoized';

/** Records that other records point to. Each has a searchable list in the editor. */
export type ReferenceTarget =
	| 'bankAccount'
	| 'category'
	| 'classSegment'
	| 'customer'
	| 'glAccount'
	| 'integration'
	| 'vendor';

/** How a field looks in the form, and how the form's value becomes the API's. */
export type FieldKind =
	| 'amount'
	| 'choice'
	| 'date'
	| 'dateTime'
	| 'flag'
	| 'group'
	| 'json'
	| 'lines'
	| 'list'
	| 'number'
	| 'reference'
	| 'references'
	| 'text';

/** What the form, the messages and the docs need to know of a field beside its type. */
export interface Field {
	kind: FieldKind;
	label: string;
	/** One sentence without its full stop, as n8n shows it in a tooltip. */
	description: string;
	placeholder?: string;
	/** Values known today. Tight adds others without notice, so any text is accepted. */
	values?: readonly string[];
	/** The value that the form begins with, where the first one would be a poor guess. */
	initial?: string;
	/** The record whose id the field holds. */
	to?: ReferenceTarget;
	/** The fields inside a group or a line item. */
	inner?: z.ZodObject;
	/** Entered as a password and never shown in a message. */
	secret?: boolean;
	/** Whether the schema is sure to give a value back as it is, so that it need not be asked. */
	isReady?: (value: unknown) => boolean;
}

const registry = new WeakMap<z.ZodType, Field>();

/**
 * Gives a schema what the form, the messages and the docs need to know of it.
 */
export function describe<S extends z.ZodType>(schema: S, field: Field): S {
	registry.set(schema, field);
	return schema;
}

/**
 * What is known of a field beside its type, also when it has been made optional.
 *
 * @throws when the schema was not given to {@link describe}
 */
export function fieldOf(schema: z.core.$ZodType): Field {
	if (schema instanceof z.ZodOptional) return fieldOf(schema.unwrap());
	const field = registry.get(schema as z.ZodType);
	if (!field) throw new Error('This schema is not a field of an entity');
	return field;
}

/** The entity with a field that it cannot do without, such as the id of what is updated. */
export function withRequired(entity: z.ZodObject, name: string): z.ZodObject {
	let schema: z.core.$ZodType = entity.shape[name];
	// A field can be optional twice: by itself, and as a part of a partial record.
	while (schema instanceof z.ZodOptional) schema = schema.unwrap();
	return entity.extend({ [name]: schema });
}

/** Whether an entity is incomplete without this field. */
export function isRequired(schema: z.core.$ZodType): boolean {
	return !(schema instanceof z.ZodOptional);
}

/**
 * The fields of an entity by their names, in the order in which its schema names them. To ask a
 * schema takes longer than to read a row, so it is asked once.
 */
export const fieldsByName = memoized(
	(entity: z.ZodObject): ReadonlyMap<string, Field> =>
		new Map(Object.entries(entity.shape).map(([name, schema]) => [name, fieldOf(schema)])),
);

/** The fields of an entity in the order in which its schema names them. */
export function fieldsOf(entity: z.ZodObject): Array<[name: string, field: Field]> {
	return [...fieldsByName(entity)];
}
