import * as fc from 'fast-check';

import {
	anyEvent,
	anyForgery,
	forgeries,
	genuineCall,
	makeKeys,
	type Arrival,
	type Genuine,
} from '../../support/plaidProofs';
import {
	callPlaidTrigger,
	syncEvent,
	triggerOf,
	usePlaidForTrigger,
} from '../../support/plaidTrigger';
import { callWebhook, type Called } from '../../support/webhook';
import { serveTrigger } from '../../support/webhookServer';

/** The Plaid Trigger's door. */

const sandbox = usePlaidForTrigger();
const ENDPOINT = '/webhook_verification_key/get';

const questions = () => sandbox.current.journal.filter(({ path }) => path === ENDPOINT);
const call = async (more: Parameters<typeof callPlaidTrigger>[1] = {}) =>
	await callPlaidTrigger(sandbox.current, more);

function expectNothingStarted(called: Called, status: number) {
	expect(called).toMatchObject({ status });
	expect(called.started).toBeUndefined();
	expect(called.error).toBeUndefined();
}

describe('An event that the user chose', () => {
	it('starts the workflow with what Plaid said, and the query of the URL', async () => {
		const called = await call({ query: { userId: 'user-bakery' } });
		expect(called).toMatchObject({ status: 200, logged: [] });
		expect(called.started).toEqual([{ ...syncEvent, query: { userId: 'user-bakery' } }]);
	});

	it('may be any', async () => {
		const event = { ...syncEvent, webhook_type: 'HOLDINGS', webhook_code: 'DEFAULT_UPDATE' };
		const { started } = await call({ event, parameters: { events: ['*'] } });
		expect(started).toMatchObject([{ webhook_type: 'HOLDINGS', initial_update_complete: true }]);
	});

	it('may be given by an expression, as one text', async () => {
		const parameters = { events: '={{ "ITEM: " + "ERROR" }}' };
		const event = { ...syncEvent, webhook_type: 'ITEM', webhook_code: 'ERROR' };
		expect((await call({ event, parameters })).started).toHaveLength(1);
		expectNothingStarted(await call({ parameters }), 200);
	});

	it.each([
		['INITIAL_UPDATE', true, null],
		['HISTORICAL_UPDATE', true, true],
	])('%s tells how far the first pulls are', async (code, initial, historical) => {
		const event = { webhook_type: 'TRANSACTIONS', webhook_code: code, item_id: 'x' };
		const { started } = await call({ event, parameters: { events: [`TRANSACTIONS: ${code}`] } });
		expect(started).toEqual([
			{
				...event,
				initial_update_complete: initial,
				historical_update_complete: historical,
				query: {},
			},
		]);
	});
});

describe('An event that the user did not choose', () => {
	it.each([
		['TRANSACTIONS', 'DEFAULT_UPDATE'],
		['ITEM', 'WEBHOOK_UPDATE_ACKNOWLEDGED'],
		['OTHER', 'SYNC_UPDATES_AVAILABLE'],
	])('%s: %s is answered and starts nothing', async (webhook_type, webhook_code) => {
		const called = await call({ event: { ...syncEvent, webhook_type, webhook_code } });
		expectNothingStarted(called, 200);
		expect(called.logged).toEqual([]);
	});

	it('is verified nevertheless', async () => {
		const event = { ...syncEvent, webhook_code: 'DEFAULT_UPDATE' };
		const { privateKey } = makeKeys();
		expectNothingStarted(await call({ event, forgery: { key: privateKey } }), 401);
	});

	it('is every one when the list is empty', async () => {
		expectNothingStarted(await call({ parameters: { events: [] } }), 200);
		expectNothingStarted(await call({ parameters: { events: '={{ null }}' } }), 200);
	});
});

it('a change of URL is told of when it was chosen by itself', async () => {
	const event = { ...syncEvent, webhook_type: 'ITEM', webhook_code: 'WEBHOOK_UPDATE_ACKNOWLEDGED' };
	const events = ['ITEM: WEBHOOK_UPDATE_ACKNOWLEDGED'];
	expect((await call({ event, parameters: { events } })).started).toHaveLength(1);
});

describe('A call without a proof', () => {
	it('is told nothing but that it is not let in; the log tells why', async () => {
		const called = await call({ headers: {} });
		expectNothingStarted(called, 401);
		expect(called.body).toEqual({ message: 'Unauthorized' });
		expect(called.logged).toEqual([
			{
				level: 'warn',
				message:
					"A call to Plaid Trigger was refused: it has no single 'Plaid-Verification' header",
			},
		]);
		expect(sandbox.current.journal).toEqual([]);
	});

	it('is refused when the header came twice', async () => {
		const proof = await sandbox.current.sign(syncEvent);
		const rawHeaders = ['Plaid-Verification', proof, 'plaid-verification', proof];
		expectNothingStarted(await call({ rawHeaders }), 401);
		expect(sandbox.current.journal).toEqual([]);
	});

	it('is refused when n8n did not keep its bytes, though it has parsed them', async () => {
		expectNothingStarted(await call({ rawBody: undefined }), 401);
		expectNothingStarted(await call({ rawBody: JSON.stringify(syncEvent, null, 2) }), 401);
		expect(sandbox.current.journal).toEqual([]);
	});

	it('is refused when it is older than the user allows', async () => {
		const forgery = { iat: Math.floor(Date.now() / 1000) - 400 };
		expectNothingStarted(await call({ forgery }), 401);
		const parameters = { options: { maxAge: 1000 } };
		expect((await call({ forgery, parameters })).started).toHaveLength(1);
	});

	it('is refused when the age that the user allows is no number', async () => {
		const parameters = { options: { maxAge: '={{ "soon" }}' } };
		expectNothingStarted(await call({ parameters }), 401);
	});
});

describe('When Plaid cannot be asked', () => {
	it('the call is put off, so that Plaid tries again, and the log tells why', async () => {
		sandbox.current.fail({ path: ENDPOINT, status: 500 });
		const called = await call();
		expectNothingStarted(called, 503);
		expect(called.logged).toEqual([
			{
				level: 'warn',
				message:
					'A call to Plaid Trigger was put off: an unexpected error occurred (INTERNAL_SERVER_ERROR)',
			},
		]);
		expect((await call()).started).toHaveLength(1);
	});

	it('wrong keys of the credential put calls off as well', async () => {
		const called = await call({ credential: { secret: 'wrong-secret-not-real' } });
		expectNothingStarted(called, 503);
		expect(called.logged[0].message).toContain('INVALID_API_KEYS');
		expect(JSON.stringify(called)).not.toContain('wrong-secret-not-real');
	});

	it('so does a host that is down', async () => {
		const called = await call({ credential: { baseUrl: 'http://127.0.0.1:9' } });
		expectNothingStarted(called, 503);
		expect(called.logged[0].message).toContain('refused the connection');
	});

	it('so does a credential that n8n cannot read', async () => {
		const trigger = { ...triggerOf(sandbox.current), credentials: {} };
		const called = await callWebhook({ ...trigger, body: '{}' });
		expectNothingStarted(called, 503);
		expect(called.logged.map(({ level }) => level)).toEqual(['error', 'warn']);
	});

	it('but what the credential said counts for calls right after a genuine one', async () => {
		const { privateKey } = makeKeys();
		const changed = { credential: { baseUrl: 'http://127.0.0.1:9' } };
		await call();
		expect((await call(changed)).started).toHaveLength(1);
		expectNothingStarted(await call({ ...changed, forgery: { key: privateKey } }), 503);
		expect(questions()).toHaveLength(1);
	});
});

describe('Without verification', () => {
	const parameters = { options: { acceptUnverified: true } };

	it('any caller starts the workflow, and Plaid is not asked', async () => {
		const called = await call({ parameters, headers: {} });
		expect(called.started).toMatchObject([{ item_id: syncEvent.item_id }]);
		expect(sandbox.current.journal).toEqual([]);
	});

	it('events are chosen as ever', async () => {
		const event = { ...syncEvent, webhook_code: 'DEFAULT_UPDATE' };
		expectNothingStarted(await call({ parameters, headers: {}, event }), 200);
	});

	it.each(['', 'null', '[]', '"x"', '{'])('a body %j is no event', async (body) => {
		expectNothingStarted(await call({ parameters, headers: {}, body }), 400);
	});

	it.each([false, '={{ "false" }}', '={{ "true" }}', '={{ 1 }}', '={{ undefined }}'])(
		'it takes a true, which %p is not',
		async (acceptUnverified) => {
			const called = await call({ parameters: { options: { acceptUnverified } }, headers: {} });
			expectNothingStarted(called, 401);
		},
	);
});

it('a body that Plaid signed, but that is no event, starts nothing', async () => {
	expectNothingStarted(await call({ body: '[]', parameters: { events: ['*'] } }), 400);
});

describe('Over real HTTP', () => {
	it('what the local Plaid sends is taken', async () => {
		const server = await serveTrigger(triggerOf(sandbox.current, { events: ['*'] }));
		const { item_id: itemId } = sandbox.current.createItem({ webhook: server.url });
		const codes = ['SYNC_UPDATES_AVAILABLE', 'ERROR', 'TRANSACTIONS_REMOVED', 'PENDING_DISCONNECT'];
		const sent = await Promise.all(codes.map((code) => sandbox.current.fire(itemId, code)));
		await server.close();
		expect(sent.map(({ state, attempts }) => [state, attempts.length])).toEqual(
			codes.map(() => ['delivered', 1]),
		);
		const started = server.calls.map((called) => called.started?.[0]);
		expect(new Set(started.map((item) => item?.webhook_code))).toEqual(new Set(codes));
		for (const item of started) expect(item).toMatchObject({ item_id: itemId });
	});

	it('what was put off is taken when Plaid tries again', async () => {
		const server = await serveTrigger(triggerOf(sandbox.current));
		const { item_id: itemId } = sandbox.current.createItem({ webhook: server.url });
		sandbox.current.fail({ path: ENDPOINT, cut: true, times: 2 });
		const { state, attempts } = await sandbox.current.fire(itemId, 'SYNC_UPDATES_AVAILABLE');
		await server.close();
		expect(state).toBe('delivered');
		expect(attempts.map(({ status }) => status)).toEqual([503, 503, 200]);
		expect(server.calls.filter(({ started }) => started)).toHaveLength(1);
	});
});

describe('Very many calls', () => {
	it('a hundred at once with a new key cost one request', async () => {
		await sandbox.current.rotateKey();
		const calls = await Promise.all(
			Array.from(
				{ length: 100 },
				async (_, index) => await call({ event: { ...syncEvent, item_id: `item-${index}` } }),
			),
		);
		expect(calls.map(({ started }) => started?.[0].item_id)).toEqual(
			calls.map((_, index) => `item-${index}`),
		);
		expect(questions()).toHaveLength(1);
	});

	it('junk costs twenty requests at most, and does not keep Plaid out', async () => {
		await call();
		const kid = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
		const junk = await Promise.all(
			Array.from({ length: 200 }, async (_, index) => await call({ forgery: { kid: kid(index) } })),
		);
		for (const { started } of junk) expect(started).toBeUndefined();
		expect(questions().length).toBeLessThanOrEqual(20);
		expect((await call()).started).toHaveLength(1);
	});
});

describe('Genuine and forged calls', () => {
	/** Keys that the forger can do everything with but sign. */
	const keys = makeKeys();
	const kid = 'bfbd5111-8e33-4643-8ced-b2e642a72f3c';

	const genuineOf = (event: Genuine['event']): Genuine => ({
		...keys,
		keyId: kid,
		now: Math.floor(Date.now() / 1000),
		event,
	});

	async function arrive({ header, times = 1, body, isKept = true }: Arrival): Promise<Called> {
		const name = 'Plaid-Verification';
		return await callWebhook({
			...triggerOf(sandbox.current, { events: ['*'] }),
			body,
			headers: header === undefined ? {} : { [name]: header },
			rawHeaders:
				header === undefined ? [] : Array.from({ length: times }, () => [name, header]).flat(),
			...(!isKept && { rawBody: undefined }),
		});
	}

	beforeEach(() => {
		const jwk = keys.publicKey.export({ format: 'jwk' });
		const key = { ...jwk, kid, alg: 'ES256', use: 'sig', created_at: 1, expired_at: null };
		sandbox.current.fail({ path: ENDPOINT, status: 200, body: { key }, times: Infinity });
	});

	it('every genuine call starts the workflow', async () => {
		await fc.assert(
			fc.asyncProperty(anyEvent, async (event) => {
				const called = await arrive(genuineCall(genuineOf(event)));
				expect(called).toMatchObject({ status: 200, started: [event], logged: [] });
			}),
			{ numRuns: 100, seed: 20261121 },
		);
		expect(questions()).toHaveLength(1);
	});

	it.each(Object.keys(forgeries))('none starts with %s', async (name) => {
		for (let pick = 0; pick < 5; pick++) {
			const called = await arrive(forgeries[name](genuineOf(syncEvent), pick * 31 + 1));
			expectNothingStarted(called, 401);
			expect(called.logged).toHaveLength(1);
		}
	});

	it('none of hundreds of forgeries starts anything', async () => {
		await fc.assert(
			fc.asyncProperty(anyForgery, async ({ name, pick, event }) => {
				expectNothingStarted(await arrive(forgeries[name](genuineOf(event), pick)), 401);
			}),
			{ numRuns: 300, seed: 20261121 },
		);
		expect(questions().length).toBeLessThanOrEqual(1);
	});
});

describe('A body whose type or code is not a text', () => {
	const parameters = { events: ['*'], options: { acceptUnverified: true } };

	it.each([
		['an object', '{"webhook_type":{"toString":1},"webhook_code":"ERROR"}'],
		['nested lists', `{"webhook_type":${'['.repeat(5000)}${']'.repeat(5000)}}`],
		['nothing', '{}'],
	])('is refused: %s', async (_, body) => {
		expectNothingStarted(await call({ parameters, body, headers: {} }), 400);
	});
});
