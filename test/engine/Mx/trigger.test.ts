import * as fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { deliveries } from '../../../nodes/Mx/deliveries';
import { MxTrigger } from '../../../nodes/Mx/MxTrigger.node';
import { startMxSandbox } from '../../sandbox/mx';
import { Answering, callWebhook, webhookLife, type Call, type Called } from '../../support/webhook';
import { serveTrigger } from '../../support/webhookServer';

/** The MX Trigger on n8n's own contexts. */

const keys = { webhookUser: 'mx', webhookPassword: 'a:secret' };
const nodeType = new MxTrigger();

const basic = (user: string, password: string) =>
	`Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
const authorization = basic(keys.webhookUser, keys.webhookPassword);

const aggregation = {
	action: 'member_data_updated',
	completed_at: 1531947410,
	completed_on: '2018-07-18',
	is_background: true,
	member_guid: 'MBR-48d9a481',
	transactions_created_count: 3,
	type: 'AGGREGATION',
	user_guid: 'USR-1',
};

const connectionStatus = {
	action: 'CHANGED',
	connection_status: 'CHALLENGED',
	member_guid: 'MBR-48d9a481',
	type: 'CONNECTION_STATUS',
};

const transaction = {
	action: 'created',
	transaction: { guid: 'TRN-1', revision: 1, amount: 12.5, memo: null },
};

function trigger(parameters: INodeParameters = {}): Call {
	return { nodeType, parameters, credentials: { tightMxApi: { ...keys } } };
}

async function send(
	body: IDataObject | string,
	parameters?: INodeParameters,
	more?: Partial<Call>,
) {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	return await callWebhook({
		...trigger(parameters),
		body: text,
		headers: { authorization },
		...more,
	});
}

/** What was answered, with what the workflow started, and what was thrown. */
const outcomeOf = ({ status, started, error }: Called) => [status, started, error];
/** That status, and neither a start nor an execution that failed. */
const outcome = (status: number) => [status, undefined, undefined];

const anything = { events: ['*'] };

beforeEach(() => deliveries.clear());

describe('A caller who knows the password', () => {
	it('starts the workflow with what MX sent, and is answered 204 without a body', async () => {
		const { status, body, started } = await send(aggregation);

		expect([status, body]).toEqual([204, undefined]);
		expect(started).toEqual([{ ...aggregation, redelivered: false }]);
	});

	it('may send types and fields that nobody knows, and nulls', async () => {
		const unknown = { type: 'REWARD', rewards: [null], user_guid: null };

		expect((await send(unknown, anything)).started).toEqual([{ ...unknown, redelivered: false }]);
		expect(outcomeOf(await send(unknown))).toEqual(outcome(204));
	});

	it('may send a field that the trigger adds: the whole body then comes out as well', async () => {
		const body = { ...aggregation, redelivered: 'by hand' };

		expect((await send(body)).started).toEqual([{ ...aggregation, redelivered: false, body }]);
	});

	it.each(['not JSON', '[]', '"text"', 'null', ''])(
		'is told when the body is no object, so that nothing is lost in silence: %s',
		async (body) => {
			const called = await send(body);

			expect(outcomeOf(called)).toEqual(outcome(400));
			expect(called.logged).toMatchObject([{ level: 'warn' }]);
		},
	);

	it('is asked to come again while n8n cannot read the password', async () => {
		const called = await send(aggregation, {}, { credentials: {} });

		expect(outcomeOf(called)).toEqual(outcome(429));
		expect(called.logged).toMatchObject([{ level: 'error' }]);
	});
});

describe('Nobody else starts anything', () => {
	const refused = outcome(401);

	it('and is asked for the password', async () => {
		const called = await send(aggregation, {}, { headers: {} });

		expect(outcomeOf(called)).toEqual(refused);
		expect(called.body).toEqual({ message: 'Unauthorized' });
		expect(called.headers['www-authenticate']).toMatch(/^Basic realm="[^"]+"/);
	});

	it('with forged headers by the thousand, also beside the right one', async () => {
		let calls = 0;
		const check = async (...values: string[]) => {
			// Of this header Node keeps the first.
			const [first] = values;
			const rawHeaders = values.flatMap((value, index) => [
				index === 0 ? 'Authorization' : 'authorization',
				value,
			]);
			const called = await send(aggregation, anything, {
				headers: { authorization: first },
				rawHeaders,
			});
			expect(outcomeOf(called)).toEqual(refused);
			calls++;
		};
		await fc.assert(
			fc.asyncProperty(fc.string(), fc.string(), async (user, password) => {
				const header = basic(user, password);
				fc.pre(header !== authorization);
				for (const wrong of [header, `Bearer ${header}`, header.slice(0, -2), password]) {
					await check(wrong);
				}
				await check(authorization, header);
				await check(header, authorization);
			}),
			{ numRuns: 200 },
		);
		await check(authorization, authorization);
		expect(calls).toBeGreaterThan(1000);
	}, 240_000);

	it.each([
		['no password', { webhookUser: 'mx', webhookPassword: '' }],
		['no user', { webhookUser: '', webhookPassword: 'a' }],
		['neither', {}],
	])('while the credential has %s, and the log says why', async (_, tightMxApi) => {
		const { webhookUser = '', webhookPassword = '' } = tightMxApi as Partial<typeof keys>;
		const headers = { authorization: basic(webhookUser, webhookPassword) };
		const called = await send(aggregation, {}, { headers, credentials: { tightMxApi } });

		expect(outcomeOf(called)).toEqual(refused);
		expect(called.logged[0].message).toContain("'Webhook User' and 'Webhook Password' must both");
		expect(JSON.stringify(called.body)).not.toContain('must');
	});

	it('and no secret gets into the log', async () => {
		const { logged } = await send(
			aggregation,
			{},
			{ headers: { authorization: basic('mx', 'x') } },
		);

		expect(JSON.stringify(logged)).not.toContain(keys.webhookPassword);
	});
});

describe('The workflow hears of', () => {
	it.each([
		['AGGREGATION', aggregation],
		['CONNECTION_STATUS', connectionStatus],
		['HISTORY', { ...aggregation, type: 'HISTORY' }],
	])('%s unless told otherwise', async (_, body) => {
		expect((await send(body)).started).toHaveLength(1);
	});

	it.each([
		['a record', ['TRANSACTION'], transaction],
		['a type that is not in the list', ['reward'], { type: 'REWARD' }],
		['everything', ['*'], { hello: 'world' }],
		['what an expression names in one text', '={{ "aggregation" }}', aggregation],
		['what an expression names in a text with commas', '={{ "JOB, HISTORY, *" }}', aggregation],
		['what an expression names beside something else', '={{ [1, "AGGREGATION"] }}', aggregation],
	])('%s when that was chosen', async (_, events, body) => {
		expect((await send(body, { events })).started).toHaveLength(1);
	});

	it.each(['={{ null }}', '={{ 7 }}', '={{ [] }}'])(
		'nothing when an expression names no event, and no execution fails: %s',
		async (events) => {
			expect(outcomeOf(await send(aggregation, { events }))).toEqual(outcome(204));
		},
	);

	it.each([
		['a record', transaction],
		['a balance', { ...aggregation, type: 'BALANCE' }],
		['something without a type', { hello: 'world' }],
	])('nothing of %s when that was not, and MX is told that it was taken', async (_, body) => {
		expect(outcomeOf(await send(body))).toEqual(outcome(204));
	});
});

describe('Of connection statuses, the workflow hears of', () => {
	const statusOf = (status: string | null) => ({
		...connectionStatus,
		connection_status: status,
	});

	it.each([
		'CHALLENGED',
		'DENIED',
		'EXPIRED',
		'IMPAIRED',
		'IMPEDED',
		'LOCKED',
		'PREVENTED',
		'REJECTED',
		'SUSPENDED',
		'CONNECTED',
		null,
	])('every one, known or not, unless told otherwise: %s', async (status) => {
		expect((await send(statusOf(status))).started).toHaveLength(1);
		expect((await send(statusOf(status), { events: ['*'] })).started).toHaveLength(1);
	});

	it('those that were chosen', async () => {
		const parameters = { events: ['CONNECTION_STATUS'], connectionStatuses: ['LOCKED'] };

		expect((await send(statusOf('LOCKED'), parameters)).started).toHaveLength(1);
		for (const status of ['DENIED', 'SUSPENDED', null]) {
			expect((await send(statusOf(status), parameters)).started).toBeUndefined();
		}
	});

	it('those that an expression names, however they are written', async () => {
		for (const connectionStatuses of ['={{ "locked" }}', '={{ ["locked"] }}']) {
			const parameters = { events: ['*'], connectionStatuses };

			expect((await send(statusOf('LOCKED'), parameters)).started).toHaveLength(1);
			expect((await send(statusOf('DENIED'), parameters)).started).toBeUndefined();
		}
	});

	it('all, when an expression names none', async () => {
		const parameters = { events: ['*'], connectionStatuses: '={{ null }}' };
		const called = await send(statusOf('CONNECTED'), parameters);

		expect(called.error).toBeUndefined();
		expect(called.started).toHaveLength(1);
	});

	it('the filter leaves other events alone', async () => {
		const parameters = { events: ['*'], connectionStatuses: ['LOCKED'] };
		expect((await send(aggregation, parameters)).started).toHaveLength(1);
	});
});

describe('A repeat', () => {
	const ignoring = { ...anything, options: { ignoreRedeliveries: true } };

	it.each([
		['an aggregation', aggregation],
		['a record', transaction],
	])('of %s is marked and starts the workflow', async (_, body) => {
		await send(body, anything);

		expect((await send(body, anything)).started).toEqual([{ ...body, redelivered: true }]);
	});

	it('starts nothing when the user does not want it, and MX is told that it was taken', async () => {
		expect((await send(aggregation, ignoring)).started).toHaveLength(1);
		expect(outcomeOf(await send(aggregation, ignoring))).toEqual(outcome(204));
	});

	it('of what n8n could not take is the first that it takes', async () => {
		expect(await send(aggregation, ignoring, { cannotStart: true })).toMatchObject({ status: 500 });
		expect((await send(aggregation, ignoring)).started).toMatchObject([{ redelivered: false }]);
	});

	/** The caller has gone: Node ends the answer with no `finish`. */
	const gone = { answered: new Answering() };

	it('after MX gave up waiting is marked, and starts the workflow whatever the user wants', async () => {
		await send(aggregation, ignoring, gone);

		expect((await send(aggregation, ignoring)).started).toMatchObject([{ redelivered: true }]);
		expect((await send(aggregation, ignoring)).started).toBeUndefined();
	});

	it('of what may have started the workflow is no first call, though n8n cannot take it', async () => {
		await send(aggregation, ignoring, gone);
		await send(aggregation, ignoring, { cannotStart: true });

		expect((await send(aggregation, ignoring)).started).toMatchObject([{ redelivered: true }]);
	});

	it('that overtakes the first call counts as taken, whatever becomes of that call', async () => {
		const answered = new Answering();
		await send(aggregation, ignoring, { answered, cannotStart: true });
		expect((await send(aggregation, ignoring)).started).toMatchObject([{ redelivered: true }]);
		answered.end('finish');

		expect((await send(aggregation, ignoring)).started).toBeUndefined();
	});

	it('cannot be told from a new challenge, so that one always starts the workflow', async () => {
		await send(connectionStatus, ignoring);

		expect((await send(connectionStatus, ignoring)).started).toMatchObject([
			{ redelivered: false },
		]);
	});

	it('is no trace that a test leaves', async () => {
		await send(aggregation, ignoring, { mode: 'manual' });

		expect((await send(aggregation, ignoring)).started).toHaveLength(1);
	});

	it('is not remembered of callers without the password', async () => {
		await send(aggregation, ignoring, { headers: {} });

		expect(deliveries.size).toBe(0);
	});
});

describe('With deliveries of a local MX', () => {
	let sandbox: Awaited<ReturnType<typeof startMxSandbox>>;
	beforeAll(async () => {
		sandbox = await startMxSandbox({ firstRetryMs: 1 });
	});
	afterAll(async () => await sandbox.close());

	const pass = { user: keys.webhookUser, password: keys.webhookPassword };

	it('an event that n8n cannot take at first comes again and starts the workflow once', async () => {
		const server = await serveTrigger((call) => ({ ...trigger(anything), cannotStart: call < 2 }));
		const { statuses } = await sandbox.deliver(server.url, aggregation, pass);
		await server.close();

		expect(statuses).toEqual([500, 500, 204]);
		expect(server.calls.flatMap(({ started = [] }) => started)).toEqual([
			{ ...aggregation, redelivered: false },
		]);
	});

	it('an event of which MX got no answer comes again, marked, and no more once it did', async () => {
		const options = { ignoreRedeliveries: true };
		const server = await serveTrigger(trigger({ ...anything, options }), 2);
		const first = await sandbox.deliver(server.url, aggregation, pass);
		const again = await sandbox.deliver(server.url, aggregation, pass);
		await server.close();

		expect([first.statuses, again.statuses]).toEqual([[null, null, 204], [204]]);
		const started = server.calls.map((call) => call.started?.[0].redelivered);
		expect(started).toEqual([false, true, true, undefined]);
	});

	it('an event with a wrong password is never taken', async () => {
		const server = await serveTrigger(trigger(anything));
		const { delivered } = await sandbox.deliver(server.url, aggregation, { ...pass, user: 'MX' });
		await server.close();

		expect(delivered).toBe(false);
		expect(new Set(server.calls.map(({ status }) => status))).toEqual(new Set([401]));
	});
});

it('Activating and deactivating a workflow calls nobody: MX has no call for it', async () => {
	const life = webhookLife(trigger());
	await life.activate();
	await life.deactivate();

	expect(await life.checkExists()).toBe(true);
	expect(life.staticData).toEqual({});
});
