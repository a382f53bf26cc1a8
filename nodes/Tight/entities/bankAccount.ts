import * as z from 'zod/v4';

import { apiNames, bankAccountTypes, statuses } from './enums';
import {
	choice,
	customData,
	date,
	flag,
	identifier,
	reference,
	text,
	type AmountKind,
} from './kinds';

/**
 * What `POST /v6/banks/accounts` takes, one element of `data`.
 *
 * Source: docs.tight.com/api-reference/bank-accounts/save-bank-accounts (stated). Nothing is
 * marked required there; the name is asked for because an account without one cannot be picked.
 */
export const bankAccountInput = (amount: AmountKind) =>
	z.object({
		name: text('Name', 'Name of the account', { placeholder: 'e.g. Chase Checking' }),
		id: identifier('Bank Account ID', "Tight's ID of the account", {
			placeholder: 'e.g. bka_28868401',
		}).optional(),
		status: choice('Status', statuses, 'Whether the account is in use').optional(),
		apiName: choice(
			'API Name',
			apiNames,
			'System the account comes from',
			'MANUAL_ENTRY',
		).optional(),
		iconUrl: text('Icon URL', 'Picture of the account').optional(),
		mask: text('Mask', 'Last digits of the account number', {
			placeholder: 'e.g. 1234',
		}).optional(),
		type: choice('Type', bankAccountTypes, 'Kind of account').optional(),
		syncTransactions: flag('Sync Transactions', 'Whether Tight pulls its transactions').optional(),
		tranStartDate: date(
			'Transaction Start Date',
			'First day whose transactions are pulled',
		).optional(),
		glAccountId: reference('GL Account', 'glAccount', 'General ledger account').optional(),
		beginningBalance: amount('Beginning Balance', 'Balance on the first day').optional(),
		customData: customData().optional(),
	});

/** A bank account as Tight answers it (stated by the same page). Unknown keys are kept. */
export const bankAccount = z.looseObject({
	id: z.string(),
	status: z.string(),
	apiName: z.string(),
	iconUrl: z.string(),
	name: z.string(),
	mask: z.string(),
	integration: z.looseObject({ id: z.string(), apiInstitutionId: z.string() }),
	type: z.string(),
	lastSyncedDate: z.string(),
	syncTransactions: z.boolean(),
	isSupported: z.boolean(),
	tranStartDate: z.iso.date(),
	tranMinStartDate: z.string(),
	latestTransactionDate: z.string(),
	glAccountId: z.string(),
	beginningBalanceData: z.looseObject({
		journalEntry: z.looseObject({ id: z.string(), tranDate: z.string() }),
		amount: z.int(),
	}),
	accountBalance: z.int().describe('Integer cents'),
});
