/** `npm run test:live` as a user starts it. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startLocal } from '../../live/local.mjs';

const PROGRAM = fileURLToPath(new URL('../../live/index.mjs', import.meta.url));

/** Variables that the user of this machine may have set. */
const OWN = /^(TIGHT|PLAID|MX)_/;

/** Starts the command; `ended` resolves to its exit status and what it printed. */
function start(args, env = {}) {
	const inherited = Object.entries(process.env).filter(([name]) => !OWN.test(name));
	const child = spawn(process.execPath, [PROGRAM, ...args], {
		env: { ...Object.fromEntries(inherited), ...env },
	});
	const printed = { stdout: '', stderr: '' };
	for (const stream of ['stdout', 'stderr']) {
		child[stream].setEncoding('utf8').on('data', (text) => (printed[stream] += text));
	}
	const ended = new Promise((resolve) => {
		child.once('close', (status) => resolve({ status, ...printed }));
	});
	return { child, ended };
}

const run = async (...given) => await start(...given).ended;

describe('npm run test:live', () => {
	let local;
	before(async () => {
		local = await startLocal({ latencyMs: 5 });
	});
	after(() => local.close());

	const keys = () => {
		const { tight, plaid, mx } = local.services;
		return {
			tight: {
				TIGHT_CLIENT_ID: tight.clientId,
				TIGHT_CLIENT_SECRET: tight.clientSecret,
				TIGHT_USER_ID: tight.userId,
				TIGHT_URL: `${tight.url}/`,
				TIGHT_V5_URL: tight.v5Url,
			},
			plaid: { PLAID_CLIENT_ID: plaid.clientId, PLAID_SECRET: plaid.secret, PLAID_URL: plaid.url },
			mx: { MX_CLIENT_ID: mx.clientId, MX_API_KEY: mx.apiKey, MX_URL: mx.url },
		};
	};

	it('runs chosen lines against the local sandboxes, and prints a table', async () => {
		const { status, stdout } = await run(['--local', '--only', 'M', '--only', 'T1']);
		assert.equal(status, 0);
		assert.match(stdout, /│ T1 .*Amount unit: integer cents.*confirmed/);
		assert.match(stdout, /│ M12 .*not decidable/);
		assert.doesNotMatch(stdout, /│ T10 |│ V1 /);
		assert.match(stdout, /13 lines of docs\/contract.md: 9 confirmed, 0 refuted, 4 not decidable/);
	});

	it('gives JSON, with the line, the place of the fact and the evidence', async () => {
		const { status, stdout } = await run(['--json', '--only', 'T2'], keys().tight);
		assert.equal(status, 0);
		const { counts, lines, leftBehind, leftOut } = JSON.parse(stdout);
		assert.deepEqual(counts, { confirmed: 1, refuted: 0, 'not decidable': 0, byHand: 0 });
		assert.equal(lines[0].where, 'entities/bankTransaction.ts');
		assert.match(lines[0].claim, /^Signs: a bank transaction is negative/);
		assert.match(lines[0].evidence, /an EXPENSE of -1 comes back as -1/);
		assert.deepEqual(leftBehind, []);
		assert.deepEqual(leftOut, [
			'Plaid is left out: set PLAID_CLIENT_ID, PLAID_SECRET',
			'MX is left out: set MX_CLIENT_ID, MX_API_KEY',
		]);
	});

	it('ends with 1 when a line is refuted, and names the place of the fact', async () => {
		const { status, stdout } = await run(['--only', 'T7'], keys().tight);
		assert.equal(status, 1);
		assert.match(stdout, /refuted/);
		assert.match(stdout, /kept in entities\/finicityTransaction\.ts/);
	});

	it('asks all three services with the keys of the environment', async () => {
		const env = { ...keys().tight, ...keys().plaid, ...keys().mx };
		const only = ['F9', 'P3', 'M4'].flatMap((id) => ['--only', id]);
		const { status, stdout } = await run(['--json', ...only], env);
		assert.equal(status, 0);
		assert.deepEqual(JSON.parse(stdout).counts.confirmed, 3);
		for (const secret of [env.TIGHT_CLIENT_SECRET, env.PLAID_SECRET, env.MX_API_KEY]) {
			assert.ok(!stdout.includes(secret));
		}
	});

	it('takes away what it created when it is interrupted', async () => {
		local.tight.reset();
		const before = JSON.stringify(local.tight.books(local.services.tight.userId));
		const { child, ended } = start([], keys().tight);
		while (local.tight.journal.length < 40) await wait(20);
		child.kill('SIGINT');
		const { status, stdout } = await ended;
		assert.equal(status, 1);
		assert.doesNotMatch(stdout, /Left behind/);
		assert.equal(JSON.stringify(local.tight.books(local.services.tight.userId)), before);
	});

	const refusals = [
		['no keys', [], {}, /There are no keys in the environment/],
		['half of the keys', [], { PLAID_CLIENT_ID: 'id' }, /PLAID_SECRET must be set as well/],
		['no line', ['--local', '--only', 'nothing'], {}, /No line has 'nothing'/],
		['an unknown option', ['--live'], {}, /Unknown option '--live'/],
		['no address', [], { MX_URL: 'mx', MX_CLIENT_ID: 'a', MX_API_KEY: 'b' }, /MX_URL must be/],
		['a production host', [], { MX_URL: 'https://api.mx.com' }, /is a production host/],
	];
	for (const [what, args, env, message] of refusals) {
		it(`calls no service with ${what}`, async () => {
			const { status, stdout, stderr } = await run(args, env);
			assert.equal(status, 2);
			assert.match(stderr, message);
			assert.equal(stdout, '');
		});
	}
});
