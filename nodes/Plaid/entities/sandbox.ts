import * as z from 'zod/v4';

/** Source of all: the responses of `/sandbox/…` in Plaid's OpenAPI file (stated). */

export const createdPublicToken = z.looseObject({
	public_token: z.string(),
	request_id: z.string(),
});

export const firedWebhook = z.looseObject({
	webhook_fired: z.boolean(),
	request_id: z.string(),
});

/** Plaid answers a request id alone; the number is what was sent. */
export const createdTransactions = z.looseObject({
	created: z.number(),
	request_id: z.string(),
});

/** The parts of Plaid's answers that the node relies on. */
export const publicTokenAnswer = createdPublicToken.pick({ public_token: true });
export const webhookAnswer = firedWebhook.pick({ webhook_fired: true });
