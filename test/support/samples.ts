import type { IDataObject } from 'n8n-workflow';

/**
 * Request bodies as Tight's pages show them, one element each, with plausible values where the
 * pages have placeholders. Sources: seeds 000, 001, 002 and 004; save-bank-accounts, link-plaid and
 * finicity-transactions for the other three.
 */

const customData = { internal_key: 'some_internal_key', some_other_field: 23434 };

export const bankTransactionSample: IDataObject = {
	date: '2025-02-24',
	amount: 5001,
	description: 'SHELL OIL 574422',
	apiName: 'PLAID',
	bankAccountId: 'bka_7542850',
	id: 'btxn_158998869',
	notes: 'Gas purchase',
	status: 'ACTIVE',
	reviewStatus: 'RECONCILIATION_DISCREPANCY',
	userAccess: 'NONE',
	accountantAccess: 'NONE',
	apiSourceId: 'QeXqN7XJT50dwE4S19ZgVv4nnhLvjX7',
	type: 'EXPENSE',
	matchingBankTransactionId: 'btxn_158998870',
	vendorId: 'vnd_28868401',
	customerId: 'cus_4852707',
	classSegmentIds: ['cls_593051'],
	categoryId: 'ctg_58932890',
	glAccountId: 'gla_38560327',
	tax: { paymentInfo: { region: 'FEDERAL', year: 123, quarter: 'Q1' } },
	children: [
		{
			amount: 5001,
			id: 'itm_349412',
			notes: 'Gas purchase',
			classSegmentIds: ['cls_593052'],
			customerId: 'cus_4852707',
			categoryId: 'ctg_58932890',
			glAccountId: 'gla_38560327',
			invoiceId: 'inv_1',
			billId: 'bll_1',
			payrollId: 'prl_1',
			apiItemId: 'item-1',
		},
	],
	attachmentIds: ['att_894321'],
	customData,
};

export const paymentSample: IDataObject = {
	type: 'EXPENSE',
	date: '2025-06-26',
	amount: 273479,
	displayName: 'Gusto',
	description: 'WITHDRAWAL ACH GUSTO TAXID: 4001',
	apiName: 'PLAID',
	bankAccountId: 'bka_7542850',
	id: 'pmt_158998869',
	notes: 'June Payroll',
	status: 'ACTIVE',
	reviewStatus: 'RECONCILIATION_DISCREPANCY',
	apiSourceId: 'QeXqN7XJT50dwE4S19ZgVv4nnhLvjX7',
	classSegmentIds: ['cls_593051'],
	customerId: 'cus_4852707',
	vendorId: 'vnd_28868401',
	categoryId: 'ctg_58932890',
	glAccountId: 'gla_38560327',
	reconciliationMatchId: 'btxn_158998869',
	children: [
		{
			amount: 134051,
			displayName: 'Gusto',
			description: 'WITHDRAWAL ACH GUSTO TAXID: 4001',
			id: 'itm_349412',
			type: 'EXPENSE',
			apiItemId: 'item-1',
			classSegmentIds: ['cls_593051'],
			customerId: 'cus_4852707',
			vendorId: 'vnd_28868401',
			categoryId: 'ctg_58932890',
			glAccountId: 'gla_38560327',
			reconciliationMatchId: 'btxn_158998869',
		},
	],
	customData,
};

export const mxTransactionSample: IDataObject = {
	guid: 'TRN-265abee9-889b-af6a-c69b-25157db2bdd9',
	accountGuid: 'ACT-06d7f44b-caae-0f6e-1384-01f52e75dcb1',
	amount: 123,
	createdAt: '2016-10-06T09:43:42Z',
	date: '2013-09-23',
	status: 'POSTED',
	type: 'DEBIT',
	updatedAt: '2016-10-07T05:49:12Z',
	category: 'Groceries',
	categoryGuid: 'CAT-7829f71c-2e8c-afa5-2f55-fa3634b89874',
	checkNumberString: '6812',
	currencyCode: 'USD',
	description: 'Whole Foods',
	isBillPay: true,
	isDirectDeposit: true,
	isExpense: true,
	isFee: true,
	isIncome: true,
	isInternational: true,
	isManual: true,
	isOverdraftFee: true,
	isPayrollAdvance: true,
	isSubscription: true,
	latitude: 123,
	localizedDescription: 'Whole Foods',
	localizedMemo: 'Groceries',
	longitude: 123,
	memo: 'Groceries',
	merchantCategoryCode: 123,
	merchantGuid: 'MCH-7ed79542-884d-2b1b-dd74-501c5cc9d25b',
	merchantLocationGuid: 'MCL-00024e59-18b5-4d79-b879-2a7896726fea',
	originalDescription: 'WHOLEFDS TSQ 102 13.50 DEBIT',
	postedAt: '2016-10-07T06:00:00Z',
	topLevelCategory: 'Food & Dining',
	transactedAt: '2016-10-06T13:00:00Z',
};

export const finicityTransactionSample: IDataObject = {
	id: 21284820852,
	amount: -828.9,
	accountId: 5011648377,
	customerId: '1005061234',
	status: 'active',
	transactionDate: 1607450357,
	createdDate: 1607450400,
	description: 'BUFFALO WILD WINGS',
	memo: 'Mountain View, CA',
	postedDate: 1607450357,
	type: 'debit',
	categorization: {
		normalizedPayeeName: 'Buffalo Wild Wings',
		category: 'Restaurants',
		bestRepresentation: 'BUFFALO WILD WINGS',
	},
	checkNum: '299',
	escrowAmount: 2534.5,
	feeAmount: 0.5,
	originalDescription: 'BUFFALO WILD WINGS 102',
};

export const bankAccountSample: IDataObject = {
	id: 'bka_28868401',
	name: 'Chase Checking',
	status: 'ACTIVE',
	apiName: 'PLAID',
	iconUrl: 'https://cdn.sandbox.tight.com/icons/banks/56.png',
	mask: '1234',
	type: 'DEPOSITORY',
	syncTransactions: true,
	tranStartDate: '2025-01-01',
	glAccountId: 'gla_38560327',
	beginningBalance: 100000,
	customData,
};

export const integrationSample: IDataObject = {
	status: 'ACTIVE',
	apiName: 'BOX',
	apiAccessToken: '<string>',
	customData,
};

export const plaidConnectionSample: IDataObject = {
	accessToken: '<string>',
	tranStartDate: '2025-01-01',
};

/**
 * A transaction with something in each of MX's 44 fields: the names are those of MX's OpenAPI file,
 * the same in v20111101 and v20250224.
 */
export const mxRow: IDataObject = {
	account_guid: 'ACT-06d7f44b-caae-0f6e-1384-01f52e75dcb1',
	account_id: 'account123',
	amount: 61.11,
	category: 'Paycheck',
	category_guid: 'CAT-b6d61a19-30a7-e852-2703-bdfb4072289e',
	check_number_string: '6812',
	created_at: '2025-02-13T18:08:00+00:00',
	currency_code: 'USD',
	date: '2024-12-20',
	description: 'MX Technologies Payroll',
	extended_transaction_type: 'partner_transaction_type',
	guid: 'TRN-429ad9fe-a1d2-4559-8590-885b2603f0e1',
	id: '1734681600000-178fa8095c154a55b9172f977b4c5f9a-0',
	is_bill_pay: false,
	is_direct_deposit: true,
	is_expense: false,
	is_fee: false,
	is_income: true,
	is_international: false,
	is_manual: false,
	is_overdraft_fee: false,
	is_payroll_advance: false,
	is_recurring: false,
	is_subscription: false,
	latitude: -43.2075,
	localized_description: 'This is a localized_description',
	localized_memo: 'This is a localized_memo',
	longitude: 139.691706,
	member_guid: 'MBR-7c6f361b-e582-15b6-60c0-358f12466b4b',
	member_is_managed_by_user: true,
	memo: 'Transactions',
	merchant_category_code: 5411,
	merchant_guid: 'MCH-8cc3b01a-1c52-47d4-970d-30f8ee5566f1',
	merchant_location_guid: 'MCL-00024e59-18b5-4d79-b879-2a7896726fea',
	metadata: 'some metadata',
	original_description: 'MX TECHNOLOGIES PAYMENT',
	posted_at: '2024-12-20T12:00:00Z',
	status: 'POSTED',
	top_level_category: 'Income',
	transacted_at: '2024-12-20T12:00:00Z',
	type: 'CREDIT',
	updated_at: '2025-02-13T18:09:00+00:00',
	user_guid: 'USR-fa7537f3-48aa-a683-a02a-b18940482f54',
	user_id: 'u-1234',
};

/** What rc20260430 moved into `includes[]`: which fields is inferred from its migration guide. */
const LAYERED_AT_MX = [
	...['category', 'category_guid', 'top_level_category'],
	...['merchant_category_code', 'merchant_guid', 'merchant_location_guid'],
	...['extended_transaction_type', 'is_recurring', 'metadata'],
];

/** The example of `TransactionResponse` in MX's OpenAPI file v20111101. */
const mxRowOf2011: IDataObject = {
	account_guid: 'ACT-0af29528-bb91-447f-b5de-85c1c42593e5',
	account_id: 'FdvkkAgLS0nbDNUujrblz6rYDSl5w-tTLwYRgIxe7jw',
	amount: 5003.9,
	category: 'Paycheck',
	category_guid: 'CAT-982ea9e6-3f0e-0c5b-611b-6657a10ba819',
	check_number_string: null,
	created_at: '2024-12-20T18:52:36Z',
	currency_code: null,
	date: '2024-12-20',
	description: 'MX Technologies',
	extended_transaction_type: null,
	guid: 'TRN-429ad9fe-a1d2-4559-8590-885b2603f0e1',
	id: '1734681600000-178fa8095c154a55b9172f977b4c5f9a-0',
	is_bill_pay: false,
	is_direct_deposit: false,
	is_expense: false,
	is_fee: false,
	is_income: true,
	is_international: null,
	is_manual: false,
	is_overdraft_fee: false,
	is_payroll_advance: false,
	is_recurring: null,
	is_subscription: false,
	latitude: null,
	localized_description: null,
	localized_memo: null,
	longitude: null,
	member_guid: 'MBR-78b14c5f-7297-4fb5-a966-65ac45f74d8',
	member_is_managed_by_user: true,
	memo: 'Transactions',
	merchant_category_code: null,
	merchant_guid: 'MCH-8cc3b01a-1c52-47d4-970d-30f8ee5566f1',
	merchant_location_guid: null,
	metadata: null,
	original_description: 'MX TECHNOLOGIES PAYMENT',
	posted_at: '2024-12-20T12:00:00Z',
	status: 'POSTED',
	top_level_category: 'Income',
	transacted_at: '2024-12-20T12:00:00Z',
	type: 'CREDIT',
	updated_at: '2024-12-20T18:52:38Z',
	user_guid: 'USR-ef7a82f6-d6c1-42c4-9061-bdece5c4d44e',
	user_id: null,
};

/** The example of `TransactionResponse` in MX's OpenAPI file v20250224. */
const mxRowOf2025: IDataObject = {
	...mxRow,
	check_number_string: null,
	extended_transaction_type: null,
	is_direct_deposit: false,
	is_recurring: null,
	latitude: null,
	longitude: null,
	merchant_category_code: null,
	merchant_location_guid: null,
};

/** The same in the release candidate, of which no example is published. */
const mxRowOf2026: IDataObject = {
	...Object.fromEntries(
		Object.entries(mxRowOf2025).filter(([name]) => !LAYERED_AT_MX.includes(name)),
	),
	self: `/users/${String(mxRow.user_guid)}/transactions/${String(mxRow.guid)}`,
};

/**
 * A row of each version of MX's API, how many of Tight's fields it has, and how many of those are
 * not null.
 */
export const mxRows = [
	{ version: 'v20111101', row: mxRowOf2011, fields: 35, given: 26 },
	{ version: 'v20250224', row: mxRowOf2025, fields: 35, given: 30 },
	{ version: 'rc20260430', row: mxRowOf2026, fields: 29, given: 26 },
	{ version: 'no version, with every field filled', row: mxRow, fields: 35, given: 35 },
];
