import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { bankTransactionInput } from '../../../../nodes/Tight/entities/bankTransaction';
import { cents } from '../../../../nodes/Tight/entities/kinds';
import { entityFromJson, jsonObject, unknownKeys } from '../../../../nodes/Tight/form/json';
import { entities, valuesOf } from '../../../support/entities';

const transaction = bankTransactionInput(cents);

describe('entityFromJson', () => {
	it('leaves out what is null or empty text on every level that the schema knows', () => {
		const json = {
			amount: 1,
			notes: null,
			description: '',
			tax: { paymentInfo: { year: null, region: 'FEDERAL' } },
			children: [{ amount: 1, notes: '' }, { amount: null }],
		};
		expect(entityFromJson(json, transaction)).toEqual({
			amount: 1,
			tax: { paymentInfo: { region: 'FEDERAL' } },
			children: [{ amount: 1 }, {}],
		});
	});

	it("keeps the nulls inside customData, which are the user's own", () => {
		const customData = { a: null, b: { c: null }, d: [null], e: '' };
		expect(entityFromJson({ customData }, transaction)).toEqual({ customData });
		expect(entityFromJson({ customData: null }, transaction)).toEqual({});
	});

	it('keeps keys inside records that the schema does not know, nulls included', () => {
		const json = { children: [{ amount: 1, later: null, deep: { er: null } }], tax: { later: 1 } };
		expect(entityFromJson(json, transaction)).toEqual(json);
	});

	it('leaves out keys that are no fields', () => {
		expect(entityFromJson({ amount: 1, Amount: 2, extra: 3 }, transaction)).toEqual({ amount: 1 });
	});

	it('keeps 0, false, blanks and empty lists, which are values', () => {
		const json = { amount: 0, notes: ' ', tax: false, attachmentIds: [] };
		expect(entityFromJson(json, transaction)).toEqual(json);
	});

	it('hands on values of the wrong form, so that the check can name them', () => {
		const json = { children: 'x', tax: [1], customData: 5, amount: {} };
		expect(entityFromJson(json, transaction)).toEqual(json);
		expect(entityFromJson({ children: ['x', null] }, transaction)).toEqual({
			children: ['x', null],
		});
	});

	it('does not change the item', () => {
		const json = { notes: null, children: [{ notes: null }], tax: { paymentInfo: null } };
		const before = structuredClone(json);
		entityFromJson(json, transaction);
		expect(json).toEqual(before);
	});

	it.each(entities)(
		'gives back every $name that stands in JSON under its own names',
		({ input }) => {
			const record = input(cents);
			fc.assert(
				fc.property(valuesOf(record), (row) => {
					expect(entityFromJson(row, record)).toEqual(row);
					expect(unknownKeys(row, record)).toEqual([]);
				}),
			);
		},
	);
});

describe('unknownKeys', () => {
	it('are those of the item itself that are no fields', () => {
		const json: IDataObject = { amount: 1, extra: null, Amount: 2, children: [{ later: 1 }] };
		expect(unknownKeys(json, transaction)).toEqual(['extra', 'Amount']);
	});
});

describe('jsonObject', () => {
	it.each(['[1]', '5', 'null', 'true', '"text"', '{', 'text', '{a: 1}', [1], 5, true])(
		'is none of %p',
		(value) => {
			expect(jsonObject(value)).toBeUndefined();
		},
	);

	it.each([undefined, null, ''])('is an empty one of %p', (value) => {
		expect(jsonObject(value)).toEqual({});
	});

	it('is an object given as text or as a value', () => {
		expect(jsonObject('{"a": null}')).toEqual({ a: null });
		expect(jsonObject({ a: null })).toEqual({ a: null });
	});
});
