import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { holds, isSameValue } from '../../../../nodes/Tight/saving/compare';

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
		['text in the place of a number', { amount: '-5001' }],
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

describe('what the newest answers show in another form', () => {
	it.each<[string, IDataObject, IDataObject]>([
		['a number as text', { amount: '-50.01' }, { amount: -50.01 }],
		['text as a number', { checkNumber: 17 }, { checkNumber: '17' }],
		['a day with a time', { date: '2025-06-26T00:00:00.000Z' }, { date: '2025-06-26' }],
		[
			'class segments as dimension values',
			{ dimensionValues: [{ id: 'cls_1' }] },
			{ classSegmentIds: ['1'] },
		],
	])('is the same: %s', (_what, shown, sent) => {
		expect(holds(shown, sent)).toBe(true);
	});

	it.each<[string, unknown, unknown]>([
		['another number', '5001', 5002],
		['no number', '', 0],
		['blanks', ' ', 0],
		['another day', '2025-06-27T00:00:00Z', '2025-06-26'],
		['other letters', 'gas', 'Gas'],
		['true and text', true, 'true'],
		['null and nothing', null, undefined],
		['null and 0', null, 0],
	])('is not the same: %s', (_what, shown, sent) => {
		expect(isSameValue(shown, sent)).toBe(false);
	});

	it('shows every number as its text', () => {
		fc.assert(
			fc.property(fc.integer(), (number) => {
				expect(isSameValue(String(number), number)).toBe(true);
				expect(isSameValue(number, String(number))).toBe(true);
				expect(isSameValue(String(number + 1), number)).toBe(false);
			}),
		);
	});
});

describe('JSON that is replaced as a whole', () => {
	const whole = new Set(['customData']);
	const isHeld = (shown: unknown, sent: unknown) =>
		holds({ customData: shown } as IDataObject, { customData: sent } as IDataObject, whole);

	it.each<[string, unknown, unknown]>([
		['a key that was taken out', { a: 1, b: 2 }, { a: 1 }],
		['all keys taken out', { a: 1 }, {}],
		['a key within', { a: { b: 1, c: 2 } }, { a: { b: 1 } }],
		['a value within a list', { a: [1, { b: 2 }] }, { a: [1, { b: 3 }] }],
		['text in the place of a number', { a: '1' }, { a: 1 }],
	])('differs by %s', (_what, shown, sent) => {
		expect(isHeld(shown, sent)).toBe(false);
	});

	it('is the same in another order of keys', () => {
		expect(isHeld({ a: 1, b: [{ c: 1, d: 2 }] }, { b: [{ d: 2, c: 1 }], a: 1 })).toBe(true);
	});

	it.each([undefined, null, {}])('is empty where Tight shows %p', (shown) => {
		expect(isHeld(shown, {})).toBe(true);
		expect(isHeld(shown, { a: 1 })).toBe(false);
	});
});
