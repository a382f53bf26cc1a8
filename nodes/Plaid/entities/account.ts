import * as z from 'zod/v4';

/** What an account holds, in units of its currency. Source: `AccountBalance`, OpenAPI (stated). */
const balances = z.looseObject({
	available: z.number().nullable(),
	current: z.number().nullable(),
	limit: z.number().nullable(),
	iso_currency_code: z.string().nullable(),
	unofficial_currency_code: z.string().nullable(),
});

/** An account as Plaid answers it. Source: `AccountBase`, OpenAPI (stated). Unknown keys are kept. */
export const account = z.looseObject({
	account_id: z.string(),
	balances,
	mask: z.string().nullable(),
	name: z.string(),
	official_name: z.string().nullable(),
	type: z.string(),
	subtype: z.string().nullable(),
});

/** An account as Get Accounts puts it out. */
export const accountOfItem = account.extend({ item_id: z.string() });

/** What each transaction tells of its account. */
export const accountName = account.pick({
	name: true,
	official_name: true,
	mask: true,
	type: true,
	subtype: true,
});

/** The part of Plaid's answer to `/accounts/get` that the node relies on. */
export const accountsAnswer = z.looseObject({
	accounts: z.array(z.looseObject({})),
	item: z.looseObject({ item_id: z.string() }),
});
