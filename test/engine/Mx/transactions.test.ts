import { BAKERY, queriesOf, runMx, STUDIO, useMxSandbox } from '../../support/mx';

const sandbox = useMxSandbox();

const bakery = () => sandbox.current.holding(BAKERY);

const listing = (more = {}) => ({
	resource: 'transaction',
	operation: 'getAll',
	scope: 'user',
	userGuid: bakery().user.guid,
	returnAll: true,
	...more,
});

const guidsOf = (rows: Array<Record<string, unknown>>) => rows.map(({ guid }) => String(guid));

/** Many more rows than one page holds. */
function addMany(count: number, more = {}): string[] {
	const [{ guid }] = bakery().accounts;
	return Array.from({ length: count }, () => sandbox.current.add(guid, more).guid as string);
}

describe('Which transactions', () => {
	it("are the user's, as MX has them, each with all 44 fields", async () => {
		const run = await runMx(sandbox.current, { parameters: listing() });

		expect(run.error).toBeUndefined();
		expect(run.items).toEqual(sandbox.current.transactionsOf(BAKERY));
		expect(Object.keys(run.items[0])).toHaveLength(44);
	});

	it.each(['member', 'account'])("are the %s's", async (scope) => {
		const { members, accounts, transactions } = bakery();
		const [{ guid }] = scope === 'member' ? members : accounts;
		const run = await runMx(sandbox.current, {
			parameters: listing({ scope, [`${scope}Guid`]: guid }),
		});

		expect(run.error).toBeUndefined();
		const meant = transactions.filter((row) => row[`${scope}_guid`] === guid);
		expect(run.items).toEqual(meant);
		expect(meant.length).toBeLessThan(transactions.length);
	});

	it('are those that a webhook announces, by the fields that it brings', async () => {
		const [member] = bakery().members;
		const run = await runMx(sandbox.current, {
			parameters: listing({
				scope: 'member',
				userGuid: '={{ $json.user_guid }}',
				memberGuid: '={{ $json.member_guid }}',
				filters: { changedSince: '={{ $json.completed_at }}' },
			}),
			input: [sandbox.current.events.aggregation(member.guid)],
		});

		expect(run.error).toBeUndefined();
		expect(guidsOf(run.items)).toEqual(
			guidsOf(
				sandbox.current
					.transactionsOf(BAKERY)
					.filter((row) => row.member_guid === member.guid && row.updated_at >= '2025-06-24'),
			),
		);
	});

	it.each([
		['rc20260430', 'self', 36],
		['v20111101', 'category', 44],
	])('are as version %s has them', async (acceptVersion, field, fields) => {
		const run = await runMx(sandbox.current, {
			parameters: listing({ limit: 1, returnAll: false }),
			credential: { acceptVersion },
		});

		expect(run.error).toBeUndefined();
		expect(run.items[0]).toHaveProperty(field);
		expect(Object.keys(run.items[0])).toHaveLength(fields);
		expect(sandbox.current.journal[0].version).toBe(acceptVersion);
	});

	it('a user may be named by the own ID', async () => {
		const run = await runMx(sandbox.current, { parameters: listing({ userGuid: STUDIO }) });

		expect(run.items).toEqual(sandbox.current.transactionsOf(STUDIO));
	});
});

describe('Dates', () => {
	it('From Date and To Date go out as written days, both included', async () => {
		const run = await runMx(sandbox.current, {
			parameters: listing({
				filters: { fromDate: '2025-06-20T00:00:00', toDate: '2025-06-22' },
			}),
		});

		expect(queriesOf(sandbox.current)).toEqual([
			{ from_date: '2025-06-20', to_date: '2025-06-22', page: '1', records_per_page: '1000' },
		]);
		expect(run.items.map(({ date }) => date)).toEqual(['2025-06-22', '2025-06-21', '2025-06-20']);
	});

	it('Changed Since reads two days more before, and one after', async () => {
		const old = sandbox.current.add(bakery().accounts[0].guid, {
			date: '2025-05-01',
			created_at: '2025-05-01T10:00:00Z',
			updated_at: '2025-06-24T23:59:59Z',
		});
		const run = await runMx(sandbox.current, {
			parameters: listing({ filters: { changedSince: '2025-06-26T08:00:00+02:00' } }),
		});

		const [query] = queriesOf(sandbox.current);
		expect(query.from_updated_at).toBe('2025-06-24');
		const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
		expect(query.to_updated_at).toBe(tomorrow);
		expect(guidsOf(run.items)).toContain(old.guid);
		expect(run.items).toHaveLength(4);
	});

	it.each([
		["={{ DateTime.fromISO('2025-06-26') }}", '2025-06-24'],
		["={{ new Date('2025-06-26T12:00:00Z') }}", '2025-06-24'],
		['={{ 1750939200 }}', '2025-06-24'],
		['2025-06-26 10:00', '2025-06-24'],
		['2199-01-01', '2198-12-30'],
	])('Changed Since may be %s', async (changedSince, from) => {
		const run = await runMx(sandbox.current, {
			parameters: listing({ filters: { changedSince } }),
		});

		expect(run.error).toBeUndefined();
		const [query] = queriesOf(sandbox.current);
		expect(query.from_updated_at).toBe(from);
		expect(query.to_updated_at >= query.from_updated_at).toBe(true);
	});

	it.each([
		[{ fromDate: 'yesterday' }, "'From Date' must be a day such as 2025-06-26"],
		[{ toDate: '2025-02-30' }, "'To Date' must be a day such as 2025-06-26"],
		[{ changedSince: '={{ true }}' }, "'Changed Since' must be a day such as 2025-06-26"],
		[
			{ changedSince: '={{ 1750939200000 }}' },
			"'Changed Since' must be a day such as 2025-06-26, or",
		],
		[{ fromDate: '2025-06-22', toDate: '2025-06-20' }, "'From Date' is after 'To Date'"],
	])('%j is refused before anything is sent', async (filters, message) => {
		const run = await runMx(sandbox.current, { parameters: listing({ filters }) });

		expect(run.error?.message).toContain(`Item 0 was not sent to MX: ${message}`);
		expect(sandbox.current.journal).toEqual([]);
	});

	it('a range that MX does not take is told in its own words', async () => {
		const run = await runMx(sandbox.current, {
			parameters: listing({ filters: { fromDate: '2024-01-01' } }),
			credential: { acceptVersion: 'rc20260430' },
		});

		expect(run.error?.message).toContain(
			'MX refused item 0: Maximum date range limit is 6 months (invalid_parameter, bad_request)',
		);
	});
});

describe('Pages', () => {
	it('Return All reads to the end with the largest pages that MX gives', async () => {
		addMany(2400);
		const run = await runMx(sandbox.current, { parameters: listing() });

		expect(run.error).toBeUndefined();
		expect(new Set(guidsOf(run.items))).toEqual(
			new Set(guidsOf(sandbox.current.transactionsOf(BAKERY))),
		);
		expect(run.items).toHaveLength(2460);
		const pages = queriesOf(sandbox.current).map(({ page }) => page);
		expect(pages).toEqual(['1', '2', '3', '1', '2', '3']);
		expect(queriesOf(sandbox.current).every((q) => q.records_per_page === '1000')).toBe(true);
	});

	it.each([
		[3, '10'],
		[30, '30'],
		[60, '60'],
	])('Limit %i asks for no more than MX allows: %s', async (limit, size) => {
		const run = await runMx(sandbox.current, { parameters: listing({ returnAll: false, limit }) });

		expect(run.items).toHaveLength(limit);
		expect(queriesOf(sandbox.current)).toEqual([{ page: '1', records_per_page: size }]);
	});

	it('a Limit above one page is kept as well', async () => {
		addMany(1500);
		const run = await runMx(sandbox.current, {
			parameters: listing({ returnAll: false, limit: 1200 }),
		});

		expect(new Set(guidsOf(run.items)).size).toBe(1200);
	});

	it('50 rows when nothing is said', async () => {
		const { resource, operation, scope, userGuid } = listing();
		const run = await runMx(sandbox.current, {
			parameters: { resource, operation, scope, userGuid },
		});

		expect(run.items).toHaveLength(50);
	});

	it('nothing, and no failure, when MX says that there are no pages', async () => {
		const pagination = { current_page: 1, per_page: 1000, total_entries: 0, total_pages: 0 };
		sandbox.current.fault({
			effect: 'status',
			status: 200,
			body: { transactions: [], pagination },
		});
		const run = await runMx(sandbox.current, { parameters: listing() });

		expect(run.error).toBeUndefined();
		expect(run.items).toEqual([]);
		expect(sandbox.current.journal).toHaveLength(1);
	});

	it('nothing, and no failure, when there is nothing', async () => {
		const run = await runMx(sandbox.current, {
			parameters: listing({ filters: { fromDate: '2025-07-01' } }),
		});

		expect(run.error).toBeUndefined();
		expect(run.items).toEqual([]);
	});

	it('no row is lost when one is removed while pages are read', async () => {
		const added = addMany(1200);
		sandbox.current.changeBetweenPages(() => sandbox.current.remove(added[0]));
		const run = await runMx(sandbox.current, { parameters: listing() });

		expect(new Set(guidsOf(run.items))).toEqual(
			new Set(guidsOf(sandbox.current.transactionsOf(BAKERY))),
		);
	});

	it('nor when a posted one takes the place of a pending one, which no total tells', async () => {
		addMany(1200, { date: '2025-06-20' });
		const [pending] = sandbox.current.transactionsOf(BAKERY);
		sandbox.current.changeBetweenPages(() => {
			const { guid } = sandbox.current.post(pending.guid, { underNewGuid: true });
			sandbox.current.modify(guid, { date: '2025-05-01' });
		});
		const run = await runMx(sandbox.current, { parameters: listing() });

		const guids = guidsOf(run.items);
		expect(guids).not.toContain(pending.guid);
		expect(new Set(guids)).toEqual(new Set(guidsOf(sandbox.current.transactionsOf(BAKERY))));
	});

	it('a list that never stands still is a failure, not a short list', async () => {
		const added = addMany(1200);
		const changes = added.slice(0, 20).map((guid) => () => void sandbox.current.remove(guid));
		sandbox.current.changeBetweenPages(...changes);
		const run = await runMx(sandbox.current, { parameters: listing() });

		expect(run.items).toEqual([]);
		expect(run.error?.message).toContain(
			'MX gave no usable answer for item 0: the list changed during each of 5 readings',
		);
	});

	it('an incomplete list is a failure, not a short list', async () => {
		addMany(1200);
		sandbox.current.fault({ effect: 'status', status: 400, skip: 1 });
		const run = await runMx(sandbox.current, { parameters: listing() });

		expect(run.items).toEqual([]);
		expect(run.error?.message).toContain('MX refused item 0: Armed fault: 400');
	});
});

describe('Items', () => {
	it('one list for each, linked to its item, each row once', async () => {
		const run = await runMx(sandbox.current, {
			parameters: listing({ userGuid: '={{ $json.id }}', limit: 2, returnAll: false }),
			input: [
				{ id: STUDIO, name: 'Northlight' },
				{ id: BAKERY, name: 'Rosewater' },
			],
			after: "={{ $('Start').item.json.name }} {{ $json.user_id }}",
		});

		expect(run.after).toEqual([
			`Northlight ${STUDIO}`,
			`Northlight ${STUDIO}`,
			`Rosewater ${BAKERY}`,
			`Rosewater ${BAKERY}`,
		]);
	});

	it('what one lacks is named, the others are read', async () => {
		const run = await runMx(sandbox.current, {
			parameters: listing({ scope: 'member', memberGuid: '={{ $json.member }}' }),
			input: [{ member: '' }, { member: '..' }, { member: bakery().members[1].guid }],
			onError: 'continueErrorOutput',
		});

		expect(run.failedOrigins).toEqual([0, 1]);
		expect(run.failedItems.map(({ error }) => error)).toEqual([
			"Item 0 was not sent to MX: 'Member GUID' is missing",
			"Item 1 was not sent to MX: 'Member GUID' is missing",
		]);
		expect(new Set(run.origins)).toEqual(new Set([2]));
		expect(run.items).toHaveLength(20);
	});

	it('a GUID that no address can hold is named', async () => {
		const run = await runMx(sandbox.current, {
			parameters: listing({ userGuid: "={{ 'USR-' + String.fromCharCode(0xd83d) }}" }),
		});

		expect(run.error?.message).toContain(
			"Item 0 was not sent to MX: 'User GUID' holds a broken character",
		);
		expect(sandbox.current.journal).toEqual([]);
	});

	it('a GUID cannot lead to another path', async () => {
		const run = await runMx(sandbox.current, {
			parameters: listing({ userGuid: '../users/a?b#c' }),
		});

		expect(run.error).toBeDefined();
		expect(sandbox.current.journal[0].path).toBe('/users/..%2Fusers%2Fa%3Fb%23c/transactions');
	});
});
