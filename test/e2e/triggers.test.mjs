import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { createRequire } from 'node:module';
import { beforeEach, describe, it } from 'node:test';
import {
	mxKeys,
	tightKeys,
	WEBHOOK_PASSWORD,
	WEBHOOK_USER,
} from '../../tools/n8n/sandboxCredentials.mjs';
import { addWorkflow, stage } from './support/stage.mjs';
import { chain, node } from './support/workflow.mjs';

const { entityUpdate, lifecycle, written } = createRequire(import.meta.url)(
	'../sandbox/tight/webhooks',
);

const PLAID_TRIGGER = 'n8n-nodes-tight.plaidTrigger';
const PLAID_CREDENTIAL = { tightPlaidApi: { id: 'plaidSandbox0001', name: 'Plaid' } };

/**
 * A call as it goes over the wire, headers that come twice included.
 *
 * @typedef {{ headers: Array<[name: string, value: string]>, text: string }} Call
 */

/** @param {string} url @param {Call} call */
async function send(url, { headers, text }) {
	return await new Promise((resolve, reject) => {
		// Node adds no header to those that are given as a list.
		const usual = [
			['host', new URL(url).host],
			['content-type', 'application/json'],
			['content-length', String(Buffer.byteLength(text))],
		];
		const options = { method: 'POST', headers: [...usual, ...headers].flat() };
		const sent = request(url, options, async (response) => {
			const parts = await response.toArray();
			const { statusCode: status, headers: answered } = response;
			resolve({ status, headers: answered, body: Buffer.concat(parts).toString() });
		});
		sent.once('error', reject).end(text);
	});
}

/** A workflow of one trigger. */
function workflowOf(type, credentials, parameters = {}) {
	const trigger = node('Trigger', type, parameters, { credentials, webhookId: randomUUID() });
	return { trigger, workflow: chain(type, [trigger]) };
}

async function whileActive({ trigger, workflow }, work) {
	const { server } = stage;
	const workflowId = await addWorkflow(workflow);
	await server.activate(workflowId);
	try {
		await work(server.webhookUrl(trigger), workflowId);
	} finally {
		await server.deactivate(workflowId);
	}
}

/** What a workflow that was started by one call alone put out. */
async function onlyItemOf(workflowId) {
	const executions = await stage.server.newExecutions(workflowId);
	assert.deepEqual(
		executions.map(({ status }) => status),
		['success'],
	);
	const items = executions[0].items('Trigger');
	assert.equal(items.length, 1);
	return items[0].json;
}

async function keyPair() {
	const curve = { name: 'ECDSA', namedCurve: 'P-256' };
	return await crypto.subtle.generateKey(curve, true, ['sign', 'verify']);
}

/** How Tight's webhooks prove themselves; a changed body is noticed if the token tells its hash. */
const tight = {
	header: 'tight-verification',
	event: entityUpdate,
	other: lifecycle,
	text: JSON.stringify,
	prove: async (text, overrides) => (await written(text, overrides)).headers['Tight-Verification'],
	forgeries: {
		'another secret': (text) => tight.prove(text, { secret: 'guessed' }),
		'another algorithm': (text) => tight.prove(text, { algorithm: 'HS512' }),
		'no algorithm': (text) => withoutAlgorithm(tight.prove(text)),
		'an old token': (text) => tight.prove(text, { claims: { iat: hourAgo() } }),
		'a token that has expired': (text) => tight.prove(text, { claims: { exp: hourAgo() } }),
		'an empty secret': async () => signedWith(''),
		'the hash of another body': (text) =>
			tight.prove(text, { claims: { request_body_sha256: 'ab'.repeat(32) } }),
		'no token': async () => 'not-a-token',
	},
	/** The credential without the secret, and what is signed with none. */
	unset: () => tightKeys(stage.sandbox, { webhookSecret: '' }),
	proveNothing: async () => signedWith(''),
};

/** How Plaid's webhooks prove themselves. */
const plaid = {
	header: 'plaid-verification',
	event: bodyOf('SYNC_UPDATES_AVAILABLE'),
	other: bodyOf('DEFAULT_UPDATE'),
	text: (body) => JSON.stringify(body, null, 2),
	prove: async (text, forgery) => await stage.plaid.sign(text, forgery),
	forgeries: {
		'another key': async (text) => plaid.prove(text, { key: (await keyPair()).privateKey }),
		'a key that Plaid has not': async (text) =>
			plaid.prove(text, { kid: randomUUID(), key: (await keyPair()).privateKey }),
		'the public key as a secret': (text) =>
			plaid.prove(text, { alg: 'HS256', key: Buffer.from(stage.plaid.currentKey().x) }),
		'no algorithm': (text) => withoutAlgorithm(plaid.prove(text)),
		'an old token': (text) => plaid.prove(text, { iat: hourAgo() }),
		'another body': (text) => plaid.prove(text.replace('item-', 'tem-')),
		'the same body written otherwise': (text) => plaid.prove(JSON.stringify(JSON.parse(text))),
		'no token': async () => 'not-a-token',
	},
};

/** How MX's webhooks prove themselves. */
const mx = {
	header: 'authorization',
	event: bodyOfMx('AGGREGATION'),
	other: bodyOfMx('BALANCE'),
	text: JSON.stringify,
	prove: async () => basic(WEBHOOK_USER, WEBHOOK_PASSWORD),
	forgeries: {
		'another password': async () => basic(WEBHOOK_USER, 'guessed'),
		'no password': async () => basic(WEBHOOK_USER, ''),
		'another user': async () => basic('someone', WEBHOOK_PASSWORD),
		'another scheme': async (text) => (await mx.prove(text)).replace('Basic', 'Bearer'),
	},
	/** The credential without user and password, and the header that has none either. */
	unset: () => ({ ...mxKeys(stage.mx), webhookUser: '', webhookPassword: '' }),
	proveNothing: async () => basic('', ''),
};

const TRIGGERS = {
	'The Tight Trigger': {
		type: 'n8n-nodes-tight.tightTrigger',
		credentials: { tightApi: { id: 'tightSandbox0001', name: 'Tight' } },
		...tight,
		success: 200,
		putOut: { ...tight.event, entity: 'bankTransaction', entityId: 'btn_936723' },
	},
	'The Plaid Trigger': {
		type: PLAID_TRIGGER,
		credentials: PLAID_CREDENTIAL,
		...plaid,
		success: 200,
		query: '?userId=user-bakery',
		putOut: { ...plaid.event, query: { userId: 'user-bakery' } },
	},
	'The MX Trigger': {
		type: 'n8n-nodes-tight.mxTrigger',
		credentials: { tightMxApi: { id: 'mxSandbox0000001', name: 'MX' } },
		...mx,
		// As MX asks for.
		success: 204,
		answer: '',
		challenge: /^Basic realm=/,
		putOut: { ...mx.event, redelivered: false },
	},
};

function hourAgo() {
	return Math.floor(Date.now() / 1000) - 3600;
}

function basic(user, password) {
	return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** A fresh token, signed by hand: libraries refuse an empty secret. */
function signedWith(secret) {
	const part = (json) => Buffer.from(JSON.stringify(json)).toString('base64url');
	const claims = { iat: Math.floor(Date.now() / 1000) };
	const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
	return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

async function withoutAlgorithm(token) {
	const [, payload] = (await token).split('.');
	const header = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url');
	return `${header}.${payload}.`;
}

function bodyOf(code) {
	return {
		webhook_type: 'TRANSACTIONS',
		webhook_code: code,
		item_id: 'item-of-this-test',
		initial_update_complete: true,
		historical_update_complete: false,
		environment: 'sandbox',
	};
}

function bodyOfMx(type) {
	return {
		action: 'member_data_updated',
		completed_at: 1764000000,
		member_guid: 'MBR-7c6f361b-e582-15b6-60c0-358f12466b4b',
		type,
		user_guid: 'USR-fa7537f3-48aa-a683-a02a-b18940482f54',
	};
}

for (const [name, facts] of Object.entries(TRIGGERS)) {
	const { type, credentials, header, event, other, text, prove, forgeries, success } = facts;
	const { query = '', putOut, challenge, answer, unset, proveNothing } = facts;
	const active = async (work, used = credentials) =>
		await whileActive(workflowOf(type, used), async (url, workflowId) =>
			work(`${url}${query}`, workflowId),
		);
	const genuine = async (body) => {
		const written = text(body);
		return { headers: [[header, await prove(written)]], text: written };
	};

	describe(name, () => {
		it('starts one execution for a genuine call', async () => {
			await active(async (url, workflowId) => {
				const { status, body } = await send(url, await genuine(event));
				assert.equal(status, success);
				if (answer !== undefined) assert.equal(body, answer);
				assert.deepEqual(await onlyItemOf(workflowId), putOut);
			});
		});

		it('refuses forged calls and records nothing of them', async () => {
			const written = text(event);
			const proof = await prove(written);
			/** @type {Record<string, string[]>} Values of the header; none for a call without it */
			const values = { 'no proof': [], 'a proof twice': [proof, proof] };
			for (const [kind, forge] of Object.entries(forgeries)) {
				values[kind] = [await forge(written)];
				values[`${kind}, then a proof`] = [...values[kind], proof];
				values[`a proof, then ${kind}`] = [proof, ...values[kind]];
			}
			await active(async (url, workflowId) => {
				for (const [kind, proofs] of Object.entries(values)) {
					const headers = proofs.map((value) => [header, value]);
					const { status, headers: answered, body } = await send(url, { headers, text: written });
					assert.equal(status, 401, kind);
					assert.deepEqual(JSON.parse(body), { message: 'Unauthorized' }, kind);
					if (challenge) assert.match(answered['www-authenticate'], challenge, kind);
					else assert.equal(answered['www-authenticate'], undefined, kind);
				}
				// Were an execution of theirs on its way, it would be there before this one.
				await send(url, await genuine(event));
				await onlyItemOf(workflowId);
			});
		});

		if (unset) {
			it('refuses every call while its credential has no secret, and records nothing', async () => {
				const [kind] = Object.keys(credentials);
				const body = { name: `${name} without a secret`, type: kind, data: unset() };
				const { id } = await stage.server.rest('/credentials', { method: 'POST', body });
				const written = text(event);
				const used = { [kind]: { id, name: body.name } };
				await active(async (url, workflowId) => {
					for (const proof of [await prove(written), await proveNothing(written)]) {
						const { status } = await send(url, { headers: [[header, proof]], text: written });
						assert.equal(status, 401);
					}
					assert.deepEqual(await stage.server.executionIds(workflowId), []);
				}, used);
			});
		}

		it('says that it took an event that was not chosen, and starts nothing', async () => {
			await active(async (url, workflowId) => {
				const { status, body } = await send(url, await genuine(other));
				assert.equal(status, success);
				if (answer !== undefined) assert.equal(body, answer);
				await send(url, await genuine(event));
				assert.deepEqual(await onlyItemOf(workflowId), putOut);
			});
		});

		it('is not there any more when its workflow is inactive', async () => {
			let left;
			await active(async (url) => {
				left = url;
			});
			assert.equal((await send(left, await genuine(event))).status, 404);
		});
	});
}

describe('The MX Trigger', () => {
	const credentials = TRIGGERS['The MX Trigger'].credentials;

	for (const [what, options, marks] of [
		['marks an event that comes again', {}, [false, true]],
		['leaves it alone where that was chosen', { ignoreRedeliveries: true }, [false]],
	]) {
		it(what, async () => {
			const trigger = workflowOf('n8n-nodes-tight.mxTrigger', credentials, { options });
			const text = JSON.stringify(mx.event);
			const call = { headers: [[mx.header, await mx.prove()]], text };
			await whileActive(trigger, async (url, workflowId) => {
				for (const time of ['first', 'second']) {
					assert.equal((await send(url, call)).status, 204, time);
				}
				// Were one more on its way, it would be there before this one.
				const other = { ...mx.event, completed_at: mx.event.completed_at + 1 };
				await send(url, { ...call, text: JSON.stringify(other) });
				const count = marks.length + 1;
				const executions = await stage.server.newExecutions(workflowId, { count });
				const items = executions.flatMap((execution) => execution.items('Trigger'));
				assert.deepEqual(
					items.map(({ json }) => json.redelivered),
					[...marks, false],
				);
			});
		});
	}
});

describe('The Plaid Trigger for one Item', () => {
	const FORMER = 'https://app.example.com/plaid?tenant=7';
	const ACTIVITY = 'SYNC_UPDATES_AVAILABLE';

	beforeEach(async () => await stage.plaid.reset());

	const forItem = ({ access_token: accessToken }, more = {}) =>
		workflowOf(PLAID_TRIGGER, PLAID_CREDENTIAL, { registration: 'item', accessToken, ...more });

	/** Where Plaid sends the events of an Item. */
	async function urlOf({ access_token }) {
		const { url, clientId: client_id, secret } = stage.plaid;
		const response = await fetch(`${url}/item/get`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ client_id, secret, access_token }),
		});
		return (await response.json()).item.webhook;
	}

	/** Says why n8n did not activate the trigger of a workflow. */
	async function refusalOf({ workflow }) {
		const workflowId = await addWorkflow(workflow);
		const { message } = await stage.server.activate(workflowId).then(
			() => assert.fail('it was activated'),
			(error) => error,
		);
		await stage.server.deactivate(workflowId);
		return message;
	}

	for (const [what, webhook, more] of [
		['nothing', undefined, {}],
		["someone else's URL, where that may be", FORMER, { replaceUrl: true }],
	]) {
		it(`takes the place of ${what} while it is active`, async () => {
			const item = stage.plaid.createItem({ webhook });
			await whileActive(forItem(item, more), async (url, workflowId) => {
				assert.equal(await urlOf(item), url);
				const { state } = await stage.plaid.fire(item.item_id, ACTIVITY);
				assert.equal(state, 'delivered');
				assert.equal((await onlyItemOf(workflowId)).item_id, item.item_id);
			});
			assert.equal((await urlOf(item)) || undefined, webhook);
		});
	}

	it("is not activated where someone else's URL stands", async () => {
		const item = stage.plaid.createItem({ webhook: FORMER });
		const message = await refusalOf(forItem(item));
		assert.match(
			message,
			/to another URL already \(app\.example\.com\)\. Turn on 'Replace Another/,
		);
		assert.doesNotMatch(message, /tenant/);
		assert.equal(await urlOf(item), FORMER);
	});

	it('is not activated with a token that Plaid does not know', async () => {
		const access_token = 'access-sandbox-nobody';
		const message = await refusalOf(forItem({ access_token }));
		assert.match(message, /Plaid did not show the Item: .*could not find matching access token/);
		assert.match(message, /Check 'Access Token' and the credential of this node/);
		assert.ok(!message.includes(access_token));
	});

	it('leaves alone what was put there while it was active', async () => {
		const item = stage.plaid.createItem();
		const { url, clientId: client_id, secret } = stage.plaid;
		await whileActive(forItem(item), async () => {
			const { access_token } = item;
			await fetch(`${url}/item/webhook/update`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ client_id, secret, access_token, webhook: 'http://127.0.0.1:9/' }),
			});
		});
		assert.equal(await urlOf(item), 'http://127.0.0.1:9/');
	});

	it("leaves the Item's URL alone in a test, which a signed call to the test URL starts", async () => {
		const { server } = stage;
		const item = stage.plaid.createItem({ webhook: FORMER });
		const { trigger, workflow } = forItem(item);
		const workflowId = await addWorkflow(workflow);
		await server.listen(workflowId, 'Trigger');
		assert.equal(await urlOf(item), FORMER);
		const url = server.webhookUrl(trigger, { isTest: true });
		assert.equal((await send(url, { headers: [], text: '{}' })).status, 401);
		const { state } = await stage.plaid.fire(item.item_id, ACTIVITY, { url });
		assert.equal(state, 'delivered');
		assert.equal((await onlyItemOf(workflowId)).item_id, item.item_id);
		assert.equal(await urlOf(item), FORMER);
	});
});
