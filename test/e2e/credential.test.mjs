import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { freePort } from '../../tools/n8n/settings.mjs';
import { tightKeys } from '../../tools/n8n/sandboxCredentials.mjs';
import { BAKERY, addCredential, stage, startSandbox } from './support/stage.mjs';
import { assertRule } from './support/statusRules.mjs';
import { startStranger } from './support/stranger.mjs';
import { mintToken } from './support/tokens.mjs';

describe('The test of the credential, as its window in the editor runs it', () => {
	let id;
	let readOnly;
	let missing;
	let welcoming;
	let refusing;
	before(async () => {
		id = (await addCredential()).tightApi.id;
		readOnly = await startSandbox({ grantedScope: 'read' });
		missing = await startStranger(404);
		welcoming = await startStranger(200);
		refusing = `http://127.0.0.1:${await freePort()}`;
	});
	after(async () => {
		await readOnly?.close();
		missing?.close();
		welcoming?.close();
	});

	const seen = new Map();

	/** What the user reads after changing these fields of the right credential. */
	async function test(more) {
		const data = tightKeys(stage.sandbox, more);
		const credentials = { id, name: 'Tight', type: 'tightApi', data };
		return await stage.server.rest('/credentials/test', { method: 'POST', body: { credentials } });
	}

	/** As {@link test}, where no two mistakes may be told alike. */
	async function problemWith(more) {
		const { status, message } = await test(more);
		assert.equal(status, 'Error');
		assert.ok(!message.includes(stage.sandbox.clientSecret));
		const told = message.replaceAll(/http:\/\/[\d.:]+/g, '');
		assert.ok(!seen.has(told), `${message}: told alike for ${JSON.stringify(seen.get(told))}`);
		seen.set(told, more);
		return message;
	}

	const byToken = (accessToken, more = {}) => ({
		authentication: 'accessToken',
		accessToken,
		clientId: '',
		clientSecret: '',
		...more,
	});

	it('passes with the right keys, with and without a user', async () => {
		assert.equal((await test({})).status, 'OK');
		assert.equal((await test({ userId: BAKERY })).status, 'OK');
		assert.equal((await test({ scope: 'read' })).status, 'OK');
	});

	it('forgives blanks and a slash around the address', async () => {
		assert.equal((await test({ baseUrl: ` ${stage.sandbox.url}/ ` })).status, 'OK');
	});

	it('says that the keys are wrong', async () => {
		assert.equal(
			await problemWith({ clientSecret: 'wrong' }),
			"Tight did not accept the client keys: Invalid client credentials (BAD_REQUEST). Check 'Client ID' and 'Client Secret' of the credential, and that they belong to its 'Environment'",
		);
	});

	it('says that Tight does not know the user', async () => {
		assert.equal(
			await problemWith({ userId: 'user-nobody' }),
			"Tight gave no token for the user 'user-nobody': Unknown user (INVALID_VALUE, 'userId'). Check 'User ID'",
		);
	});

	it('says that the scope is smaller than asked for', async () => {
		assert.equal(
			await problemWith({ baseUrl: readOnly.url }),
			"Tight granted these client keys only the scope 'read', so nothing could be saved. Set 'Scope' of the credential to Read, or ask Tight for the scope 'write'",
		);
	});

	it('says that the host refuses connections', async () => {
		assert.equal(
			await problemWith({ baseUrl: refusing }),
			`${refusing} did not answer: the host refused the connection. Check 'Environment' and 'Base URL' of the credential`,
		);
	});

	it('says that the address is none', async () => {
		assert.equal(
			await problemWith({ baseUrl: 'tight' }),
			"tight did not answer: the address is not a URL. Check 'Environment' and 'Base URL' of the credential",
		);
	});

	it('says that the host is not Tight', async () => {
		assert.equal(
			await problemWith({ baseUrl: missing.url }),
			`${missing.url} is not Tight's API (HTTP 404: Welcome to Acme). Check 'Environment' and 'Base URL' of the credential`,
		);
		assert.equal(
			await problemWith({ baseUrl: welcoming.url }),
			`${welcoming.url} is not Tight's API (HTTP 200: it is a web page). Check 'Environment' and 'Base URL' of the credential`,
		);
	});

	it('does not pass on the strength of a token that was made for former keys', async () => {
		const credential = await addCredential();
		const path = `/credentials/${credential.tightApi.id}`;
		const body = { ...credential.tightApi, type: 'tightApi' };
		const testOf = async (data) => {
			const credentials = { ...body, data };
			return await stage.server.rest('/credentials/test', {
				method: 'POST',
				body: { credentials },
			});
		};
		// n8n keeps the token of a test, and the editor hands it back with the changed field.
		const read = async () => (await stage.server.rest(`${path}?includeData=true`)).data;
		assert.equal((await testOf(await read())).status, 'OK');
		const changed = { ...(await read()), clientSecret: 'wrong' };
		assert.notEqual(changed.sessionToken, '');
		await stage.server.rest(path, { method: 'PATCH', body: { ...body, data: changed } });
		assert.match((await testOf(changed)).message, /^Tight did not accept the client keys: /);
		const elsewhere = { ...changed, baseUrl: welcoming.url };
		assert.match((await testOf(elsewhere)).message, /^This host is not Tight's/);
	});

	describe('with an access token', () => {
		it('passes with a good one', async () => {
			const token = await mintToken(stage.sandbox, BAKERY);
			assert.equal((await test(byToken(token))).status, 'OK');
		});

		it('says that it is not accepted', async () => {
			assertRule(
				await problemWith(byToken('not-a-token')),
				"Tight did not accept the access token. It may have expired, or belong to another 'Environment'",
			);
		});

		it('says that the host refuses connections', async () => {
			const { message } = await test(byToken('any', { baseUrl: refusing }));
			assert.equal(
				message,
				`${refusing} did not answer: the host refused the connection. Check 'Environment' and 'Base URL' of the credential`,
			);
		});

		it('says that the host is not Tight', async () => {
			for (const { url } of [missing, welcoming]) {
				const { status, message } = await test(byToken('any', { baseUrl: url }));
				assert.equal(status, 'Error');
				assertRule(message, "This host is not Tight's. Check 'Environment' and 'Base URL'");
			}
		});
	});
});
