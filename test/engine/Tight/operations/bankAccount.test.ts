import { bodiesOf, PATHS, queriesOf, rowsTo } from '../../../support/journal';
import { byId, CHECKING, picked } from '../../../support/rows';
import { BAKERY, runTight, useSandbox } from '../../../support/tight';

const sandbox = useSandbox();

const storedAccounts = () => sandbox.current.books(BAKERY).bankAccounts;

const otherFields = {
	status: 'ACTIVE',
	apiName: 'MANUAL_ENTRY',
	iconUrl: 'https://example.com/icon.png',
	mask: '1234',
	type: 'CREDIT',
	syncTransactions: false,
	tranStartDate: '2025-01-01T00:00:00',
	glAccountId: picked('gla_38560325'),
	beginningBalance: '-1050',
	customData: '{"key": "value"}',
};

const otherFieldsSent = {
	...otherFields,
	tranStartDate: '2025-01-01',
	glAccountId: 'gla_38560325',
	beginningBalance: -1050,
	customData: { key: 'value' },
};

describe('Create or Update', () => {
	it('sends every field of the form in the form that Tight takes', async () => {
		const run = await runTight(sandbox.current, {
			parameters: {
				resource: 'bankAccount',
				operation: 'upsert',
				name: 'Company Card',
				additionalFields: otherFields,
			},
		});

		expect(run.error).toBeUndefined();
		expect(bodiesOf(sandbox.current, PATHS.bankAccounts)).toEqual([
			{ data: [{ name: 'Company Card', ...otherFieldsSent }] },
		]);
		expect(run.items).toMatchObject([{ name: 'Company Card', accountBalance: -1050 }]);
	});

	it('takes every field from the JSON of each item', async () => {
		const rows = ['One', 'Two'].map((name) => ({ name, ...otherFieldsSent }));
		const run = await runTight(sandbox.current, {
			parameters: {
				resource: 'bankAccount',
				operation: 'upsert',
				mappingMode: 'autoMapInputData',
			},
			input: rows,
		});

		expect(run.error).toBeUndefined();
		expect(rowsTo(sandbox.current, PATHS.bankAccounts)).toEqual(rows);
	});

	it('updates accounts by their ID and adds the others', async () => {
		const before = storedAccounts().length;
		const run = await runTight(sandbox.current, {
			parameters: {
				resource: 'bankAccount',
				operation: 'upsert',
				id: '={{ $json.id }}',
				name: '={{ $json.name }}',
				amountUnit: 'currencyUnits',
				additionalFields: {
					beginningBalance: '={{ $json.balance }}',
					glAccountId: byId('={{ $json.gl }}'),
				},
			},
			input: [
				{ id: CHECKING, name: 'Main', balance: 1.15, gl: 'gla_38560320' },
				{ id: '', name: 'New', balance: '-8.70', gl: 'gla_38560325' },
			],
		});

		expect(run.error).toBeUndefined();
		expect(run.items).toMatchObject([
			{ id: CHECKING, name: 'Main', accountBalance: 115, glAccountId: 'gla_38560320' },
			{ name: 'New', accountBalance: -870, glAccountId: 'gla_38560325' },
		]);
		expect(storedAccounts()).toHaveLength(before + 1);
	});
});

describe('Get Many', () => {
	it('simplifies, names the integration, and shows no access token', async () => {
		const run = await runTight(sandbox.current, {
			parameters: { resource: 'bankAccount', operation: 'getAll' },
		});

		expect(run.items).toHaveLength(3);
		expect(run.items[0]).toEqual({
			id: CHECKING,
			name: 'Business Checking',
			mask: '1687',
			type: 'DEPOSITORY',
			status: 'ACTIVE',
			apiName: 'PLAID',
			accountBalance: 1_845_210,
			glAccountId: 'gla_38560320',
			integrationId: 'int_12345',
			lastSyncedDate: null,
		});
	});

	it('filters, sorts and expands as documented; access tokens stay out of what is expanded', async () => {
		const run = await runTight(sandbox.current, {
			parameters: {
				resource: 'bankAccount',
				operation: 'getAll',
				simplify: false,
				filters: { status: { conditions: [{ operator: 'in', value: 'ACTIVE' }] } },
				sort: { by: { orderBy: 'ID', direction: 'DESC' } },
				expand: ['integration', 'journalEntry'],
			},
		});

		expect(run.error).toBeUndefined();
		expect(queriesOf(sandbox.current, PATHS.bankAccounts)).toEqual([
			{
				limit: 50,
				filter: {
					status: { in: ['ACTIVE'] },
					integration: { expand: true },
					journalEntry: { expand: true },
				},
				sort: { orderBy: 'ID', direction: 'DESC' },
			},
		]);
		expect(run.items[0]).toMatchObject({
			integration: { apiInstitutionName: 'Tartan Savings Bank' },
			beginningBalanceData: { journalEntry: { tranDate: '2025-01-01' } },
		});
		expect(JSON.stringify(run.run)).not.toContain('access-sandbox');
	});
});

describe('Delete', () => {
	it('deletes an account picked from the list', async () => {
		const run = await runTight(sandbox.current, {
			parameters: { resource: 'bankAccount', operation: 'delete', recordId: picked('123456') },
		});

		expect(run.items).toMatchObject([{ id: '123456', deleted: true }]);
		expect(storedAccounts().map(({ id }) => id)).not.toContain('123456');
	});

	it('deletes the account that each item names', async () => {
		const run = await runTight(sandbox.current, {
			parameters: {
				resource: 'bankAccount',
				operation: 'delete',
				recordId: byId('={{ $json.id }}'),
			},
			input: [{ id: CHECKING }, { id: '123456' }],
		});

		expect(run.items.map(({ id }) => id)).toEqual([CHECKING, '123456']);
	});

	it('deletes nothing when one of the items names no account', async () => {
		const before = storedAccounts().length;
		const run = await runTight(sandbox.current, {
			parameters: {
				resource: 'bankAccount',
				operation: 'delete',
				recordId: byId('={{ $json.id }}'),
			},
			input: [{ id: CHECKING }, { id: null }],
		});

		expect(run.error?.message).toContain('Item 1 was not sent to Tight');
		expect(storedAccounts()).toHaveLength(before);
	});
});
