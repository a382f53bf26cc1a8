// @ts-check
'use strict';

/**
 * The sample bodies of the API's own documents, as they stand, each with the page it is from (all
 * stated). `<string>` and 123 are placeholders of the documents' generator. Amounts in integer
 * cents (inferred), but for MX, whose unit is its own.
 */

/** Filled by the generator into `error` beside SUCCESS, and nowhere else of meaning. */
const PLACEHOLDER_ERROR = [{ type: 'UNKNOWN_ERROR', message: '<string>', param: '<string>' }];

const customData = { internal_key: 'some_internal_key', some_other_field: 23434 };

/** Save integration: request and answer. */
const saveIntegration = {
	request: { status: 'ACTIVE', apiName: 'BOX', apiAccessToken: '<string>', customData },
	answer: {
		result: 'SUCCESS',
		data: {
			id: 'int_12345',
			status: 'ACTIVE',
			apiName: 'PLAID',
			iconUrl: 'https://cdn.sandbox.tight.com/icons/banks/56.png',
			apiAccessToken: '<string>',
			apiUsername: '<string>',
			lastSyncedDate: '2023-12-25',
			apiInstitutionId: '<string>',
			apiInstitutionName: '<string>',
			apiErrorType: '<string>',
			apiErrorCode: '<string>',
		},
	},
};

const customer = { id: 'cus_4852707', name: 'Abigail Adams', email: 'abigail@tight.com' };
const vendor = { id: 'vnd_28868401', name: 'Gusto' };
const category = {
	id: 'ctg_58932890',
	name: 'Wages',
	iconUrl: 'https://cdn.sandbox.tight.com/icons/expenseCategories/payroll.svg',
};
const glAccount = {
	id: 'gla_38560327',
	name: 'Officer(s) Salaries and Wages',
	accountNo: '60210',
	type: 'EXPENSE',
	iconUrl: 'https://cdn.sandbox.tight.com/icons/glAccountTypes/expense.png',
};

/** Save transactions: one element of `data` in the request. */
const saveTransaction = {
	date: '2025-02-24',
	amount: 5001,
	description: '<string>',
	apiName: 'PLAID',
	bankAccountId: '<string>',
	id: '<string>',
	notes: 'Gas purchase',
	status: 'ACTIVE',
	reviewStatus: 'RECONCILIATION_DISCREPANCY',
	userAccess: 'NONE',
	accountantAccess: 'NONE',
	apiSourceId: '<string>',
	type: 'EXPENSE',
	matchingBankTransactionId: '<string>',
	vendorId: '<string>',
	customerId: '<string>',
	classSegmentIds: ['<string>'],
	categoryId: '<string>',
	glAccountId: '<string>',
	tax: { paymentInfo: { region: 'FEDERAL', year: 123, quarter: 'Q1' } },
	children: [
		{
			amount: 5001,
			id: '<string>',
			notes: 'Gas purchase',
			classSegmentIds: ['<string>'],
			customerId: '<string>',
			categoryId: '<string>',
			glAccountId: '<string>',
			invoiceId: '<string>',
			billId: '<string>',
			payrollId: '<string>',
			apiItemId: '<string>',
		},
	],
	attachmentIds: ['<string>'],
	customData,
};

const transactionMatch = {
	id: '<string>',
	amount: 123,
	date: '2025-06-28',
	description: '<string>',
	apiName: 'UNIT',
	apiInstitutionId: '<string>',
};

/**
 * Save transactions and MX Transactions: the BankTransaction of the answer. Its `customData` is
 * left out: the documents show there the inside of a Java object, by accident.
 */
const bankTransaction = {
	id: 'btxn_158998869',
	type: 'EXPENSE',
	date: '2025-06-26',
	amount: -273479,
	displayName: 'Gusto',
	description: 'WITHDRAWAL ACH GUSTO TAXID: 4001',
	notes: 'June Payroll',
	status: 'ACTIVE',
	reviewStatus: 'RECONCILED',
	apiName: 'GUSTO',
	iconUrl: 'https://cdn.sandbox.tight.com/icons/integrations/gusto.png',
	apiSourceId: 'QeXqN7XJT50dwE4S19ZgVv4nnhLvjX7',
	bankAccount: {
		id: 'bka_7542850',
		name: 'Business Checking',
		displayName: 'Business Checking *1687',
	},
	classSegments: [
		{
			id: 'cls_593051',
			label: { id: 'cll_4521', name: 'Region', requiredness: 'REQUIRED' },
			name: 'Mid Atlantic',
			child: {
				id: 'cls_593054',
				label: { id: 'cll_4522', name: 'Location', requiredness: 'NOT_REQUIRED' },
				name: 'Washington DC',
			},
		},
		{
			id: 'cls_594913',
			label: { id: 'cll_4523', name: 'Job Code', requiredness: 'NOT_REQUIRED' },
			name: '7050 – Interior Finishes',
		},
	],
	customer,
	vendor,
	category,
	suggestedCategories: [{ id: 'ctg_58932891' }, { id: 'ctg_58932892' }],
	glAccount,
	invoiceItem: { id: '<string>', description: '<string>' },
	reconciliationMatch: transactionMatch,
	matchingBankTransaction: transactionMatch,
	conversation: { id: '<string>', readStatus: 'UNREAD' },
	rule: { id: '<string>', transactionSource: '<string>' },
	attachments: [
		{
			id: 'att_894321',
			url: 'https://files.example.com/attachment/receipt1.pdf',
			fileName: 'receipt1.pdf',
			fileSize: '24.5 KB',
			createdDateTime: '2026-03-26T15:37:21.111153145',
			iconUrl: 'https://cdn.sandbox.tight.com/icons/attachments/pdf.svg',
		},
		{
			id: 'att_894322',
			url: 'https://files.example.com/attachment/receipt2.pdf',
			fileName: 'receipt2.pdf',
			fileSize: '156.2 KB',
			createdDateTime: '2026-03-25T15:37:21.111215444',
			iconUrl: 'https://cdn.sandbox.tight.com/icons/attachments/pdf.svg',
		},
	],
	tax: {},
	children: [],
};

/** Save payments: one element of `data` in the request. */
const savePayment = {
	type: 'EXPENSE',
	date: '2025-06-26',
	amount: 273479,
	displayName: '<string>',
	description: '<string>',
	apiName: 'PLAID',
	bankAccountId: 'bka_7542850',
	id: 'pmt_158998869',
	notes: 'June Payroll',
	status: 'ACTIVE',
	reviewStatus: 'RECONCILIATION_DISCREPANCY',
	apiSourceId: '<string>',
	classSegmentIds: ['<string>'],
	customerId: 'cus_4852707',
	vendorId: 'vnd_28868401',
	categoryId: 'ctg_58932890',
	glAccountId: 'gla_38560327',
	reconciliationMatchId: 'btxn_158998869',
	children: [
		{
			amount: 134051,
			displayName: '<string>',
			description: '<string>',
			id: 'itm_349412',
			type: 'EXPENSE',
			apiItemId: '<string>',
			classSegmentIds: ['<string>'],
			customerId: '<string>',
			vendorId: '<string>',
			categoryId: '<string>',
			glAccountId: '<string>',
			reconciliationMatchId: '<string>',
		},
	],
	customData,
};

/** Save payments: names of the fields of the Payment of the answer, and of its child lines. */
const paymentFields = {
	payment:
		'id type date amount displayName description notes status reviewStatus apiName apiSourceId ' +
		'bankAccount classSegments customer vendor category glAccount reconciliationMatch children ' +
		'customData',
	child:
		'id type amount displayName description apiItemId classSegments customer vendor category ' +
		'glAccount reconciliationMatch',
	reconciliationMatch: 'id apiSourceId amount date description apiName apiInstitutionId',
};

/** MX Transactions: one element of `data` in the request. */
const mxTransaction = {
	guid: '<string>',
	accountGuid: '<string>',
	amount: 123,
	createdAt: '<string>',
	date: '<string>',
	status: '<string>',
	type: '<string>',
	updatedAt: '<string>',
	category: '<string>',
	categoryGuid: '<string>',
	checkNumberString: '<string>',
	currencyCode: '<string>',
	description: '<string>',
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
	localizedDescription: '<string>',
	localizedMemo: '<string>',
	longitude: 123,
	memo: '<string>',
	merchantCategoryCode: 123,
	merchantGuid: '<string>',
	merchantLocationGuid: '<string>',
	originalDescription: '<string>',
	postedAt: '<string>',
	topLevelCategory: '<string>',
	transactedAt: '<string>',
};

module.exports = {
	PLACEHOLDER_ERROR,
	saveIntegration,
	saveTransaction,
	bankTransaction,
	savePayment,
	paymentFields,
	mxTransaction,
};
