import type { IDataObject } from 'n8n-workflow';

import { BankAccounts } from '../../../../nodes/Tight/saving/bankAccounts';
import { MemoryTight } from '../../../support/memoryTight';

const account = (id: string, mask: string | null, name = 'Checking', more: IDataObject = {}) => ({
	id,
	mask,
	name,
	status: 'ACTIVE',
	...more,
});

async function find(rows: IDataObject[], mask: string | undefined, names: string[]) {
	const tight = new MemoryTight();
	rows.forEach((row) => tight.seed('u', row));
	return await new BankAccounts(tight.client, '/v6/banks/accounts').find('u', { mask, names });
}

describe('the bank account of an account elsewhere', () => {
	it.each([
		['the one with its mask, whatever its name', [account('1', '0000'), account('2', '1111')], '1'],
		[
			'of several with its mask the one with its name',
			[account('1', '0000'), account('2', '0000', 'Other')],
			'2',
		],
		[
			'not one that is out of use',
			[
				account('1', '0000', 'Gone', { status: 'REMOVED' }),
				account('2', '0000', 'Gone', { status: 'INACTIVE' }),
				account('3', '0000', 'Any'),
			],
			'3',
		],
		[
			'one in a state that Tight added later',
			[account('1', '0000', 'Any', { status: 'NEW' })],
			'1',
		],
		['one whose state is not shown', [{ id: '1', mask: '0000' }], '1'],
	])('is %s', async (_, rows, id) => {
		expect(await find(rows, '0000', ['Other', 'Its Official Name'])).toEqual({ kind: 'found', id });
	});

	it.each(['INACTIVE', 'REMOVED'])('is not another one when its own is %s', async (status) => {
		const rows = [account('1', '0000', 'Other', { status }), account('2', '0000', 'Any')];
		const found = await find(rows, '0000', ['Other']);
		expect(found).toMatchObject({
			kind: 'notFound',
			problem: expect.stringContaining(status) as string,
		});
	});

	it('may have the official name', async () => {
		const rows = [account('1', '0000', 'A'), account('2', '0000', 'B')];
		expect(await find(rows, '0000', ['X', 'B'])).toEqual({ kind: 'found', id: '2' });
	});

	it.each([
		[[account('1', '1111')], '0000', 'Tight has no bank account with the mask'],
		[[account('1', null)], undefined, "the account 'Other' has no mask"],
		[[account('1', '0000', 'A'), account('2', '0000', 'B')], '0000', 'and 0 of them with its name'],
		[
			[account('1', '0000', 'Other'), account('2', '0000', 'Other')],
			'0000',
			'and 2 of them with its name',
		],
	])('is never guessed: %j', async (rows, mask, problem) => {
		expect(await find(rows, mask, ['Other'])).toMatchObject({
			kind: 'notFound',
			problem: expect.stringContaining(problem),
		});
	});

	it('is looked for in one reading of each user, page by page', async () => {
		const tight = new MemoryTight();
		tight.pageSize = 1;
		for (const id of ['1', '2', '3']) tight.seed('u', account(id, `000${id}`));
		const accounts = new BankAccounts(tight.client, '/v6/banks/accounts');
		const found = await Promise.all(
			['0001', '0003', '0002'].map(async (mask) => await accounts.find('u', { mask, names: [] })),
		);
		expect(found).toEqual(['1', '3', '2'].map((id) => ({ kind: 'found', id })));
		expect(tight.queries).toHaveLength(3);
		expect(await accounts.find('v', { mask: '0001', names: [] })).toMatchObject({
			kind: 'notFound',
		});
	});

	it('is not known when Tight does not answer', async () => {
		const tight = new MemoryTight();
		tight.queryReplies = [{ kind: 'notSent', reason: 'no way' }];
		const accounts = new BankAccounts(tight.client, '/v6/banks/accounts');
		expect(await accounts.find('u', { mask: '0000', names: [] })).toMatchObject({
			kind: 'notSent',
			explanation: 'no way',
		});
	});
});
