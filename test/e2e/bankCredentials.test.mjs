import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { freePort } from '../../tools/n8n/settings.mjs';
import { mxKeys, plaidKeys } from '../../tools/n8n/sandboxCredentials.mjs';
import { stage } from './support/stage.mjs';
import { assertRule } from './support/statusRules.mjs';
import { startStranger } from './support/stranger.mjs';

const CREDENTIALS = {
	Plaid: {
		saved: { id: 'plaidSandbox0001', name: 'Plaid', type: 'tightPlaidApi' },
		keys: () => plaidKeys(stage.plaid),
		secret: 'secret',
		wrongKeys:
			"Plaid did not accept the keys. Check 'Client ID' and 'Secret', and that the secret belongs to the 'Environment': each environment has its own",
		stranger: "This host is not Plaid's. Check 'Environment' and 'Base URL'",
	},
	MX: {
		saved: { id: 'mxSandbox0000001', name: 'MX', type: 'tightMxApi' },
		keys: () => mxKeys(stage.mx),
		secret: 'apiKey',
		wrongKeys:
			"MX did not accept the keys. Check 'Client ID' and 'API Key', and that they belong to the 'Environment': each environment has its own",
		stranger: "This host is not MX's. Check 'Environment' and 'Base URL'",
	},
};

/** What the user reads after changing these fields of the right credential. */
async function test({ saved, keys }, more = {}) {
	const credentials = { ...saved, data: { ...keys(), ...more } };
	return await stage.server.rest('/credentials/test', { method: 'POST', body: { credentials } });
}

/** As {@link test}, where the test must not pass. */
async function problemWith(credential, more) {
	const { status, message } = await test(credential, more);
	assert.equal(status, 'Error');
	assert.ok(!message.includes(credential.keys()[credential.secret]));
	return message;
}

for (const [service, credential] of Object.entries(CREDENTIALS)) {
	describe(`The test of ${service}'s credential, as its window in the editor runs it`, () => {
		const { secret, wrongKeys, stranger } = credential;
		let strangers;
		before(async () => {
			strangers = await Promise.all([200, 302, 404, 405].map(startStranger));
		});
		after(() => strangers?.forEach((each) => each.close()));

		it('passes with the right keys', async () => {
			assert.equal((await test(credential)).status, 'OK');
		});

		it('forgives blanks around the values, and a slash behind the address', async () => {
			const { baseUrl, clientId, ...others } = credential.keys();
			const more = { baseUrl: ` ${baseUrl}/ `, clientId: ` ${clientId} ` };
			const blanks = { [secret]: ` ${others[secret]}\n` };
			assert.equal((await test(credential, { ...more, ...blanks })).status, 'OK');
		});

		it('says that the keys are wrong', async () => {
			assertRule(await problemWith(credential, { [secret]: 'wrong' }), wrongKeys);
			assertRule(await problemWith(credential, { clientId: 'wrong' }), wrongKeys);
		});

		it(`says that the host is not ${service}`, async () => {
			for (const { url } of strangers) {
				assertRule(await problemWith(credential, { baseUrl: url }), stranger);
			}
		});

		it('says that the host does not answer', async () => {
			const baseUrl = `http://127.0.0.1:${await freePort()}`;
			assert.equal(
				await problemWith(credential, { baseUrl }),
				`${baseUrl} did not answer: the host refused the connection. Check 'Environment' and 'Base URL' of the credential`,
			);
		});
	});
}

describe("The test of MX's credential", () => {
	it('says that MX does not serve the version', async () => {
		assertRule(
			await problemWith(CREDENTIALS.MX, { acceptVersion: 'v20990101' }),
			"MX does not serve this version of its API. Set 'Accept Version' to one that it serves, such as v20250224",
		);
	});

	it('takes the version that the node is written for where none is set', async () => {
		assert.equal((await test(CREDENTIALS.MX, { acceptVersion: ' ' })).status, 'OK');
	});
});
