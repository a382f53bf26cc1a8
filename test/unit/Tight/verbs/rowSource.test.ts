import { sourceKeyOf } from '../../../../nodes/Tight/verbs/rowSource';

describe('sourceKeyOf', () => {
	const matching = {
		path: '/v6/payments',
		hasDateFilter: false,
		sourceId: 'apiSourceId',
		date: 'date',
		found: 'update' as const,
	};
	const row = { apiSourceId: 'src-1', date: '2025-06-26', bankAccountId: 'bka_1' };

	it('is the source id of a row, with its day and its account', () => {
		expect(sourceKeyOf(row, matching)).toEqual(row);
	});

	it('has the day of seconds since 1970', () => {
		expect(sourceKeyOf({ ...row, date: 1750952241 }, matching)).toEqual(row);
	});

	it('has no account where Additional JSON gives null for it, so that all are searched', () => {
		const { bankAccountId } = sourceKeyOf({ ...row, bankAccountId: null }, matching);
		expect(bankAccountId).toBeUndefined();
	});
});
