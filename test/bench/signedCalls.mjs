/**
 * Calls signed as Plaid's, each with a body of its own.
 *
 * @param {{ sign: (body: string) => Promise<string> }} plaid the sandbox
 * @param {number} count
 * @param {Record<string, string>} [more] headers
 * @returns {Promise<Array<{ body: string, headers: Record<string, string> }>>}
 */
export async function signedCalls(plaid, count, more = {}) {
	return await Promise.all(
		Array.from({ length: count }, async (_, call) => {
			const event = {
				webhook_type: 'TRANSACTIONS',
				webhook_code: 'SYNC_UPDATES_AVAILABLE',
				item_id: `item-${call}`,
				initial_update_complete: true,
				historical_update_complete: true,
				environment: 'sandbox',
			};
			const body = JSON.stringify(event, null, 2);
			const proof = await plaid.sign(body);
			const headers = { 'content-type': 'application/json', 'plaid-verification': proof, ...more };
			return { body, headers };
		}),
	);
}
