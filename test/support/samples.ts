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
