/** A service that breaks in the middle makes a check undecided, and leaves nothing behind. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { checks } from '../../live/checks/index.mjs';
import { Context } from '../../live/context.mjs';
import { startLocal } from '../../live/local.mjs';
import { expectedLocally, runCheck } from '../../live/run.mjs';

const cut = () => {
	throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
};

/** What happens to one call; `send` makes it. */
const WAYS = [
	() => new Response('{"result":"FAILURE"}', { status: 500 }),
	() => new Response('<h1>Please wait</h1>', { headers: { 'content-type': 'text/html' } }),
	cut,
	// The call takes effect, its answer is lost.
	async (send) => {
		await send();
		return cut();
	},
	async (send) => {
		const response = await send();
		const text = await response.text();
		return new Response(text.slice(0, text.length / 2), { status: response.status });
	},
	() => new Response('', { status: 429, headers: { 'retry-after': '0' } }),
	() => new Response('', { status: 302, headers: { location: 'http://127.0.0.1:9/' } }),
];
const WAYS_PER_CHECK = 3;

/** A `fetch` in which one call goes another way. */
function breaking(broken, way) {
	let calls = 0;
	const fetching = async (url, options) => {
		const send = () => fetch(url, options);
		return ++calls === broken ? await way(send) : await send();
	};
	return { fetch: fetching, count: () => calls };
}

describe('a check of a service that breaks', () => {
	let local;
	before(async () => {
		local = await startLocal();
	});
	beforeEach(() => local.reset());
	after(() => local.close());

	const books = () => JSON.stringify(local.tight.books(local.services.tight.userId));
	const contextWith = ({ fetch: broken }) =>
		new Context(local.services, { patienceMs: 20, fetch: broken });

	checks.forEach((check, position) => {
		if (!check.run) return;
		it(`${check.id}: is not decided, or decided as ever`, async () => {
			const whole = breaking();
			await runCheck(check, contextWith(whole));
			for (let turn = 0; turn < WAYS_PER_CHECK; turn++) {
				await local.reset();
				const before = books();
				const broken = 1 + ((position + turn * 5) % whole.count());
				const way = WAYS[(position + turn) % WAYS.length];
				const context = contextWith(breaking(broken, way));
				const { verdict, evidence, broken: isFaulty } = await runCheck(check, context);
				assert.ok(['not decidable', expectedLocally(check)].includes(verdict), evidence);
				assert.ok(evidence.length > 0 && !isFaulty, evidence);
				assert.deepEqual(await context.cleanUp(), []);
				assert.equal(books(), before);
			}
		});
	});

	it('says what the service answered', async () => {
		const t2 = checks.find(({ id }) => id === 'T2');
		const down = contextWith(breaking(1, WAYS[0]));
		const { evidence } = await runCheck(t2, down);
		assert.equal(evidence, 'no token: POST /v6/auth/token: 500 {result}');
		const page = contextWith(breaking(2, WAYS[1]));
		const { evidence: said } = await runCheck(t2, page);
		assert.equal(said, 'POST /v6/banks/accounts: 200 no JSON (text/html)');
		const gone = contextWith(breaking(2, cut));
		const { evidence: why } = await runCheck(t2, gone);
		assert.equal(why, 'POST /v6/banks/accounts: no answer (ECONNRESET)');
	});

	it('waits for a rate limit, though not for ever', async () => {
		const m1 = checks.find(({ id }) => id === 'M1');
		const limited = () => new Response('{}', { status: 429, headers: { 'retry-after': '0' } });
		const once = await runCheck(m1, contextWith(breaking(2, limited)));
		assert.equal(once.verdict, 'confirmed', once.evidence);
		const always = await runCheck(m1, contextWith({ fetch: async () => limited() }));
		assert.equal(always.evidence, 'GET /users: 429, also after waiting');
	});

	it('follows no redirection, and takes none for an answer', async () => {
		const m10 = checks.find(({ id }) => id === 'M10');
		const modes = [];
		const elsewhere = async (_, { redirect }) => {
			modes.push(redirect);
			return new Response('{"error":{"message":"Moved"}}', { status: 302 });
		};
		const { verdict, evidence } = await runCheck(m10, contextWith({ fetch: elsewhere }));
		assert.equal(verdict, 'not decidable');
		assert.match(evidence, /: 302 \{error\}$/);
		assert.deepEqual(modes, ['manual']);
	});

	it('waits for nothing more once it is interrupted', async () => {
		const context = new Context(local.services, { patienceMs: 10 * 60_000 });
		context.isStopped = true;
		assert.equal(await context.until(async () => undefined), undefined);
	});

	it('hides what the run keeps secret, in evidence and in what is left', async () => {
		const context = contextWith(breaking());
		const token = await context.tight.token();
		const leak = async () => {
			throw new Error(`${token} ${context.services.mx.apiKey}`);
		};
		const { evidence } = await runCheck({ id: 'T0', run: leak }, context);
		assert.equal(evidence, 'the check failed: •••••• ••••••');
		context.created.add('a record', leak);
		assert.deepEqual(await context.cleanUp(), ['a record: •••••• ••••••']);
	});

	it('tells a fault of its own from one of the service', async () => {
		const run = async () => undefined.none;
		const result = await runCheck({ id: 'T0', run }, contextWith(breaking()));
		assert.equal(result.verdict, 'not decidable');
		assert.equal(result.broken, true);
	});
});
