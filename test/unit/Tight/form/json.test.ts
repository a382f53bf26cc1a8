import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { bankTransactionInput } from '../../../../nodes/Tight/entities/bankTransaction';
import { cents } from '../../../../nodes/Tight/entities/kinds';
import {
	entityFromJson,
	jsonObject,
	putBack,
	unknownAndEmptyIn,
	unknownIn,
} from '../../../../nodes/Tight/form/json';
import { entities, valuesOf } from '../../../support/entities';

const transaction = bankTransactionInput(cents);

describe('entityFromJson', () => {
	it('leaves out what is null, empty text or blanks alone on every level that the schema knows', () => {
		const json = {
			amount: 1,
			notes: null,
			description: ' ',
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

	it('leaves out keys that are no fields, on every level', () => {
		const json = {
			amount: 1,
			Amount: 2,
			children: [{ amount: 1, catgoryId: 'ctg_1', category: { id: 'ctg_1' } }],
			tax: { paymentInfo: { year: 2025, yaer: 2024 }, later: 1 },
		};
		expect(entityFromJson(json, transaction)).toEqual({
			amount: 1,
			children: [{ amount: 1 }],
			tax: { paymentInfo: { year: 2025 } },
		});
	});

	it('leaves out keys that every object has from birth', () => {
		const json = JSON.parse('{"constructor": 1, "toString": 2, "__proto__": 3}');
		expect(entityFromJson(json, transaction)).toEqual({});
		expect(entityFromJson({ children: [json] }, transaction)).toEqual({ children: [{}] });
	});

	it('reads groups and line items that are JSON text', () => {
		const json = { children: '[{"amount": 1, "notes": null, "catgoryId": "x"}]', tax: '{"x": 1}' };
		expect(entityFromJson(json, transaction)).toEqual({ children: [{ amount: 1 }], tax: {} });
	});

	it('keeps 0, false and empty lists, which are values', () => {
		const json = { amount: 0, tax: false, attachmentIds: [] };
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
					expect(unknownIn(row, record)).toEqual([]);
					expect(unknownAndEmptyIn(row, record)).toEqual([]);
				}),
			);
		},
	);
});

describe('what is left out', () => {
	const json: IDataObject = {
		amount: 1,
		notes: null,
		extra: null,
		children: [{ amount: 1 }, 'x', { later: 1, notes: ' ', billId: undefined }],
		tax: '{"paymentInfo": {"yaer": 2024, "year": ""}}',
		customData: { a: null },
		toString: 1,
	};
	const unknown = [
		{ path: ['extra'], value: null },
		{ path: ['children', 2, 'later'], value: 1 },
		{ path: ['tax', 'paymentInfo', 'yaer'], value: 2024 },
		{ path: ['toString'], value: 1 },
	];
	const empty = [
		{ path: ['notes'], value: null },
		{ path: ['children', 2, 'notes'], value: ' ' },
		{ path: ['tax', 'paymentInfo', 'year'], value: '' },
	];
	const byPath = <R extends { path: unknown[] }>(rest: R[]) =>
		[...rest].sort((left, right) => left.path.join('.').localeCompare(right.path.join('.')));

	it('is what stands under unknown keys, on every level', () => {
		expect(unknownIn(json, transaction)).toEqual(unknown);
	});

	it('is that, and what is empty; nothing is said of what is undefined', () => {
		const rest = unknownAndEmptyIn(json, transaction);
		expect(byPath(rest)).toEqual(byPath([...unknown, ...empty]));
	});

	it.each(entities)('can be put back, so that $name is as it was given', ({ input }) => {
		const record = input(cents);
		const anything = fc.option(valuesOf(record), { nil: { notes: null, later: [1] } });
		fc.assert(
			fc.property(anything, fc.constantFrom(null, '', ' '), (row, nothing) => {
				const given: IDataObject = { ...row, more: { a: nothing }, status: nothing, type: nothing };
				const read = entityFromJson(given, record);
				putBack(read, unknownAndEmptyIn(given, record));
				expect(read).toEqual(given);
			}),
		);
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
