import * as z from 'zod/v4';

import { identifier, numericId } from './kinds';

/**
 * A Plaid Item as Tight answers it: one bank that a user has linked. Unknown keys are kept.
 *
 * Source: seed 003 and docs.tight.com/v5.0/api-reference/banks/get-plaid-items (stated).
 */
export const plaidItem = z.looseObject({
	id: z.int().describe("Tight's ID of the Item"),
	status: z.string().describe('ACTIVE or DELETED'),
	createdDate: z.string(),
	apiItemId: z.string().describe("Plaid's item_id"),
	apiInstitutionId: z.string(),
	apiInstitutionName: z.string(),
	apiAccessToken: z.string().optional().describe('Only when it is asked for'),
	isInitialReady: z.boolean().describe('Whether recent transactions are available'),
	isHistoricalReady: z.boolean().describe('Whether historical transactions are available'),
	apiErrorType: z.string(),
	apiErrorCode: z.string().describe("Plaid's error_code of the Item, such as ITEM_LOGIN_REQUIRED"),
	apiErrorDisplayMessage: z.string(),
	apiErrorMessage: z.string().describe("Plaid's error_message of the Item"),
	additionalConsentRequired: z.boolean(),
	lastInstitutionTranDate: z.string(),
});

/** How Plaid, and a Plaid event, name an Item. */
export const plaidItemName = z.object({
	apiItemId: identifier(
		'Plaid Item ID',
		"Plaid's own ID of the Item, as a Plaid event has it in item_id. Upper and lower case matter.",
		{ placeholder: 'e.g. 3E51DvPAgMigGmybkpv9tzNjbjboEotqykvEo' },
	),
});

/** How Tight names an Item. */
export const plaidItemId = z.object({
	recordId: numericId(
		'Tight ID',
		"Tight's own number of the Plaid Item, as Get and Get Many return it; not Plaid's item_id",
		{ placeholder: 'e.g. 52320' },
	),
});
