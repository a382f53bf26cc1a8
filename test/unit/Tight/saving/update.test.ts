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

	describe('where line items share a key', () => {
		const sku = (amount: number, more: IDataObject = {}) => ({
			amount,
			apiItemId: 'SKU-7',
			...more,
		});
		const sale = { id: 'pmt_1', children: [sku(1000, { id: 'itm_1' }), sku(500, { id: 'itm_2' })] };
		const idsOf = (lines: IDataObject[], shown: IDataObject = sale) =>
			(asUpdateOf(shown, { children: lines }).children as IDataObject[]).map(({ id }) => id);

		it('matches the n-th with the n-th', () => {
			expect(asUpdateOf(sale, { children: [sku(1000), sku(600)] }).children).toEqual([
				sku(1000, { id: 'itm_1' }),
				sku(600, { id: 'itm_2' }),
			]);
		});

		it('adds a third, and leaves out what is no longer there', () => {
			expect(idsOf([sku(1), sku(2), sku(3)])).toEqual(['itm_1', 'itm_2', undefined]);
			expect(idsOf([sku(1)])).toEqual(['itm_1']);
		});

		it('matches them beside lines of other keys and of none, in any order', () => {
			const shown = {
				id: 'pmt_1',
				children: [
					sku(1, { id: 'itm_1' }),
					{ id: 'itm_2', apiItemId: 'TAX' },
					{ id: 'itm_3', amount: 9 },
					sku(2, { id: 'itm_4' }),
				],
			};
			const lines = [{ amount: 9 }, sku(1), sku(2), { apiItemId: 'TAX' }];
			expect(idsOf(lines, shown)).toEqual(['itm_3', 'itm_1', 'itm_4', 'itm_2']);
		});

		it('gives each ID to one line, and the lines of a key their IDs in order', () => {
			const keys = fc.array(fc.constantFrom('a', 'b', undefined), { maxLength: 6 });
			fc.assert(
				fc.property(keys, keys, (before, after) => {
					const line = (apiItemId: string | undefined) => (apiItemId ? { apiItemId } : {});
					const shown = before.map((key, n) => ({ id: `itm_${n}`, ...line(key) }));
					const ids = idsOf(after.map(line), { id: 'x', children: shown });
					const given = ids.filter((id) => id !== undefined);
					expect(new Set(given).size).toBe(given.length);
					for (const key of ['a', 'b']) {
						const known = shown.filter(({ apiItemId }) => apiItemId === key).map(({ id }) => id);
						const got = ids.filter((_, index) => after[index] === key);
						expect(got).toEqual(got.map((_, n) => known[n]));
					}
				}),
			);
		});
	});
});
