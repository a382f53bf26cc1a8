import { identityOfRow } from '../../../../nodes/Tight/saving/identify';

describe('identityOfRow', () => {
	const matching = { sourceId: 'apiSourceId', date: 'date' };
	const row = { apiSourceId: 'src-1', date: '2025-06-26', bankAccountId: 'bka_1' };

	it('is the source id of a row, with its day and its account', () => {
		expect(identityOfRow(row, matching)).toMatchObject(row);
	});

	it('has the day of seconds since 1970', () => {
		expect(identityOfRow({ ...row, date: 1750952241 }, matching)).toMatchObject(row);
	});

	it('has no account where Additional JSON gives null for it, so that all are searched', () => {
		const { bankAccountId } = identityOfRow({ ...row, bankAccountId: null }, matching);
		expect(bankAccountId).toBeUndefined();
	});
});
