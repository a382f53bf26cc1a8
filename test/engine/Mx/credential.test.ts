import type { IHttpRequestOptions } from 'n8n-workflow';

import { TightMxApi } from '../../../credentials/TightMxApi.credentials';
import { testCredential } from '../../support/credentialTest';
import { credentialFor, useMxSandbox } from '../../support/mx';
import { startRedirect } from '../../support/redirect';

/** The credential as n8n's HTTP Request node and its own test use it. */

const sandbox = useMxSandbox();
const type = new TightMxApi();

async function authenticated(credential = {}): Promise<Record<string, string>> {
	const authenticate = type.authenticate as (
		credential: object,
		options: IHttpRequestOptions,
	) => Promise<IHttpRequestOptions>;
	const { headers } = await authenticate(credentialFor(sandbox.current, credential), {
		url: `${sandbox.current.url}/users`,
		headers: { accept: 'text/html', 'x-own': '1' },
	});
	return headers as Record<string, string>;
}

const testOf = async (credential = {}) =>
	await testCredential(type, credentialFor(sandbox.current, credential));

it('signs requests with Basic and a version, and leaves the other headers alone', async () => {
	const { clientId, apiKey } = sandbox.current;
	expect(await authenticated()).toEqual({
		accept: 'application/json, application/vnd.mx.api.v1+json',
		'accept-version': 'v20250224',
		authorization: `Basic ${Buffer.from(`${clientId}:${apiKey}`).toString('base64')}`,
		'x-own': '1',
	});
});

it('is tested by a harmless call', async () => {
	expect(await testOf()).toBe('Connection successful!');
	expect(sandbox.current.journal).toMatchObject([
		{ method: 'GET', path: '/users', query: { records_per_page: '10' }, status: 200 },
	]);
});

it.each([
	['wrong keys', { apiKey: 'wrong' }, "Check 'Client ID' and 'API Key'"],
	['a wrong version', { acceptVersion: 'v1' }, "Set 'Accept Version'"],
])('the test tells %s', async (_, credential, message) => {
	expect(await testOf(credential)).toContain(message);
});

it.each([
	['an address off the allowlist', { effect: 'status' as const, status: 403 }, 'allowlist'],
	['a page', { effect: 'html' as const }, "This host is not MX's"],
	['a missing path', { effect: 'html' as const, status: 404 }, "This host is not MX's"],
	['a redirect', { effect: 'redirect' as const }, "This host is not MX's"],
])('the test tells %s', async (_, fault, message) => {
	sandbox.current.fault(fault);
	expect(await testOf()).toContain(message);
});

it.each([301, 302, 303, 307, 308])(
	'the test does not follow a redirect (%i) to a host that answers as MX does',
	async (status) => {
		const { url, seen, close } = await startRedirect(status, { users: [] });
		const told = await testOf({ baseUrl: url });
		await close();

		expect(told).toBe("This host is not MX's. Check 'Environment' and 'Base URL'");
		expect(seen).toEqual([]);
	},
);
