import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { saveRows } from '../../../../nodes/Tight/saving/pipeline';
import type { Match, Row, SavePlan } from '../../../../nodes/Tight/saving/row';
import type { Result } from '../../../../nodes/Tight/api/results';
import { BAD, MemoryTight, REFUSAL, type SaveMode } from '../../../support/memoryTight';

const ACCOUNT = 'bka_1';
const path = '/v6/banks/transactions';
const match: Match = {
	path,
	hasDateFilter: true,
	found: 'update',
	windowDays: 7,
	hasUniqueIds: true,
	wholeFields: new Set(),
};

interface Told {
	/** By the index of their items. */
	results: Map<number, Result>;
}

async function save(tight: MemoryTight, rows: Row[], plan: Partial<SavePlan> = {}): Promise<Told> {
	const results = await saveRows(tight.client, rows, {
		path,
		batchSize: 200,
		parallelRequests: 4,
		stopOnFailure: false,
		sourceField: 'apiSourceId',
		hasEcho: true,
		...plan,
	});
	return { results: new Map([...results].map(([{ item }, result]) => [item, result])) };
}

const kindsOf = ({ results }: Told, rows: Row[]) => rows.map(({ item }) => results.get(item)?.kind);

/** Rows to add, of one user; the number tells them apart. */
function newRows(count: number, more: (item: number) => IDataObject = () => ({})): Row[] {
	return Array.from({ length: count }, (_, item) => ({
		item,
		userId: 'u',
		body: { n: item, date: '2025-06-26', bankAccountId: ACCOUNT, ...more(item) },
	}));
}

/** Rows that are recognised by these source ids. */
function sourced(sources: string[], more: (item: number) => IDataObject = () => ({})): Row[] {
	return newRows(sources.length, (item) => ({ apiSourceId: sources[item], ...more(item) })).map(
		(row) => ({
			...row,
			identity: {
				apiSourceId: String(row.body.apiSourceId),
				date: String(row.body.date),
				bankAccountId: ACCOUNT,
			},
		}),
	);
}

const numbersIn = (rows: IDataObject[]) => rows.map(({ n }) => n);
const batchesOf = (tight: MemoryTight) => tight.saves.map(({ rows }) => numbersIn(rows));
const bad =
	(...items: number[]) =>
	(item: number) =>
		items.includes(item) ? BAD : {};

describe('saving any rows to any Tight', () => {
	const modes: SaveMode[] = [
		'handled',
		'whole',
		'tooLarge',
		'cutBefore',
		'cutAfter',
		'down',
		'unreachable',
	];
	const row = fc.record({
		userId: fc.constantFrom('u', 'v'),
		identity: fc.option(fc.constantFrom('a', 'b', 'c', 'd'), { nil: undefined }),
		isBad: fc.boolean(),
	});
	const scenario = fc.record({
		rows: fc.array(row, { maxLength: 14 }),
		isMatching: fc.boolean(),
		seeded: fc.subarray(['a', 'b', 'c']),
		batchSize: fc.integer({ min: 1, max: 5 }),
		parallelRequests: fc.integer({ min: 1, max: 3 }),
		stopOnFailure: fc.boolean(),
		modes: fc.array(fc.constantFrom(...modes), { maxLength: 8 }),
		delays: fc.array(fc.nat({ max: 5 }), { maxLength: 10 }),
	});
	type Scenario = typeof scenario extends fc.Arbitrary<infer S> ? S : never;

	/** Ids of the records that stand for an identity before the save. */
	function prepare({ rows, isMatching, seeded, modes: given, delays }: Scenario) {
		const tight = new MemoryTight();
		tight.modes = [...given];
		tight.delays = [...delays];
		const ids = new Map<string, string>();
		for (const userId of ['u', 'v']) {
			for (const source of seeded) {
				const stored = { apiSourceId: source, date: '2025-06-26', bankAccountId: ACCOUNT };
				ids.set(`${userId} ${source}`, String(tight.seed(userId, stored).id));
			}
		}
		const made = rows.map(({ userId, identity, isBad }, item): Row => {
			const apiSourceId = identity ?? `only ${item}`;
			const id = ids.get(`${userId} ${identity}`);
			return {
				item,
				userId,
				body: {
					n: item,
					date: '2025-06-26',
					bankAccountId: ACCOUNT,
					...(isBad && BAD),
					...(isMatching && { apiSourceId }),
					...(!isMatching && id && { id }),
				},
				...(isMatching && {
					identity: { apiSourceId, date: '2025-06-26', bankAccountId: ACCOUNT },
				}),
			};
		});
		return { tight, rows: made };
	}

	const identityOf = ({ userId, body, item }: Row, isMatching: boolean) =>
		JSON.stringify([userId, (isMatching ? body.apiSourceId : body.id) ?? `new ${item}`]);

	/** Runs a scenario and states something about it. */
	async function always(
		state: (facts: { told: Told; tight: MemoryTight; rows: Row[]; given: Scenario }) => void,
	) {
		await fc.assert(
			fc.asyncProperty(scenario, async (given) => {
				const { tight, rows } = prepare(given);
				const { batchSize, parallelRequests, stopOnFailure, isMatching } = given;
				const plan = { batchSize, parallelRequests, stopOnFailure };
				const original = rows.map((made) => ({ ...made }));
				const told = await save(tight, rows, { ...plan, match: isMatching ? match : undefined });
				state({ told, tight, rows: original, given });
			}),
			{ numRuns: 400 },
		);
	}

	it('gives every row exactly one result, or at most one when it stops', async () => {
		await always(({ told, rows, given }) => {
			const items = [...told.results.keys()].sort((left, right) => left - right);
			if (!given.stopOnFailure) expect(items).toEqual(rows.map(({ item }) => item));
			if (items.length === rows.length) return;
			expect([...told.results.values()].some(({ kind }) => kind !== 'saved')).toBe(true);
		});
	});

	it('keeps batches within their size, and each to one user', async () => {
		await always(({ tight, rows, given }) => {
			for (const { userId, rows: sent } of tight.saves) {
				expect(sent.length).toBeGreaterThan(0);
				expect(sent.length).toBeLessThanOrEqual(given.batchSize);
				for (const { n } of sent) expect(rows[n as number].userId).toBe(userId);
			}
			expect(tight.mostParallel).toBeLessThanOrEqual(given.parallelRequests);
		});
	});

	it('never puts two rows that mean one record into one batch', async () => {
		await always(({ tight, rows, given }) => {
			for (const { rows: sent } of tight.saves) {
				const meant = sent.map(({ n }) => identityOf(rows[n as number], given.isMatching));
				expect(new Set(meant).size).toBe(meant.length);
			}
		});
	});

	it('never adds a row twice', async () => {
		await always(({ tight, given }) => {
			for (const userId of ['u', 'v']) {
				const stored = tight.rowsOf(userId).filter(({ n }) => n !== undefined);
				expect(new Set(numbersIn(stored)).size).toBe(stored.length);
				if (!given.isMatching) continue;
				const sources = stored.map(({ apiSourceId }) => apiSourceId);
				expect(new Set(sources).size).toBe(sources.length);
			}
		});
	});

	it('says of no row that it was saved unless it was, and of none that it was not if it was', async () => {
		await always(({ told, tight, rows, given }) => {
			rows.forEach((made) => {
				const { item, userId } = made;
				const result = told.results.get(item)?.kind;
				const isStored = tight.rowsOf(userId).some(({ n }) => n === item);
				const isBad = made.body.description === BAD.description;
				const meant = identityOf(made, given.isMatching);
				const others = rows.filter((other) => other !== made);
				// Rows that mean the same record are one save, in which later values win.
				const isFolded = others.some((other) => identityOf(other, given.isMatching) === meant);
				if (result === 'saved') expect(isStored || isFolded).toBe(true);
				if (result === 'saved' && !isFolded) expect(isBad).toBe(false);
				if (isFolded) return;
				const isLeftAlone = result === undefined;
				if (result === 'refused' || result === 'notSent' || isLeftAlone) {
					expect(isStored).toBe(false);
				}
			});
		});
	});
});

describe('saving without a failure', () => {
	it('sends full batches of each user, in the order of the rows', async () => {
		const rows = newRows(7);
		rows[2].userId = 'v';
		const tight = new MemoryTight();
		await save(tight, rows, { batchSize: 3, parallelRequests: 1 });
		expect(batchesOf(tight)).toEqual([[0, 1, 3], [4, 5, 6], [2]]);
		expect(tight.saves.map(({ userId }) => userId)).toEqual(['u', 'u', 'v']);
	});

	it('asks nothing first where it does not match', async () => {
		const tight = new MemoryTight();
		await save(tight, newRows(3));
		expect(tight.queries).toEqual([]);
	});

	it('sends nothing for no rows', async () => {
		const tight = new MemoryTight();
		await save(tight, [], { match });
		expect([tight.saves, tight.queries]).toEqual([[], []]);
	});

	it('makes one save of the updates of one record', async () => {
		const tight = new MemoryTight();
		const { id } = tight.seed('u', {});
		const rows = newRows(3, (item) => (item === 1 ? {} : { id }));
		await save(tight, rows);
		expect(batchesOf(tight)).toEqual([[2, 1]]);
		expect(tight.rowsOf('u').map(({ n }) => n)).toEqual([2, 1]);
	});
});

describe('a batch that Tight refuses as a whole', () => {
	const rowsWithOneBad = (count: number, place: number) => newRows(count, bad(place));

	it('costs the one bad row alone when it is not to stop', async () => {
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 1, max: 200 }), fc.nat(), async (count, seed) => {
				const place = seed % count;
				const tight = new MemoryTight();
				tight.modes = Array<SaveMode>(500).fill('whole');
				const rows = rowsWithOneBad(count, place);
				const told = await save(tight, rows);
				const kinds = kindsOf(told, rows);
				expect(kinds).toEqual(kinds.map((_, item) => (item === place ? 'refused' : 'saved')));
				expect(told.results.get(place)).toMatchObject({ reasons: [REFUSAL] });
			}),
			{ numRuns: 30 },
		);
	});

	it('is sent in halves up to the bad row when it is to stop', async () => {
		const tight = new MemoryTight();
		tight.modes = Array<SaveMode>(20).fill('whole');
		const rows = rowsWithOneBad(8, 4);
		const told = await save(tight, rows, { stopOnFailure: true });
		expect(kindsOf(told, rows).slice(0, 5)).toEqual([...Array(4).fill('saved'), 'refused']);
		expect(kindsOf(told, rows).slice(5)).toEqual([undefined, undefined, undefined]);
	});

	it('is sent in halves also then, when it is only too large', async () => {
		const tight = new MemoryTight();
		tight.modes = Array<SaveMode>(20).fill('tooLarge');
		const rows = newRows(5);
		const told = await save(tight, rows, { stopOnFailure: true });
		expect(kindsOf(told, rows)).toEqual(Array(5).fill('saved'));
		expect(batchesOf(tight).filter((batch) => batch.length === 1)).toHaveLength(5);
	});

	it('does not cost calls without end where every row is bad', async () => {
		const tight = new MemoryTight();
		tight.modes = Array<SaveMode>(1000).fill('whole');
		const rows = newRows(400, () => BAD);
		const told = await save(tight, rows, { batchSize: 200 });
		const kinds = new Set(kindsOf(told, rows));
		expect(kinds).toEqual(new Set(['refused', 'notSent']));
		for (const result of told.results.values()) {
			// The reason of one row is never given to another as its own.
			if (result.kind === 'notSent') expect(result.reasons).toEqual([]);
		}
		expect(tight.saves.length).toBeLessThanOrEqual(2 + 2 * 64);
	});
});

describe('matching by the source id', () => {
	const seed = { apiSourceId: 'a', n: -1, date: '2025-06-26', bankAccountId: ACCOUNT };

	it('updates what Tight has and adds the rest', async () => {
		const tight = new MemoryTight();
		const { id } = tight.seed('u', seed);
		const rows = sourced(['a', 'b']);
		expect(kindsOf(await save(tight, rows, { match }), rows)).toEqual(['saved', 'saved']);
		expect(tight.rowsOf('u').map((row) => [row.id, row.n])).toEqual([
			[id, 0],
			['btxn_2', 1],
		]);
	});

	it('sends nothing for a row that Tight has as it is', async () => {
		const tight = new MemoryTight();
		const stored = tight.seed('u', { ...seed, n: 0, notes: 'kept' });
		const rows = sourced(['a']);
		const told = await save(tight, rows, { match });
		expect(told.results.get(0)).toEqual({ kind: 'saved', data: stored });
		expect(tight.saves).toEqual([]);
	});

	it('leaves alone what is found, where only new rows are to be added', async () => {
		const tight = new MemoryTight();
		const stored = { ...tight.seed('u', seed) };
		const rows = sourced(['a', 'b']);
		const told = await save(tight, rows, { match: { ...match, found: 'skip' } });
		expect(told.results.get(0)).toEqual({ kind: 'saved', data: stored });
		expect(batchesOf(tight)).toEqual([[1]]);
	});

	it('makes one save of what comes twice in one run', async () => {
		const tight = new MemoryTight();
		const rows = sourced(['a', 'a', 'a']);
		expect(kindsOf(await save(tight, rows, { match }), rows)).toEqual(Array(3).fill('saved'));
		expect(batchesOf(tight)).toEqual([[2]]);
	});

	it('refuses what comes twice in one run where the IDs are the user’s', async () => {
		const tight = new MemoryTight();
		const rows = sourced(['a', 'a', 'b']);
		const told = await save(tight, rows, { match: { ...match, hasUniqueIds: false } });
		expect(kindsOf(told, rows)).toEqual(['notSent', 'notSent', 'saved']);
		expect(batchesOf(tight)).toEqual([[2]]);
	});

	it('does not choose between two records of one source id', async () => {
		const tight = new MemoryTight();
		const others = [tight.seed('u', seed), tight.seed('u', { ...seed, notes: 'other' })];
		const ids = others.map(({ id }) => String(id));
		const rows = sourced(['a']);
		const told = await save(tight, rows, { match });
		expect(told.results.get(0)).toMatchObject({
			kind: 'notSent',
			explanation: expect.stringContaining(ids.join(', ')),
		});
		expect(tight.saves).toEqual([]);
	});

	it("does not look into other users' books or other accounts", async () => {
		const tight = new MemoryTight();
		tight.seed('v', seed);
		tight.seed('u', { ...seed, bankAccountId: 'bka_2' });
		const rows = sourced(['a']);
		await save(tight, rows, { match });
		expect(tight.saves[0].rows[0].id).toBeUndefined();
	});

	it('sends nothing when Tight does not say what it has', async () => {
		const tight = new MemoryTight();
		tight.queryReplies = [{ kind: 'broken', reason: 'no answer came in time' }];
		const rows = sourced(['a', 'b']);
		expect(kindsOf(await save(tight, rows, { match }), rows)).toEqual(['notSent', 'notSent']);
		expect(tight.saves).toEqual([]);
	});
});

describe('a row that replaces one of another source id', () => {
	const former = { apiSourceId: 'p', n: -1, date: '2025-06-26', bankAccountId: ACCOUNT };

	/** Rows that replace what stands under these source ids. */
	const replacing = (pairs: Array<[source: string, replaces?: string]>): Row[] =>
		sourced(pairs.map(([source]) => source)).map((row, index) => ({
			...row,
			replaces: pairs[index][1],
		}));
	const sourcesIn = (tight: MemoryTight) =>
		tight.rowsOf('u').map(({ id, apiSourceId, n }) => [id, apiSourceId, n]);

	async function saved(tight: MemoryTight, rows: Row[], more: Partial<SavePlan> = {}) {
		const told = await save(tight, rows, { match, ...more });
		return { kinds: kindsOf(told, rows) };
	}

	it('is saved under its ID', async () => {
		const tight = new MemoryTight();
		const { id } = tight.seed('u', former);
		expect(await saved(tight, replacing([['q', 'p']]))).toEqual({ kinds: ['saved'] });
		expect(sourcesIn(tight)).toEqual([[id, 'q', 0]]);
	});

	it('is added where there is none, and saved as usual where it stands already', async () => {
		const tight = new MemoryTight();
		await saved(tight, replacing([['q', 'p']]));
		await saved(tight, replacing([['q', 'p']]));
		expect(sourcesIn(tight)).toEqual([['btxn_1', 'q', 0]]);
		expect(tight.saves).toHaveLength(1);
	});

	it('that is in Tight beside it is marked as removed', async () => {
		const tight = new MemoryTight();
		tight.seed('u', former);
		tight.seed('u', { ...former, apiSourceId: 'q' });
		expect((await saved(tight, replacing([['q', 'p']]))).kinds).toEqual(['saved']);
		expect(sourcesIn(tight)).toEqual([
			['btxn_1', 'p', -1],
			['btxn_2', 'q', 0],
		]);
		expect(tight.rowsOf('u').map(({ status }) => status)).toEqual(['REMOVED', undefined]);
	});

	it('does so once: another row that names the same is added', async () => {
		const tight = new MemoryTight();
		tight.seed('u', former);
		await saved(
			tight,
			replacing([
				['q', 'p'],
				['r', 'p'],
				['q', 'p'],
			]),
		);
		expect(sourcesIn(tight)).toEqual([
			['btxn_1', 'q', 2],
			['btxn_2', 'r', 1],
		]);
	});

	it('does not while a row of its own source id is saved too', async () => {
		const tight = new MemoryTight();
		tight.seed('u', former);
		await saved(tight, replacing([['q', 'p'], ['p']]));
		expect(sourcesIn(tight)).toEqual([
			['btxn_1', 'p', 1],
			['btxn_2', 'q', 0],
		]);
	});

	it('is not taken for saved when only the other one is found after a lost answer', async () => {
		for (const [mode, kind] of [
			['cutBefore', 'unknown'],
			['cutAfter', 'saved'],
		] as const) {
			const tight = new MemoryTight();
			tight.seed('u', former);
			tight.modes = [mode];
			expect((await saved(tight, replacing([['q', 'p']]))).kinds).toEqual([kind]);
		}
	});

	it('does not choose between two of them', async () => {
		const tight = new MemoryTight();
		tight.seed('u', former);
		tight.seed('u', { ...former, notes: 'other' });
		expect((await saved(tight, replacing([['q', 'p']]))).kinds).toEqual(['notSent']);
		expect(tight.saves).toEqual([]);
	});

	it('sends what of it is a change to the record', async () => {
		const tight = new MemoryTight();
		tight.seed('u', former);
		const changeOf = (record: IDataObject, { body }: Row) => ({
			apiSourceId: body.apiSourceId,
			was: record.n,
		});
		await saved(tight, replacing([['q', 'p']]), { match: { ...match, changeOf } });
		expect(tight.saves[0].rows).toEqual([{ id: 'btxn_1', apiSourceId: 'q', was: -1 }]);
	});
});

describe('rows that the source has removed', () => {
	const removing = (sources: string[], how: 'delete' | 'mark') => ({
		rows: sourced(sources).map((row) => ({ ...row, body: {}, change: 'removed' as const })),
		plan: { match: { ...match, removal: { how, since: '2025-01-01' } } },
	});
	const seed = { apiSourceId: 'a', date: '2025-06-26', bankAccountId: ACCOUNT };

	it('are marked, once for all items of a record; what is not found is done', async () => {
		const tight = new MemoryTight();
		tight.seed('u', seed);
		const { rows, plan } = removing(['a', 'b', 'b', 'a'], 'mark');
		const told = await save(tight, rows, plan);
		expect(kindsOf(told, rows)).toEqual(Array(4).fill('saved'));
		const data = { apiSourceId: 'b', skipped: 'notFound' };
		expect(told.results.get(2)).toEqual({ kind: 'saved', data });
		expect(tight.saves.map((sent) => sent.rows)).toEqual([[{ id: 'btxn_1', status: 'REMOVED' }]]);
	});

	it('are deleted, and say so', async () => {
		const tight = new MemoryTight();
		tight.seed('u', seed);
		const { rows, plan } = removing(['a', 'a'], 'delete');
		const told = await save(tight, rows, plan);
		expect([...told.results.values()]).toMatchObject(
			Array(2).fill({ kind: 'saved', data: { id: 'btxn_1', deleted: true } }),
		);
		expect(tight.deleted).toEqual(['btxn_1']);
	});
});

describe('a save that ended without an answer', () => {
	it('is looked up where rows are matched, and never sent again', async () => {
		for (const [mode, kind] of [
			['cutAfter', 'saved'],
			['down', 'saved'],
			['cutBefore', 'unknown'],
		] as const) {
			const tight = new MemoryTight();
			tight.modes = [mode];
			const rows = sourced(['a', 'b']);
			expect(kindsOf(await save(tight, rows, { match }), rows)).toEqual([kind, kind]);
			expect(tight.saves).toHaveLength(1);
		}
	});

	it('is unknown where rows are not matched', async () => {
		for (const mode of ['cutAfter', 'down', 'cutBefore'] as const) {
			const tight = new MemoryTight();
			tight.modes = [mode];
			const rows = newRows(2);
			expect(kindsOf(await save(tight, rows), rows)).toEqual(['unknown', 'unknown']);
			expect(tight.saves).toHaveLength(1);
			expect(tight.queries).toEqual([]);
		}
	});

	it('is unknown where it was an update that the record does not show', async () => {
		const tight = new MemoryTight();
		tight.seed('u', { apiSourceId: 'a', date: '2025-06-26', bankAccountId: ACCOUNT });
		tight.modes = ['cutBefore'];
		const rows = sourced(['a']);
		expect(kindsOf(await save(tight, rows, { match }), rows)).toEqual(['unknown']);
	});

	it('is unknown where the look-up fails too', async () => {
		const tight = new MemoryTight();
		tight.modes = ['cutAfter'];
		tight.queryReplies = [undefined, { kind: 'broken', reason: 'no answer came in time' }];
		const rows = sourced(['a']);
		expect(kindsOf(await save(tight, rows, { match }), rows)).toEqual(['unknown']);
	});
});

describe('executions in processes that do not know of each other', () => {
	const processes = ['one', 'two', 'three'];
	const key = { date: '2025-06-26', bankAccountId: ACCOUNT };
	const scenario = fc.record({
		/** What each process saves. */
		rows: fc.array(fc.array(fc.constantFrom('a', 'a', 'b'), { maxLength: 3 }), {
			minLength: 2,
			maxLength: 3,
		}),
		delays: fc.array(fc.constantFrom(0, 1, 5, 50), { minLength: 60, maxLength: 60 }),
		seeded: fc.constantFrom([], [], ['a'], ['b']),
		/** `replace`: they update, and the first one's `a` takes the place of another record. */
		kind: fc.constantFrom('update' as const, 'skip' as const, 'replace' as const),
		countsDown: fc.boolean(),
	});

	it('leave one record for each source id, and no row that is stored fails', async () => {
		let doubles = 0;
		await fc.assert(
			fc.asyncProperty(scenario, async ({ rows, delays, seeded, kind, countsDown }) => {
				const tight = new MemoryTight();
				tight.countsDown = countsDown;
				const replaces = kind === 'replace' ? 'former' : undefined;
				const plan = {
					match: { ...match, found: kind === 'skip' ? kind : 'update' },
					batchSize: 2,
				};
				for (const apiSourceId of seeded) tight.seed('u', { ...key, apiSourceId });
				if (replaces) tight.seed('u', { ...key, apiSourceId: replaces });
				tight.delays = [...delays];
				const told = await Promise.all(
					rows.map(async (sources, index) => {
						const own = sourced(sources, () => ({ n: 0 }));
						const replacing = own.filter(({ body }) => body.apiSourceId === 'a' && index === 0);
						for (const row of replacing) row.replaces = replaces;
						const { saves } = tight;
						const process = { client: tight.clientIn(processes[index]), saves } as MemoryTight;
						return await save(process, own, plan as Partial<SavePlan>);
					}),
				);
				doubles += tight.deleted.length;
				const wanted = new Set([...rows.flat(), ...seeded]);
				const stored = tight.rowsOf('u').map(({ apiSourceId }) => String(apiSourceId));
				expect(stored.filter((source) => source !== replaces).sort()).toEqual([...wanted].sort());
				// Where later ids are smaller, the record that a row is to update may be gone by then.
				if (countsDown) return;
				const failed = told.flatMap(({ results }) =>
					[...results.values()].filter((result) => result.kind !== 'saved'),
				);
				expect(failed).toEqual([]);
			}),
			{ numRuns: 400 },
		);
		expect(doubles).toBeGreaterThan(0);
	});
});
