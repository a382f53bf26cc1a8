import { connectionFrom, HOSTS } from '../../../../nodes/Tight/api/connection';

const keys = { authentication: 'clientCredentials', clientId: ' id ', clientSecret: ' secret ' };

describe('connectionFrom', () => {
	it("uses Tight's own hosts, whatever stands in the hidden field", () => {
		const baseUrl = 'https://elsewhere.example';
		for (const environment of ['sandbox', 'production']) {
			expect(connectionFrom({ ...keys, environment, baseUrl }).baseUrl).toBe(HOSTS[environment]);
		}
	});

	it('uses the hosts of version 5 for its calls, and the custom one for both', () => {
		const hostOf = (environment: string) =>
			connectionFrom({ ...keys, environment, baseUrl: 'https://own.example' }, '', 'v5').baseUrl;

		expect(['sandbox', 'production', 'custom'].map(hostOf)).toEqual([
			'https://sandbox.hurdlr.com',
			'https://prod.hurdlr.com',
			'https://own.example',
		]);
		expect(connectionFrom(keys).api).toBe('v6');
		expect(connectionFrom(keys, '', 'v5').api).toBe('v5');
	});

	it.each([
		['https://tight.example', 'https://tight.example'],
		['https://tight.example/', 'https://tight.example'],
		[' https://tight.example/api// ', 'https://tight.example/api'],
		['', ''],
		[undefined, ''],
	])('uses a custom host without a slash at its end: %p', (baseUrl, expected) => {
		expect(connectionFrom({ ...keys, environment: 'custom', baseUrl: baseUrl! }).baseUrl).toBe(
			expected,
		);
	});

	it('takes blanks off what was pasted', () => {
		expect(connectionFrom({ ...keys, userId: ' user-1\n' })).toMatchObject({
			clientId: 'id',
			clientSecret: 'secret',
			defaultUserId: 'user-1',
		});
	});

	it('saves and reads unless the credential says otherwise', () => {
		expect(connectionFrom(keys).scope).toBe('write');
		expect(connectionFrom({ ...keys, scope: '' }).scope).toBe('write');
		expect(connectionFrom({ ...keys, scope: 'read' }).scope).toBe('read');
	});

	it('minds a token only where the credential is one', () => {
		const accessToken = 'token';
		expect(connectionFrom({ ...keys, accessToken }).accessToken).toBeUndefined();
		expect(
			connectionFrom({ ...keys, authentication: 'accessToken', accessToken }).accessToken,
		).toBe('token');
		expect(connectionFrom({ authentication: 'accessToken' }).accessToken).toBe('');
	});

	it('takes nothing but text for a field', () => {
		expect(connectionFrom({ clientId: 5, scope: null, userId: {} } as never)).toMatchObject({
			clientId: '',
			scope: 'write',
			defaultUserId: '',
		});
	});
});
