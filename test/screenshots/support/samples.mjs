/** Records of the sandboxes to which pictures refer. */
import { stage } from '../../e2e/support/stage.mjs';

async function askPlaid(path, body) {
	const { url, clientId, secret } = stage.plaid;
	const response = await fetch(`${url}${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ client_id: clientId, secret, ...body }),
	});
	return await response.json();
}

/** Links an Item. @returns {Promise<{ access_token: string, item_id: string }>} */
export async function linkItem() {
	const { public_token } = await askPlaid('/sandbox/public_token/create', {
		institution_id: 'ins_109508',
		initial_products: ['transactions'],
	});
	return await askPlaid('/item/public_token/exchange', { public_token });
}

/** A member of MX with transactions, and its user. */
export function mxMember() {
	const [{ user, members }] = stage.mx.holdings;
	return { userGuid: user.guid, memberGuid: members[0].guid };
}
