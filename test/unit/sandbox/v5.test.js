// @ts-check
'use strict';

const { startSandbox } = require('../../sandbox');
const { startPlaidSandbox } = require('../../sandbox/plaid');
const { signIn } = require('./client');

/** @typedef {import('./client').Sandbox} Sandbox */

const ITEMS = '/rest/v5/banks/plaidItems';
const ACCOUNTS = '/rest/v5/banks/plaidItemAccounts';
const SAVE = '/rest/v5/banks/accounts';
const ITEM = '/rest/v5/banks/plaidItem';
const LINK = '/v6/integrations/plaid/connection';

/**
 * @param {Sandbox} sandbox
 * @param {Record<string, string>} [changes] Of the form
 */
async function askForToken(sandbox, changes) {
	const response = await fetch(`${sandbox.url}/rest/v5/auth/token`, {
		method: 'POST',
		body: new URLSearchParams({
			grant_type: 'client_credentials',
			client_id: sandbox.clientId,
			client_secret: sandbox.clientSecret,
			userId: 'user-bakery',
			...changes,
		}),
	});
	return { status: response.status, body: await response.json() };
}

/**
 * A client with a token of v5.
 *
 * @param {Sandbox} sandbox
 * @param {string} [userId]
 */
async function signInToV5(sandbox, userId = 'user-bakery') {
	const { body } = await askForToken(sandbox, { userId });
	/**
	 * @param {string} method
	 * @param {string} path
	 * @param {any} [sent]
	 * @param {Record<string, string>} [headers]
	 * @returns {Promise<{ status: number, body: any }>}
	 */
	const call = async (method, path, sent, headers = {}) => {
		const response = await fetch(sandbox.url + path, {
			method,
			headers: {
				authorization: `Bearer ${body.access_token}`,
				...(sent !== undefined && { 'content-type': 'application/json' }),
				...headers,
			},
			body: sent === undefined ? undefined : JSON.stringify(sent),
		});
		return { status: response.status, body: await response.json() };
	};
	return call;
}

/** @type {Awaited<ReturnType<typeof startPlaidSandbox>>} */
let plaid;
/** @type {Sandbox} */
let sandbox;
/** @type {Awaited<ReturnType<typeof signInToV5>>} */
let call;
beforeAll(async () => {
	plaid = await startPlaidSandbox();
	sandbox = await startSandbox({ itemAtPlaid: plaid.itemOf });
});
beforeEach(async () => {
	await plaid.reset();
	sandbox.reset();
	call = await signInToV5(sandbox);
});
afterAll(async () => {
	await sandbox.close();
	await plaid.close();
});

/**
 * Links an Item of the local Plaid, and gives what v5 then shows of it.
 *
 * @param {Parameters<typeof plaid.createItem>[0]} [order]
 */
async function link(order) {
	const atPlaid = plaid.createItem(order);
	const client = await signIn(sandbox);
	const { status } = await client.call('POST', LINK, { accessToken: atPlaid.access_token });
	expect(status).toBe(200);
	const { data: items } = (await call('GET', ITEMS)).body;
	const item = items.at(-1);
	const { data } = (await call('GET', ACCOUNTS)).body;
	const accounts = data.filter((/** @type {any} */ row) => row.plaidItemId === item.id);
	return { atPlaid, item, accounts };
}

describe('a token of v5', () => {
	test('is asked for with the keys in the form, and lives for 90 days', async () => {
		expect(await askForToken(sandbox)).toEqual({
			status: 200,
			body: {
				access_token: expect.any(String),
				refresh_token: expect.any(String),
				expires_in: 7_776_000,
				created_at: expect.any(Number),
				scope: 'token',
			},
		});
	});

	test.each([
		['a wrong secret', { client_secret: 'guess' }, 401],
		['no user', { userId: '' }, 400],
		['an unknown user', { userId: 'user-nobody' }, 400],
		['another grant', { grant_type: 'authorization_code' }, 400],
	])('is refused for %s', async (_case, changes, status) => {
		const refused = await askForToken(sandbox, changes);
		expect(refused).toEqual({ status, body: { error: expect.any(String) } });
	});

	test('is no good for v6, nor one of v6 for v5', async () => {
		const v6 = await signIn(sandbox);
		expect(await v6.call('GET', ITEMS)).toMatchObject({
			status: 401,
			body: { error: expect.any(String) },
		});
		expect(await call('GET', '/v6/categories')).toMatchObject({
			status: 401,
			body: { error: [{ type: 'INVALID_TOKEN' }] },
		});
	});

	test('expires with the others', async () => {
		sandbox.expireTokens();
		expect((await call('GET', ITEMS)).status).toBe(401);
	});
});

describe('Plaid Items', () => {
	test('are those of the company, with every documented field', async () => {
		const { body } = await call('GET', ITEMS);
		expect(body).toEqual({
			data: expect.anything(),
			lastUpdatedDate: expect.any(String),
			cursor: null,
			deletedIds: [],
		});
		expect(body.data).toHaveLength(3);
		expect(body.data[0]).toEqual({
			id: expect.any(Number),
			status: 'ACTIVE',
			createdDate: expect.any(String),
			apiItemId: expect.any(String),
			apiInstitutionId: 'ins_109508',
			apiInstitutionName: 'First Platypus Bank',
			apiAccessToken: 'access-sandbox-bakery-12345',
			isInitialReady: true,
			isHistoricalReady: true,
			apiErrorType: null,
			apiErrorCode: null,
			apiErrorDisplayMessage: null,
			apiErrorMessage: null,
			additionalConsentRequired: false,
			lastInstitutionTranDate: null,
		});
		const designer = await signInToV5(sandbox, 'user-studio');
		const ids = (/** @type {any} */ reply) =>
			reply.body.data.map((/** @type {any} */ { id }) => id);
		const both = [...ids({ body }), ...ids(await designer('GET', ITEMS))];
		expect(new Set(both).size).toBe(6);
	});

	test('are paged by headers', async () => {
		const pages = [];
		let cursor = '';
		do {
			const { body } = await call('GET', ITEMS, undefined, { limit: '2', cursor });
			pages.push(body.data.length);
			cursor = body.cursor;
		} while (cursor);
		expect(pages).toEqual([2, 1]);
		expect((await call('GET', ITEMS, undefined, { limit: 'many' })).status).toBe(400);
		expect((await call('GET', ITEMS, undefined, { cursor: 'junk' })).status).toBe(400);
	});

	test('come as a bare list when told so', async () => {
		const bare = await startSandbox({ v5ListShape: 'array', v5AccountNames: 'reference' });
		const callBare = await signInToV5(bare);
		expect((await callBare('GET', ITEMS)).body).toHaveLength(3);
		const [account] = (await callBare('GET', ACCOUNTS)).body;
		expect(account).toMatchObject({ apiType: 'DEPOSITORY' });
		expect(account).not.toHaveProperty('apiAccountType');
		await bare.close();
	});

	test('show what Plaid says of them, always as it is now', async () => {
		const { atPlaid, item } = await link({ ready: 'initial' });
		expect(item).toMatchObject({
			apiItemId: atPlaid.item_id,
			apiAccessToken: atPlaid.access_token,
			isInitialReady: true,
			isHistoricalReady: false,
			apiErrorCode: null,
		});
		await plaid.makeReady(atPlaid.item_id);
		plaid.setError(atPlaid.item_id, {
			error_type: 'ITEM_ERROR',
			error_code: 'ITEM_LOGIN_REQUIRED',
			error_message: 'log in',
			display_message: null,
		});
		expect((await call('GET', ITEMS)).body.data.at(-1)).toMatchObject({
			id: item.id,
			isHistoricalReady: true,
			apiErrorType: 'ITEM_ERROR',
			apiErrorCode: 'ITEM_LOGIN_REQUIRED',
			apiErrorMessage: 'log in',
		});
	});

	test('are not linked with a token that Plaid does not know', async () => {
		const client = await signIn(sandbox);
		const reply = await client.call('POST', LINK, { accessToken: 'access-sandbox-0' });
		expect(reply.status).toBe(400);
		expect(reply.body.error).toMatchObject([{ type: 'INVALID_VALUE', param: 'accessToken' }]);
	});

	test('are made up where there is no Plaid', async () => {
		const alone = await startSandbox();
		const client = await signIn(alone);
		await client.call('POST', LINK, { accessToken: 'access-sandbox-new' });
		const callAlone = await signInToV5(alone);
		expect((await callAlone('GET', ITEMS)).body.data.at(-1)).toMatchObject({
			apiAccessToken: 'access-sandbox-new',
			apiInstitutionName: 'First Platypus Bank',
			isHistoricalReady: true,
		});
		expect((await callAlone('GET', ACCOUNTS)).body.data.at(-1)).toMatchObject({
			apiAccountName: 'Plaid Checking',
			apiMask: '0000',
		});
		await alone.close();
	});

	test('are bank accounts and an integration in v6', async () => {
		await link({
			accounts: [
				{ name: 'Till', mask: '1111' },
				{ name: 'Card', type: 'credit' },
			],
		});
		const { bankAccounts, integrations } = sandbox.books('user-bakery');
		expect(integrations.at(-1)).toMatchObject({ apiName: 'PLAID', status: 'ACTIVE' });
		const integration = { id: integrations.at(-1)?.id };
		expect(bankAccounts.slice(-2)).toMatchObject([
			{ name: 'Till', mask: '1111', type: 'DEPOSITORY', apiName: 'PLAID', integration },
			{ name: 'Card', type: 'CREDIT', apiName: 'PLAID', integration },
		]);
	});
});

describe('deleting a Plaid Item', () => {
	test('takes it out of the list, and its accounts and integration with it', async () => {
		const { atPlaid, item, accounts } = await link();
		const reply = await call('DELETE', ITEM, { id: item.id, removeFromPlaid: false });
		expect(reply).toEqual({ status: 200, body: { response: {}, status: 'SUCCESS' } });
		const { data, deletedIds } = (await call('GET', ITEMS)).body;
		expect(data).toHaveLength(3);
		expect(deletedIds).toEqual([item.id]);
		expect((await call('GET', ACCOUNTS)).body.deletedIds).toEqual(
			accounts.map((/** @type {any} */ { id }) => id),
		);
		expect(sandbox.books('user-bakery').integrations).toHaveLength(3);
		expect(plaid.itemOf(atPlaid.access_token)).toBeDefined();
	});

	test('removes it at Plaid as well when told to', async () => {
		const { atPlaid, item } = await link();
		await call('DELETE', ITEM, { id: String(item.id), removeFromPlaid: true });
		expect(plaid.itemOf(atPlaid.access_token)).toBeUndefined();
	});

	test('is what deleting its integration in v6 does', async () => {
		const { item } = await link();
		const { id } = sandbox.books('user-bakery').integrations.at(-1) ?? {};
		await (await signIn(sandbox)).call('DELETE', `/v6/integrations/${id}`);
		expect((await call('GET', ITEMS)).body.deletedIds).toEqual([item.id]);
	});

	test.each([
		['an unknown id', { id: 1, removeFromPlaid: true }, 'id'],
		['no id', { removeFromPlaid: true }, 'id'],
		['nothing about Plaid', { id: 1 }, 'removeFromPlaid'],
	])('is refused for %s', async (_case, body, field) => {
		const reply = await call('DELETE', ITEM, body);
		expect(reply.status).toBe(200);
		expect(reply.body).toMatchObject({ result: 'FAILURE', status: 'FAILURE' });
		expect(reply.body.errors.fieldErrors[field]).toEqual({
			type: expect.any(String),
			errorMessage: expect.any(String),
		});
		expect((await call('GET', ITEMS)).body.data).toHaveLength(3);
	});

	test('of another company is not possible', async () => {
		const { item } = await link();
		const designer = await signInToV5(sandbox, 'user-studio');
		const { body } = await designer('DELETE', ITEM, { id: item.id, removeFromPlaid: true });
		expect(body.result).toBe('FAILURE');
		expect((await call('GET', ITEMS)).body.deletedIds).toEqual([]);
	});
});

describe('Plaid Accounts', () => {
	test('have every documented field', async () => {
		const { atPlaid, item, accounts } = await link({
			accounts: [
				{
					name: 'Till',
					official_name: 'Till of Gold',
					mask: '1111',
					subtype: 'checking',
					balances: { available: 10.25, current: 12.5 },
				},
			],
		});
		expect(accounts).toEqual([
			{
				id: expect.any(Number),
				plaidItemId: item.id,
				status: 'ACTIVE',
				apiName: 'PLAID',
				createdDate: expect.any(String),
				lastExpenseSyncedDate: expect.stringMatching(/T.*\.\d{3}\+0000$/),
				lastRevenueSyncedDate: expect.stringMatching(/T.*\.\d{3}\+0000$/),
				tranStartDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
				tranMinStartDate: expect.stringMatching(/T.*\.\d{3}\+0000$/),
				glAccountId: null,
				apiAccountId: atPlaid.accounts[0].account_id,
				apiInstitutionId: 'ins_109508',
				apiAccountName: 'Till',
				apiAccountType: 'DEPOSITORY',
				apiAccountSubType: 'checking',
				apiOfficialName: 'Till of Gold',
				apiMask: '1111',
				apiAvailableBalance: 10.25,
				apiCurrentBalance: 12.5,
				apiLimitBalance: null,
				autoClassify: 'OFF',
				defaultBusinessId: null,
			},
		]);
	});

	test('can be pulled further back, as far as Plaid goes', async () => {
		const [account] = (await call('GET', ACCOUNTS)).body.data;
		const earliest = account.tranMinStartDate.slice(0, 10);
		const reply = await call('POST', SAVE, { accounts: [{ ...account, tranStartDate: earliest }] });
		expect(reply).toEqual({ status: 200, body: { response: {}, status: 'SUCCESS' } });
		expect((await call('GET', ACCOUNTS)).body.data[0].tranStartDate).toBe(earliest);
		expect(sandbox.books('user-bakery').bankAccounts[0].tranStartDate).toBe(earliest);
	});

	test('can be for business only, which means the sole business if none is named', async () => {
		const [{ id }] = (await call('GET', ACCOUNTS)).body.data;
		await call('POST', SAVE, { accounts: [{ id, autoClassify: 'BUSINESS' }] });
		expect((await call('GET', ACCOUNTS)).body.data[0]).toMatchObject({
			autoClassify: 'BUSINESS',
			defaultBusinessId: 2210,
		});
		await call('POST', SAVE, { accounts: [{ id, autoClassify: 'OFF' }] });
		expect((await call('GET', ACCOUNTS)).body.data[0].defaultBusinessId).toBeNull();
	});

	test.each([
		['a date before the earliest', { tranStartDate: '2001-01-01' }, 'tranStartDate'],
		['a date that is none', { tranStartDate: '2025-02-30' }, 'tranStartDate'],
		['an unknown classification', { autoClassify: 'MAYBE' }, 'autoClassify'],
		['another business', { defaultBusinessId: 1 }, 'defaultBusinessId'],
		['an unknown account', { id: 1 }, 'id'],
	])('refuse %s, and then none is changed', async (_case, changes, field) => {
		const before = (await call('GET', ACCOUNTS)).body.data;
		const [first, second] = before;
		const accounts = [
			{ ...first, autoClassify: 'BUSINESS' },
			{ ...second, ...changes },
		];
		const { status, body } = await call('POST', SAVE, { accounts });
		expect(status).toBe(200);
		expect(body).toMatchObject({ response: {}, status: 'FAILURE', result: 'FAILURE' });
		expect(Object.keys(body.errors.fieldErrors)).toEqual([`accounts[1].${field}`]);
		expect((await call('GET', ACCOUNTS)).body.data).toEqual(before);
	});

	test('need a list of accounts', async () => {
		expect(await call('POST', SAVE, { data: [] })).toEqual({
			status: 400,
			body: { error: expect.any(String) },
		});
	});
});

describe('faults', () => {
	test('reach v5, and speak its words', async () => {
		sandbox.fault({ effect: 'status', status: 503, path: '/rest/v5/banks', userId: 'user-bakery' });
		expect(await call('GET', ITEMS)).toEqual({
			status: 503,
			body: { error: 'Armed fault: 503' },
		});
		expect((await call('GET', '/rest/v5/nowhere')).body).toEqual({ error: expect.any(String) });
	});

	test('cut the connection after the Item was deleted', async () => {
		const { item } = await link();
		sandbox.fault({ effect: 'cut', stored: true, method: 'DELETE', path: ITEM });
		const body = { id: item.id, removeFromPlaid: true };
		await expect(call('DELETE', ITEM, body)).rejects.toThrow('fetch failed');
		expect((await call('GET', ITEMS)).body.deletedIds).toEqual([item.id]);
	});

	test('let a token of v5 expire', async () => {
		sandbox.fault({ effect: 'expireToken', path: ITEMS });
		expect((await call('GET', ITEMS)).status).toBe(401);
		expect((await call('GET', ITEMS)).status).toBe(401);
	});
});
