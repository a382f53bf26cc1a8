/** The whole run against the local sandboxes: what it says, what it deletes, what it leaves. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { checks, partsOf } from '../../live/checks/index.mjs';
import { Context, MARK } from '../../live/context.mjs';
import { startLocal } from '../../live/local.mjs';
import { expectedLocally, runCheck } from '../../live/run.mjs';
import { twisted } from './twist.mjs';

const SAVE = 'POST /v6/banks/transactions';

describe('a run', () => {
	let local;
	before(async () => {
		local = await startLocal();
	});
	beforeEach(() => local.reset());
	after(() => local.close());

	const books = () => local.tight.companies.map(({ userId }) => local.tight.books(userId));

	/** All checks in their order, and what they came to. */
	async function runAll(context) {
		const results = [];
		for (const check of partsOf(checks).flatMap((part) => part.checks)) {
			results.push({ check, ...(await runCheck(check, context)) });
		}
		return results;
	}

	it('says of the sandboxes what is so, shows no secret, and leaves the books as they were', async () => {
		const foreign = JSON.stringify(books());
		const deleted = [];
		const watching = async (url, options) => {
			const { pathname } = new URL(url);
			if (options.method === 'DELETE') deleted.push(pathname.split('/').at(-1));
			return await fetch(url, options);
		};
		const context = new Context(local.services, { patienceMs: 50, fetch: watching });
		const results = await runAll(context);
		const left = await context.cleanUp();

		const strange = results.filter(
			({ check, verdict, broken }) => broken || verdict !== expectedLocally(check),
		);
		assert.deepEqual(strange, []);
		assert.deepEqual(left, []);
		assert.equal(JSON.stringify(books()), foreign);
		assert.ok(deleted.length > 50);
		assert.deepEqual(
			deleted.filter((id) => foreign.includes(`"${id}"`)),
			[],
		);
		assert.equal(
			local.plaid.journal.filter(({ path }) => path === '/item/remove').length > 0,
			true,
		);
		const said = JSON.stringify(results.map(({ evidence }) => evidence));
		const secrets = [...context.secrets].filter(Boolean);
		assert.ok(secrets.length > 10);
		assert.deepEqual(
			secrets.filter((secret) => said.includes(secret)),
			[],
		);
	});

	it('names all that it creates, and with amounts of a few cents', async () => {
		const context = new Context(local.services, { patienceMs: 50 });
		await runAll(context);
		const rows = local.tight.journal
			.filter(({ method, path, requestBody }) => {
				const isSave = !path.endsWith('/query') && Array.isArray(requestBody?.data);
				return method === 'POST' && isSave;
			})
			.flatMap(({ requestBody }) => requestBody.data);
		await context.cleanUp();
		const isNamed = ({ id, name, description, apiSourceId, guid }) =>
			typeof id === 'string' ||
			[name, description, apiSourceId].some((text) => text?.startsWith(MARK)) ||
			guid;
		assert.ok(rows.length > 100);
		assert.deepEqual(
			rows.filter((row) => !isNamed(row)),
			[],
		);
		assert.deepEqual(
			rows.filter(({ amount = 0 }) => Math.abs(amount) > 10),
			[],
		);
	});

	it('leaves out services without keys, and says so', async () => {
		const context = new Context({ mx: local.services.mx }, { patienceMs: 50 });
		const results = await runAll(context);
		assert.deepEqual(await context.cleanUp(), []);
		const of = (wanted) => results.find(({ check }) => check.id === wanted);
		assert.equal(of('M1').verdict, 'confirmed');
		assert.equal(of('P3').evidence, 'left out: no keys of Plaid');
		assert.equal(of('V3').evidence, 'left out: no keys of Tight and Plaid');
		assert.equal(of('T1').verdict, 'not decidable');
	});

	it('never deletes a record that it did not make, and tells of it', async () => {
		const [account] = local.tight.companies[0].bankAccounts;
		const foreign = { id: 'btxn_foreign', description: 'Rent', bankAccount: { id: account.id } };
		const deleted = [];
		const fetching = twisted(
			{
				on: SAVE,
				answer: ({ body }) => ({
					body: { ...body, data: body.data.map((each) => ({ ...each, data: foreign })) },
				}),
			},
			{ on: /^DELETE /, instead: ({ url }) => void deleted.push(url.pathname) },
		);
		const context = new Context(local.services, { patienceMs: 50, fetch: fetching });
		await runCheck(
			checks.find(({ id }) => id === 'T2'),
			context,
		);
		const left = await context.cleanUp();
		assert.deepEqual(
			deleted.filter((path) => path.endsWith(foreign.id) || path.endsWith(account.id)),
			[],
		);
		assert.match(left.join(), /btxn_foreign.*does not bear the run's mark/);
	});

	it('says what it could not take away', async () => {
		const refusing = { on: /^DELETE \/v6\/payments\//, instead: () => ({ status: 500, body: {} }) };
		const context = new Context(local.services, { patienceMs: 50, fetch: twisted(refusing) });
		await runCheck(
			checks.find(({ id }) => id === 'T3'),
			context,
		);
		const left = await context.cleanUp();
		assert.match(left[0], /^payment pmt_\d+: DELETE \/v6\/payments\/pmt_\d+: 500 \{\}$/);
	});
});
