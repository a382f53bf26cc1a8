import type { ICredentialDataDecryptedObject, IDataObject, IHttpRequestHelper } from 'n8n-workflow';

import { TightApi } from '../../../credentials/TightApi.credentials';
import { testCredential } from '../../support/credentialTest';
import { PATHS, requestsTo, tokensAskedFor } from '../../support/journal';
import { startRedirect } from '../../support/redirect';
import {
	askWithCredential,
	BAKERY,
	credentialFor,
	STUDIO,
	tokenMadeElsewhere,
	useSandbox,
} from '../../support/tight';

/** The credential as n8n's HTTP Request node, Custom API Call and its own test use it. */

const ACCOUNTS = `${PATHS.bankAccounts}/query`;

const requests = (journal: Array<{ path: string; status: number | null }>) =>
	journal.map(({ path, status }) => [path, status]);

describe('With client keys', () => {
	const sandbox = useSandbox();

	it('a request is made with a token of the default user', async () => {
		const run = await askWithCredential(sandbox.current, ACCOUNTS, {
			credential: { userId: STUDIO },
		});

		expect(run.error).toBeUndefined();
		expect(tokensAskedFor(sandbox.current)).toEqual([STUDIO]);
		const [[{ json }]] = run.outputs('Ask 1');
		expect(json).toMatchObject({ data: [{ name: 'Operating Checking' }] });
	});

	it('one token serves several requests', async () => {
		const run = await askWithCredential(sandbox.current, ACCOUNTS, { times: 3 });

		expect(run.error).toBeUndefined();
		expect(requestsTo(sandbox.current, PATHS.token)).toHaveLength(1);
		expect(requestsTo(sandbox.current, ACCOUNTS)).toHaveLength(3);
	});

	it('an expired token is replaced', async () => {
		sandbox.current.fault({ effect: 'expireToken', path: ACCOUNTS });
		const run = await askWithCredential(sandbox.current, ACCOUNTS);

		expect(run.error).toBeUndefined();
		expect(requests(sandbox.current.journal)).toEqual([
			[PATHS.token, 200],
			[ACCOUNTS, 401],
			[PATHS.token, 200],
			[ACCOUNTS, 200],
		]);
	});

	it('a slash at the end of the base URL does no harm', async () => {
		const run = await askWithCredential(sandbox.current, ACCOUNTS, {
			credential: { baseUrl: `${sandbox.current.url}/` },
		});

		expect(run.error).toBeUndefined();
	});

	it.each([
		['a wrong secret', { clientSecret: 'wrong' }, "Check 'Client ID' and 'Client Secret'"],
		['an unknown user', { userId: 'nobody' }, "Tight gave no token for the user 'nobody'"],
	])('%s is told in plain words', async (_, credential, message) => {
		const run = await askWithCredential(sandbox.current, ACCOUNTS, { credential });

		expect(JSON.stringify([run.error?.message, run.error])).toContain(message);
	});
});

describe('With an access token', () => {
	const sandbox = useSandbox();

	it('the token is used as it is', async () => {
		const accessToken = await tokenMadeElsewhere(sandbox.current, STUDIO);
		const run = await askWithCredential(sandbox.current, ACCOUNTS, {
			credential: { authentication: 'accessToken', accessToken },
		});

		expect(run.error).toBeUndefined();
		expect(requestsTo(sandbox.current, ACCOUNTS)).toMatchObject([{ status: 200 }]);
		expect(tokensAskedFor(sandbox.current)).toEqual([]);
	});

	const testOf = async (more: IDataObject) =>
		await testCredential(new TightApi(), {
			...credentialFor(sandbox.current, { authentication: 'accessToken', ...more }),
			sessionToken: 'a-token',
		});

	it('the test passes', async () => {
		const accessToken = await tokenMadeElsewhere(sandbox.current, STUDIO);

		expect(await testOf({ accessToken })).toBe('Connection successful!');
	});

	it.each([301, 302, 303, 307, 308])(
		'the test does not follow a redirect (%i) to a host that answers as Tight does',
		async (status) => {
			const { url, seen, close } = await startRedirect(status, { data: [] });
			const told = await testOf({ baseUrl: url, accessToken: 'a-token' });
			await close();

			expect(told).toBe("This host is not Tight's. Check 'Environment' and 'Base URL'");
			expect(seen).toEqual([]);
		},
	);
});

describe('Making a token', () => {
	const sandbox = useSandbox();
	const readOnly = useSandbox({ grantedScope: 'read' });

	/** What n8n does before a request, and first of all when the user presses Save or Test. */
	async function preAuthenticate(credential: ICredentialDataDecryptedObject) {
		const helpers = {
			helpers: {
				httpRequest: async ({ url, method, headers, body }: Record<string, string>) => {
					const response = await fetch(url, { method, headers: headers as never, body });
					return {
						statusCode: response.status,
						headers: Object.fromEntries(response.headers),
						body: await response.text(),
					};
				},
			},
		};
		return await new TightApi().preAuthentication.call(
			helpers as unknown as IHttpRequestHelper,
			credential,
		);
	}

	it('gives a token of the default user', async () => {
		const { sessionToken } = await preAuthenticate(credentialFor(sandbox.current));

		expect(sessionToken).toMatch(/[\w-]{43}$/);
		expect(tokensAskedFor(sandbox.current)).toEqual([BAKERY]);
	});

	it('asks for the scope that the user chose', async () => {
		await preAuthenticate(credentialFor(sandbox.current, { scope: 'read' }));

		expect(sandbox.current.journal[0].requestBody).toMatchObject({
			grant_type: 'client_credentials',
			scope: 'read',
			userId: BAKERY,
		});
	});

	it("makes the partner's own token when there is no default user", async () => {
		await preAuthenticate(credentialFor(sandbox.current, { userId: '' }));

		expect(tokensAskedFor(sandbox.current)).toEqual([null]);
	});

	it('tells keys that may only read from wrong keys', async () => {
		await expect(preAuthenticate(credentialFor(readOnly.current))).rejects.toThrow(
			"Tight granted these client keys only the scope 'read', so nothing could be saved. Set 'Scope' of the credential to Read",
		);
		await expect(
			preAuthenticate(credentialFor(readOnly.current, { scope: 'read' })),
		).resolves.toHaveProperty('sessionToken');
	});

	it.each([
		['a page', { effect: 'html' }, "is not Tight's API (HTTP 200: it is a web page)"],
		['a 404', { effect: 'html', status: 404 }, "is not Tight's API (HTTP 404"],
		['a redirect', { effect: 'redirect', location: '/', status: 307 }, "is not Tight's API"],
		[
			'JSON of something else',
			{ effect: 'status', status: 200, body: { ok: 1 } },
			'(HTTP 200: it is JSON of something else)',
		],
	])('tells another host by %s', async (_, fault, message) => {
		sandbox.current.fault({ ...fault, path: PATHS.token });
		const making = preAuthenticate(credentialFor(sandbox.current));

		await expect(making).rejects.toThrow(message);
		await expect(making).rejects.toThrow("Check 'Environment' and 'Base URL'");
	});

	it('tells a host that does not answer', async () => {
		const credential = credentialFor(sandbox.current, { baseUrl: 'http://127.0.0.1:9' });
		const run = await askWithCredential(sandbox.current, ACCOUNTS, { credential });

		expect(JSON.stringify(run.error?.message)).toContain(
			'http://127.0.0.1:9 did not answer: the host refused the connection',
		);
	});
});
