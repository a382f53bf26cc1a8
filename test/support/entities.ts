import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import type * as z from 'zod/v4';

import { bankAccountInput } from '../../nodes/Tight/entities/bankAccount';
import { bankTransactionInput } from '../../nodes/Tight/entities/bankTransaction';
import { fieldOf, isRequired, type Field } from '../../nodes/Tight/entities/field';
import { finicityTransactionInput } from '../../nodes/Tight/entities/finicityTransaction';
import { integrationInput, plaidConnectionInput } from '../../nodes/Tight/entities/integration';
import type { InputSchema } from '../../nodes/Tight/entities/kinds';
import { mxTransactionInput } from '../../nodes/Tight/entities/mxTransaction';
import { paymentInput } from '../../nodes/Tight/entities/payment';
import * as samples from './samples';

export interface Entity {
	name: string;
	input: InputSchema;
	/** One element of the request body that Tight's page shows. */
	sample: IDataObject;
}

/** Every record that the node sends. */
export const entities: Entity[] = [
	{ name: 'bankAccount', input: bankAccountInput, sample: samples.bankAccountSample },
	{ name: 'bankTransaction', input: bankTransactionInput, sample: samples.bankTransactionSample },
	{
		name: 'finicityTransaction',
		input: finicityTransactionInput,
		sample: samples.finicityTransactionSample,
	},
	{ name: 'integration', input: integrationInput, sample: samples.integrationSample },
	{ name: 'mxTransaction', input: mxTransactionInput, sample: samples.mxTransactionSample },
	{ name: 'payment', input: paymentInput, sample: samples.paymentSample },
	{ name: 'plaidConnection', input: plaidConnectionInput, sample: samples.plaidConnectionSample },
];

const anyText = () =>
	fc
		.string({ minLength: 1, unit: 'grapheme' })
		.map((value) => value.trim())
		.filter((value) => value !== '');
const anyId = () => fc.stringMatching(/^[a-z]{3}_[A-Za-z0-9]{1,20}$/);
const point = () =>
	fc.date({
		min: new Date('1970-01-01T00:00:00Z'),
		max: new Date('2099-12-31T00:00:00Z'),
		noInvalidDate: true,
	});

const json = () =>
	fc
		.dictionary(
			fc.string({ minLength: 1 }).filter((key) => key !== '__proto__'),
			fc.jsonValue({ maxDepth: 2 }),
			{ minKeys: 1, maxKeys: 5 },
		)
		// As it comes out of JSON, which has no -0.
		.map((value) => JSON.parse(JSON.stringify(value)) as IDataObject)
		.filter((value) => JSON.stringify(value).length <= 2000);

function valueOf(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
	const { kind, inner, values = [] }: Field = fieldOf(schema);
	switch (kind) {
		case 'amount':
			return fc.maxSafeInteger();
		case 'choice':
			return fc.oneof(fc.constantFrom(...values), anyText());
		case 'date':
			return point().map((date) => date.toISOString().slice(0, 10));
		case 'dateTime':
			return isEpoch(schema)
				? fc.integer({ min: 0, max: 4_000_000_000 })
				: point().map((date) => date.toISOString());
		case 'flag':
			return fc.boolean();
		case 'group':
			return valuesOf(inner!).filter((group) => Object.keys(group).length > 0);
		case 'json':
			return json();
		case 'lines':
			return fc.array(valuesOf(inner!), { minLength: 1, maxLength: 3 });
		case 'list':
		case 'references':
			return fc.array(anyId(), { minLength: 1, maxLength: 4 });
		case 'number':
			return takesFractions(schema)
				? fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)
				: fc.maxSafeInteger();
		case 'reference':
			return anyId();
		case 'text':
			return anyText();
	}
}

/** Points in time go to Finicity's import as seconds, to all others as text. */
function isEpoch(schema: z.core.$ZodType): boolean {
	return !(schema as z.ZodType).safeParse('2025-06-26T15:37:21Z').data?.toString().includes('T');
}

/** IDs that are numbers have none. */
function takesFractions(schema: z.core.$ZodType): boolean {
	return (schema as z.ZodType).safeParse(0.5).success;
}

/** Values of a record: all required fields and any of the others, in the form Tight takes. */
export function valuesOf(entity: z.ZodObject): fc.Arbitrary<IDataObject> {
	const shape = Object.entries(entity.shape);
	const model = Object.fromEntries(shape.map(([name, schema]) => [name, valueOf(schema)]));
	const requiredKeys = shape.filter(([, schema]) => isRequired(schema)).map(([name]) => name);
	return fc.record(model, { requiredKeys, noNullPrototype: true }) as fc.Arbitrary<IDataObject>;
}
