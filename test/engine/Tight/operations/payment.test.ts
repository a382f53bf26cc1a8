import { bodiesOf, PATHS, queriesOf, rowsTo } from '../../../support/journal';
import { byId, CHECKING, picked, rowsOf, savingRows } from '../../../support/rows';
import { BAKERY, runTight, useSandbox } from '../../../support/tight';

const sandbox = useSandbox();

const storedPayments = () => sandbox.current.books(BAKERY).payments;

const savingPayments = (more = {}) => savingRows({ resource: 'payment', ...more });

const payroll = {
	resource: 'payment',
	operation: 'create',
	date: '2025-06-26T00:00:00',
	amount: '273479',
	description: 'WITHDRAWAL ACH GUSTO',
};

const payrollSent = { date: '2025-06-26', amount: 273479, description: 'WITHDRAWAL ACH GUSTO' };

const otherFields = (match: string) => ({
	type: 'EXPENSE',
	displayName: 'Gusto',
	apiName: 'PLAID',
	bankAccountId: picked(CHECKING),
	notes: 'June Payroll',
	status: 'ACTIVE',
	reviewStatus: 'RECONCILIATION_DISCREPANCY',
	apiSourceId: 'run-2025-06',
	classSegmentIds: { references: [{ id: byId('cls_593054') }] },
	customerId: picked('cus_4852707'),
	vendorId: byId('vnd_28868401'),
	categoryId: picked('ctg_58932890'),
	glAccountId: byId('gla_38560327'),
	reconciliationMatchId: match,
	children: {
		items: [
			{
				amount: '134051',
				additionalFields: {
					displayName: 'Wages',
					description: 'Net pay',
					type: 'EXPENSE',
					apiItemId: 'line-1',
					classSegmentIds: { references: [{ id: picked('cls_594913') }] },
					customerId: byId('cus_4852707'),
					vendorId: picked('vnd_28868401'),
					categoryId: byId('ctg_58932890'),
					glAccountId: picked('gla_38560327'),
					reconciliationMatchId: match,
				},
			},
			{ amount: '139428', additionalFields: { displayName: 'Taxes' } },
		],
	},
	customData: '{"run": 6}',
});

const otherFieldsSent = (match: string) => ({
	type: 'EXPENSE',
	displayName: 'Gusto',
	apiName: 'PLAID',
	bankAccountId: CHECKING,
	notes: 'June Payroll',
	status: 'ACTIVE',
	reviewStatus: 'RECONCILIATION_DISCREPANCY',
	apiSourceId: 'run-2025-06',
	classSegmentIds: ['cls_593054'],
	customerId: 'cus_4852707',
	vendorId: 'vnd_28868401',
	categoryId: 'ctg_58932890',
	glAccountId: 'gla_38560327',
	reconciliationMatchId: match,
	children: [
		{
			amount: 134051,
			displayName: 'Wages',
			description: 'Net pay',
			type: 'EXPENSE',
			apiItemId: 'line-1',
			classSegmentIds: ['cls_594913'],
			customerId: 'cus_4852707',
			vendorId: 'vnd_28868401',
			categoryId: 'ctg_58932890',
			glAccountId: 'gla_38560327',
			reconciliationMatchId: match,
		},
		{ amount: 139428, displayName: 'Taxes' },
	],
	customData: { run: 6 },
});

/** Saves the bank transaction that a payment can be matched with; gives its id. */
async function saveMatch(): Promise<string> {
	const { items } = await runTight(sandbox.current, {
		parameters: savingRows(),
		input: rowsOf([-273479]),
	});
	return String(items[0].id);
}

async function savePayments(amounts: number[], more = {}): Promise<string[]> {
	const { items } = await runTight(sandbox.current, {
		parameters: savingPayments(),
		input: rowsOf(amounts, more),
	});
	return items.map(({ id }) => String(id));
}

describe('Create', () => {
	it('needs no more than date, amount and description', async () => {
		const run = await runTight(sandbox.current, { parameters: payroll });

		expect(run.error).toBeUndefined();
		expect(bodiesOf(sandbox.current, PATHS.payments)).toEqual([{ data: [payrollSent] }]);
		expect(run.items).toEqual([expect.objectContaining({ id: 'pmt_158998869', amount: 273479 })]);
	});

	it('sends every field of the form in the form that Tight takes', async () => {
		const match = await saveMatch();
		const run = await runTight(sandbox.current, {
			parameters: { ...payroll, additionalFields: otherFields(match) },
		});

		expect(run.error).toBeUndefined();
		expect(bodiesOf(sandbox.current, PATHS.payments)).toEqual([
			{ data: [{ ...payrollSent, ...otherFieldsSent(match) }] },
		]);
	});

	it('passes amounts on with the sign that they have', async () => {
		const run = await runTight(sandbox.current, {
			parameters: savingPayments(),
			input: [
				{ ...payrollSent, amount: 273479, type: 'EXPENSE' },
				{ ...payrollSent, amount: -500, type: 'REVENUE' },
			],
		});

		expect(run.error).toBeUndefined();
		expect(run.items.map(({ amount }) => amount)).toEqual([273479, -500]);
	});

	it('takes every field from the JSON of each item', async () => {
		const match = await saveMatch();
		const rows = [1, 2].map((number) => ({
			...payrollSent,
			...otherFieldsSent(match),
			amount: number,
		}));
		const run = await runTight(sandbox.current, { parameters: savingPayments(), input: rows });

		expect(run.error).toBeUndefined();
		expect(rowsTo(sandbox.current, PATHS.payments)).toEqual(rows);
	});

	it('gives each item its own line items and locators', async () => {
		const run = await runTight(sandbox.current, {
			parameters: {
				...payroll,
				amount: '={{ $json.total }}',
				additionalFields: {
					vendorId: byId('={{ $json.vendor }}'),
					children: {
						items: [
							{
								amount: '={{ $json.total }}',
								additionalFields: {
									displayName: '=All of {{ $json.total }}',
									categoryId: byId('={{ $json.category }}'),
								},
							},
						],
					},
				},
			},
			input: [
				{ total: 1, vendor: 'vnd_28868401', category: 'ctg_58932890' },
				{ total: 2, vendor: 'vnd_28868402', category: 'ctg_58932891' },
			],
		});

		expect(run.error).toBeUndefined();
		expect(run.items).toMatchObject([
			{
				vendor: { id: 'vnd_28868401' },
				children: [{ amount: 1, displayName: 'All of 1', category: { id: 'ctg_58932890' } }],
			},
			{
				vendor: { id: 'vnd_28868402' },
				children: [{ amount: 2, displayName: 'All of 2', category: { id: 'ctg_58932891' } }],
			},
		]);
	});
});

describe('Update', () => {
	it('sends the id and the fields that were filled in', async () => {
		const ids = await savePayments([100, 200]);
		const run = await runTight(sandbox.current, {
			parameters: {
				resource: 'payment',
				operation: 'update',
				id: '={{ $json.id }}',
				amountUnit: 'currencyUnits',
				updateFields: { amount: '={{ 1.5 + $itemIndex }}', vendorId: picked('vnd_28868401') },
			},
			input: ids.map((id) => ({ id })),
		});

		expect(run.error).toBeUndefined();
		expect(rowsTo(sandbox.current, PATHS.payments).slice(2)).toEqual([
			{ id: ids[0], amount: 150, vendorId: 'vnd_28868401' },
			{ id: ids[1], amount: 250, vendorId: 'vnd_28868401' },
		]);
		expect(storedPayments()).toHaveLength(2);
	});

	it('takes the fields to change from the JSON of each item', async () => {
		const [id] = await savePayments([100]);
		const run = await runTight(sandbox.current, {
			parameters: savingPayments({ operation: 'update' }),
			input: [{ id, displayName: 'Gusto' }],
		});

		expect(run.error).toBeUndefined();
		expect(storedPayments()).toMatchObject([{ id, amount: 100, displayName: 'Gusto' }]);
	});
});

describe('Create or Update', () => {
	it('updates the payments with an ID and adds the others', async () => {
		const [id] = await savePayments([100]);
		const run = await runTight(sandbox.current, {
			parameters: savingPayments({ operation: 'upsert' }),
			input: [
				{ ...payrollSent, id, amount: 1 },
				{ ...payrollSent, amount: 2 },
			],
		});

		expect(run.error).toBeUndefined();
		expect(storedPayments().map(({ amount }) => amount)).toEqual([1, 2]);
	});
});

describe('Get, Get Many and Delete', () => {
	it('reads one payment, simplified', async () => {
		const [id] = await savePayments([100], { apiSourceId: 'src-1' });
		const run = await runTight(sandbox.current, {
			parameters: { resource: 'payment', operation: 'get', recordId: id },
		});

		expect(run.items).toEqual([
			{
				id,
				date: '2025-02-24',
				amount: 100,
				displayName: 'Row 0',
				description: 'Row 0',
				type: null,
				status: 'ACTIVE',
				apiSourceId: 'src-1',
				bankAccountName: 'Business Checking',
			},
		]);
	});

	it('lists payments by the documented filters, sorted, with details', async () => {
		const match = await saveMatch();
		await savePayments([100], { reconciliationMatchId: match });
		await savePayments([200, 300]);
		const run = await runTight(sandbox.current, {
			parameters: {
				resource: 'payment',
				operation: 'getAll',
				simplify: false,
				filters: {
					bankAccount: { conditions: [{ operator: 'in', value: picked(CHECKING) }] },
					bankTransaction: { conditions: [{ operator: 'equal', value: match }] },
					description: { conditions: [{ operator: 'contain', value: 'row' }] },
					displayName: { conditions: [{ operator: 'equal', value: 'Row 0' }] },
					search: 'Row',
					status: { conditions: [{ operator: 'notIn', value: 'REMOVED' }] },
				},
				sort: { by: { orderBy: 'DISPLAY_NAME', direction: 'DESC' } },
				expand: ['bankTransaction'],
			},
		});

		expect(run.error).toBeUndefined();
		expect(queriesOf(sandbox.current, PATHS.payments)).toEqual([
			{
				limit: 50,
				filter: {
					bankAccount: { id: { in: [CHECKING] } },
					bankTransaction: { id: { equal: match }, expand: true },
					description: { contain: 'row' },
					displayName: { equal: 'Row 0' },
					search: 'Row',
					status: { notIn: ['REMOVED'] },
				},
				sort: { orderBy: 'DISPLAY_NAME', direction: 'DESC' },
			},
		]);
		expect(run.items).toMatchObject([{ amount: 100, reconciliationMatch: { amount: -273479 } }]);
	});

	it('deletes a payment', async () => {
		const ids = await savePayments([100, 200]);
		const run = await runTight(sandbox.current, {
			parameters: { resource: 'payment', operation: 'delete', recordId: ids[0] },
		});

		expect(run.items).toMatchObject([{ id: ids[0], deleted: true }]);
		expect(storedPayments().map(({ id }) => id)).toEqual([ids[1]]);
	});
});
