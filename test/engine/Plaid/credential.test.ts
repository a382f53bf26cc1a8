import Fastify from 'fastify';

import { TightPlaidApi } from '../../../credentials/TightPlaidApi.credentials';
import { askWith, testCredential } from '../../support/credentialTest';
import { plaidCredentialFor, usePlaid } from '../../support/plaid';

const sandbox = usePlaid();
const type = new TightPlaidApi();

const keys = (more = {}) => plaidCredentialFor(sandbox.current, more);

describe('The test of the credential', () => {
	it('passes with the right keys, and asks for one institution', async () => {
		expect(await testCredential(type, keys())).toBe('Connection successful!');
		expect(sandbox.current.journal).toMatchObject([
			{
				path: '/institutions/get',
				requestBody: { count: 1, offset: 0, country_codes: ['US'] },
			},
		]);
	});

	it('forgives blanks and a slash around the address, and blanks around keys', async () => {
		const { url, clientId, secret } = sandbox.current;
		const blanks = { baseUrl: ` ${url}/ `, clientId: ` ${clientId}`, secret: `${secret}\n` };

		expect(await testCredential(type, keys(blanks))).toBe('Connection successful!');
	});

	it.each([{ secret: 'wrong' }, { clientId: 'wrong' }])('tells wrong keys: %j', async (wrong) => {
		expect(await testCredential(type, keys(wrong))).toMatch(/^Plaid did not accept the keys\. /);
	});

	it.each([200, 302, 401, 403, 404, 405])(
		'tells a host that is not Plaid’s and answers %i',
		async (status) => {
			const stranger = Fastify();
			stranger.all('*', async (_request, reply) =>
				reply
					.code(status)
					.header('location', '/')
					.type('text/html')
					.send('<h1>Welcome to Acme</h1>'),
			);
			const baseUrl = await stranger.listen({ host: '127.0.0.1', port: 0 });
			const told = await testCredential(type, keys({ baseUrl }));
			await stranger.close();

			expect(told).toBe("This host is not Plaid's. Check 'Environment' and 'Base URL'");
		},
	);
});

describe('The HTTP Request node', () => {
	it('sends the keys as headers, and leaves the body to the user', async () => {
		const item = sandbox.current.createItem();
		const run = await askWith(type, keys(), {
			method: 'POST',
			url: `${sandbox.current.url}/item/get`,
			body: { access_token: item.access_token },
			headers: { 'x-own': 'kept' },
			json: true,
		});

		expect(run.error).toBeUndefined();
		expect(run.outputs('Probe')[0]).toMatchObject([{ json: { item: { item_id: item.item_id } } }]);
		const [{ headers, requestBody }] = sandbox.current.journal;
		expect(headers).toMatchObject({
			'plaid-client-id': sandbox.current.clientId,
			'plaid-secret': sandbox.current.secret,
			'plaid-version': '2020-09-14',
			'x-own': 'kept',
		});
		expect(requestBody).toEqual({ access_token: item.access_token });
	});
});
