import { exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { createRequire } from 'node:module';
import { createN8n, packPackage } from '../../../tools/n8n.mjs';
import { plaidKeys } from '../../../tools/n8n/sandboxCredentials.mjs';
import { chain, node } from '../../e2e/support/workflow.mjs';
import { compared } from '../compared.mjs';
import { median } from '../median.mjs';
import { startProcess } from '../process.mjs';
import { say } from '../progress.mjs';
import { signedCalls } from '../signedCalls.mjs';

const { startPlaidSandbox } = createRequire(import.meta.url)('../../sandbox/plaid');

const AT_ONCE = 16;
const SETTINGS = { saveDataSuccessExecution: 'none' };
const NEWEST_WEBHOOK = 2.1;
const ALGORITHM = 'ES256';

/**
 * n8n makes a sandbox for expressions with each call, except for its own Webhook node. With this it
 * makes one when there is something to evaluate, for every node. Off by default.
 */
const LAZY = { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' };

const webhookId = (number) => `a4f3b3c0-7d2e-4a63-9a57-6f2c1e1f000${number}`;

const CREDENTIALS = {
	plaid: { tightPlaidApi: { id: 'plaid', name: 'Plaid' } },
	jwt: { jwtAuth: { id: 'jwt', name: 'JWT' } },
};

/** n8n's own trigger in its newest version. */
function webhook(path, number, authentication, more = {}) {
	const parameters = { httpMethod: 'POST', path, responseMode: 'onReceived', authentication };
	const about = { webhookId: webhookId(number), typeVersion: NEWEST_WEBHOOK, ...more };
	return node('Trigger', 'n8n-nodes-base.webhook', { ...parameters, options: {} }, about);
}

const TRIGGERS = {
	plaidTrigger: {
		trigger: node(
			'Trigger',
			'n8n-nodes-tight.plaidTrigger',
			{ registration: 'manual', events: ['*'], options: {} },
			{ credentials: CREDENTIALS.plaid, webhookId: webhookId(1) },
		),
		urlOf: (server) => server.webhookUrl({ webhookId: webhookId(1) }),
	},
	webhook: {
		trigger: webhook('open', 2, 'none'),
		urlOf: ({ url }) => `${url}/webhook/open`,
	},
	webhookWithJwt: {
		trigger: webhook('jwt', 3, 'jwtAuth', { credentials: CREDENTIALS.jwt }),
		urlOf: ({ url }) => `${url}/webhook/jwt`,
	},
};

async function secondsFor(url, calls) {
	const left = [...calls];
	const send = async () => {
		for (let call = left.pop(); call; call = left.pop()) {
			const answer = await fetch(url, { method: 'POST', ...call });
			await answer.arrayBuffer();
			// Under heavy load n8n puts calls off; whoever calls repeats them.
			if (answer.status === 503) left.push(call);
			else if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
		}
	};
	const started = performance.now();
	await Promise.all(Array.from({ length: AT_ONCE }, send));
	return (performance.now() - started) / 1000;
}

/** Starts an n8n in which every trigger listens. */
async function startTriggers(plaid, publicKey, env) {
	const n8n = await createN8n({ tarball: packPackage(), env });
	try {
		const jwt = { keyType: 'pemKey', publicKey, privateKey: '', algorithm: ALGORITHM };
		await n8n.importCredentials([
			{ ...CREDENTIALS.plaid.tightPlaidApi, type: 'tightPlaidApi', data: plaidKeys(plaid) },
			{ ...CREDENTIALS.jwt.jwtAuth, type: 'jwtAuth', data: jwt },
		]);
		await n8n.importWorkflows(
			Object.entries(TRIGGERS).map(([id, { trigger }]) => {
				const { settings, ...rest } = chain(id, [trigger, node('Done', 'n8n-nodes-base.noOp')]);
				return { id, ...rest, settings: { ...settings, ...SETTINGS } };
			}),
		);
		const server = await n8n.start();
		for (const [id, { urlOf }] of Object.entries(TRIGGERS)) {
			await server.activate(id);
			await server.listening(urlOf(server));
		}
		return { n8n, server };
	} catch (error) {
		await n8n.remove();
		throw error;
	}
}

/** Milliseconds that an n8n with these settings takes for a call of each trigger, medians. */
async function millisecondsOf(env, { calls, runs }) {
	const plaid = await startPlaidSandbox();
	const { publicKey, privateKey } = await generateKeyPair(ALGORITHM);
	const token = await new SignJWT().setProtectedHeader({ alg: ALGORITHM }).sign(privateKey);
	const headers = {
		// Each call has the proofs of both, so that all triggers are sent the same.
		authorization: `Bearer ${token}`,
		// n8n closes connections that were idle for 5 s; a busy machine notices too late.
		connection: 'close',
	};
	const signed = (count) => signedCalls(plaid, count, headers);
	const { n8n, server } = await startTriggers(plaid, await exportSPKI(publicKey), env);
	try {
		const taken = Object.fromEntries(Object.keys(TRIGGERS).map((id) => [id, []]));
		for (let run = 0; run <= runs; run++) {
			for (const [id, { urlOf }] of Object.entries(TRIGGERS)) {
				// The first calls load and compile what the later ones use.
				const count = run === 0 ? AT_ONCE : calls;
				const seconds = await secondsFor(urlOf(server), await signed(count));
				if (run > 0) taken[id].push((seconds / count) * 1000);
				if (run > 0) say(`  ${id}: ${(count / seconds).toFixed(1)} calls per second`);
			}
		}
		return Object.fromEntries(Object.entries(taken).map(([id, each]) => [id, median(each)]));
	} finally {
		await n8n.remove();
		await plaid.close();
	}
}

/**
 * Calls per second that a real n8n takes: by the Plaid Trigger, which verifies each, by n8n's own
 * Webhook node, which verifies nothing, and by one that verifies a token as n8n can. Each call
 * starts an execution. And the time of the Plaid Trigger alone, beside that of n8n for a call.
 */
export async function webhooks({ calls = 150, runs = 3 } = {}) {
	const usual = await millisecondsOf({}, { calls, runs });
	say('  n8n with N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE');
	const lazy = await millisecondsOf(LAZY, { calls, runs });
	const { said: own } = await startProcess('verifying', { warmUp: 1000, calls: 1001 });
	const line = (milliseconds, other, beside, how, goal) => {
		const [ours, theirs] = [milliseconds.plaidTrigger, milliseconds[other]].map((ms) => 1000 / ms);
		return compared(
			{ work: `verified Plaid calls in n8n${how}`, beside, unit: '/s', ours, theirs },
			goal,
		);
	};
	const isLazy = ', expressions on demand';
	return [
		line(usual, 'webhook', 'Webhook node', '', { least: 0.9 }),
		line(usual, 'webhookWithJwt', 'Webhook node with JWT Auth', ''),
		line(lazy, 'webhook', 'Webhook node', isLazy, { least: 0.9 }),
		line(lazy, 'webhookWithJwt', 'Webhook node with JWT Auth', isLazy),
		compared({
			work: 'verified Plaid call, the time of the trigger alone',
			beside: 'n8n for a call of the Webhook node',
			unit: 'ms',
			ours: own,
			theirs: usual.webhook,
		}),
	];
}
