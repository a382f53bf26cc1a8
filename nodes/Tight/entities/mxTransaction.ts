import * as z from 'zod/v4';

import { mxStatuses, mxTypes } from './enums';
import { choice, dateTime, date, flag, identifier, number, text } from './kinds';

/**
 * What `POST /v6/imports/mx/transactions` takes, one element of `data`: 35 fields, each the
 * camelCase of one of MX's.
 *
 * Source: seed 004 (docs.tight.com/api-reference/integration-management/mx-transactions). The
 * fields are stated; that the first eight are required is inferred from their order. MX can answer
 * null for each field but the account (stated: its OpenAPI file), so it is left to Tight to miss
 * those of them that neither name a transaction nor its day and amount. `amount` is MX's own
 * (currency units, unsigned, `type` gives the direction: inferred) and is passed on as it is.
 */
export const mxTransactionInput = () =>
	z.object({
		guid: identifier('GUID', "MX's ID of the transaction", { placeholder: 'e.g. TRN-265abee9-…' }),
		accountGuid: identifier('Account GUID', "MX's ID of the account", {
			placeholder: 'e.g. ACT-06d7f44b-…',
		}),
		amount: number('Amount', 'Amount as MX gives it: currency units without a sign', {
			placeholder: 'e.g. 61.11',
		}),
		createdAt: dateTime('Created At', 'When MX created the transaction').optional(),
		date: date('Date', 'Day of the transaction'),
		status: choice('Status', mxStatuses, 'Whether the bank has posted the transaction').optional(),
		type: choice('Type', mxTypes, 'Direction of the money').optional(),
		updatedAt: dateTime('Updated At', 'When MX last changed the transaction').optional(),
		category: text('Category', "Name of MX's category").optional(),
		categoryGuid: identifier('Category GUID', "MX's ID of the category").optional(),
		checkNumberString: text('Check Number String', 'Number of the check').optional(),
		currencyCode: text('Currency Code', 'ISO 4217 code of the currency', {
			placeholder: 'e.g. USD',
		}).optional(),
		description: text('Description', 'Cleaned text of the transaction').optional(),
		isBillPay: flag('Is Bill Pay', 'Whether it pays a bill').optional(),
		isDirectDeposit: flag('Is Direct Deposit', 'Whether it is a direct deposit').optional(),
		isExpense: flag('Is Expense', 'Whether it is an expense').optional(),
		isFee: flag('Is Fee', 'Whether it is a fee').optional(),
		isIncome: flag('Is Income', 'Whether it is income').optional(),
		isInternational: flag('Is International', 'Whether it is international').optional(),
		isManual: flag('Is Manual', 'Whether the user entered it').optional(),
		isOverdraftFee: flag('Is Overdraft Fee', 'Whether it is an overdraft fee').optional(),
		isPayrollAdvance: flag('Is Payroll Advance', 'Whether it is a payroll advance').optional(),
		isSubscription: flag('Is Subscription', 'Whether it pays a subscription').optional(),
		latitude: number('Latitude', 'Latitude of the place').optional(),
		localizedDescription: text(
			'Localized Description',
			"Description in the user's language",
		).optional(),
		localizedMemo: text('Localized Memo', "Memo in the user's language").optional(),
		longitude: number('Longitude', 'Longitude of the place').optional(),
		memo: text('Memo', 'Additional text of the bank').optional(),
		merchantCategoryCode: number(
			'Merchant Category Code',
			'ISO 18245 code of the merchant',
		).optional(),
		merchantGuid: identifier('Merchant GUID', "MX's ID of the merchant").optional(),
		merchantLocationGuid: identifier(
			'Merchant Location GUID',
			"MX's ID of the merchant's location",
		).optional(),
		originalDescription: text('Original Description', 'Text as the bank gave it').optional(),
		postedAt: dateTime('Posted At', 'When the bank posted the transaction').optional(),
		topLevelCategory: text('Top Level Category', "Name of MX's parent category").optional(),
		transactedAt: dateTime('Transacted At', 'When the transaction took place').optional(),
	});
