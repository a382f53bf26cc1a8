import * as z from 'zod/v4';

const text = z.string().nullable();
const flag = z.boolean().nullable();
const number = z.number().nullable();

/**
 * A transaction as MX answers it: 44 fields, the same in v20111101 and v20250224; rc20260430 has
 * fewer. Source: MX's OpenAPI file, `TransactionResponse` (stated).
 *
 * `amount` is in currency units and has no sign: `type` tells the direction, as seen from the
 * account (stated for MX's webhooks and its MDX API, inferred for this one).
 */
export const transaction = z.object({
	guid: z.string(),
	account_guid: z.string(),
	account_id: text,
	amount: number,
	category: text,
	category_guid: text,
	check_number_string: text,
	created_at: text,
	currency_code: text,
	date: text,
	description: text,
	extended_transaction_type: text,
	id: text,
	is_bill_pay: flag,
	is_direct_deposit: flag,
	is_expense: flag,
	is_fee: flag,
	is_income: flag,
	is_international: flag,
	is_manual: flag,
	is_overdraft_fee: flag,
	is_payroll_advance: flag,
	is_recurring: flag,
	is_subscription: flag,
	latitude: number,
	localized_description: text,
	localized_memo: text,
	longitude: number,
	member_guid: text,
	member_is_managed_by_user: flag,
	memo: text,
	merchant_category_code: number,
	merchant_guid: text,
	merchant_location_guid: text,
	metadata: text,
	original_description: text,
	posted_at: text,
	status: text,
	top_level_category: text,
	transacted_at: text,
	type: text,
	updated_at: text,
	user_guid: text,
	user_id: text,
});
