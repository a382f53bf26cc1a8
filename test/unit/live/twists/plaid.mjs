import { bodyAnswered, confirmed, plus, refuted } from '../twist.mjs';

const SYNC = 'POST /transactions/sync';

const PENDING = { transaction_id: 'pending-1', pending: true, amount: 1 };

/** A refresh brings a pending transaction, the next one posts it. */
const refreshing = (local) => ({
	on: 'POST /transactions/refresh',
	answer: (_, { sent, count }) => {
		const { item_id: itemId } = local.plaid.itemOf(sent.access_token);
		if (count === 1) local.plaid.add(itemId, [PENDING]);
		else local.plaid.post(itemId, PENDING.transaction_id);
	},
});

const whenRefused = (change) =>
	bodyAnswered(SYNC, (body, { status }) => (status === 400 ? change(body) : undefined));

/** Plaid. @type {Record<string, import('../twist.mjs').Case[]>} */
export const plaid = {
	P2: [
		refuted({
			on: 'POST /institutions/get_by_id',
			answer: () => ({ headers: { date: new Date(Date.now() + 120_000).toUTCString() } }),
		}),
	],
	P3: [
		refuted(whenRefused(plus({ error_code: 'INVALID_CURSOR' }))),
		refuted(whenRefused(plus({ error_message: 'no such place' }))),
	],
	P4: [
		refuted(
			bodyAnswered(SYNC, (body) => ({
				...body,
				added: body.added.map(plus({ amount: 10.021521 })),
			})),
		),
	],
	P6: [
		confirmed(refreshing),
		refuted(
			refreshing,
			bodyAnswered(SYNC, (body) =>
				body.added.some((row) => row.pending_transaction_id)
					? { ...body, removed: [PENDING] }
					: undefined,
			),
		),
	],
};
