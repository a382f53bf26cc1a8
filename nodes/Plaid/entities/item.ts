import * as z from 'zod/v4';

/** An Item as Plaid answers it. Source: `Item`, OpenAPI (stated). Unknown keys are kept. */
export const item = z.looseObject({
	item_id: z.string(),
	institution_id: z.string().nullable(),
	institution_name: z.string().nullable(),
	webhook: z.string().nullable(),
	error: z
		.looseObject({ error_type: z.string(), error_code: z.string(), error_message: z.string() })
		.nullable(),
	available_products: z.array(z.string()),
	billed_products: z.array(z.string()),
	products: z.array(z.string()),
	consent_expiration_time: z.string().nullable(),
	update_type: z.string(),
	request_id: z.string(),
});

/** What Get puts out: the Item, and beside it when its data was last updated. */
export const itemWithStatus = item.extend({
	status: z
		.looseObject({
			transactions: z
				.looseObject({
					last_successful_update: z.string().nullable(),
					last_failed_update: z.string().nullable(),
				})
				.nullable(),
			last_webhook: z
				.looseObject({ sent_at: z.string().nullable(), code_sent: z.string().nullable() })
				.nullable(),
		})
		.nullable(),
});

/** The part of Plaid's answer about an Item that the node relies on. */
export const itemAnswer = z.looseObject({ item: z.looseObject({ item_id: z.string() }) });

/** The Item, with what Plaid says beside it. */
export function itemResult({ item: { ...fields }, ...beside }: z.infer<typeof itemAnswer>) {
	return [{ ...fields, ...beside }];
}

/** What Exchange Public Token puts out, as Plaid answers it (stated: OpenAPI). */
export const exchangedToken = z.looseObject({
	access_token: z.string().describe('A secret: whoever has it can read the accounts'),
	item_id: z.string(),
	request_id: z.string(),
});

/** The part of it that the node relies on. */
export const exchangeAnswer = exchangedToken.pick({ access_token: true, item_id: true });
