import type { IDataObject } from 'n8n-workflow';

import { areCopies } from '../../../../nodes/Tight/saving/decide';

const record: IDataObject = {
	id: 'btxn_1',
	amount: -5001,
	notes: null,
	bankAccount: { id: 'bka_1', name: 'Checking' },
	tax: {},
	children: [],
};
const other = { ...record, id: 'btxn_2' };

describe('areCopies', () => {
	it('is so of records that differ in their ids alone', () => {
		expect(areCopies([record, other, { ...record, id: 'btxn_3' }])).toBe(true);
	});

	it.each<[string, IDataObject]>([
		['a value', { notes: 'mine' }],
		['what it belongs to', { bankAccount: { id: 'bka_2', name: 'Checking' } }],
		['something within', { bankAccount: { id: 'bka_1', name: 'Checking', mask: '1687' } }],
		['a field that the others do not have', { later: 1 }],
		['a line item', { children: [{ id: 'itm_1', amount: -5001 }] }],
	])('is not so where one differs in %s', (_, more) => {
		expect(areCopies([record, { ...other, ...more }])).toBe(false);
		expect(areCopies([{ ...record, ...more }, other])).toBe(false);
	});
});
