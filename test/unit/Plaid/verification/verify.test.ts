import type { Connection } from '../../../../nodes/Plaid/client/connection';
import { MAX_AGE_SECONDS } from '../../../../nodes/Plaid/verification/proof';
import { forgetKeys, verify, type Verdict } from '../../../../nodes/Plaid/verification/verify';
import type { HttpRequest } from '../../../../nodes/shared/http';
import { startPlaidSandbox } from '../../../sandbox/plaid';
import { realHttp } from '../../../support/http';
import { makeKeys, write } from '../../../support/plaidProofs';

const ENDPOINT = '/webhook_verification_key/get';
const PLAIDS = 'https://sandbox.plaid.com';

let sandbox: Awaited<ReturnType<typeof startPlaidSandbox>>;

beforeAll(async () => {
	sandbox = await startPlaidSandbox();
});
beforeEach(async () => {
	await sandbox.reset();
	forgetKeys();
});
afterAll(async () => await sandbox.close());

/** Plaid's own host, answered by the sandbox. */
const http: HttpRequest = async (options) =>
	await realHttp({ ...options, url: options.url.replace(PLAIDS, sandbox.url) });

const connection = (more: Partial<Connection> = {}): Connection => ({
	baseUrl: PLAIDS,
	environment: 'sandbox',
	clientId: sandbox.clientId,
	secret: sandbox.secret,
	...more,
});

const event = { webhook_type: 'ITEM', webhook_code: 'ERROR', item_id: 'x', environment: 'sandbox' };

interface Told {
	forgery?: Parameters<typeof sandbox.sign>[1];
	body?: typeof event;
	now?: number;
	to?: Connection;
	through?: HttpRequest;
}

async function verdictOn({ forgery, body = event, now, to, through }: Told = {}): Promise<Verdict> {
	const header = await sandbox.sign(body, forgery);
	return await verify(through ?? http, to ?? connection(), {
		header,
		body: write(body),
		maxAge: MAX_AGE_SECONDS,
		now: now ?? Date.now() / 1000,
	});
}

const questions = () => sandbox.journal.filter(({ path }) => path === ENDPOINT);
const refused = (reason: string) => ({ kind: 'refused', reason });
const undecided = (reason: string) => ({ kind: 'undecided', reason });

it('a call of Plaid is genuine, and its key asked for with the keys of the credential', async () => {
	expect(await verdictOn()).toEqual({ kind: 'genuine' });
	const [{ requestBody, headers }] = questions();
	expect(requestBody).toEqual({ key_id: sandbox.currentKey().kid });
	expect(headers).toMatchObject({
		'plaid-client-id': sandbox.clientId,
		'plaid-secret': sandbox.secret,
		'plaid-version': '2020-09-14',
	});
});

it('a hundred calls at once with a new key cost one request', async () => {
	const verdicts = await Promise.all(Array.from({ length: 100 }, async () => await verdictOn()));
	expect(new Set(verdicts.map(({ kind }) => kind))).toEqual(new Set(['genuine']));
	expect(questions()).toHaveLength(1);
});

it('after a rotation the new key is asked for', async () => {
	await verdictOn();
	await sandbox.rotateKey();
	expect(await verdictOn()).toEqual({ kind: 'genuine' });
	expect(questions()).toHaveLength(2);
});

it('a key that has expired proves nothing', async () => {
	const { kid } = sandbox.currentKey();
	const now = Date.now() / 1000;
	await sandbox.rotateKey();
	expect(await verdictOn({ forgery: { kid }, now: now + 2 })).toEqual(
		refused(`Plaid's key '${kid}' has expired`),
	);
});

it('another key proves nothing', async () => {
	const { privateKey } = makeKeys();
	const verdict = await verdictOn({ forgery: { key: privateKey } });
	expect(verdict).toEqual(refused("its signature is not Plaid's"));
});

it('a key that Plaid does not have is asked for once', async () => {
	const kid = '00000000-0000-4000-8000-000000000000';
	for (let call = 0; call < 5; call++) {
		expect(await verdictOn({ forgery: { kid } })).toEqual(refused(`Plaid has no key '${kid}'`));
	}
	expect(questions()).toHaveLength(1);
});

it.each([
	[{ kid: 'junk' }, 'its token names no key'],
	[{ alg: 'none' }, "its 'Plaid-Verification' header holds no token"],
	[{ iat: 1 }, "its token is older than 'Maximum Age (Seconds)'"],
	[{ hash: '0'.repeat(64) }, 'its body is not the one that its token was made for'],
])('what is refused without the key costs no request: %j', async (forgery, reason) => {
	expect(await verdictOn({ forgery })).toEqual(refused(reason));
	expect(sandbox.journal).toEqual([]);
});

describe('Environments', () => {
	it('an event of another one is refused', async () => {
		const body = { ...event, environment: 'production' };
		expect(await verdictOn({ body })).toEqual(
			refused("it tells of Plaid's environment 'production', but the credential is for 'sandbox'"),
		);
	});

	it('a call that names no environment is genuine', async () => {
		const body = { ...event, environment: undefined } as unknown as typeof event;
		expect(await verdictOn({ body })).toEqual({ kind: 'genuine' });
	});

	it("an address of the user's own may be any", async () => {
		const to = connection({ baseUrl: sandbox.url, environment: undefined });
		const body = { ...event, environment: 'production' };
		expect(await verdictOn({ to, body })).toEqual({ kind: 'genuine' });
	});
});

describe('When Plaid cannot be asked, nothing is decided', () => {
	const API_KEYS = { error_type: 'INVALID_INPUT', error_code: 'INVALID_API_KEYS' };

	it.each([
		[{ status: 500 }, 'an unexpected error occurred (INTERNAL_SERVER_ERROR)'],
		[{ status: 503, body: 'Unavailable' }, 'Plaid answered with HTTP 503: Unavailable'],
		[{ status: 429 }, 'rate limit exceeded for attempts to access the item (RATE_LIMIT)'],
		[{ status: 401, body: 'No' }, 'Plaid answered with HTTP 401: No'],
		[{ status: 401, error: { error_type: 'INVALID_INPUT' } }, 'armed fault (INVALID_FIELD)'],
		[{ status: 404, body: 'Not here' }, 'Plaid answered with HTTP 404: Not here'],
		[{ status: 302, body: '' }, expect.stringContaining('redirects')],
		[{ status: 400, error: API_KEYS }, 'armed fault (INVALID_API_KEYS)'],
		[{ html: true }, 'Plaid answered with HTTP 502: Please wait'],
		[{ cut: true }, expect.any(String)],
		[{ status: 200, body: {} }, expect.stringContaining("'key'")],
		[{ status: 200, body: '<html>' }, expect.stringContaining("the answer is not Plaid's")],
	])('%j', async (fault, reason) => {
		sandbox.fail(fault);
		expect(await verdictOn()).toEqual(undecided(reason));
		expect(questions()).toHaveLength(1);
		// It is asked again with the next call.
		expect(await verdictOn()).toEqual({ kind: 'genuine' });
	});

	it('wrong keys of the credential are told, but not shown', async () => {
		const secret = 'wrong-secret-not-real';
		expect(await verdictOn({ to: connection({ secret }) })).toEqual(
			undecided('invalid client_id or secret provided (INVALID_API_KEYS)'),
		);
		const error_message = `do not know ${secret}`;
		sandbox.fail({ status: 400, error: { ...API_KEYS, error_message } });
		const verdict = await verdictOn({ to: connection({ secret }) });
		expect(verdict).toEqual(undecided('do not know •••••• (INVALID_API_KEYS)'));
	});

	it('missing keys and a missing address are told', async () => {
		expect(await verdictOn({ to: connection({ clientId: '' }) })).toEqual(
			undecided(expect.stringContaining('client_id')),
		);
		const through: HttpRequest = async () => {
			throw Object.assign(new Error('Invalid URL'), { code: 'ERR_INVALID_URL' });
		};
		expect(await verdictOn({ through })).toEqual(undecided('the address is not a URL'));
	});

	it.each([
		['another ID', { kid: '00000000-0000-4000-8000-000000000000' }],
		['another algorithm', { alg: 'ES384' }],
		['another curve', { crv: 'P-384' }],
		['another kind', { kty: 'RSA' }],
		['another use', { use: 'enc' }],
		['a point that is not on the curve', { y: 'AAAA' }],
		['no time of expiry', { expired_at: 'never' }],
	])('a key with %s', async (_, more) => {
		sandbox.fail({ status: 200, body: { key: { ...sandbox.currentKey(), ...more } } });
		expect(await verdictOn()).toMatchObject({ kind: 'undecided' });
	});
});

it('accounts and hosts do not share keys', async () => {
	await verdictOn();
	await verdictOn({ to: connection({ baseUrl: sandbox.url, environment: undefined }) });
	expect(questions()).toHaveLength(2);
});
