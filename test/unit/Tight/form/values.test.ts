import * as fc from 'fast-check';

import { bankTransactionInput } from '../../../../nodes/Tight/entities/bankTransaction';
import { cents } from '../../../../nodes/Tight/entities/kinds';
import { check } from '../../../../nodes/Tight/form/check';
import { optionalParameters, requiredParameters } from '../../../../nodes/Tight/form/parameters';
import { entityFromForm, locatedId } from '../../../../nodes/Tight/form/values';
import { entities, valuesOf } from '../../../support/entities';
import { heldAll } from '../../../support/form';

const transaction = bankTransactionInput(cents);
const locator = (value: unknown, mode = 'list') => ({ __rl: true, mode, value });

describe('a record that is filled in by hand', () => {
	it.each(entities)('comes out of the form as it went in: $name', ({ input }) => {
		const record = input(cents);
		const parameters = [...requiredParameters(record), ...optionalParameters(record)];
		fc.assert(
			fc.property(valuesOf(record), (row) => {
				const form = heldAll(row, parameters);
				expect(check(record, entityFromForm(form, record), false)).toEqual({ kind: 'valid', row });
			}),
		);
	});

	it.each(entities)('comes out of the form as it went in: the sample of $name', (entity) => {
		const record = entity.input(cents);
		const parameters = [...requiredParameters(record), ...optionalParameters(record)];
		const filled = entityFromForm(heldAll(entity.sample, parameters), record);
		expect(check(record, filled, false)).toEqual({ kind: 'valid', row: entity.sample });
	});
});

describe('entityFromForm', () => {
	it('never sends what was left empty, on any level', () => {
		const form = {
			date: '',
			amount: '',
			description: null,
			notes: undefined,
			bankAccountId: locator(''),
			vendorId: locator(null, 'id'),
			customerId: '',
			classSegmentIds: { references: [{ id: locator('') }, { id: '' }, {}] },
			attachmentIds: [],
			tax: { paymentInfo: { region: '' } },
			customData: '{}',
		};
		expect(entityFromForm(form, transaction)).toEqual({});
		const nothing = { classSegmentIds: {}, children: {}, tax: {} };
		expect(entityFromForm(nothing, transaction)).toEqual({});
		expect(entityFromForm({ children: { items: [] } }, transaction)).toEqual({});
		expect(entityFromForm(undefined, transaction)).toEqual({});
	});

	it('keeps 0 and false, which are values', () => {
		const { input } = entities.find(({ name }) => name === 'mxTransaction')!;
		expect(entityFromForm({ amount: 0, isFee: false }, input(cents))).toEqual({
			amount: 0,
			isFee: false,
		});
	});

	it('keeps a line item of which nothing was filled in, so that the check can name it', () => {
		const form = { children: { items: [{}, { amount: '5', additionalFields: { notes: 'x' } }] } };
		expect(entityFromForm(form, transaction)).toEqual({
			children: [{}, { amount: '5', notes: 'x' }],
		});
	});

	it('takes what an expression gives in the place of a whole list or locator', () => {
		expect(entityFromForm({ bankAccountId: 'bka_1', vendorId: 5 }, transaction)).toEqual({
			bankAccountId: 'bka_1',
			vendorId: 5,
		});
	});

	it('leaves out what is no field', () => {
		expect(entityFromForm({ notes: 'x', later: 1, additionalFields: {} }, transaction)).toEqual({
			notes: 'x',
		});
	});

	it('does not change the form, which n8n keeps for the next item', () => {
		const form = {
			bankAccountId: locator('bka_1'),
			children: { items: [{ amount: '1', additionalFields: { customerId: locator('c') } }] },
		};
		const before = structuredClone(form);
		entityFromForm(form, transaction);
		expect(form).toEqual(before);
	});
});

describe('locatedId', () => {
	it('is the id in a resource locator, and any other value itself', () => {
		expect(locatedId(locator('bka_1'))).toBe('bka_1');
		expect(locatedId(locator(7542850, 'id'))).toBe(7542850);
		for (const value of ['bka_1', 5, null, undefined, { value: 'x' }, ['x']]) {
			expect(locatedId(value)).toBe(value);
		}
	});
});
