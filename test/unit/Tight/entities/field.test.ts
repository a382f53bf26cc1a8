import * as fc from 'fast-check';
import * as z from 'zod/v4';

import {
	fieldOf,
	fieldsOf,
	isRequired,
	withRequired,
} from '../../../../nodes/Tight/entities/field';
import { centsOrUnits, currencyUnits, date, text } from '../../../../nodes/Tight/entities/kinds';
import { entities } from '../../../support/entities';

const note = z.object({
	id: text('Note ID', 'ID of the note').optional(),
	day: date('Day', 'Day of the note'),
});

describe('fieldOf', () => {
	it('knows a field also when it has been made optional, more than once', () => {
		const day = fieldOf(note.shape.day);
		expect(day).toMatchObject({ kind: 'date', label: 'Day', description: 'Day of the note' });
		expect(fieldOf(note.shape.day.optional().optional())).toBe(day);
		expect(fieldOf(note.partial().shape.day)).toBe(day);
	});

	it('refuses a schema that nobody described', () => {
		expect(() => fieldOf(z.string())).toThrow('This schema is not a field of an entity');
	});
});

describe('fieldsOf', () => {
	it('keeps the order of the schema', () => {
		expect(fieldsOf(note).map(([name, { label }]) => [name, label])).toEqual([
			['id', 'Note ID'],
			['day', 'Day'],
		]);
	});
});

describe('isReady', () => {
	const odd = ['', ' ', ' 12', '2025-02-28', '2025-02-30', '2025-02-28T10:00', -0, 0.5, 2 ** 53];
	const anyValue = fc.oneof(fc.constantFrom(...odd), fc.jsonValue(), fc.double());
	const schemas = entities.flatMap(({ input }) =>
		[centsOrUnits, currencyUnits].flatMap((amount) =>
			Object.values(input(amount).shape as Record<string, z.ZodType>),
		),
	);

	it('holds only for what the schema gives back as it is', () => {
		for (const schema of schemas) {
			const { isReady = () => false } = fieldOf(schema);
			for (const value of odd.filter(isReady)) expect(schema.parse(value)).toBe(value);
			fc.assert(
				fc.property(anyValue, (value) => {
					if (isReady(value)) expect(schema.parse(value)).toBe(value);
				}),
				{ numRuns: 20 },
			);
		}
	});
});

describe('withRequired', () => {
	it('makes one field required and leaves the record that it was made from', () => {
		const updated = withRequired(note, 'id');
		expect(isRequired(updated.shape.id)).toBe(true);
		expect(isRequired(note.shape.id)).toBe(false);
		expect(fieldOf(updated.shape.id)).toBe(fieldOf(note.shape.id));
		expect(updated.safeParse({ day: '2025-06-26' }).success).toBe(false);
	});

	it('leaves a field that is required already', () => {
		expect(withRequired(note, 'day').shape.day).toBe(note.shape.day);
	});
});
