import { KINDS, subjectOf } from '../../../../nodes/Tight/trigger/records';

/** Which record one of Tight's webhooks is about. */

describe('The kind and the ID are read from the URL', () => {
	it.each([
		['/v6/banks/transactions/btn_936723', 'bankTransaction', 'btn_936723'],
		['/v6/banks/transactions/rules/rul_1', 'transactionRule', 'rul_1'],
		['/v6/banks/accounts/bka_1', 'bankAccount', 'bka_1'],
		['/v6/payments/pmt_1', 'payment', 'pmt_1'],
		['/v6/invoicing/invoices/inv_1', 'invoice', 'inv_1'],
		['/v6/integrations/int_1/', 'integration', 'int_1'],
		['https://sandbox.tight.com/v6/payments/pmt_1?expand=vendor', 'payment', 'pmt_1'],
		['/v6/mileage/mil_1', '/v6/mileage', 'mil_1'],
		['/v7/payments/pmt_1', '/v7/payments', 'pmt_1'],
	])('%s', (url, entity, entityId) => {
		expect(subjectOf({ url })).toEqual({ entity, entityId });
	});
});

describe('A path that ends without an ID names the kind alone', () => {
	it.each([
		['/v6/company', 'company'],
		['https://prod.tight.com/v6/company/?expand=all', 'company'],
		['/v6/integrations/plaid/connection', 'integration'],
		['/v6/payments', 'payment'],
	])('%s, and the ID is that of the record', (url, entity) => {
		expect(subjectOf({ url, data: { id: 'x_1' } })).toEqual({ entity, entityId: 'x_1' });
		expect(subjectOf({ url })).toEqual({ entity, entityId: null });
	});
});

it.each([
	['the record', { data: { id: 'btn_1' } }],
	['the record under the key of the sample', { data: { 'id:': 'btn_1' } }],
	['the data of a lifecycle event', { eventData: { entityId: 'btn_1' } }],
])('Without a URL, the ID is that of %s', (_, body) => {
	expect(subjectOf(body)).toEqual({ entity: null, entityId: 'btn_1' });
});

it.each([
	['nothing', {}],
	['nulls', { url: null, data: null, eventData: null }],
	['other kinds of values', { url: 7, data: 'x', eventData: [] }],
	['a URL without a record', { url: '/' }],
	['an empty URL', { url: '' }],
])('%s names no record', (_, body) => {
	expect(subjectOf(body as never)).toEqual({ entity: null, entityId: null });
});

it('Each kind can be chosen once, and imports are none', () => {
	const values = KINDS.map(({ value }) => value);
	expect(new Set(values).size).toBe(values.length);
	expect(values).toEqual(expect.arrayContaining(['bankAccount', 'bankTransaction', 'payment']));
	expect(values).not.toContain('mxTransaction');
});
