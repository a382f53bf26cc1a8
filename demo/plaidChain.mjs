/**
 * Plaid's chain in a real n8n: several Items of two users, whose signed events start the example
 * workflow, some twice, some late, some forged; then Tight's books beside Plaid's, row by row.
 */
import { linkItem, plaidBooks } from './books.mjs';

const USERS = { 'user-bakery': ['1111', '2222'], 'user-studio': ['3333'] };
const TRANSACTIONS = 60;
const SYNC = 'SYNC_UPDATES_AVAILABLE';

/** Plaid itself waits for 10 s; on a busy machine n8n may need longer. */
export const WEBHOOK_TIMEOUT_MS = 60_000;

const HEADER = 'plaid-verification';

/** Ways to forge a call; each is made from a genuine event. */
const FORGERIES = {
	'no signature': async () => undefined,
	'another key': async (plaid, text) => {
		const { privateKey } = await crypto.subtle.generateKey(
			{ name: 'ECDSA', namedCurve: 'P-256' },
			true,
			['sign', 'verify'],
		);
		return await plaid.sign(text, { key: privateKey });
	},
	'another body': async (plaid, text) => await plaid.sign(`${text} `),
	'an old signature': async (plaid, text) =>
		await plaid.sign(text, { iat: Math.floor(Date.now() / 1000) - 3600 }),
	'no algorithm': async (plaid, text) => {
		const [, payload] = (await plaid.sign(text)).split('.');
		const header = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
		return `${header}.${payload}.AA`;
	},
};

async function post(url, text, proof) {
	const headers = { 'content-type': 'application/json', ...(proof && { [HEADER]: proof }) };
	const { status } = await fetch(url, { method: 'POST', headers, body: text });
	return status;
}

/** An Item of a user with a history at Plaid, linked in Tight. */
async function itemOf(userId, mask, { tight, plaid, url }) {
	const item = plaid.createItem({
		webhook: `${url}?userId=${userId}`,
		accounts: [{ name: `Plaid Checking ${mask}`, mask, type: 'depository', subtype: 'checking' }],
		transactions: TRANSACTIONS,
	});
	await linkItem(tight, userId, item.access_token);
	return { ...item, userId };
}

/** What a few days bring: new, changed, removed and pending transactions, one of them posted. */
function daysPass(plaid, { item_id: id, accounts: [{ account_id }] }, round) {
	const [first, second, third] = plaid.transactionsOf(id).filter(({ pending }) => !pending);
	const corrected = Number((first.amount + 0.01).toFixed(2));
	plaid.modify(id, first.transaction_id, { amount: corrected });
	plaid.modify(id, second.transaction_id, { original_description: `CORRECTED ${round}` });
	plaid.remove(id, third.transaction_id);
	const pending = `pending-${id}-${round}`;
	const day = new Date().toISOString().slice(0, 10);
	plaid.add(id, [
		{ account_id, transaction_id: pending, pending: true, amount: 12.34, date: day, name: 'CARD' },
		{ account_id, amount: -1904.6, date: day, name: 'PAYOUT' },
		{ account_id, amount: 0.07, date: day, name: 'FEE' },
	]);
	if (round > 0) plaid.post(id, `pending-${id}-${round - 1}`, { amount: 13.34 });
}

/**
 * @param {object} world
 * @param {import('../tools/n8n/server.mjs').Server} world.server
 * @param {object} world.tight sandbox
 * @param {import('../test/sandbox/plaid').PlaidSandbox} world.plaid
 * @param {string} world.workflowId the example workflow, active
 * @param {string} world.url where its trigger listens
 * @returns {Promise<{ items: number, deliveries: number, unanswered: number, forged: number,
 *   accepted: number, executions: number, failed: number, rowsToRepair: number,
 *   users: Array<{ userId: string, expected: object[], rows: object[] }> }>}
 */
export async function runPlaidChain({ server, tight, plaid, workflowId, url }) {
	const known = await server.executionIds(workflowId);
	const items = [];
	for (const [userId, masks] of Object.entries(USERS)) {
		for (const mask of masks) items.push(await itemOf(userId, mask, { tight, plaid, url }));
	}
	const late = [];
	let genuine = 0;
	let unanswered = 0;
	const fire = async (item) => {
		const delivery = await plaid.fire(item.item_id, SYNC);
		genuine += 1;
		unanswered += delivery.attempts.filter(({ status }) => status === null).length;
		return delivery;
	};
	const finished = async () => await server.newExecutions(workflowId, { known, count: genuine });

	for (const item of items) late.push(await fire(item));
	await finished();
	for (const round of [0, 1, 2]) {
		for (const item of items) daysPass(plaid, item, round);
		// All Items at once, each event twice: n8n runs them side by side.
		await Promise.all([...items, ...items].map(fire));
	}
	// Events of the first round, delivered again after all others.
	for (const { url: to, text } of late) {
		if ((await post(to, text, await plaid.sign(text))) === 200) genuine += 1;
	}
	await finished();

	const statuses = [];
	const [{ url: to, text }] = late;
	for (const forge of Object.values(FORGERIES)) {
		statuses.push(await post(to, text, await forge(plaid, text)));
	}
	// Overlapping syncs are repeated by the next event.
	await Promise.all(items.map(fire));
	const executions = await finished();
	return {
		items: items.length,
		deliveries: genuine,
		unanswered,
		forged: statuses.length,
		accepted: statuses.filter((status) => status !== 401).length,
		executions: (await server.executionIds(workflowId)).filter((id) => !known.includes(id)).length,
		failed: executions.filter(({ status }) => status !== 'success').length,
		rowsToRepair: executions.flatMap((execution) => execution.items('Rows to Repair')).length,
		users: Object.keys(USERS).map((userId) =>
			plaidBooks(
				{ plaid, tight },
				userId,
				items.filter((item) => item.userId === userId),
			),
		),
	};
}
