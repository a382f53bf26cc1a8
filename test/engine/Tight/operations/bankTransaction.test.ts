import { bodiesOf, PATHS, requestsTo, rowsTo } from '../../../support/journal';
import { byId, CHECKING, picked, rowsOf, SAVINGS, savingRows } from '../../../support/rows';
import { BAKERY, runTight, useSandbox } from '../../../support/tight';

const sandbox = useSandbox();

const storedRows = () => sandbox.current.books(BAKERY).bankTransactions;

/** Saves rows and gives their ids. */
async function save(amounts: number[], more = {}): Promise<string[]> {
	const { items } = await runTight(sandbox.current, {
		parameters: savingRows(),
		input: rowsOf(amounts, more),
	});
	return items.map(({ id }) => String(id));
}

const gas = {
	resource: 'bankTransaction',
	operation: 'create',
	date: '2025-02-24T00:00:00',
	amount: '-5001',
	description: 'SHELL OIL 574422',
	apiName: 'CSV_IMPORT',
	bankAccountId: byId(CHECKING),
};

/** Every optional field of the form, and the same as Tight is to receive it. */
const otherFields = (matching: string) => ({
	notes: 'Gas purchase',
	status: 'ACTIVE',
	reviewStatus: 'RECONCILED',
	userAccess: 'NONE',
	accountantAccess: 'NONE',
	apiSourceId: 'QeXqN7XJT50dwE4S19ZgVv4nnhLvjX7',
	type: 'EXPENSE',
	matchingBankTransactionId: matching,
	vendorId: picked('vnd_28868401'),
	customerId: byId('cus_4852707'),
	classSegmentIds: { references: [{ id: picked('cls_593054') }, { id: byId('cls_594913') }] },
	categoryId: picked('ctg_58932890'),
	glAccountId: byId('gla_38560327'),
	tax: { paymentInfo: { region: 'FEDERAL', year: 2024, quarter: 'Q1' } },
	children: {
		items: [
			{
				amount: '-2001',
				additionalFields: {
					notes: 'Unleaded',
					classSegmentIds: { references: [{ id: picked('cls_593054') }] },
					customerId: picked('cus_4852707'),
					categoryId: byId('ctg_58932890'),
					glAccountId: picked('gla_38560327'),
					invoiceId: 'inv_1',
					billId: 'bll_1',
					payrollId: 'prl_1',
					apiItemId: 'line-1',
				},
			},
			{ amount: '-3000', additionalFields: {} },
		],
	},
	attachmentIds: ['att_894321', 'att_894322'],
	customData: '{"internal_key": "some_internal_key", "some_other_field": 23434}',
});

const otherFieldsSent = (matching: string) => ({
	notes: 'Gas purchase',
	status: 'ACTIVE',
	reviewStatus: 'RECONCILED',
	userAccess: 'NONE',
	accountantAccess: 'NONE',
	apiSourceId: 'QeXqN7XJT50dwE4S19ZgVv4nnhLvjX7',
	type: 'EXPENSE',
	matchingBankTransactionId: matching,
	vendorId: 'vnd_28868401',
	customerId: 'cus_4852707',
	classSegmentIds: ['cls_593054', 'cls_594913'],
	categoryId: 'ctg_58932890',
	glAccountId: 'gla_38560327',
	tax: { paymentInfo: { region: 'FEDERAL', year: 2024, quarter: 'Q1' } },
	children: [
		{
			amount: -2001,
			notes: 'Unleaded',
			classSegmentIds: ['cls_593054'],
			customerId: 'cus_4852707',
			categoryId: 'ctg_58932890',
			glAccountId: 'gla_38560327',
			invoiceId: 'inv_1',
			billId: 'bll_1',
			payrollId: 'prl_1',
			apiItemId: 'line-1',
		},
		{ amount: -3000 },
	],
	attachmentIds: ['att_894321', 'att_894322'],
	customData: { internal_key: 'some_internal_key', some_other_field: 23434 },
});

const gasSent = {
	date: '2025-02-24',
	amount: -5001,
	description: 'SHELL OIL 574422',
	apiName: 'CSV_IMPORT',
	bankAccountId: CHECKING,
};

describe('Create', () => {
	it('sends the fields that were filled in and nothing else', async () => {
		const run = await runTight(sandbox.current, { parameters: gas });

		expect(run.error).toBeUndefined();
		expect(bodiesOf(sandbox.current, PATHS.bankTransactions)).toEqual([{ data: [gasSent] }]);
		expect(run.items).toEqual([
			expect.objectContaining({ id: 'btxn_158998869', date: '2025-02-24', amount: -5001 }),
		]);
	});

	it('sends every field of the form in the form that Tight takes', async () => {
		const [matching] = await save([5001]);
		const run = await runTight(sandbox.current, {
			parameters: {
				...gas,
				bankAccountId: picked(CHECKING),
				additionalFields: otherFields(matching),
			},
		});

		expect(run.error).toBeUndefined();
		const [, body] = bodiesOf(sandbox.current, PATHS.bankTransactions);
		expect(body).toEqual({ data: [{ ...gasSent, ...otherFieldsSent(matching) }] });
	});

	it('sends nothing for a field that was added and left empty', async () => {
		const run = await runTight(sandbox.current, {
			parameters: {
				...gas,
				additionalFields: {
					notes: '',
					vendorId: { __rl: true, mode: 'list', value: '' },
					classSegmentIds: {},
					children: {},
					tax: {},
					attachmentIds: [],
					customData: '{}',
				},
			},
		});

		expect(run.error).toBeUndefined();
		expect(bodiesOf(sandbox.current, PATHS.bankTransactions)).toEqual([{ data: [gasSent] }]);
	});

	it('gives each item its own values, also inside collections, lines and locators', async () => {
		const input = ['one', 'two', 'three'].map((text, index) => ({
			text,
			cents: -10 * (index + 1),
			account: index === 1 ? SAVINGS : CHECKING,
			segment: index === 2 ? 'cls_593055' : 'cls_593054',
			tags: { text },
		}));
		const run = await runTight(sandbox.current, {
			parameters: {
				...gas,
				date: '=2025-02-0{{ $itemIndex + 1 }}',
				amount: '={{ $json.cents }}',
				description: '=Row {{ $json.text }}',
				bankAccountId: byId('={{ $json.account }}'),
				additionalFields: {
					notes: '=Note {{ $json.text }}',
					classSegmentIds: { references: [{ id: byId('={{ $json.segment }}') }] },
					tax: {
						paymentInfo: { region: 'STATE', year: '={{ 2020 + $itemIndex }}', quarter: 'Q2' },
					},
					children: {
						items: [
							{
								amount: '={{ $json.cents }}',
								additionalFields: { apiItemId: '=line of {{ $json.text }}' },
							},
						],
					},
					attachmentIds: ['=att_{{ $json.text }}'],
					customData: '={{ $json.tags }}',
				},
			},
			input,
		});

		expect(run.error).toBeUndefined();
		expect(rowsTo(sandbox.current, PATHS.bankTransactions)).toEqual(
			input.map(({ text, cents, account, segment, tags }, index) => ({
				date: `2025-02-0${index + 1}`,
				amount: cents,
				description: `Row ${text}`,
				apiName: 'CSV_IMPORT',
				bankAccountId: account,
				notes: `Note ${text}`,
				classSegmentIds: [segment],
				tax: { paymentInfo: { region: 'STATE', year: 2020 + index, quarter: 'Q2' } },
				children: [{ amount: cents, apiItemId: `line of ${text}` }],
				attachmentIds: [`att_${text}`],
				customData: tags,
			})),
		);
		expect(run.items.map(({ description }) => description)).toEqual([
			'Row one',
			'Row two',
			'Row three',
		]);
	});

	it('converts currency units to cents exactly, in line items too', async () => {
		const run = await runTight(sandbox.current, {
			parameters: {
				...gas,
				amountUnit: 'currencyUnits',
				amount: '={{ $json.units }}',
				additionalFields: {
					children: { items: [{ amount: '={{ $json.units }}', additionalFields: {} }] },
				},
			},
			// Each of these is off by one when it is multiplied as a floating-point number.
			input: [{ units: 1.15 }, { units: '-8.70' }, { units: 4.35 }, { units: 1.1 }],
		});

		expect(run.error).toBeUndefined();
		const sent = rowsTo(sandbox.current, PATHS.bankTransactions);
		expect(sent.map(({ amount }) => amount)).toEqual([115, -870, 435, 110]);
		expect(sent.map(({ children }) => children)).toEqual(
			[115, -870, 435, 110].map((amount) => [{ amount }]),
		);
	});

	it('sends Additional JSON, which wins over the form, with its nulls', async () => {
		const run = await runTight(sandbox.current, {
			parameters: {
				...gas,
				additionalFields: { notes: 'from the form' },
				options: {
					additionalJson: '{"notes": "from JSON", "dimensionValueIds": ["dv_1"], "type": null}',
				},
			},
		});

		expect(run.error).toBeUndefined();
		expect(rowsTo(sandbox.current, PATHS.bankTransactions)).toEqual([
			{ ...gasSent, notes: 'from JSON', dimensionValueIds: ['dv_1'], type: null },
		]);
		expect(run.items[0]).toMatchObject({ dimensionValueIds: ['dv_1'] });
	});

	it('never updates, even when the incoming item has an id', async () => {
		const [id] = await save([100]);
		const run = await runTight(sandbox.current, {
			parameters: savingRows(),
			input: rowsOf([200], { id }),
		});

		expect(run.error).toBeUndefined();
		expect(storedRows().map(({ amount }) => amount)).toEqual([100, 200]);
	});
});

describe('Map Automatically', () => {
	const whole = { ...gasSent, ...otherFieldsSent('') };

	it("takes every field from the item's JSON, lists and JSON as text too", async () => {
		const [matching] = await save([5001]);
		const { children, customData, classSegmentIds, ...plain } = whole;
		const run = await runTight(sandbox.current, {
			parameters: savingRows(),
			input: [
				{ ...whole, matchingBankTransactionId: matching },
				{
					...plain,
					matchingBankTransactionId: matching,
					date: '2025-02-24T23:30:00-08:00',
					amount: '-5001',
					children: JSON.stringify(children),
					customData: JSON.stringify(customData),
					classSegmentIds: classSegmentIds.join(', '),
				},
			],
		});

		expect(run.error).toBeUndefined();
		const [, ...sent] = rowsTo(sandbox.current, PATHS.bankTransactions);
		expect(sent).toEqual(
			[whole, whole].map((row) => ({ ...row, matchingBankTransactionId: matching })),
		);
	});

	it('counts null as not given', async () => {
		const run = await runTight(sandbox.current, {
			parameters: savingRows(),
			input: [{ ...gasSent, notes: null, children: null, vendorId: null }],
		});

		expect(run.error).toBeUndefined();
		expect(rowsTo(sandbox.current, PATHS.bankTransactions)).toEqual([gasSent]);
	});

	it.each([
		['ignores', undefined, {}],
		['sends, when asked to,', 'send', { dimensionValueIds: ['dv_1'] }],
	])('%s keys that are not of Tight', async (_, extraFields, extra) => {
		const run = await runTight(sandbox.current, {
			parameters: savingRows({ options: { ...(extraFields && { extraFields }) } }),
			input: [{ ...gasSent, dimensionValueIds: ['dv_1'] }],
		});

		expect(run.error).toBeUndefined();
		expect(rowsTo(sandbox.current, PATHS.bankTransactions)).toEqual([{ ...gasSent, ...extra }]);
	});

	it('refuses, when asked to, an item with keys that are not of Tight', async () => {
		const run = await runTight(sandbox.current, {
			parameters: savingRows({ options: { extraFields: 'error' } }),
			input: [gasSent, { ...gasSent, dimensionValueIds: ['dv_1'] }],
		});

		expect(run.error?.message).toContain(
			"Item 1 was not sent to Tight: 'dimensionValueIds' is not a field of this record",
		);
		expect(requestsTo(sandbox.current, PATHS.bankTransactions)).toEqual([]);
	});
});

describe('Update', () => {
	it('sends the id and the fields that were filled in', async () => {
		const ids = await save([100, 200]);
		const run = await runTight(sandbox.current, {
			parameters: {
				resource: 'bankTransaction',
				operation: 'update',
				id: '={{ $json.id }}',
				updateFields: { notes: '=of {{ $json.id }}', categoryId: picked('ctg_58932890') },
			},
			input: ids.map((id) => ({ id })),
		});

		expect(run.error).toBeUndefined();
		expect(bodiesOf(sandbox.current, PATHS.bankTransactions)[1]).toEqual({
			data: ids.map((id) => ({ id, notes: `of ${id}`, categoryId: 'ctg_58932890' })),
		});
		expect(storedRows()).toHaveLength(2);
		expect(run.items.map(({ id, amount }) => [id, amount])).toEqual([
			[ids[0], 100],
			[ids[1], 200],
		]);
	});

	it('updates line items by their ids', async () => {
		const [id] = await save([300], { children: [{ amount: 100 }, { amount: 200 }] });
		const [line] = storedRows()[0].children as Array<{ id: string }>;
		const run = await runTight(sandbox.current, {
			parameters: {
				resource: 'bankTransaction',
				operation: 'update',
				id,
				updateFields: {
					children: {
						items: [{ amount: '100', additionalFields: { id: line.id, notes: 'first' } }],
					},
				},
			},
		});

		expect(run.error).toBeUndefined();
		expect(storedRows()[0].children).toMatchObject([
			{ id: line.id, amount: 100, notes: 'first' },
			{ amount: 200, notes: null },
		]);
	});

	it.each([
		[
			'an empty ID',
			{ id: '={{ $json.id }}', updateFields: { notes: 'x' } },
			"'Transaction ID' is missing",
		],
		['nothing to change', { id: 'btxn_1', updateFields: {} }, 'there is no field to update'],
	])('says so when it is given %s', async (_, fields, message) => {
		const run = await runTight(sandbox.current, {
			parameters: { resource: 'bankTransaction', operation: 'update', ...fields },
		});

		expect(run.error?.message).toContain(message);
		expect(sandbox.current.journal).toEqual([]);
	});

	it('never adds a row when an item has no ID', async () => {
		const run = await runTight(sandbox.current, {
			parameters: savingRows({ operation: 'update' }),
			input: rowsOf([100]),
		});

		expect(run.error?.message).toContain("'Transaction ID' (id) is missing");
		expect(sandbox.current.journal).toEqual([]);
	});
});

describe('Create or Update', () => {
	it('updates the rows with an ID and adds the others', async () => {
		const [id] = await save([100]);
		const run = await runTight(sandbox.current, {
			parameters: {
				...gas,
				operation: 'upsert',
				id: '={{ $json.id }}',
				amount: '={{ $json.amount }}',
			},
			input: [
				{ id, amount: 111 },
				{ id: '', amount: 222 },
				{ id: null, amount: 333 },
			],
		});

		expect(run.error).toBeUndefined();
		expect(run.items[0].id).toBe(id);
		expect(storedRows().map(({ amount }) => amount)).toEqual([111, 222, 333]);
	});

	it('updates by ID with a part of the fields when they come in as JSON', async () => {
		const [id] = await save([100]);
		const run = await runTight(sandbox.current, {
			parameters: savingRows({ operation: 'upsert' }),
			input: [{ id, notes: 'only this' }],
		});

		expect(run.error).toBeUndefined();
		expect(storedRows()).toMatchObject([{ id, amount: 100, notes: 'only this' }]);
	});
});

describe('Get', () => {
	it('reads one record for each item', async () => {
		const ids = await save([100, 200]);
		const run = await runTight(sandbox.current, {
			parameters: {
				resource: 'bankTransaction',
				operation: 'get',
				recordId: '={{ $json.id }}',
				simplify: false,
			},
			input: [...ids].reverse().map((id) => ({ id })),
		});

		expect(run.error).toBeUndefined();
		expect(run.items.map(({ amount }) => amount)).toEqual([200, 100]);
		expect(run.items[0]).toHaveProperty('suggestedCategories', []);
	});

	it('reads nothing where Tight shows no record', async () => {
		const [recordId] = await save([100]);
		sandbox.current.fault({ effect: 'emptyData', method: 'GET' });
		const run = await runTight(sandbox.current, {
			parameters: { resource: 'bankTransaction', operation: 'get', recordId },
		});

		expect(run.items).toEqual([]);
		expect(run.error?.message).toContain(
			'Tight gave no usable answer for item 0: Tight answered without the record',
		);
	});

	it('reads nothing where the answer is empty', async () => {
		const [recordId] = await save([100]);
		sandbox.current.fault({ effect: 'status', status: 200, body: '', method: 'GET' });
		const run = await runTight(sandbox.current, {
			parameters: { resource: 'bankTransaction', operation: 'get', recordId },
		});

		expect(run.items).toEqual([]);
		expect(run.error?.message).toContain(
			"Tight gave no usable answer for item 0: the answer is not Tight's: it is empty",
		);
	});

	it('simplifies to ten fields unless told otherwise', async () => {
		const [id] = await save([100], { apiSourceId: 'src-1', categoryId: 'ctg_58932890' });
		const run = await runTight(sandbox.current, {
			parameters: { resource: 'bankTransaction', operation: 'get', recordId: id },
		});

		expect(run.items).toEqual([
			{
				id,
				date: '2025-02-24',
				amount: 100,
				description: 'Row 0',
				type: 'REVENUE',
				status: 'ACTIVE',
				reviewStatus: null,
				apiSourceId: 'src-1',
				bankAccountName: 'Business Checking',
				categoryName: 'Wages',
			},
		]);
	});

	it('says which item was not found, and goes on with the others when told to', async () => {
		const [id] = await save([100]);
		const run = await runTight(sandbox.current, {
			parameters: {
				resource: 'bankTransaction',
				operation: 'get',
				recordId: '={{ $json.id }}',
			},
			input: [{ id: 'btxn_0' }, { id }],
			onError: 'continueErrorOutput',
		});

		expect(run.items).toMatchObject([{ id }]);
		expect(run.origins).toEqual([1]);
		expect(run.failedItems).toMatchObject([
			{
				id: 'btxn_0',
				error: expect.stringContaining('Tight does not have this record') as string,
				details: { outcome: 'refused', statusCode: 404 },
			},
		]);
	});

	it('does not let an ID reach another path', async () => {
		const run = await runTight(sandbox.current, {
			parameters: { resource: 'bankTransaction', operation: 'get', recordId: '../../payments/1' },
		});

		expect(run.error?.message).toContain('Tight does not have this record');
		expect(sandbox.current.journal[1].path).toBe(
			`${PATHS.bankTransactions}/..%2F..%2Fpayments%2F1`,
		);
	});
});

describe('Delete', () => {
	const deleting = {
		resource: 'bankTransaction',
		operation: 'delete',
		recordId: '={{ $json.id }}',
	};

	it('deletes one record for each item', async () => {
		const ids = await save([100, 200, 300]);
		const run = await runTight(sandbox.current, {
			parameters: deleting,
			input: [{ id: ids[0] }, { id: ids[2] }],
		});

		expect(run.error).toBeUndefined();
		expect(run.items).toMatchObject([
			{ id: ids[0], deleted: true },
			{ id: ids[2], deleted: true },
		]);
		expect(storedRows().map(({ id }) => id)).toEqual([ids[1]]);
	});

	it('stops at a record that Tight does not have, and says what was deleted before', async () => {
		const ids = await save([100, 200]);
		const run = await runTight(sandbox.current, {
			parameters: deleting,
			input: [{ id: ids[0] }, { id: 'btxn_0' }, { id: ids[1] }],
		});

		expect(run.error?.message).toMatch(
			/^Tight refused item 1: .*not have this record.* \(1 of 3 items was deleted\)$/,
		);
		expect(run.error?.description).toContain('Not reached: item 2<br>');
		expect(storedRows().map(({ id }) => id)).toEqual([ids[1]]);
	});

	it.each([
		['cut after it took effect', { effect: 'cut', stored: true }],
		['a 502 after it took effect', { effect: 'status', status: 502, stored: true }],
	])('takes a first answer that was lost (%s) for what it was', async (_, fault) => {
		const [id] = await save([100]);
		sandbox.current.fault({ ...fault, method: 'DELETE' });
		const run = await runTight(sandbox.current, { parameters: deleting, input: [{ id }] });

		expect(run.error).toBeUndefined();
		expect(run.items).toEqual([expect.objectContaining({ deleted: true })]);
		expect(storedRows()).toEqual([]);
	});
});

it('sends no row when one row shows that the unit of amounts is wrong', async () => {
	const [rent, lunch] = rowsOf([500, 12]);
	const { failedItems } = await runTight(sandbox.current, {
		parameters: savingRows(),
		input: [rent, { ...lunch, amount: 12.5 }],
		onError: 'continueErrorOutput',
	});
	expect(sandbox.current.books(BAKERY).bankTransactions).toEqual([]);
	expect(failedItems[0].error).toContain("another item shows that 'Amounts In' is wrong");
	expect(failedItems[1].error).toContain("Set 'Amounts In' to Currency Units");
});
