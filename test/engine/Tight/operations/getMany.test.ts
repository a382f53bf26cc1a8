import { PATHS, queriesOf } from '../../../support/journal';
import {
	byId,
	CHECKING,
	picked,
	rowsOf,
	SAVINGS,
	savingRows,
	STUDIO_CHECKING,
} from '../../../support/rows';
import { BAKERY, runTight, STUDIO, useSandbox } from '../../../support/tight';

const sandbox = useSandbox();

const listing = (more = {}) => ({ resource: 'bankTransaction', operation: 'getAll', ...more });

const count = (length: number) => Array.from({ length }, (_, index) => index + 1);

async function save(amounts: number[], more = {}): Promise<string[]> {
	const run = await runTight(sandbox.current, {
		parameters: savingRows({ userId: more && 'userId' in more ? STUDIO : '' }),
		input: rowsOf(amounts, more),
	});
	if (run.error) throw run.error;
	return run.items.map(({ id }) => String(id));
}

describe('How much is read', () => {
	it('Return All reads page by page to the end, each row once', async () => {
		await save(count(600));
		const run = await runTight(sandbox.current, { parameters: listing({ returnAll: true }) });

		expect(run.error).toBeUndefined();
		expect(run.items).toHaveLength(600);
		expect(new Set(run.items.map(({ amount }) => amount))).toEqual(new Set(count(600)));
		const queries = queriesOf(sandbox.current, PATHS.bankTransactions);
		expect(queries.map(({ limit }) => limit)).toEqual([250, 250, 250]);
		expect(queries.map(({ cursor }) => typeof cursor)).toEqual(['undefined', 'string', 'string']);
	});

	it.each([
		[30, [30]],
		[260, [250, 10]],
	])('Limit %i asks for no more than that', async (limit, asked) => {
		await save(count(300));
		const run = await runTight(sandbox.current, { parameters: listing({ limit }) });

		expect(run.items).toHaveLength(limit);
		const queries = queriesOf(sandbox.current, PATHS.bankTransactions);
		expect(queries.map((query) => query.limit)).toEqual(asked);
	});

	it.each([
		['={{ $json.nothing }}', 'undefined'],
		['={{ null }}', 'null'],
		['={{ "many" }}', '"many"'],
		[0, '0'],
		[1.5, '1.5'],
	])('Limit %p is told, and nothing is asked', async (limit, shown) => {
		const run = await runTight(sandbox.current, {
			parameters: listing({ limit }),
			onError: 'continueErrorOutput',
		});

		expect(run.items).toEqual([]);
		expect(run.failedItems.map(({ error }) => error)).toEqual([
			`Item 0 was not sent to Tight: 'Limit' must be a whole number of 1 or more, but is ${shown}`,
		]);
		expect(sandbox.current.journal).toEqual([]);
	});

	it('Limit may be text, and is not asked for beside Return All', async () => {
		await save(count(3));
		const few = await runTight(sandbox.current, { parameters: listing({ limit: '={{ "2" }}' }) });
		const all = await runTight(sandbox.current, {
			parameters: listing({ returnAll: true, limit: '={{ null }}' }),
		});

		expect([few.items.length, all.items.length]).toEqual([2, 3]);
	});

	it('50 rows when nothing is said', async () => {
		await save(count(60));
		const run = await runTight(sandbox.current, { parameters: listing() });

		expect(run.items).toHaveLength(50);
	});

	it('nothing, and no failure, when there is nothing', async () => {
		const run = await runTight(sandbox.current, { parameters: listing({ returnAll: true }) });

		expect(run.error).toBeUndefined();
		expect(run.items).toEqual([]);
	});

	it('says so instead of reading for ever when Tight answers the same place twice', async () => {
		await save(count(2));
		sandbox.current.fault({
			effect: 'status',
			status: 200,
			body: { result: 'SUCCESS', data: [{ id: 'btxn_1' }], cursor: { after: 'same' } },
			path: `${PATHS.bankTransactions}/query`,
			times: Infinity,
		});
		const run = await runTight(sandbox.current, { parameters: listing({ returnAll: true }) });

		expect(run.error?.message).toContain('the same place in the list twice');
		expect(queriesOf(sandbox.current, PATHS.bankTransactions)).toHaveLength(2);
	});

	it('an incomplete list is a failure, not a short list', async () => {
		await save(count(300));
		sandbox.current.fault({
			effect: 'html',
			path: `${PATHS.bankTransactions}/query`,
			skip: 1,
		});
		const run = await runTight(sandbox.current, { parameters: listing({ returnAll: true }) });

		expect(run.error?.message).toContain(
			"Tight gave no usable answer for item 0: the answer is not Tight's",
		);
		expect(run.items).toEqual([]);
	});
});

describe('Filters', () => {
	it('of every kind reach Tight as its documents have them', async () => {
		const conditions = (...given: Array<[operator: string, value: unknown]>) => ({
			conditions: given.map(([operator, value]) => ({ operator, value })),
		});
		const run = await runTight(sandbox.current, {
			parameters: listing({
				filters: {
					amount: conditions(['greaterThanEqual', '-500'], ['lessThan', '500']),
					bankAccount: conditions(['in', picked(CHECKING)], ['in', byId(SAVINGS)]),
					category: conditions(['in', picked('ctg_58932890')]),
					classSegments: conditions(['in', byId('cls_593054')]),
					company: conditions(['in', 'co_2210']),
					customer: conditions(['in', picked('cus_4852707')]),
					date: conditions(
						['greaterThanEqual', '2025-01-01T00:00:00'],
						['lessThanEqual', '2025-12-31T00:00:00'],
					),
					description: conditions(['contain', 'shell']),
					glAccount: conditions(['in', byId('gla_38560327')]),
					lastUpdatedDateTime: '2025-01-01T00:00:00Z',
					notes: conditions(['notEqual', 'x']),
					reconciliationMatch: conditions(['equal', 'pmt_1']),
					reviewStatus: conditions(['notIn', 'RECONCILED']),
					search: 'oil',
					status: conditions(['in', 'ACTIVE']),
					type: conditions(['in', 'EXPENSE'], ['in', 'REVENUE']),
					vendor: conditions(['in', picked('vnd_28868401')]),
				} as never,
				sort: { by: { orderBy: 'DATE', direction: 'DESC' } },
				expand: ['bankAccount', 'bill.lineItems', 'vendor'],
			}),
		});

		expect(run.error).toBeUndefined();
		expect(queriesOf(sandbox.current, PATHS.bankTransactions)).toEqual([
			{
				limit: 50,
				filter: {
					amount: { greaterThanEqual: -500, lessThan: 500 },
					bankAccount: { id: { in: [CHECKING, SAVINGS] }, expand: true },
					bill: { expand: true, lineItems: { expand: true } },
					category: { id: { in: ['ctg_58932890'] } },
					classSegments: { id: { in: ['cls_593054'] } },
					company: { in: ['co_2210'] },
					customer: { id: { in: ['cus_4852707'] } },
					date: { greaterThanEqual: '2025-01-01', lessThanEqual: '2025-12-31' },
					description: { contain: 'shell' },
					glAccount: { id: { in: ['gla_38560327'] } },
					lastUpdatedDateTime: '2025-01-01T00:00:00Z',
					notes: { notEqual: 'x' },
					reconciliationMatch: { id: { equal: 'pmt_1' } },
					reviewStatus: { notIn: ['RECONCILED'] },
					search: 'oil',
					status: { in: ['ACTIVE'] },
					type: { in: ['EXPENSE', 'REVENUE'] },
					vendor: { id: { in: ['vnd_28868401'] }, expand: true },
				},
				sort: { orderBy: 'DATE', direction: 'DESC' },
			},
		]);
	});

	it('are resolved for each item', async () => {
		await save([100, 200]);
		await save([300], { bankAccountId: SAVINGS });
		const run = await runTight(sandbox.current, {
			parameters: listing({
				filters: {
					bankAccount: { conditions: [{ operator: 'in', value: byId('={{ $json.account }}') }] },
				},
			}),
			input: [{ account: SAVINGS }, { account: CHECKING }],
		});

		expect(run.items.map(({ amount }) => amount)).toEqual([300, 100, 200]);
		expect(run.origins).toEqual([0, 1, 1]);
	});

	it.each([
		['date', 'equal', 'yesterday', '\'Date\' must be a day such as 2025-06-26, but is "yesterday"'],
		['amount', 'equal', '12.50', "'Amount' must be a whole number of cents"],
		['bankAccount', 'in', '', "'Bank Account' is missing"],
	])(
		'with a wrong %s are refused before anything is sent',
		async (name, operator, value, message) => {
			const run = await runTight(sandbox.current, {
				parameters: listing({
					filters: { [name]: { conditions: [{ operator, value }] } },
				}),
			});

			expect(run.error?.message).toContain(message);
			expect(sandbox.current.journal).toEqual([]);
		},
	);

	it('with the same condition twice are refused', async () => {
		const run = await runTight(sandbox.current, {
			parameters: listing({
				filters: {
					date: {
						conditions: [
							{ operator: 'equal', value: '2025-01-01' },
							{ operator: 'equal', value: '2025-01-02' },
						],
					},
				},
			}),
		});

		expect(run.error?.message).toContain("'Date' has two conditions");
		expect(sandbox.current.journal).toEqual([]);
	});
});

describe('Sort and details', () => {
	it('puts rows out in the order and with the details that were asked for', async () => {
		await save([1], { date: '2025-03-01', vendorId: 'vnd_28868401' });
		await save([2], { date: '2025-01-01' });
		await save([3], { date: '2025-02-01' });
		const sorted = async (direction: string) =>
			await runTight(sandbox.current, {
				parameters: listing({
					sort: { by: { orderBy: 'DATE', direction } },
					expand: ['vendor'],
					simplify: false,
				}),
			});

		expect((await sorted('ASC')).items.map(({ amount }) => amount)).toEqual([2, 3, 1]);
		const { items } = await sorted('DESC');
		expect(items.map(({ amount }) => amount)).toEqual([1, 3, 2]);
		expect(items[0].vendor).toHaveProperty('status', 'ACTIVE');
	});
});

describe('Items', () => {
	it('makes one query for each item, as its user, and links the rows to it', async () => {
		await save([1, 2]);
		await save([3, 4, 5], { userId: STUDIO, bankAccountId: STUDIO_CHECKING });
		const run = await runTight(sandbox.current, {
			parameters: listing({ userId: '={{ $json.user }}' }),
			input: [
				{ user: STUDIO, name: 'Northlight' },
				{ user: BAKERY, name: 'Rosewater' },
			],
			after: "={{ $('Start').item.json.name }} {{ $json.amount }}",
		});

		expect(run.after).toEqual([
			'Northlight 3',
			'Northlight 4',
			'Northlight 5',
			'Rosewater 1',
			'Rosewater 2',
		]);
	});

	it('goes on with the other items when one fails', async () => {
		await save([1]);
		const run = await runTight(sandbox.current, {
			parameters: listing({ userId: '={{ $json.user }}' }),
			input: [{ user: 'nobody' }, { user: BAKERY }],
			onError: 'continueErrorOutput',
		});

		expect(run.origins).toEqual([1]);
		expect(run.failedOrigins).toEqual([0]);
		expect(run.failedItems[0]).toMatchObject({
			user: 'nobody',
			error: expect.stringContaining("Tight gave no token for the user 'nobody'") as string,
		});
	});

	it('reads again after a fault, because reading does no harm', async () => {
		await save([1, 2]);
		sandbox.current.fault({ effect: 'status', status: 503, path: /query$/ });
		sandbox.current.fault({ effect: 'cut', path: /query$/ });
		const run = await runTight(sandbox.current, { parameters: listing() });

		expect(run.error).toBeUndefined();
		expect(run.items).toHaveLength(2);
		expect(queriesOf(sandbox.current, PATHS.bankTransactions)).toHaveLength(3);
	});
});
