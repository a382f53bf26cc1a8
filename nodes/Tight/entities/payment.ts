import * as z from 'zod/v4';

import { apiNames, reviewStatuses, statuses, transactionTypes } from './enums';
import {
	choice,
	customData,
	date,
	identifier,
	lines,
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
 * What `POST /v6/payments` takes, one element of `data`.
 *
 * Source: seed 001 (docs.tight.com/api-reference/payments/save-payments). The fields are stated;
 * that only date, amount and description are required to create one is inferred from the newest
 * revision of that page. Amounts are passed on as given: no page states a sign for payments.
 */
export const paymentInput = (amount: AmountKind) =>
	z.object({
		date: date('Date', 'Day of the payment'),
		amount: amount('Amount', 'Amount, passed on with the sign that you give it'),
		description: text('Description', 'Text of the payment, usually as its source gives it', {
			placeholder: 'e.g. Invoice 1042',
		}),
		type: choice('Type', transactionTypes, 'Kind of payment').optional(),
		displayName: text('Display Name', 'Name that is shown for the payment').optional(),
		apiName: choice(
			'API Name',
			apiNames,
			'System the payment comes from',
			'MANUAL_ENTRY',
		).optional(),
		bankAccountId: reference(
			'Bank Account',
			'bankAccount',
			'Account the money moved on',
		).optional(),
		id: identifier('Payment ID', "Tight's ID of the payment", {
			placeholder: 'e.g. pmt_158998869',
		}).optional(),
		notes: text('Notes', 'Note of your own on the payment').optional(),
		status: choice('Status', statuses, 'Whether the payment counts').optional(),
		reviewStatus: choice(
			'Review Status',
			reviewStatuses,
			'How far the review of the payment has come',
		).optional(),
		apiSourceId: identifier(
			'API Source ID',
			'ID of the payment in the system it comes from',
		).optional(),
		classSegmentIds: references(
			'Class Segments',
			'classSegment',
			'Class segments that the payment belongs to',
		).optional(),
		customerId: reference('Customer', 'customer', 'Who paid').optional(),
		vendorId: reference('Vendor', 'vendor', 'Who was paid').optional(),
		categoryId: reference('Category', 'category', 'Category of the payment').optional(),
		glAccountId: reference('GL Account', 'glAccount', 'General ledger account').optional(),
		reconciliationMatchId: identifier(
			'Reconciliation Match ID',
			'Bank transaction that the payment is matched with',
			{ placeholder: 'e.g. btxn_158998869' },
		).optional(),
		children: lines(
			'Line Items',
			z.object({
				amount: amount('Amount', 'Amount of the line item'),
				displayName: text('Display Name', 'Name that is shown for the line item').optional(),
				description: text('Description', 'Text of the line item').optional(),
				id: identifier('Line Item ID', "Tight's ID of a line item that exists").optional(),
				type: choice('Type', transactionTypes, 'Kind of line item').optional(),
				apiItemId: identifier('API Item ID', 'ID of the line item in the source system').optional(),
				classSegmentIds: references(
					'Class Segments',
					'classSegment',
					'Class segments that the line item belongs to',
				).optional(),
				customerId: reference('Customer', 'customer', 'Who paid').optional(),
				vendorId: reference('Vendor', 'vendor', 'Who was paid').optional(),
				categoryId: reference('Category', 'category', 'Category of the line item').optional(),
				glAccountId: reference('GL Account', 'glAccount', 'General ledger account').optional(),
				reconciliationMatchId: identifier(
					'Reconciliation Match ID',
					'Bank transaction that the line item is matched with',
				).optional(),
			}),
			'Splits the payment; the line items should add up to its amount',
		).optional(),
		customData: customData().optional(),
	});

const paymentRelations = {
	classSegments: z.array(classSegmentRelation),
	customer: customerRelation,
	vendor: vendorRelation,
	category: categoryRelation,
	glAccount: glAccountRelation,
	reconciliationMatch: matchRelation.extend({ apiSourceId: z.string() }),
};

/** A payment as Tight answers it. Source: seed 001 (stated). Unknown keys are kept. */
export const payment = z.looseObject({
	id: z.string(),
	type: z.string(),
	date: z.iso.date(),
	amount: z.int().describe('Integer cents'),
	displayName: z.string(),
	description: z.string(),
	notes: z.string(),
	status: z.string(),
	reviewStatus: z.string(),
	apiName: z.string(),
	apiSourceId: z.string(),
	bankAccount: bankAccountRelation,
	...paymentRelations,
	children: z.array(
		z.looseObject({
			id: z.string(),
			type: z.string(),
			amount: z.int(),
			displayName: z.string(),
			description: z.string(),
			apiItemId: z.string(),
			...paymentRelations,
		}),
	),
	customData: z.looseObject({}),
});
