import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { mintToken } from './support/tokens.mjs';
import { BAKERY, STUDIO, addCredential, addWorkflow, stage } from './support/stage.mjs';
import { chain, node, start } from './support/workflow.mjs';

const QUERY = '/v6/banks/accounts/query';
const TOKEN = '/v6/auth/token';

describe("n8n's own HTTP Request node with the credential", () => {
	beforeEach(() => stage.sandbox.reset());

	/** A workflow that asks for the bank accounts as the docs of Tight describe. */
	async function addQuery(credentials) {
		const parameters = {
			method: 'POST',
			url: `${stage.sandbox.url}${QUERY}`,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'tightApi',
			sendBody: true,
			specifyBody: 'json',
			jsonBody: '{ "limit": 100 }',
			options: {},
		};
		const request = node('Query', 'n8n-nodes-base.httpRequest', parameters, { credentials });
		return await addWorkflow(chain('Query by HTTP Request', [start(), request]));
	}

	async function accountsFrom(workflowId) {
		const execution = await stage.server.run(workflowId);
		assert.equal(execution.status, 'success', execution.error?.message);
		const [{ json }] = execution.items('Query');
		return json.data.map(({ id }) => id);
	}

	const idsOf = (user) =>
		stage.sandbox.companies
			.find(({ userId }) => userId === user)
			.bankAccounts.map(({ id }) => id)
			.sort();
	const calls = () => stage.sandbox.journal.map(({ path, status }) => [path, status]);

	it("reads the bank accounts of the credential's user", async () => {
		const workflowId = await addQuery(await addCredential({ userId: STUDIO }));
		assert.deepEqual((await accountsFrom(workflowId)).sort(), idsOf(STUDIO));
		assert.deepEqual(calls(), [
			[TOKEN, 200],
			[QUERY, 200],
		]);
	});

	it('makes a new token once the old one has expired, and keeps it', async () => {
		const workflowId = await addQuery(await addCredential());
		await accountsFrom(workflowId);
		stage.sandbox.expireTokens();
		stage.sandbox.journal.length = 0;
		assert.deepEqual((await accountsFrom(workflowId)).sort(), idsOf(BAKERY));
		assert.deepEqual((await accountsFrom(workflowId)).sort(), idsOf(BAKERY));
		assert.deepEqual(calls(), [
			[QUERY, 401],
			[TOKEN, 200],
			[QUERY, 200],
			[QUERY, 200],
		]);
	});

	it('follows the credential to another user at once', async () => {
		const credentials = await addCredential();
		const { id, name } = credentials.tightApi;
		const workflowId = await addQuery(credentials);
		assert.deepEqual((await accountsFrom(workflowId)).sort(), idsOf(BAKERY));
		const { data } = await stage.server.rest(`/credentials/${id}?includeData=true`);
		const body = { id, name, type: 'tightApi', data: { ...data, userId: STUDIO } };
		await stage.server.rest(`/credentials/${id}`, { method: 'PATCH', body });
		assert.deepEqual((await accountsFrom(workflowId)).sort(), idsOf(STUDIO));
	});

	it('uses the access token that someone already has', async () => {
		const accessToken = await mintToken(stage.sandbox, STUDIO);
		stage.sandbox.journal.length = 0;
		const credentials = await addCredential({
			authentication: 'accessToken',
			accessToken,
			clientId: '',
			clientSecret: '',
			userId: '',
		});
		assert.deepEqual((await accountsFrom(await addQuery(credentials))).sort(), idsOf(STUDIO));
		assert.ok(calls().every(([path]) => path !== TOKEN));
	});
});
