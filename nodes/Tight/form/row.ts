import type { IDataObject } from 'n8n-workflow';
import type * as z from 'zod/v4';

import type { ReadParameter } from '../../shared/parameters';
import { fieldsOf, type Field } from '../entities/field';
import { centsOrUnits, currencyUnits, type InputSchema } from '../entities/kinds';
import { memoized } from '../entities/memoized';
import { check, type Checked, type Problem } from './check';
import { entityFromJson, jsonObject, unknownKeys } from './json';
import { entityFromForm } from './values';

/** Values of the form's choices. Users' saved workflows hold them: never change one. */
export type AmountUnit = 'cents' | 'currencyUnits';
export type ExtraFields = 'error' | 'ignore' | 'send';
export type MappingMode = 'autoMapInputData' | 'defineBelow';

export interface RowOptions {
	additionalJson?: unknown;
	extraFields?: ExtraFields;
}

/** Makes, once for each record, what chooses the schema of a row: an update needs few fields. */
export type SchemaChooser = (full: z.ZodObject) => (row: IDataObject) => z.ZodObject;

interface Schemas {
	full: z.ZodObject;
	of: (row: IDataObject) => z.ZodObject;
}

/** Name of the parameter that holds the optional fields. */
export function collectionName(isUpdate: boolean): 'additionalFields' | 'updateFields' {
	return isUpdate ? 'updateFields' : 'additionalFields';
}

/** Whether amounts of Tight's stand in the record, also in its line items. */
export function hasAmounts(record: z.ZodObject): boolean {
	const isAmount = ([, { kind, inner }]: [string, Field]) =>
		kind === 'amount' || (inner !== undefined && hasAmounts(inner));
	return fieldsOf(record).some(isAmount);
}

/** The schemas of a record. They outlive an execution, because zod compiles each one anew. */
const recordsOf = memoized((input: InputSchema) => ({
	cents: input(centsOrUnits),
	currencyUnits: input(currencyUnits),
}));

/** The names and labels of a record, where its amounts do not matter. */
export function anyUnit(input: InputSchema): z.ZodObject {
	return recordsOf(input).cents;
}

/**
 * Reads the records that the user filled in, or that come in as JSON.
 */
export class RowReader {
	private readonly schemas: Record<AmountUnit, Schemas>;

	/**
	 * @param isUpdate whether the record exists, so that a row needs at least one field to change
	 * @param renamed brings an item's JSON under Tight's names, where it may have others
	 */
	constructor(
		private readonly read: ReadParameter,
		input: InputSchema,
		private readonly isUpdate: boolean,
		choose: SchemaChooser,
		private readonly renamed: (json: IDataObject) => IDataObject = (json) => json,
	) {
		const schemas = (full: z.ZodObject) => ({ full, of: choose(full) });
		const records = recordsOf(input);
		this.schemas = {
			cents: schemas(records.cents),
			currencyUnits: schemas(records.currencyUnits),
		};
	}

	/**
	 * The record of an item, checked and in the form that Tight takes, or what is wrong with it.
	 *
	 * @param incoming the input item, for Map Automatically
	 */
	rowAt(item: number, incoming: IDataObject): Checked {
		const unit = this.read<AmountUnit | undefined>('amountUnit', item) ?? 'cents';
		const isJson = this.read<MappingMode>('mappingMode', item) === 'autoMapInputData';
		const { full } = this.schemas[unit];
		const json = isJson ? this.renamed(incoming) : incoming;
		const extras = isJson ? extraFields(json, full, this.optionsAt(item).extraFields) : {};
		if (Array.isArray(extras)) return { kind: 'invalid', problems: extras };
		const filled = isJson ? entityFromJson(json, full) : this.filledIn(item, full);
		return this.completed(item, filled, { unit, isJson, extras });
	}

	/**
	 * A record that is filled already, with Additional JSON over it, checked as by {@link rowAt}.
	 *
	 * @param filled the fields in the form that Tight takes, if not said otherwise
	 */
	completed(
		item: number,
		filled: IDataObject,
		{ unit = 'cents' as AmountUnit, isJson = false, extras = {} as IDataObject } = {},
	): Checked {
		const { full, of } = this.schemas[unit];
		const additional = jsonObject(this.optionsAt(item).additionalJson);
		if (!additional) return invalid("'Additional JSON' must be a JSON object");
		const row = { ...filled, ...entityFromJson(additional, full) };
		const checked = check(of(row), row, isJson);
		if (checked.kind === 'invalid') return checked;
		const complete = { ...extras, ...asGiven(additional, full), ...checked.row };
		if (this.isUpdate && namesOnlyId(complete)) return invalid('there is no field to update');
		return { kind: 'valid', row: complete };
	}

	private optionsAt(item: number): RowOptions {
		return this.read<RowOptions | undefined>('options', item) ?? {};
	}

	private filledIn(item: number, record: z.ZodObject): IDataObject {
		const fields: IDataObject = {
			...this.read<IDataObject | undefined>(collectionName(this.isUpdate), item),
		};
		for (const name of Object.keys(record.shape)) {
			const value = this.read<IDataObject[string]>(name, item);
			if (value !== undefined) fields[name] = value;
		}
		return entityFromForm(fields, record);
	}
}

function invalid(message: string): Checked {
	return { kind: 'invalid', problems: [{ path: '', message }] };
}

function namesOnlyId(row: IDataObject): boolean {
	return Object.keys(row).every((name) => name === 'id');
}

/** What Additional JSON says beyond the schema: fields of Tight's later days, and empty values. */
function asGiven(additional: IDataObject, record: z.ZodObject): IDataObject {
	const isBeyond = ([name, value]: [string, unknown]) =>
		value === null || value === '' || !(name in record.shape);
	return Object.fromEntries(Object.entries(additional).filter(isBeyond));
}

function extraFields(
	json: IDataObject,
	record: z.ZodObject,
	choice: ExtraFields = 'ignore',
): IDataObject | Problem[] {
	if (choice === 'ignore') return {};
	const extra = unknownKeys(json, record);
	if (choice === 'send') return Object.fromEntries(extra.map((key) => [key, json[key]]));
	return extra.length === 0
		? {}
		: extra.map((key) => ({ path: key, message: `'${key}' is not a field of this record` }));
}
