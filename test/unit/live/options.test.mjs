import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isWanted, leftOut, readArguments, readServices, UsageError } from '../../live/options.mjs';

const TIGHT = { TIGHT_CLIENT_ID: 'id', TIGHT_CLIENT_SECRET: 'secret', TIGHT_USER_ID: 'user' };

describe('keys from the environment', () => {
	it('belong to the sandboxes of the services', () => {
		const plaid = { PLAID_CLIENT_ID: 'id', PLAID_SECRET: 'secret' };
		const mx = { MX_CLIENT_ID: 'id', MX_API_KEY: 'key', MX_USER_GUID: 'USR-1' };
		assert.deepEqual(readServices({ ...TIGHT, ...plaid, ...mx }), {
			tight: {
				clientId: 'id',
				clientSecret: 'secret',
				userId: 'user',
				url: 'https://sandbox.tight.com',
				v5Url: 'https://sandbox.hurdlr.com',
			},
			plaid: { clientId: 'id', secret: 'secret', url: 'https://sandbox.plaid.com' },
			mx: { clientId: 'id', apiKey: 'key', userGuid: 'USR-1', url: 'https://int-api.mx.com' },
		});
	});

	it('are not sent to Tight where only an own server is named', () => {
		const at = (env) => {
			const { url, v5Url } = readServices({ ...TIGHT, ...env }).tight;
			return [url, v5Url];
		};
		const own = 'http://127.0.0.1:4747';
		assert.deepEqual(at({ TIGHT_URL: `${own}/` }), [own, own]);
		assert.deepEqual(at({ TIGHT_URL: own, TIGHT_V5_URL: 'http://127.0.0.1:1' }), [
			own,
			'http://127.0.0.1:1',
		]);
		assert.deepEqual(at({ TIGHT_URL: 'https://sandbox.tight.com' }), [
			'https://sandbox.tight.com',
			'https://sandbox.hurdlr.com',
		]);
	});

	it('are asked for by name', () => {
		const services = readServices(TIGHT);
		assert.deepEqual(leftOut(services), [
			'Plaid is left out: set PLAID_CLIENT_ID, PLAID_SECRET',
			'MX is left out: set MX_CLIENT_ID, MX_API_KEY',
		]);
		assert.throws(() => readServices({ TIGHT_CLIENT_ID: 'id', TIGHT_USER_ID: ' ' }), {
			message: 'TIGHT_CLIENT_SECRET and TIGHT_USER_ID must be set as well',
		});
	});

	it('are refused for hosts of production', () => {
		const hosts = {
			TIGHT_URL: 'https://prod.tight.com',
			TIGHT_V5_URL: 'http://PROD.hurdlr.com/rest',
			PLAID_URL: 'https://production.plaid.com:443',
			MX_URL: 'https://api.mx.com./',
		};
		for (const [variable, url] of Object.entries(hosts)) {
			assert.throws(
				() => readServices({ ...TIGHT, [variable]: url }),
				(error) => {
					return error instanceof UsageError && /is a production host/.test(error.message);
				},
			);
		}
	});
});

describe('lines that are chosen', () => {
	const claims = { T1: 'Amount unit: cents', T11: 'Order of answers', V1: 'Production host' };
	const chosenBy = (...only) =>
		Object.entries(claims)
			.filter(([id, claim]) => isWanted(only, id, claim))
			.map(([id]) => id);

	it('are all, those of a part, one, or those with a text', () => {
		assert.deepEqual(chosenBy(), ['T1', 'T11', 'V1']);
		assert.deepEqual(chosenBy('t'), ['T1', 'T11']);
		assert.deepEqual(chosenBy('T1'), ['T1']);
		assert.deepEqual(chosenBy('ORDER', 'v1'), ['T11', 'V1']);
	});

	it('are read from the arguments', () => {
		const { local, json, only } = readArguments(['--local', '--only', 'T', '--only', 'V1']);
		assert.deepEqual([local, json, only], [true, false, ['T', 'V1']]);
	});
});
