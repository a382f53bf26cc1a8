import { createHash, createHmac } from 'crypto';
import * as fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { TightTrigger } from '../../../nodes/Tight/TightTrigger.node';
import {
	entityUpdate,
	lifecycle,
	WEBHOOK_SECRET,
	written,
	type Overrides,
} from '../../sandbox/tight/webhooks';
import { useSandbox } from '../../support/tight';
import { callWebhook, webhookLife, type Call, type Called } from '../../support/webhook';
import { serveTrigger } from '../../support/webhookServer';

/** The Tight Trigger on n8n's own contexts. */

const nodeType = new TightTrigger();

function trigger(parameters: INodeParameters = {}): Call {
	return { nodeType, parameters, credentials: { tightApi: { webhookSecret: WEBHOOK_SECRET } } };
}

interface Sent {
	parameters?: INodeParameters;
	/** What is different about the signature. */
	signature?: Overrides;
	/** What is different about the call. */
	call?: Partial<Call>;
}

async function send(body: unknown, { parameters, signature, call }: Sent = {}) {
	return await callWebhook({
		...trigger(parameters),
		...(await written(body, signature)),
		...call,
	});
}

/** What was answered, with what the workflow started, and what was thrown. */
const outcomeOf = ({ status, started, error }: Called) => [status, started, error];
/** That status, and neither a start nor an execution that failed. */
const outcome = (status: number) => [status, undefined, undefined];

const any = { events: ['*'] };

describe('What Tight signed starts the workflow', () => {
	it('with the changed record, its kind and its ID: the sample of the documents', async () => {
		const { status, started } = await send(entityUpdate);

		expect(status).toBe(200);
		expect(started).toEqual([
			{ ...entityUpdate, entity: 'bankTransaction', entityId: 'btn_936723' },
		]);
	});

	it('also where the secret was pasted with a line break into the credential', async () => {
		const credentials = { tightApi: { webhookSecret: ` ${WEBHOOK_SECRET}\n` } };

		expect((await send(entityUpdate, { call: { credentials } })).started).toHaveLength(1);
	});

	it('with a lifecycle event: the sample of the documents', async () => {
		const { status, started } = await send(lifecycle, { parameters: { events: ['LIFECYCLE'] } });

		expect(status).toBe(200);
		expect(started).toEqual([{ ...lifecycle, entity: null, entityId: 'fake_id' }]);
	});

	it('with the whole body beside it, where the body has a field that the trigger adds', async () => {
		const body = { ...entityUpdate, entity: 7 };

		expect((await send(body)).started).toEqual([
			{ ...entityUpdate, entity: 'bankTransaction', entityId: 'btn_936723', body },
		]);
	});

	it('with types and fields that nobody knows, and nulls', async () => {
		const unknown = { type: 'SOMETHING_NEW', company: null, more: [null] };
		const { started } = await send(unknown, { parameters: any });

		expect(started).toEqual([{ ...unknown, entity: null, entityId: null }]);
	});
});

describe('Nobody else starts anything', () => {
	const refused = outcome(401);
	const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
	const inSeconds = () => Math.floor(Date.now() / 1000);

	it.each<[string, Overrides]>([
		['without a token', { token: null }],
		['with another secret', { secret: 'another' }],
		['with another algorithm', { algorithm: 'HS512' }],
		['with a token that has expired', { claims: { exp: 1 } }],
		['with a token that is not valid yet', { claims: { nbf: 9_999_999_999 } }],
		['with a token of yesterday', { claims: { iat: inSeconds() - 86_400 } }],
		['with a token for another body', { claims: { sha256: hashOf('{}') } }],
		['with a huge token', { claims: { fill: 'x'.repeat(20_000) } }],
		['with a token of dots', { token: '.'.repeat(20_000) }],
	])('%s', async (_, signature) => {
		const called = await send(entityUpdate, { parameters: any, signature });

		expect(outcomeOf(called)).toEqual(refused);
		expect(called.body).toEqual({ message: 'Unauthorized' });
		expect(called.logged).toMatchObject([{ level: 'warn' }]);
	});

	it('with the right token beside another', async () => {
		const { headers } = await written(entityUpdate);
		const rawHeaders = [...Object.entries(headers).flat(), 'tight-verification', 'x.y.z'];

		expect(outcomeOf(await send(entityUpdate, { call: { rawHeaders } }))).toEqual(refused);
	});

	it.each([{}, { webhookSecret: '' }, { webhookSecret: ' ' }])(
		'while the credential has no secret, not even who signs with none: %j',
		async (tightApi) => {
			const head = Buffer.from('{"alg":"HS256"}').toString('base64url');
			const signed = `${head}.${Buffer.from('{}').toString('base64url')}`;
			for (const key of ['', ' ', 'undefined', 'null']) {
				const token = `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
				const called = await send(entityUpdate, {
					parameters: any,
					signature: { token },
					call: { credentials: { tightApi } as Call['credentials'] },
				});

				expect(outcomeOf(called)).toEqual(refused);
				expect(called.logged[0].message).toContain("'Webhook Secret' must be set");
			}
		},
	);

	it('with forged tokens by the thousand, also beside the right one', async () => {
		const token = (await written(entityUpdate)).headers['Tight-Verification'];
		const forgeries = fc.oneof(
			fc.fullUnicodeString(),
			fc.array(fc.base64String(), { minLength: 3, maxLength: 3 }).map((parts) => parts.join('.')),
			fc
				.tuple(fc.nat({ max: token.length - 1 }), fc.constantFrom(...'AZaz09-_.'))
				.map(([at, letter]) => token.slice(0, at) + letter + token.slice(at + 1)),
		);
		let calls = 0;
		const check = async (...tokens: string[]) => {
			const { body } = await written(entityUpdate);
			const called = await callWebhook({
				...trigger(any),
				body,
				// Node joins the values of this header.
				headers: { 'tight-verification': tokens.join(', ') },
				rawHeaders: tokens.flatMap((each) => ['Tight-Verification', each]),
			});
			expect(outcomeOf(called)).toEqual(refused);
			calls++;
		};
		await fc.assert(
			fc.asyncProperty(forgeries, async (forged) => {
				fc.pre(forged !== token);
				await check(forged);
				await check(forged, token);
				await check(token, forged);
			}),
			{ numRuns: 350 },
		);
		await check(token, token);
		expect(calls).toBeGreaterThan(1000);
	}, 240_000);

	it('with another body under a token that names its body', async () => {
		const signature = { claims: { sha256: hashOf(JSON.stringify(entityUpdate)) } };
		const body = JSON.stringify({ ...entityUpdate, data: { amount: 1 } });

		expect((await send(entityUpdate, { signature })).started).toHaveLength(1);
		expect(outcomeOf(await send(entityUpdate, { signature, call: { body } }))).toEqual(refused);
	});

	it('when n8n did not keep the bytes that a token is for', async () => {
		const signature = { claims: { sha256: 'a'.repeat(64) } };
		const called = await send(entityUpdate, { signature, call: { rawBody: undefined } });

		expect(outcomeOf(called)).toEqual(refused);
	});

	it('while n8n cannot read the secret', async () => {
		const called = await send(entityUpdate, { call: { credentials: {} } });

		expect(outcomeOf(called)).toEqual(outcome(503));
		expect(called.logged).toMatchObject([{ level: 'error' }]);
	});

	it('and no secret gets into the log', async () => {
		const { logged } = await send(entityUpdate, { signature: { secret: 'another' } });

		expect(JSON.stringify(logged)).not.toContain(WEBHOOK_SECRET);
	});
});

it.each(['not JSON', '[]', 'null', ''])(
	'A signed body that is no object starts nothing: %s',
	async (body) => {
		expect(outcomeOf(await send(body))).toEqual(outcome(400));
	},
);

describe('The workflow hears only of what was chosen', () => {
	const records = (...kinds: string[]) => ({ filters: { records: kinds } });
	const companyIds = (ids: string) => ({ filters: { companyIds: ids } });
	const lifecycleEvents = (...names: string[]) => ({
		events: ['LIFECYCLE'],
		filters: { lifecycleEvents: names },
	});

	it.each<[string, IDataObject, INodeParameters]>([
		['a kind of record', entityUpdate, records('bankTransaction')],
		['one of several kinds', entityUpdate, records('payment', 'bankTransaction')],
		['a company', entityUpdate, companyIds('co_1, co_1234')],
		['a company by the ID of the partner', entityUpdate, companyIds('id_1234')],
		['a lifecycle event', lifecycle, lifecycleEvents('bankAccountCreated')],
		['what an expression names', lifecycle, { events: '={{ "JOB, LIFECYCLE" }}' }],
	])('%s', async (_, body, parameters) => {
		expect((await send(body, { parameters })).started).toHaveLength(1);
	});

	it.each<[string, IDataObject, INodeParameters]>([
		['type', lifecycle, {}],
		['type, when an expression names none', lifecycle, { events: '={{ null }}' }],
		['kind of record', entityUpdate, records('payment')],
		['company', entityUpdate, companyIds('co_12345')],
		['lifecycle event', lifecycle, lifecycleEvents('transactionCreated')],
	])('not of another %s, and Tight is told that it was taken', async (_, body, parameters) => {
		expect(outcomeOf(await send(body, { parameters }))).toEqual(outcome(200));
	});

	it.each(['={{ null }}', '={{ "" }}', '={{ $json.nothing }}', '={{ "soon" }}'])(
		"not of older signatures when 'Maximum Age' is %s, which is no 0",
		async (maxAge) => {
			const signature = { claims: { iat: 1 } };
			const parameters = { options: { maxAge } };

			expect(outcomeOf(await send(entityUpdate, { parameters, signature }))).toEqual(outcome(401));
		},
	);

	it('and of older signatures when that was chosen', async () => {
		const signature = { claims: { iat: 1 } };
		const parameters = { options: { maxAge: 0 } };

		expect((await send(entityUpdate, { parameters, signature })).started).toHaveLength(1);
	});
});

describe('With deliveries of a local Tight', () => {
	const sandbox = useSandbox();

	it('what it signs starts the workflow, and what others sign does not', async () => {
		const server = await serveTrigger({
			...trigger(any),
			credentials: { tightApi: { webhookSecret: sandbox.current.webhookSecret } },
		});
		const { deliver } = sandbox.current;
		const { status } = await deliver(server.url, entityUpdate);
		const forged = await deliver(server.url, entityUpdate, { secret: 'another' });
		await server.close();

		expect([status, forged.status]).toEqual([200, 401]);
		expect(server.calls.flatMap(({ started = [] }) => started)).toMatchObject([entityUpdate]);
	});
});

it('Activating and deactivating a workflow calls nobody: Tight has no call for it', async () => {
	const life = webhookLife(trigger());
	await life.activate();
	await life.deactivate();

	expect(await life.checkExists()).toBe(true);
	expect(life.staticData).toEqual({});
});
