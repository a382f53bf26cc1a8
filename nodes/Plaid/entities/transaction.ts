import * as z from 'zod/v4';

import { account, accountName } from './account';

const nullableText = z.string().nullable();

/**
 * A transaction as Plaid answers it. Source: `Transaction` and `TransactionBase`, OpenAPI (stated).
 * Unknown keys are kept.
 */
export const transaction = z.looseObject({
	transaction_id: z.string(),
	account_id: z.string(),
	amount: z.number().describe('Positive when money leaves the account, in units of the currency'),
	iso_currency_code: nullableText,
	unofficial_currency_code: nullableText,
	date: z.iso.date().describe('Day it was posted; of a pending one, day it occurred'),
	authorized_date: nullableText,
	name: z.string(),
	merchant_name: nullableText,
	original_description: nullableText.optional(),
	pending: z.boolean(),
	pending_transaction_id: nullableText,
	payment_channel: z.string(),
	check_number: nullableText,
	personal_finance_category: z
		.looseObject({ primary: z.string(), detailed: z.string() })
		.nullable(),
	counterparties: z.array(z.looseObject({ name: z.string(), type: z.string() })),
});

/** Source: `RemovedTransaction`, OpenAPI (stated). */
const removedTransaction = z.looseObject({ transaction_id: z.string(), account_id: z.string() });

/**
 * What Sync puts out for each change. A removed transaction has its ids alone; `item_id` is the
 * one that the user gave.
 */
export const transactionChange = transaction.extend({
	change_type: z.string().describe('One of added, modified, removed'),
	item_id: nullableText,
	next_cursor: z.string(),
	account: accountName.optional(),
});

/** What Sync puts out for each Item when the user wants one item. */
export const syncSummary = z.looseObject({
	item_id: nullableText,
	added: z.array(transaction),
	modified: z.array(transaction),
	removed: z.array(removedTransaction),
	accounts: z.array(account),
	next_cursor: z.string(),
	transactions_update_status: z.string(),
});

const change = z.looseObject({ transaction_id: z.string(), account_id: z.string().nullish() });

/**
 * The part of Plaid's answer to `/transactions/sync` that the node relies on. Source:
 * `TransactionsSyncResponse`, OpenAPI. Of it only what is used is demanded: where the changes end,
 * and which transactions they are.
 */
export const syncPage = z.looseObject({
	accounts: z
		.array(z.looseObject({ account_id: z.string() }))
		.nullish()
		.transform((accounts) => accounts ?? []),
	// Without one of these lists the cursor would move past changes.
	added: z.array(change),
	modified: z.array(change),
	removed: z.array(change),
	next_cursor: z.string(),
	has_more: z.boolean(),
	transactions_update_status: z.string().nullish(),
});

export type SyncPage = z.infer<typeof syncPage>;
