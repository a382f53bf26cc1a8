import * as z from 'zod/v4';

import {
	accesses,
	apiNames,
	quarters,
	reviewStatuses,
	statuses,
	taxRegions,
	transactionTypes,
} from './enums';
import {
	choice,
	customData,
	date,
	group,
	identifier,
	lines,
	list,
	number,
	reference,
	references,
	text,
	type AmountKind,
} from './kinds';
import {
	bankAccountRelation,
	categoryRelation,
	classSegmentRelation,
	customerRelation,
	glAccountRelation,
	matchRelation,
	vendorRelation,
} from './relations';

/**
 * What `POST /v6/banks/transactions` takes, one element of `data`.
 *
 * Source: seed 002 (docs.tight.com/api-reference/bank-transactions/save-transactions). The fields
 * are stated; that the first five are required to create a row is inferred from their order.
 */
export const bankTransactionInput = (amount: AmountKind) =>
	z.object({
		date: date('Date', 'Day of the transaction'),
		amount: amount('Amount', 'Signed amount: negative is money out of the account'),
		description: text('Description', 'Text of the transaction, usually as the bank gives it', {
			placeholder: 'e.g. SHELL OIL 12345',
		}),
		apiName: choice('API Name', apiNames, 'System the transaction comes from', 'MANUAL_ENTRY'),
		bankAccountId: reference('Bank Account', 'bankAccount', 'Account the money moved on'),
		id: identifier('Transaction ID', "Tight's ID of the transaction", {
			placeholder: 'e.g. btxn_158998869',
		}).optional(),
		notes: text('Notes', 'Note of your own on the transaction').optional(),
		status: choice('Status', statuses, 'Whether the transaction counts').optional(),
		reviewStatus: choice(
			'Review Status',
			reviewStatuses,
			'How far the review of the transaction has come',
		).optional(),
		userAccess: choice('User Access', accesses, 'What the user may do with it').optional(),
		accountantAccess: choice(
			'Accountant Access',
			accesses,
			'What the accountant may do with it',
		).optional(),
		apiSourceId: identifier(
			'API Source ID',
			'ID of the transaction in the system it comes from',
		).optional(),
		type: choice('Type', transactionTypes, 'Kind of transaction').optional(),
		matchingBankTransactionId: identifier(
			'Matching Transaction ID',
			'Other side of a transfer between two accounts',
			{ placeholder: 'e.g. btxn_158998869' },
		).optional(),
		vendorId: reference('Vendor', 'vendor', 'Who was paid').optional(),
		customerId: reference('Customer', 'customer', 'Who paid').optional(),
		classSegmentIds: references(
			'Class Segments',
			'classSegment',
			'Class segments that the transaction belongs to',
		).optional(),
		categoryId: reference('Category', 'category', 'Category of the transaction').optional(),
		glAccountId: reference('GL Account', 'glAccount', 'General ledger account').optional(),
		tax: group(
			'Tax',
			z.object({
				paymentInfo: group(
					'Payment Info',
					z.object({
						region: choice('Region', taxRegions, 'Authority that is paid').optional(),
						year: number('Year', 'Tax year that is paid for', {
							placeholder: 'e.g. 2025',
						}).optional(),
						quarter: choice('Quarter', quarters, 'Quarter that is paid for').optional(),
					}),
					'What a tax payment is for',
				).optional(),
			}),
			'Says that the transaction is a tax payment',
		).optional(),
		children: lines(
			'Line Items',
			z.object({
				amount: amount('Amount', 'Signed amount of the line item'),
				id: identifier('Line Item ID', "Tight's ID of a line item that exists").optional(),
				notes: text('Notes', 'Note of your own on the line item').optional(),
				classSegmentIds: references(
					'Class Segments',
					'classSegment',
					'Class segments that the line item belongs to',
				).optional(),
				customerId: reference('Customer', 'customer', 'Who paid').optional(),
				categoryId: reference('Category', 'category', 'Category of the line item').optional(),
				glAccountId: reference('GL Account', 'glAccount', 'General ledger account').optional(),
				invoiceId: identifier('Invoice ID', 'Invoice that the line item pays').optional(),
				billId: identifier('Bill ID', 'Bill that the line item pays').optional(),
				payrollId: identifier('Payroll ID', 'Payroll that the line item pays').optional(),
				apiItemId: identifier('API Item ID', 'ID of the line item in the source system').optional(),
			}),
			'Splits the transaction; the line items should add up to its amount',
		).optional(),
		attachmentIds: list('Attachment IDs', 'Files that belong to the transaction', {
			placeholder: 'e.g. att_894321',
		}).optional(),
		customData: customData().optional(),
	});

/** A bank transaction as Tight answers it. Source: seed 002 (stated). Unknown keys are kept. */
export const bankTransaction = z.looseObject({
	id: z.string(),
	type: z.string(),
	date: z.iso.date(),
	amount: z.int().describe('Integer cents; negative is money out'),
	displayName: z.string(),
	description: z.string(),
	notes: z.string(),
	status: z.string(),
	reviewStatus: z.string(),
	apiName: z.string(),
	iconUrl: z.string(),
	apiSourceId: z.string(),
	bankAccount: bankAccountRelation,
	classSegments: z.array(classSegmentRelation),
	customer: customerRelation,
	vendor: vendorRelation,
	category: categoryRelation,
	suggestedCategories: z.array(z.looseObject({ id: z.string() })),
	glAccount: glAccountRelation,
	invoiceItem: z.looseObject({ id: z.string(), description: z.string() }),
	reconciliationMatch: matchRelation,
	matchingBankTransaction: matchRelation,
	conversation: z.looseObject({ id: z.string(), readStatus: z.string() }),
	rule: z.looseObject({ id: z.string(), transactionSource: z.string() }),
	attachments: z.array(
		z.looseObject({
			id: z.string(),
			url: z.string(),
			fileName: z.string(),
			fileSize: z.string(),
			createdDateTime: z.string().describe('Without a time zone'),
			iconUrl: z.string(),
		}),
	),
	tax: z.looseObject({}),
	children: z.array(z.looseObject({ id: z.string(), amount: z.int() })),
	customData: z.looseObject({}),
});
