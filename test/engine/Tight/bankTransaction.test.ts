import { BAKERY, runTight, useSandbox } from '../../support/tight';

const sandbox = useSandbox();

const gas = {
	resource: 'bankTransaction',
	operation: 'create',
	date: '2025-02-24T00:00:00',
	amount: '-5001',
	description: 'SHELL OIL 574422',
	apiName: 'CSV_IMPORT',
	bankAccountId: { __rl: true, mode: 'id', value: 'bka_7542850' },
};

describe('Bank Transaction: Create', () => {
	it('saves the fields of the form and puts out the row as Tight has it', async () => {
		const run = await runTight(sandbox.current, { parameters: gas });

		expect(run.error).toBeUndefined();
		expect(run.items).toEqual([
			expect.objectContaining({ date: '2025-02-24', amount: -5001, description: 'SHELL OIL 574422' }),
		]);
		expect(sandbox.current.books(BAKERY).bankTransactions).toHaveLength(1);
	});
});
