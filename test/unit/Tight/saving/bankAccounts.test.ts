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

async function find(rows: IDataObject[], mask: string | undefined, names: string[], type?: string) {
	const tight = new MemoryTight();
	rows.forEach((row) => tight.seed('u', row));
	const accounts = new BankAccounts(tight.client, '/v6/banks/accounts');
	return await accounts.find('u', { mask, names, type });
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
			'one in a state that Tight added later',
			[account('1', '0000', 'Any', { status: 'NEW' })],
			'1',
		],
		['one whose state is not shown', [{ id: '1', mask: '0000' }], '1'],
	])('is %s', async (_, rows, id) => {
		expect(await find(rows, '0000', ['Other', 'Its Official Name'])).toEqual({ kind: 'found', id });
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

	it.each([
		['is the other kind', 'DEPOSITORY', 'CREDIT', undefined],
		['is the same kind', 'DEPOSITORY', 'DEPOSITORY', '1'],
		['is the same kind in other letters', 'depository', 'DEPOSITORY', '1'],
		['is not shown by Tight', undefined, 'CREDIT', '1'],
		['is not known of the account', 'DEPOSITORY', undefined, '1'],
	])('agrees in its type, where the type %s', async (_, shown, wanted, id) => {
		const rows = [account('1', '0000', 'Other', { type: shown })];
		expect(await find(rows, '0000', ['Other'], wanted)).toMatchObject(
			id ? { kind: 'found', id } : { kind: 'notFound', problem: expect.stringMatching(/CREDIT/) },
		);
	});

	it.each(['INACTIVE', 'REMOVED'])('is said to be %s, and no other is taken', async (status) => {
		const out = account('1', '0000', 'Other', { status });
		const problem = `the bank account 1 that matches the account 'Other' has the status ${status} in Tight`;
		expect(await find([out], '0000', ['Other'])).toEqual({ kind: 'notFound', problem });
		const rows = [out, account('2', '0000', 'Any')];
		expect(await find(rows, '0000', ['Other'])).toEqual({ kind: 'notFound', problem });
	});

	it('is none where accounts out of use have its name as well', async () => {
		const rows = [
			account('1', '0000', 'Other', { status: 'REMOVED' }),
			account('2', '0000', 'Other', { status: 'INACTIVE' }),
			account('3', '0000', 'Any'),
		];
		expect(await find(rows, '0000', ['Other'])).toMatchObject({ kind: 'notFound' });
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
