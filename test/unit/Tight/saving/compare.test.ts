import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { holds } from '../../../../nodes/Tight/saving/compare';
import { asUpdateOf } from '../../../../nodes/Tight/saving/update';

const record: IDataObject = {
	id: 'btxn_1',
	date: '2025-06-26',
	amount: -5001,
	notes: 'Gas',
	bankAccount: { id: '7542850', name: 'Checking' },
	vendor: { id: 'vnd_1', name: 'Shell' },
	classSegments: [{ id: 'cls_1' }, { id: 'cls_2' }],
	tax: { paymentInfo: { year: 2025, region: 'FEDERAL' } },
	children: [
		{ id: 'itm_1', amount: -5000, apiItemId: 'a', category: { id: 'ctg_1' } },
		{ id: 'itm_2', amount: -1, apiItemId: 'b' },
	],
	customData: { key: 1, list: [1, 2] },
	attachments: [],
};

describe('holds', () => {
	it.each<[string, IDataObject]>([
		['an amount', { amount: 5001 }],
		['text', { notes: 'gas' }],
		['a related record', { vendorId: 'vnd_2' }],
		['a related record that is not there', { customerId: 'cus_1' }],
		['one reference more', { classSegmentIds: ['cls_1', 'cls_2', 'cls_3'] }],
		['one reference less', { classSegmentIds: ['cls_1'] }],
		['a field that the record does not show', { userAccess: 'NONE' }],
		['a field in a group', { tax: { paymentInfo: { year: 2024 } } }],
		['a line item', { children: [{ amount: -5000 }, { amount: -2 }] }],
		['one line item more', { children: [{ amount: -5000 }, { amount: -1 }, { amount: 0 }] }],
		['one line item less', { children: [{ amount: -5000 }] }],
		['the order of line items', { children: [{ amount: -1 }, { amount: -5000 }] }],
		['custom data', { customData: { key: 2 } }],
		['a list in custom data', { customData: { list: [2, 1] } }],
		['null', { notes: null }],
		['a record where there is text', { notes: { a: 1 } }],
		['text where there is a record', { tax: 'x' }],
		['attachments', { attachmentIds: ['att_1'] }],
	])('sees a difference in %s', (_what, row) => {
		expect(holds(record, row)).toBe(false);
	});

	it.each<[string, IDataObject]>([
		['nothing', {}],
		['the same fields', { date: '2025-06-26', amount: -5001, notes: 'Gas' }],
		['ids of related records, in any form', { vendorId: 'vnd_1', bankAccountId: 'bka_7542850' }],
		['references in another order', { classSegmentIds: ['cls_2', 'cls_1'] }],
		['a part of a group', { tax: { paymentInfo: { year: 2025 } } }],
		['line items', { children: [{ amount: -5000, categoryId: 'ctg_1' }, { apiItemId: 'b' }] }],
		['a part of the custom data', { customData: { list: [1, 2] } }],
		['empty lists', { attachmentIds: [] }],
	])('sees none in %s', (_what, row) => {
		expect(holds(record, row)).toBe(true);
	});

	it('is true of a record and itself', () => {
		const json = fc.dictionary(fc.string(), fc.jsonValue());
		fc.assert(
			fc.property(json, (row) => {
				const copy = JSON.parse(JSON.stringify(row)) as IDataObject;
				expect(holds(copy, structuredClone(copy))).toBe(true);
			}),
		);
	});

	it('never fails, whatever stands in the record', () => {
		const json = fc.dictionary(fc.constantFrom('a', 'bId', 'b', 'cs', 'cIds'), fc.jsonValue());
		fc.assert(
			fc.property(json, json, (shown, sent) => {
				expect([true, false]).toContain(holds(shown as IDataObject, sent as IDataObject));
			}),
		);
	});

	it('knows a class segment at the end of the chain in which it is shown', () => {
		const chain = { id: 'cls_1', child: { id: 'cls_2', child: { id: 'cls_3' } } };
		expect(holds({ classSegments: [chain] }, { classSegmentIds: ['cls_3'] })).toBe(true);
		expect(holds({ classSegments: [chain] }, { classSegmentIds: ['cls_2'] })).toBe(false);
	});
});

describe('asUpdateOf', () => {
	it('has the id of the record, also in the place of another', () => {
		expect(asUpdateOf(record, { amount: 1 })).toEqual({ amount: 1, id: 'btxn_1' });
		expect(asUpdateOf(record, { amount: 1, id: 'other' })).toEqual({ amount: 1, id: 'btxn_1' });
	});

	it('has the ids of the line items that stand in the record, by their own ids there', () => {
		const children = [
			{ amount: 1, apiItemId: 'b' },
			{ amount: 2, apiItemId: 'a' },
		];
		expect(asUpdateOf(record, { children }).children).toEqual([
			{ id: 'itm_2', amount: 1, apiItemId: 'b' },
			{ id: 'itm_1', amount: 2, apiItemId: 'a' },
		]);
	});

	it('has them by position where they have no ids of their own', () => {
		expect(asUpdateOf(record, { children: [{ amount: 1 }] }).children).toEqual([
			{ id: 'itm_1', amount: 1 },
		]);
	});

	it('adds line items that the record does not have', () => {
		const children = [{ amount: 1 }, { amount: 2 }, { amount: 3 }];
		const update = asUpdateOf(record, { children });
		expect((update.children as IDataObject[]).map(({ id }) => id)).toEqual([
			'itm_1',
			'itm_2',
			undefined,
		]);
		expect(asUpdateOf(record, { children: [{ apiItemId: 'new' }] }).children).toEqual([
			{ apiItemId: 'new' },
		]);
		expect(asUpdateOf({ id: 'x', children: [] }, { children })).toEqual({ id: 'x', children });
	});

	it('leaves the id that a line item came with', () => {
		expect(asUpdateOf(record, { children: [{ id: 'itm_9', amount: 1 }] }).children).toEqual([
			{ id: 'itm_9', amount: 1 },
		]);
	});

	it('gives no two line items the same id', () => {
		const line = fc.record(
			{ apiItemId: fc.constantFrom('a', 'c'), amount: fc.nat(), id: fc.constantFrom('itm_2') },
			{ requiredKeys: ['amount'] },
		);
		const children = fc.uniqueArray(line, {
			maxLength: 4,
			// What the user gave twice is the user's.
			comparator: (left, right) =>
				(left.id !== undefined && left.id === right.id) ||
				(left.apiItemId !== undefined && left.apiItemId === right.apiItemId),
		});
		fc.assert(
			fc.property(children, (lines) => {
				const update = asUpdateOf(record, { children: lines } as IDataObject);
				const ids = (update.children as IDataObject[]).map(({ id }) => id).filter(Boolean);
				expect(new Set(ids).size).toBe(ids.length);
			}),
		);
	});

	it('changes neither the record nor the row', () => {
		const row = { children: [{ amount: 1 }] };
		const before = structuredClone({ record, row });
		asUpdateOf(record, row);
		expect({ record, row }).toEqual(before);
	});

	it('makes a row that, once saved, the record holds, and that is then sent no more', () => {
		const fields = fc.record(
			{
				amount: fc.integer(),
				notes: fc.string(),
				vendorId: fc.constantFrom('vnd_1', 'vnd_2'),
				classSegmentIds: fc.uniqueArray(fc.constantFrom('cls_1', 'cls_2', 'cls_3')),
				customData: fc.dictionary(fc.string(), fc.integer()),
			},
			{ requiredKeys: [] },
		);
		fc.assert(
			fc.property(fields, (row) => {
				const update = asUpdateOf(record, row as IDataObject);
				const { vendorId, classSegmentIds, ...plain } = update;
				const after: IDataObject = {
					...record,
					...plain,
					...(vendorId !== undefined && { vendor: { id: vendorId } }),
					...(classSegmentIds !== undefined && {
						classSegments: (classSegmentIds as string[]).map((id) => ({ id })),
					}),
				};
				expect(holds(after, row as IDataObject)).toBe(true);
				expect(asUpdateOf(after, row as IDataObject)).toEqual(update);
			}),
		);
	});
});
