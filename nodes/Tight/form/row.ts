import type { IDataObject } from 'n8n-workflow';
import type * as z from 'zod/v4';

import type { ReadParameter } from '../../shared/parameters';
import { fieldsOf, type Field } from '../entities/field';
import { centsOrUnits, currencyUnits, type InputSchema } from '../entities/kinds';
import { memoized } from '../entities/memoized';
import { check, nameOf, type Checked, type Problem } from './check';
import {
	entityFromJson,
	jsonObject,
	putBack,
	unknownAndEmptyIn,
	unknownIn,
	type Rest,
} from './json';
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
		if (!isJson) return this.completed(item, this.filledIn(item, full), { unit });
		const json = this.renamed(incoming);
		const choice = this.optionsAt(item).extraFields ?? 'ignore';
		const extras = choice === 'ignore' ? [] : unknownIn(json, full);
		if (choice === 'error' && extras.length > 0) {
			return { kind: 'invalid', problems: extras.map((extra) => notAField(extra, full)) };
		}
		return this.completed(item, entityFromJson(json, full), { unit, isJson, extras });
	}

	/**
	 * A record that is filled already, with Additional JSON over it, checked as by {@link rowAt}.
	 *
	 * @param filled the fields in the form that Tight takes, if not said otherwise
	 * @param extras what is sent beside the fields, unless Additional JSON replaces it
	 */
	completed(
		item: number,
		filled: IDataObject,
		{ unit = 'cents' as AmountUnit, isJson = false, extras = [] as Rest[] } = {},
	): Checked {
		const { full, of } = this.schemas[unit];
		const additional = jsonObject(this.optionsAt(item).additionalJson);
		if (!additional) return invalid("'Additional JSON' must be a JSON object");
		const replaced = givenIn(additional);
		const row = { ...filled };
		for (const name of replaced) delete row[name];
		Object.assign(row, entityFromJson(additional, full));
		const checked = check(of(row), row, isJson);
		if (checked.kind === 'invalid') return checked;
		putBack(
			checked.row,
			extras.filter(({ path: [name] }) => !replaced.has(String(name))),
		);
		putBack(checked.row, unknownAndEmptyIn(additional, full));
		if (this.isUpdate && namesOnlyId(checked.row)) return invalid('there is no field to update');
		return checked;
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

/** The names under which JSON gives something, be it empty; an expression can give undefined. */
function givenIn(json: IDataObject): Set<string> {
	return new Set(Object.keys(json).filter((name) => json[name] !== undefined));
}

function notAField({ path }: Rest, record: z.ZodObject): Problem {
	const name = nameOf(record, path, path.length > 1);
	return { path: path.join('.'), message: `${name} is not a field of this record` };
}
