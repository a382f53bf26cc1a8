// @ts-check
'use strict';

const http = require('node:http');
const { startMxSandbox } = require('../../sandbox/mx');

/** @type {Awaited<ReturnType<typeof startMxSandbox>>} */
let mx;
beforeAll(async () => {
	mx = await startMxSandbox();
});
beforeEach(() => mx.reset());
afterAll(() => mx.close());

const BAKERY = 'user-bakery';
const bakery = () => mx.holding(BAKERY);
const basic = (/** @type {string} */ keys) => `Basic ${Buffer.from(keys).toString('base64')}`;

/**
 * @param {string} path
 * @param {Record<string, string>} [headers]
 * @param {string} [method]
 */
async function call(path, headers = {}, method = 'GET') {
	const response = await fetch(mx.url + path, {
		method,
		headers: {
			authorization: basic(`${mx.clientId}:${mx.apiKey}`),
			accept: 'application/json',
			'accept-version': 'v20250224',
			...headers,
		},
		redirect: 'manual',
	});
	const text = await response.text();
	const isJson = response.headers.get('content-type')?.includes('json');
	return { status: response.status, body: isJson ? JSON.parse(text) : text };
}

/** @param {string} [query] */
const transactions = async (query = '') =>
	(await call(`/users/${bakery().user.guid}/transactions?${query}`)).body;

describe('who may ask', () => {
	test('nobody without the right keys', async () => {
		for (const authorization of ['', 'Bearer x', basic('a:b'), basic(`${mx.clientId}:`)]) {
			const { status, body } = await call('/users', { authorization });
			expect(status).toBe(401);
			expect(body.error).toEqual({
				message: expect.any(String),
				status: 'unauthorized',
				type: expect.any(String),
			});
		}
	});

	test.each(['v20250224', 'v20111101', 'rc20260430'])('%s is a version', async (version) => {
		expect((await call('/users', { 'accept-version': version })).status).toBe(200);
	});

	test.each(['', 'v2', '20250224', 'v20250224 '])('%j is none', async (version) => {
		const { status } = await call('/users', { 'accept-version': version });
		expect(status).toBe(version.trim() === 'v20250224' ? 200 : 406);
	});

	test('the old header alone is no longer enough, and was until 2026-08', async () => {
		const headers = {
			authorization: basic(`${mx.clientId}:${mx.apiKey}`),
			accept: 'application/vnd.mx.api.v1+json',
		};
		expect((await fetch(`${mx.url}/users`, { headers })).status).toBe(406);
		const old = await startMxSandbox({ acceptsLegacy: true });
		expect((await fetch(`${old.url}/users`, { headers })).status).toBe(200);
		await old.close();
	});

	test('v20111101 knows users by their GUID alone', async () => {
		const path = `/users/${BAKERY}/members`;
		expect((await call(path)).status).toBe(200);
		expect((await call(path, { 'accept-version': 'v20111101' })).status).toBe(404);
	});
});

describe('rows', () => {
	test('are the same in every run, each GUID once', async () => {
		const again = await startMxSandbox();
		expect(again.holdings).toEqual(mx.holdings);
		await again.close();
		const guids = mx.holdings.flatMap((holding) => holding.transactions.map(({ guid }) => guid));
		expect(new Set(guids).size).toBe(90);
		expect(guids[0]).toMatch(/^TRN-[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
	});

	test('of the current and of the old version have 44 fields', async () => {
		for (const version of ['v20250224', 'v20111101']) {
			const path = `/users/${bakery().user.guid}/transactions`;
			const { body } = await call(path, { 'accept-version': version });
			for (const row of body.transactions) expect(Object.keys(row)).toHaveLength(44);
		}
	});

	test('of the release candidate are slimmer and name themselves', async () => {
		const path = `/users/${bakery().user.guid}/transactions`;
		const { body } = await call(path, { 'accept-version': 'rc20260430' });
		const [row] = body.transactions;
		expect(row).not.toHaveProperty('category');
		expect(row).not.toHaveProperty('merchant_guid');
		expect(row.self).toBe(`${path}/${row.guid}`);
	});

	test('amounts are positive, whatever their direction', () => {
		const rows = mx.transactionsOf(BAKERY);
		expect(new Set(rows.map(({ type }) => type))).toEqual(new Set(['DEBIT', 'CREDIT']));
		expect(rows.every(({ amount }) => amount > 0)).toBe(true);
	});

	test('stand under user, member and account', async () => {
		const { user, members, accounts } = bakery();
		const count = async (/** @type {string} */ path) =>
			(await call(`/users/${user.guid}${path}/transactions`)).body.pagination.total_entries;
		expect(await count('')).toBe(60);
		expect(await count(`/members/${members[0].guid}`)).toBe(40);
		expect(await count(`/members/${members[1].guid}`)).toBe(20);
		expect(await count(`/accounts/${accounts[0].guid}`)).toBe(20);
	});

	test('of a member that is gone stand under the user alone', async () => {
		const { user, members } = bakery();
		const [{ guid }] = members;
		mx.deleteMember(guid);
		expect((await call(`/users/${user.guid}/members/${guid}/transactions`)).status).toBe(404);
		expect((await transactions()).pagination.total_entries).toBe(60);
		expect((await call(`/users/${user.guid}/accounts`)).body.accounts).toHaveLength(3);
	});

	test.each(['/users/USR-1/transactions', '/nothing', `/users/${BAKERY}/members/MBR-1`])(
		'%s is not found',
		async (path) => {
			const { status, body } = await call(path);
			expect(status).toBe(404);
			expect(body.error.message).toMatch(/not found$/);
		},
	);
});

describe('pages', () => {
	test.each([
		['', 25],
		['records_per_page=10', 10],
		['records_per_page=1000', 60],
		['records_per_page=1001', 25],
		['records_per_page=9', 25],
		['records_per_page=many', 25],
	])('with %j have %i rows', async (query, size) => {
		expect((await transactions(query)).transactions).toHaveLength(size);
	});

	test('tell where they are, and are empty behind the last', async () => {
		const { pagination } = await transactions('page=3');
		expect(pagination).toEqual({
			current_page: 3,
			per_page: 25,
			total_entries: 60,
			total_pages: 3,
		});
		expect((await transactions('page=4')).transactions).toEqual([]);
	});

	test('shift when rows go between them', async () => {
		const first = (await transactions('page=1')).transactions;
		mx.changeBetweenPages(() => mx.remove(first[0].guid));
		await transactions('page=1');
		const second = (await transactions('page=2')).transactions;
		const seen = new Set([...first, ...second].map(({ guid }) => guid));
		const newest = mx.transactionsOf(BAKERY).slice(0, 40);
		expect(newest.every(({ guid }) => seen.has(guid))).toBe(false);
	});
});

describe('dates', () => {
	test.each([
		['from_date=2025-06-20&to_date=2025-06-22', 3],
		['from_date=2025-06-26', 1],
		['to_date=2025-06-25', 59],
		['from_updated_at=2025-06-25&to_updated_at=2025-06-26', 2],
		['from_created_at=2025-06-26&to_created_at=2025-06-26', 1],
		['to_updated_at=2025-06-20', 54],
	])('%s are inclusive days: %i rows', async (query, count) => {
		expect((await transactions(query)).pagination.total_entries).toBe(count);
	});

	test('without any, 120 days back and 5 ahead are meant', async () => {
		const { guid } = bakery().accounts[0];
		mx.add(guid, { date: '2025-02-25' });
		mx.add(guid, { date: '2025-02-26' });
		mx.add(guid, { date: '2025-07-01' });
		mx.add(guid, { date: '2025-07-02' });
		expect((await transactions()).pagination.total_entries).toBe(62);
		expect((await transactions('from_date=2025-02-01')).pagination.total_entries).toBe(63);
	});

	test.each([
		'from_updated_at=2025-06-25',
		'from_date=1750000000',
		'from_date=2025-06-25T00:00:00Z',
		'to_date=2025-02-30',
	])('%s is refused', async (query) => {
		expect((await call(`/users/${BAKERY}/transactions?${query}`)).status).toBe(400);
	});

	test.each([
		['from_date=2024-06-01', ['rc20260430']],
		['from_updated_at=2024-06-01&to_updated_at=2025-06-26', ['rc20260430', 'v20111101']],
	])('%s is too long for %j', async (query, refusing) => {
		const path = `/users/${bakery().user.guid}/transactions?${query}`;
		for (const version of ['rc20260430', 'v20111101', 'v20250224']) {
			const { status } = await call(path, { 'accept-version': version });
			expect(status).toBe(refusing.includes(version) ? 400 : 200);
		}
	});
});

describe('what the bank does', () => {
	test('a pending transaction is posted under its GUID, or under a new one', () => {
		const [pending] = mx.transactionsOf(BAKERY);
		expect(pending).toMatchObject({ status: 'PENDING', posted_at: null });
		const posted = mx.post(pending.guid);
		expect(posted).toMatchObject({ guid: pending.guid, status: 'POSTED' });
		expect(posted.updated_at > pending.updated_at).toBe(true);

		const [other] = mx.transactionsOf('user-studio');
		const replacement = mx.post(other.guid, { underNewGuid: true });
		const guids = mx.transactionsOf('user-studio').map(({ guid }) => guid);
		expect(guids).not.toContain(other.guid);
		expect(guids).toContain(replacement.guid);
		expect(guids).toHaveLength(30);
	});

	test('an aggregation runs until it is finished', async () => {
		const { user, members } = bakery();
		const path = `/users/${user.guid}/members/${members[0].guid}`;
		const started = await call(`${path}/aggregate`, {}, 'POST');
		expect(started).toMatchObject({ status: 202, body: { member: { guid: members[0].guid } } });
		const isRunning = async () => (await call(`${path}/status`)).body.member.is_being_aggregated;
		expect(await isRunning()).toBe(true);
		mx.finishAggregation(members[0].guid);
		expect(await isRunning()).toBe(false);
	});
});

describe('faults', () => {
	test('answer, cut or redirect as often as they are told', async () => {
		mx.fault({ effect: 'status', status: 429, headers: { 'retry-after': '1' }, path: '/users' });
		mx.fault({ effect: 'html', skip: 1 });
		mx.fault({ effect: 'cut' });
		expect((await call('/users')).status).toBe(429);
		await expect(call('/users')).rejects.toThrow('fetch failed');
		expect((await call('/users')).body).toMatch(/^<!doctype html>/);
		expect((await call('/users')).status).toBe(200);
		expect(mx.journal.map(({ status }) => status)).toEqual([429, null, 200, 200]);
	});

	test('may let the request have its effect', async () => {
		const { user, members } = bakery();
		mx.fault({ effect: 'cut', method: 'post', stored: true });
		const path = `/users/${user.guid}/members/${members[0].guid}/aggregate`;
		await expect(call(path, {}, 'POST')).rejects.toThrow('fetch failed');
		expect(bakery().members[0].is_being_aggregated).toBe(true);
	});

	test('may repeat what came with the call', async () => {
		mx.fault({ effect: 'echo' });
		const { status, body } = await call('/users');
		expect(status).toBe(400);
		expect(body.error.message).toContain(mx.secrets()[1]);
	});

	/** @type {[any, RegExp][]} */
	const mistakes = [
		[{}, /needs an effect/],
		[{ effect: 'toString' }, /needs an effect/],
		[{ effect: 'cut', sttus: 5 }, /takes no "sttus"/],
		[{ effect: 'cut', body: {} }, /takes no "body"/],
	];
	test.each(mistakes)('refuse %j', (order, message) => {
		expect(() => mx.fault(order)).toThrow(message);
	});
});

describe('deliveries', () => {
	/** @type {{ headers: http.IncomingHttpHeaders, body: string }[]} */
	let received = [];
	/** @type {number[]} */
	let answers = [];
	const server = http.createServer((request, response) => {
		let body = '';
		request.on('data', (part) => (body += part));
		request.on('end', () => {
			received.push({ headers: request.headers, body });
			const status = answers.shift() ?? 204;
			if (status === 0) request.socket.destroy();
			else response.writeHead(status).end();
		});
	});
	const url = () => `http://127.0.0.1:${/** @type {any} */ (server.address()).port}/hook`;
	beforeAll(
		() => new Promise((resolve) => void server.listen(0, '127.0.0.1', () => resolve(null))),
	);
	beforeEach(() => {
		received = [];
		answers = [];
	});
	afterAll(() => new Promise((resolve) => void server.close(resolve)));

	const event = () => mx.events.aggregation(bakery().members[0].guid);

	test('bear user and password, and end with the first 2xx', async () => {
		const keys = { user: 'hook', password: 'sësame:open' };
		expect(await mx.deliver(url(), event(), keys)).toEqual({ delivered: true, statuses: [204] });
		expect(received).toHaveLength(1);
		expect(received[0].headers.authorization).toBe(basic('hook:sësame:open'));
		expect(JSON.parse(received[0].body)).toMatchObject({
			type: 'AGGREGATION',
			action: 'member_data_updated',
			completed_on: '2025-06-26',
			user_id: BAKERY,
			member_guid: bakery().members[0].guid,
		});
	});

	test('bear none when none is given', async () => {
		await mx.deliver(url(), event());
		expect(received[0].headers).not.toHaveProperty('authorization');
	});

	test('are repeated after a failure, and re-queued after a 429', async () => {
		answers = [500, 0, 429, 401];
		expect(await mx.deliver(url(), event())).toEqual({
			delivered: true,
			statuses: [500, null, 429, 401, 204],
		});
	});

	test('are given up after twelve retries', async () => {
		answers = Array(20).fill(401);
		const { delivered, statuses } = await mx.deliver(url(), event());
		expect(delivered).toBe(false);
		expect(statuses).toHaveLength(13);
	});

	test('there are events of every documented kind', () => {
		const { guid } = bakery().members[0];
		const { events } = mx;
		expect([
			events.aggregation(guid).type,
			events.balance(guid).type,
			events.connectionStatus(guid).type,
			events.history(guid).type,
			events.statement(guid).type,
		]).toEqual(['AGGREGATION', 'BALANCE', 'CONNECTION_STATUS', 'HISTORY', 'STATEMENT']);
		const [row] = mx.transactionsOf(BAKERY);
		expect(events.transaction(row)).toMatchObject({ action: 'created', guid: row.guid });
		expect(events.transaction(row)).not.toHaveProperty('category');
	});
});

test('an unknown option is refused', async () => {
	await expect(startMxSandbox(/** @type {any} */ ({ nwo: 1 }))).rejects.toThrow('no option "nwo"');
});
