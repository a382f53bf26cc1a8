/**
 * What a user's books in Tight must hold, computed from the source's own records alone: nothing of the
 * package's code is used here.
 *
 * @typedef {{ apiSourceId: string, date: string, amount: number }} Row `amount` in cents
 * @typedef {{ userId: string, expected: Row[], rows: Row[] }} Books `rows` as they stand in Tight
 */

const byId = (left, right) => (left.apiSourceId < right.apiSourceId ? -1 : 1);

/** Integer cents by the digits of a decimal with two places at most. */
const cents = (amount) => Number(amount.toFixed(2).replace('.', '')) || 0;

/** The rows that Tight has from a service, those that it marked as removed left aside. */
function rowsInTight(tight, userId, service) {
	return tight
		.books(userId)
		.bankTransactions.filter(({ apiName, status }) => apiName === service && status !== 'REMOVED')
		.map(({ apiSourceId, date, amount }) => ({ apiSourceId, date, amount }))
		.sort(byId);
}

/** Links an Item in Tight as a partner's program does. */
export async function linkItem(tight, userId, accessToken) {
	const keys = Buffer.from(`${tight.clientId}:${tight.clientSecret}`).toString('base64');
	const token = await fetch(`${tight.url}/v6/auth/token`, {
		method: 'POST',
		headers: { authorization: `Basic ${keys}` },
		body: new URLSearchParams({ grant_type: 'client_credentials', userId }),
	});
	const { access_token: bearer } = await token.json();
	const linked = await fetch(`${tight.url}/v6/integrations/plaid/connection`, {
		method: 'POST',
		headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
		body: JSON.stringify({ accessToken }),
	});
	if (!linked.ok) throw new Error(`Tight did not link the Item: ${await linked.text()}`);
}

/**
 * A user's posted transactions at Plaid, and what Tight has of them. Plaid's amounts are positive when
 * money goes out, Tight's are negative.
 *
 * @param {{ plaid: import('../test/sandbox/plaid').PlaidSandbox, tight: object }} world
 * @param {string} userId
 * @param {Array<{ item_id: string }>} items the user's Items
 * @returns {Books}
 */
export function plaidBooks({ plaid, tight }, userId, items) {
	const expected = items
		.flatMap(({ item_id }) => plaid.transactionsOf(item_id))
		.filter(({ pending }) => !pending)
		.map(({ transaction_id, date, amount }) => ({
			apiSourceId: transaction_id,
			date,
			amount: cents(-amount),
		}));
	return { userId, expected: expected.sort(byId), rows: rowsInTight(tight, userId, 'PLAID') };
}

/**
 * A user's posted transactions at MX, and what Tight has of them. MX's amounts have no sign; their
 * type tells the direction.
 *
 * @param {{ mx: object, tight: object }} world
 * @param {{ id: string, guid: string }} user MX's record
 * @returns {Books}
 */
export function mxBooks({ mx, tight }, { id: userId, guid: userGuid }) {
	const expected = mx
		.transactionsOf(userGuid)
		.filter(({ status }) => status === 'POSTED')
		.map(({ guid, date, amount, type }) => ({
			apiSourceId: guid,
			date,
			amount: cents(type === 'DEBIT' ? -amount : amount),
		}));
	return { userId, expected: expected.sort(byId), rows: rowsInTight(tight, userId, 'MX') };
}
