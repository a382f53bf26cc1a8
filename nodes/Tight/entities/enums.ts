/**
 * Values that Tight's pages show for its enumerations. Tight adds values without notice, so they
 * are offered in lists and never enforced. Where a list is only partly visible in the
 * documentation, docs/contract.md says so.
 */

/** `apiName`: stated in full by seed 000 (docs.tight.com/api-reference/integration-management). */
export const apiNames = [
	'BOX',
	'CLOVER',
	'STRIPE',
	'PLAID',
	'KNOX',
	'UBER',
	'FRESHBOOKS',
	'HARVEST',
	'KW',
	'FRESHBOOKS2',
	'CAPITAL_ONE',
	'SQUARE',
	'DOTLOOP',
	'REALOGY',
	'UPWORK',
	'SHOPIFY',
	'DEDUCTR',
	'ENTERPRISE',
	'MOXIWORKS',
	'APPDIRECT',
	'LONEWOLF',
	'LONEWOLF_TRANSACTIONDESK',
	'SAMPLE_BANK',
	'TAXBOT',
	'GUSTO',
	'XERO',
	'UNIT',
	'MOOV',
	'QBO',
	'QUALPAY',
	'BENCH',
	'PARTNER_IMPLEMENTATION',
	'CHECK',
	'RUTTER',
	'WAVE',
	'MANUAL_ENTRY',
	'CSV_IMPORT',
	'ADYEN',
] as const;

/** `status`: stated for integrations by seed 000, inferred to be the same elsewhere. */
export const statuses = ['ACTIVE', 'INACTIVE', 'REMOVED'] as const;

/** `type` of a transaction: EXPENSE and REVENUE are stated, TRANSFER is inferred. */
export const transactionTypes = ['EXPENSE', 'REVENUE', 'TRANSFER'] as const;

/** `reviewStatus`: the values seen in seeds 001, 002 and the v5 pages. */
export const reviewStatuses = [
	'RECONCILED',
	'RECONCILIATION_DISCREPANCY',
	'PARTNER_REVIEW_REQUIRED',
] as const;

/** `userAccess` and `accountantAccess`: the one value seen in seed 002. */
export const accesses = ['NONE'] as const;

/** `type` of a bank account: DEPOSITORY is stated, CREDIT is shown by v5 only. */
export const bankAccountTypes = ['DEPOSITORY', 'CREDIT'] as const;

/** `tax.paymentInfo.region`: FEDERAL is stated; STATE is inferred. */
export const taxRegions = ['FEDERAL', 'STATE'] as const;

/** `tax.paymentInfo.quarter`: Q1 is stated, the other three are inferred. */
export const quarters = ['Q1', 'Q2', 'Q3', 'Q4'] as const;

/** MX's own values of `status`; Tight documents plain text. */
export const mxStatuses = ['POSTED', 'PENDING'] as const;

/** MX's own values of `type`; Tight documents plain text. */
export const mxTypes = ['CREDIT', 'DEBIT'] as const;

/** `autoClassify` of a Plaid Account: stated in full by seed 003. */
export const autoClassifications = ['OFF', 'BUSINESS', 'NOT_BUSINESS'] as const;
