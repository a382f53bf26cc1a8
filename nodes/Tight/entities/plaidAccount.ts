import * as z from 'zod/v4';

import { autoClassifications } from './enums';
import { choice, date, numericId } from './kinds';

/**
 * What can be changed of a Plaid Account. Source: seed 003, sections 3 and 4 (stated).
 */
export const plaidAccountInput = () =>
	z.object({
		tranStartDate: date(
			'Pull History From',
			"First day whose transactions are pulled; not before the account's tranMinStartDate, the earliest day that Plaid has",
		).optional(),
		autoClassify: choice(
			'Auto Classify',
			autoClassifications,
			'Whether every transaction of the account is a business one (Business), none is (Not Business), or each is looked at (Off)',
			'BUSINESS',
		).optional(),
		defaultBusinessId: numericId(
			'Business ID',
			"Tight's ID of the business that the transactions belong to. Used where Auto Classify is Business; not needed for a user with one business.",
			{ placeholder: 'e.g. 273' },
		).optional(),
	});

/** How Tight names an account. */
export const plaidAccountId = z.object({
	recordId: numericId(
		'Tight ID',
		"Tight's own number of the Plaid Account, as Get Many returns it; not Plaid's account_id",
		{ placeholder: 'e.g. 98211' },
	),
});

/**
 * An account of a Plaid Item as Tight answers it. Unknown keys are kept.
 *
 * Source: seed 003 and docs.tight.com/v4.0/api-reference/banks/get-plaid-item-accounts (stated).
 * Seed 003 has `apiAccountType` and `apiAccountSubType` where the other page has `apiType` and
 * `apiSubType`, so an account has either.
 */
export const plaidAccount = z.looseObject({
	id: z.int().describe("Tight's ID of the account"),
	plaidItemId: z.int().describe("Tight's ID of the Plaid Item"),
	status: z.string().describe('ACTIVE, INACTIVE or DELETED'),
	apiName: z.string(),
	createdDate: z.string(),
	lastExpenseSyncedDate: z.string(),
	lastRevenueSyncedDate: z.string(),
	tranStartDate: z.string().describe('First day whose transactions were pulled'),
	tranMinStartDate: z.string().describe('First day whose transactions can be pulled'),
	glAccountId: z.int(),
	apiAccountId: z.string().describe("Plaid's account_id"),
	apiAccountName: z.string(),
	apiInstitutionId: z.string(),
	apiMask: z.string(),
	apiOfficialName: z.string(),
	apiAccountType: z.string().optional(),
	apiAccountSubType: z.string().optional(),
	apiType: z.string().optional(),
	apiSubType: z.string().optional(),
	apiAvailableBalance: z.number().describe('Currency units'),
	apiCurrentBalance: z.number().describe('Currency units'),
	apiLimitBalance: z.number().describe('Currency units'),
	autoClassify: z.string(),
	defaultBusinessId: z.int(),
});
