import type { IHttpRequestOptions } from 'n8n-workflow';

import { connectionFrom, type Connection } from '../../../../nodes/Tight/api/connection';
import {
	isToken,
	mintToken,
	type Token,
	type TokenResult,
} from '../../../../nodes/Tight/api/token';
import { forgetTokens, tokenFor } from '../../../../nodes/Tight/api/tokenCache';
import { startSandbox } from '../../../sandbox';
import { useClock } from '../../../support/clock';
import { realHttp } from '../../../support/http';

const TOKEN_PATH = '/v6/auth/token';
const BAKERY = 'user-bakery';
const STUDIO = 'user-studio';

const clock = useClock();
let sandbox: Awaited<ReturnType<typeof startSandbox>>;

beforeAll(async () => {
	sandbox = await startSandbox({ now: () => clock.now });
});
beforeEach(() => {
	sandbox.reset();
	forgetTokens();
});
afterAll(async () => await sandbox.close());

function connection(more: Partial<Connection> = {}): Connection {
	return {
		...connectionFrom({
			environment: 'custom',
			baseUrl: sandbox.url,
			authentication: 'clientCredentials',
			clientId: sandbox.clientId,
			clientSecret: sandbox.clientSecret,
		}),
		...more,
	};
}

const ask = async (userId = BAKERY, more: Partial<Connection> = {}, spent?: string) =>
	await tokenFor(realHttp, connection(more), userId, clock.wait, spent);

/** The token itself, or the sentence in its place. */
const textOf = (result: TokenResult) => (isToken(result) ? result.accessToken : result.problem);

const problemOf = async (more: Partial<Connection> = {}, userId = BAKERY) => {
	const result = await mintToken(realHttp, connection(more), userId, clock.wait);
	return isToken(result) ? 'there is a token' : result.problem;
};

const asked = () => sandbox.journal.filter(({ path }) => path === TOKEN_PATH);

const answering = (body: unknown, status = 200) =>
	sandbox.fault({
		effect: 'status',
		path: TOKEN_PATH,
		status,
		body: body as never,
		times: Infinity,
	});

describe('a token', () => {
	it('is asked for as Tight documents it', async () => {
		let sent: IHttpRequestOptions | undefined;
		await mintToken(
			async (options) => {
				sent = options;
				return await realHttp(options);
			},
			connection(),
			'user & co',
			clock.wait,
		);
		expect(sent).toMatchObject({
			method: 'POST',
			url: `${sandbox.url}${TOKEN_PATH}`,
			headers: {
				authorization: `Basic ${Buffer.from(`${sandbox.clientId}:${sandbox.clientSecret}`).toString('base64')}`,
				'content-type': 'application/x-www-form-urlencoded',
			},
			body: 'grant_type=client_credentials&scope=write&userId=user+%26+co',
		});
	});

	it("is the partner's own where no user is meant", async () => {
		expect(isToken(await ask(''))).toBe(true);
		expect(asked()[0].requestBody).not.toHaveProperty('userId');
	});

	it('of the credential is used as it is', async () => {
		const given = await ask(BAKERY, { accessToken: 'given' }, 'given');
		expect(given).toEqual({ accessToken: 'given', expiresAt: Infinity });
		expect(asked()).toEqual([]);
	});
});

describe('a token of version 5', () => {
	it('is asked for with the keys in the form, and without a scope', async () => {
		let sent: IHttpRequestOptions | undefined;
		const given = await mintToken(
			async (options) => {
				sent = options;
				return await realHttp(options);
			},
			connection({ api: 'v5' }),
			BAKERY,
			clock.wait,
		);

		expect(isToken(given)).toBe(true);
		expect(sent).toMatchObject({
			method: 'POST',
			url: `${sandbox.url}/rest/v5/auth/token`,
			headers: { 'content-type': 'application/x-www-form-urlencoded' },
			body: `grant_type=client_credentials&client_id=${sandbox.clientId}&client_secret=${sandbox.clientSecret}&userId=user-bakery`,
		});
		expect(sent!.headers).not.toHaveProperty('authorization');
	});

	it('is another one than that of version 6', async () => {
		const [v6, v5] = [await ask(), await ask(BAKERY, { api: 'v5' })];

		expect(textOf(v5)).not.toBe(textOf(v6));
		expect(textOf(await ask(BAKERY, { api: 'v5' }))).toBe(textOf(v5));
		expect(textOf(await ask())).toBe(textOf(v6));
	});

	it('is kept for its ninety days', async () => {
		const { expiresAt } = (await ask(BAKERY, { api: 'v5' })) as Token;

		expect(expiresAt).toBe(clock.now + (7_776_000 - 60) * 1000);
	});

	it('is not given for wrong keys or an unknown user, in the plain words of version 5', async () => {
		expect(await problemOf({ api: 'v5', clientSecret: 'wrong' })).toMatch(
			/^Tight did not accept the client keys: Invalid client credentials\./,
		);
		expect(await problemOf({ api: 'v5' }, 'user-nobody')).toMatch(
			/^Tight gave no token for the user 'user-nobody': Unknown userId\./,
		);
	});
});

describe('a token that was made', () => {
	it('is shared by all who ask for it at once', async () => {
		const tokens = await Promise.all(Array.from({ length: 20 }, async () => await ask()));
		expect(new Set(tokens.map(textOf)).size).toBe(1);
		expect(asked()).toHaveLength(1);
	});

	it('is kept until a minute before it expires', async () => {
		const first = textOf(await ask());
		clock.now += (3600 - 61) * 1000;
		expect(textOf(await ask())).toBe(first);
		clock.now += 2000;
		expect(textOf(await ask())).not.toBe(first);
		expect(asked()).toHaveLength(2);
	});

	it('is kept for half its life where that is short', async () => {
		answering({ access_token: 'short', expires_in: 10, scope: 'write' });
		await ask();
		clock.now += 4900;
		await ask();
		expect(asked()).toHaveLength(1);
		clock.now += 200;
		await ask();
		expect(asked()).toHaveLength(2);
	});

	it.each([undefined, null, 0, 'soon'])(
		'is kept for an hour where Tight says %p of its life',
		async (expires_in) => {
			answering({ access_token: 'x', expires_in, scope: 'write' });
			const { expiresAt } = (await ask()) as Token;
			expect(expiresAt).toBe(clock.now + 3540 * 1000);
		},
	);

	it('is never shared across users, hosts, keys, scopes or credentials', async () => {
		const sandbox2 = await startSandbox({ now: () => clock.now });
		const both = [
			await ask(),
			await ask(STUDIO),
			await ask(''),
			await ask(BAKERY, { baseUrl: sandbox2.url }),
			await ask(BAKERY, { scope: 'read' }),
			await ask(BAKERY, { credentialId: '2' }),
		];
		await sandbox2.close();
		expect(both.every(isToken)).toBe(true);
		expect(new Set(both.map(textOf)).size).toBe(both.length);
		const otherKeys = await ask(BAKERY, { clientSecret: 'of another' });
		expect(isToken(otherKeys)).toBe(false);
	});

	it('is not mixed up where the parts of what it is for run together', async () => {
		const made: string[] = [];
		const http = async () => {
			made.push('x');
			return {
				statusCode: 200,
				headers: {},
				body: JSON.stringify({ access_token: `t${made.length}`, scope: 'write' }),
			};
		};
		const pairs: Array<[clientId: string, clientSecret: string, userId: string]> = [
			['ab', 'c', 'd'],
			['a', 'bc', 'd'],
			['a', 'b', 'cd'],
			['a","b', 'c', 'd'],
		];
		const tokens = [];
		for (const [clientId, clientSecret, userId] of pairs) {
			const meant = connection({ clientId, clientSecret });
			tokens.push(textOf(await tokenFor(http, meant, userId, clock.wait)));
		}
		expect(tokens).toEqual(['t1', 't2', 't3', 't4']);
	});

	it('is forgotten in the end, the oldest first, so that memory does not grow for ever', async () => {
		let made = 0;
		const http = async () => ({
			statusCode: 200,
			headers: {},
			body: JSON.stringify({ access_token: `t${made++}`, expires_in: 3600, scope: 'write' }),
		});
		const meant = connection();
		const tokenOf = async (user: number) =>
			textOf(await tokenFor(http, meant, String(user), clock.wait));
		for (let user = 0; user <= 10_000; user++) await tokenOf(user);
		expect(await tokenOf(10_000)).toBe('t10000');
		expect(await tokenOf(1)).toBe('t1');
		expect(await tokenOf(0)).toBe('t10001');
	});
});

describe('a token that Tight has refused', () => {
	it('is renewed once for all who held it', async () => {
		const spent = textOf(await ask());
		const renewed = await Promise.all(
			Array.from({ length: 10 }, async () => await ask(BAKERY, {}, spent)),
		);
		expect(new Set(renewed.map(textOf)).size).toBe(1);
		expect(textOf(renewed[0])).not.toBe(spent);
		expect(asked()).toHaveLength(2);
	});

	it('is not renewed again for one who comes late', async () => {
		const spent = textOf(await ask());
		const renewed = textOf(await ask(BAKERY, {}, spent));
		expect(textOf(await ask(BAKERY, {}, spent))).toBe(renewed);
		expect(textOf(await ask())).toBe(renewed);
		expect(asked()).toHaveLength(2);
	});

	it("leaves the other users' tokens alone", async () => {
		const [spent, other] = [textOf(await ask()), textOf(await ask(STUDIO))];
		await ask(BAKERY, {}, spent);
		expect(textOf(await ask(STUDIO))).toBe(other);
	});
});

describe('no token', () => {
	it('is not remembered: the next one who asks may get one', async () => {
		sandbox.fault({ effect: 'status', path: TOKEN_PATH, status: 401 });
		expect(isToken(await ask())).toBe(false);
		expect(isToken(await ask())).toBe(true);
	});

	it('is the answer to all who asked at once, in one request', async () => {
		answering({ error: 'invalid_client' }, 401);
		const results = await Promise.all(Array.from({ length: 5 }, async () => await ask()));
		expect(results.some(isToken)).toBe(false);
		expect(asked()).toHaveLength(1);
	});

	it('because of wrong keys is told so', async () => {
		expect(await problemOf({ clientSecret: 'wrong' })).toBe(
			"Tight did not accept the client keys: Invalid client credentials (BAD_REQUEST). Check 'Client ID' and 'Client Secret' of the credential, and that they belong to its 'Environment'",
		);
	});

	it('because of wrong keys has the reason in the form of OAuth, and nothing of a page', async () => {
		answering({ error: 'invalid_client', error_description: 'Unknown client' }, 401);
		expect(await problemOf()).toMatch(
			/^Tight did not accept the client keys: Unknown client \(invalid_client\)\./,
		);
		sandbox.clearFaults();
		sandbox.fault({ effect: 'html', path: TOKEN_PATH, status: 403 });
		expect(await problemOf()).toMatch(/^Tight did not accept the client keys\. Check/);
	});

	it('for a user whom Tight does not know is told so', async () => {
		expect(await problemOf({}, 'user-nobody')).toBe(
			"Tight gave no token for the user 'user-nobody': Unknown user (INVALID_VALUE, 'userId'). Check 'User ID'",
		);
	});

	it('because the keys lack the scope is told so', async () => {
		const limited = await startSandbox({ grantedScope: 'read', now: () => clock.now });
		expect(await problemOf({ baseUrl: limited.url })).toBe(
			"Tight granted these client keys only the scope 'read', so nothing could be saved. Set 'Scope' of the credential to Read, or ask Tight for the scope 'write'",
		);
		expect(await problemOf({ baseUrl: limited.url, scope: 'read' })).toBe('there is a token');
		await limited.close();
	});

	it.each([
		['a page', { effect: 'html' as const }, 'HTTP 200'],
		['another API', { effect: 'status' as const, status: 200, body: { ok: true } }, 'HTTP 200'],
		['nothing there', { effect: 'status' as const, status: 404, body: 'x' }, 'HTTP 404'],
		['a redirect', { effect: 'redirect' as const, location: 'https://tight.example' }, 'HTTP 302'],
		['a page with 400', { effect: 'html' as const, status: 400 }, 'HTTP 400'],
		[
			'a token that is no text',
			{ effect: 'status' as const, status: 200, body: { access_token: 5 } },
			'HTTP 200',
		],
	])("because the host is not Tight's is told so: %s", async (_what, fault, said) => {
		sandbox.fault({ ...fault, path: TOKEN_PATH, times: Infinity });
		expect(await problemOf()).toBe(
			`${sandbox.url} does not answer as Tight does (${said}). Check 'Environment' and 'Base URL' of the credential`,
		);
	});

	it('because the host is not there is told so', async () => {
		const gone = await startSandbox();
		await gone.close();
		expect(await problemOf({ baseUrl: gone.url })).toBe(
			`${gone.url} did not answer: the host refused the connection. Check 'Environment' and 'Base URL' of the credential`,
		);
	});

	it('because the address is none is told so', async () => {
		expect(await problemOf({ baseUrl: 'tight' })).toMatch(/^tight did not answer: the address is/);
		expect(await problemOf({ baseUrl: '' })).toMatch(/^The host did not answer: the address is/);
	});

	it.each([429, 500, 503])('is tried again after %i', async (status) => {
		sandbox.fault({ effect: 'status', path: TOKEN_PATH, status, times: 2 });
		expect(isToken(await ask())).toBe(true);
		expect(asked()).toHaveLength(3);
	});

	it('is tried again after a connection that broke', async () => {
		sandbox.fault({ effect: 'cut', path: TOKEN_PATH });
		expect(isToken(await ask())).toBe(true);
	});

	it.each([
		['cut off', '{"access_token":"very-secret-token","expires_in":3600,"sco'],
		['wrapped by a proxy', '<pre>{"access_token":"very-secret-token"}</pre>'],
		['in another envelope', '{"data":{"access_token":"very-secret-token"}}'],
		['under another name', '{"accessToken":"very-secret-token"}'],
		['beside a message', '{"message":"very-secret-token","access_token":5}'],
	])('never shows a token that came %s', async (_how, body) => {
		for (const status of [200, 201]) {
			sandbox.clearFaults();
			answering(body, status);
			expect(await problemOf()).not.toContain('secret-token');
		}
	});

	it('of an execution that was cancelled is asked for again by one that goes on', async () => {
		sandbox.fault({ effect: 'status', path: TOKEN_PATH, status: 503, times: 1 });
		const cancelled = tokenFor(realHttp, connection(), BAKERY, async () => false);
		const other = ask();
		expect(await cancelled).toMatchObject({ isCancelled: true });
		expect(isToken(await other)).toBe(true);
	});

	it('never shows the keys', async () => {
		const more = { clientSecret: 'very-secret-key' };
		answering({ error: 'x' }, 401);
		for (const status of [200, 400, 401, 404, 500]) {
			sandbox.clearFaults();
			answering({ error: 'no' }, status);
			expect(await problemOf(more)).not.toContain('very-secret-key');
		}
	});
});
