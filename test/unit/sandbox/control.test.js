// @ts-check
'use strict';

const { spawn } = require('node:child_process');
const { once } = require('node:events');
const { join } = require('node:path');
const { startSandbox } = require('../../sandbox');
const { signIn, transaction } = require('./client');

describe('the sandbox', () => {
	test('refuses an option that does not exist', async () => {
		// @ts-expect-error a misspelt option
		await expect(startSandbox({ latency: 5 })).rejects.toThrow('has no option "latency"');
	});

	test('says so when its port is taken', async () => {
		const first = await startSandbox();
		const port = Number(new URL(first.url).port);
		await expect(startSandbox({ port })).rejects.toThrow(`Port ${port} of 127.0.0.1 is taken`);
		await first.close();
	});

	test('waits before it answers when told to', async () => {
		const sandbox = await startSandbox({ latencyMs: 40 });
		const began = performance.now();
		await fetch(`${sandbox.url}/v6/categories`);
		expect(performance.now() - began).toBeGreaterThanOrEqual(39);
		await sandbox.close();
	});
});

describe('the rate limit', () => {
	test.each([
		[true, '60'],
		[false, null],
	])('counts by token and answers 429, Retry-After %j', async (retryAfter, header) => {
		let time = 0;
		const rateLimit = { requests: 2, windowMs: 60_000, retryAfter };
		const sandbox = await startSandbox({ rateLimit, now: () => time });
		const client = await signIn(sandbox);
		const other = await signIn(sandbox);
		expect((await client.query()).status).toBe(200);
		expect((await client.query()).status).toBe(200);
		time = 100;
		const refusal = await client.query();
		expect(refusal).toMatchObject({ status: 429, body: { result: 'FAILURE', data: null } });
		expect(refusal.headers.get('retry-after')).toBe(header);
		expect((await other.query()).status).toBe(200);
		time = 60_000;
		expect((await client.query()).status).toBe(200);
		await sandbox.close();
	});
});

describe('the journal', () => {
	test('has one entry for each request, with what it stored', async () => {
		const sandbox = await startSandbox();
		const client = await signIn(sandbox);
		await client.save(transaction());
		const id = 'btxn_158998869';
		await client.save({ id, notes: 'x' }, transaction(), {});
		await fetch(`${sandbox.url}/v5/elsewhere?query=1`);
		expect(sandbox.journal).toEqual([
			expect.objectContaining({
				method: 'POST',
				path: '/v6/auth/token',
				userId: 'user-bakery',
				status: 200,
				stored: [],
			}),
			{
				method: 'POST',
				path: '/v6/banks/transactions',
				userId: 'user-bakery',
				status: 200,
				requestBody: { data: [transaction()] },
				stored: [id],
				added: [id],
				updated: [],
				at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
			},
			expect.objectContaining({
				status: 207,
				stored: [id, 'btxn_158998870'],
				added: ['btxn_158998870'],
				updated: [id],
			}),
			expect.objectContaining({ method: 'GET', path: '/v5/elsewhere', userId: null, status: 404 }),
		]);
		await sandbox.close();
	});

	test('keeps no bodies when told so', async () => {
		const sandbox = await startSandbox({ journalBodies: false });
		await (await signIn(sandbox)).save(transaction());
		expect(sandbox.journal.map(({ requestBody }) => requestBody)).toEqual([null, null]);
		await sandbox.close();
	});
});

describe('the controls over HTTP', () => {
	/** @type {import('./client').Sandbox} */
	let sandbox;
	beforeEach(async () => {
		sandbox = await startSandbox();
	});
	afterEach(() => sandbox.close());

	/** @type {(method: string, path: string, body?: any) => Promise<[number, any]>} */
	const control = async (method, path, body) => {
		const response = await fetch(`${sandbox.url}/_sandbox/${path}`, {
			method,
			headers: body && { 'content-type': 'application/json' },
			body: body && JSON.stringify(body),
		});
		const text = await response.text();
		return [response.status, text ? JSON.parse(text) : null];
	};

	test('tell keys, companies, books, journal and summary, unseen by the journal', async () => {
		const client = await signIn(sandbox);
		await client.save(transaction({ amount: -5 }), transaction({ amount: 7 }));
		expect(await control('GET', 'keys')).toEqual([
			200,
			{
				clientId: sandbox.clientId,
				clientSecret: sandbox.clientSecret,
				userIds: ['user-bakery', 'user-studio'],
			},
		]);
		expect(await control('GET', 'companies')).toEqual([200, sandbox.companies]);
		expect(await control('GET', 'books/user-bakery')).toEqual([200, sandbox.books('user-bakery')]);
		expect((await control('GET', 'books/nobody'))[0]).toBe(404);
		expect((await control('GET', 'nothing'))[0]).toBe(404);
		expect(await control('GET', 'journal')).toEqual([200, sandbox.journal]);
		expect(await control('GET', 'summary')).toEqual([200, sandbox.summary()]);
		expect(sandbox.summary()).toEqual({
			requests: { 'POST /v6/auth/token': 1, 'POST /v6/banks/transactions': 1 },
			tokensMinted: 1,
			users: {
				'user-bakery': {
					bankTransactions: { rows: 2, sumCents: 2 },
					payments: { rows: 0, sumCents: 0 },
				},
				'user-studio': {
					bankTransactions: { rows: 0, sumCents: 0 },
					payments: { rows: 0, sumCents: 0 },
				},
			},
		});
		expect(sandbox.journal).toHaveLength(2);
	});

	test('arm and clear faults, -1 for ever', async () => {
		const client = await signIn(sandbox);
		const [status, fault] = await control('POST', 'faults', {
			effect: 'status',
			status: 500,
			times: -1,
			path: '/v6/banks',
		});
		expect(status).toBe(200);
		expect(fault).toMatchObject({ effect: 'status', times: -1, fired: 0 });
		for (let turn = 0; turn < 3; turn++) expect((await client.query()).status).toBe(500);
		await control('DELETE', 'faults');
		expect((await client.query()).status).toBe(200);
	});

	test('refuse a wrong fault with a clear message', async () => {
		expect(await control('POST', 'faults', { effect: 'slow', seconds: 1 })).toEqual([
			400,
			{ message: expect.stringContaining('takes no "seconds"') },
		]);
	});

	test('let tokens expire', async () => {
		const client = await signIn(sandbox);
		await control('POST', 'expire-tokens');
		expect((await client.query()).body.error[0].type).toBe('EXPIRED_TOKEN');
	});

	test('reset to the seeded companies', async () => {
		const client = await signIn(sandbox);
		await client.save(transaction());
		await client.call('DELETE', '/v6/banks/accounts/123456');
		sandbox.fault({ effect: 'status', status: 500 });
		const { journal } = sandbox;
		await control('POST', 'reset');
		expect(sandbox.books('user-bakery')).toMatchObject({
			bankTransactions: [],
			bankAccounts: { length: 3 },
		});
		expect(journal).toEqual([]);
		expect((await client.query()).body.error[0].type).toBe('INVALID_TOKEN');
		await (await signIn(sandbox)).save(transaction());
		expect(sandbox.books('user-bakery').bankTransactions[0].id).toBe('btxn_158998869');
	});
});

describe('the command line', () => {
	const cli = join(__dirname, '../../sandbox/cli.js');

	/** @type {import('node:child_process').ChildProcessWithoutNullStreams} */
	let child;
	/** @param {string[]} args */
	const run = (...args) => spawn(process.execPath, [cli, ...args]);
	afterEach(() => child.kill('SIGKILL'));

	test('prints what a user needs, and serves until it is ended', async () => {
		child = run('--port', '0', '--rate-limit', '1000/300');
		let printed = '';
		while (!printed.includes('Ctrl+C')) printed += (await once(child.stdout, 'data'))[0];
		expect(printed).toMatch(/sandbox-client-id[^]*user-bakery[^]*user-studio/);
		const [url] = /** @type {RegExpExecArray} */ (/http:\S+:\d+/.exec(printed));
		expect((await fetch(`${url}/_sandbox/keys`)).status).toBe(200);
		child.kill('SIGINT');
		expect(await once(child, 'exit')).toEqual([0, null]);
	});

	test.each([
		[['--port', 'x'], /--port must be a whole number/],
		[['--rate-limit', '1000'], /--rate-limit must be like 1000\/300/],
		[['--prot', '1'], /Unknown option/],
		[['--port', '65534'], /65536/],
	])('refuses %j', async (args, message) => {
		child = run(...args);
		let complaint = '';
		child.stderr.on('data', (chunk) => {
			complaint += chunk;
		});
		expect(await once(child, 'close')).toEqual([1, null]);
		expect(complaint).toMatch(message);
	});
});
