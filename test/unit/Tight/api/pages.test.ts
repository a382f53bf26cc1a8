import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import type { Call, Reply, TightClient } from '../../../../nodes/Tight/api/client';
import { noList, queryAll, queryPage } from '../../../../nodes/Tight/api/pages';
import { MemoryTight } from '../../../support/memoryTight';

const path = '/v6/banks/transactions';

const answer = (body: unknown, status = 200): Reply => ({
	kind: 'answer',
	status,
	headers: {},
	text: JSON.stringify(body),
});

/** Answers the calls in their order, and remembers them. */
function scripted(...replies: Reply[]) {
	const calls: Call[] = [];
	const call = async (_userId: string, made: Call) => {
		calls.push(made);
		return replies[calls.length - 1];
	};
	return { calls, client: { call } as unknown as TightClient };
}

function seeded(count: number): MemoryTight {
	const tight = new MemoryTight();
	for (let n = 0; n < count; n++) tight.seed('u', { n });
	return tight;
}

describe('queryPage', () => {
	const page = async (body: unknown) =>
		await queryPage(scripted(answer(body)).client, 'u', { path });

	it('takes a number for a place in the list as well: the list goes on there', async () => {
		expect(await page({ data: [{ id: 1 }], cursor: { after: 5 } })).toMatchObject({ after: '5' });
	});

	it.each([null, '', true, {}])('takes the list to end where the place is %p', async (after) => {
		expect(await page({ data: [], cursor: { after } })).toMatchObject({ after: undefined });
	});

	it.each([null, 5, 'text'])(
		'is no page with %p in it, since a row that Tight has would count as missing',
		async (row) => {
			expect(await page({ data: [{ id: 1 }, row] })).toEqual(noList);
		},
	);
});

describe('queryAll', () => {
	it('reads every row once, in order, up to the limit, and asks for no more', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.nat({ max: 700 }),
				fc.option(fc.integer({ min: 1, max: 700 }), { nil: undefined }),
				fc.integer({ min: 1, max: 250 }),
				async (count, limit, pageSize) => {
					const tight = seeded(count);
					tight.pageSize = pageSize;
					const rows: IDataObject[] = [];
					const problem = await queryAll(tight.client, 'u', { path, limit }, (page) => {
						rows.push(...page);
					});
					expect(problem).toBeUndefined();
					const wanted = Math.min(count, limit ?? Infinity);
					expect(rows.map(({ n }) => n)).toEqual(Array.from({ length: wanted }, (_, n) => n));
					expect(tight.queries).toHaveLength(Math.max(1, Math.ceil(wanted / pageSize)));
					for (const query of tight.queries) expect(query.limit).toBeLessThanOrEqual(250);
				},
			),
			{ numRuns: 50 },
		);
	});

	it('hands on no more rows than were asked for, although Tight answers more', async () => {
		const { client } = scripted(answer({ data: [{ id: 1 }, { id: 2 }, { id: 3 }] }));
		const rows: IDataObject[] = [];
		await queryAll(client, 'u', { path, limit: 2 }, (page) => void rows.push(...page));
		expect(rows).toHaveLength(2);
	});

	it('ends where Tight names no next page, in any of the ways in which it may', async () => {
		for (const cursor of [undefined, null, {}, { after: null }, { after: '' }]) {
			const { client, calls } = scripted(answer({ data: [{ id: 1 }], cursor }));
			expect(await queryAll(client, 'u', { path }, () => {})).toBeUndefined();
			expect(calls).toHaveLength(1);
		}
	});

	it('does not go round in circles', async () => {
		const page = answer({ data: [{ id: 1 }], cursor: { after: 'x' } });
		const { client, calls } = scripted(page, page, page);
		expect(await queryAll(client, 'u', { path }, () => {})).toMatchObject({
			kind: 'unknown',
			explanation: 'Tight answered with the same place in the list twice',
		});
		expect(calls).toHaveLength(2);
	});

	it('says why when a later page could not be read', async () => {
		const { client } = scripted(
			answer({ data: [{ id: 1 }], cursor: { after: 'x' } }),
			answer({ error: [{ message: 'Bad cursor' }] }, 400),
		);
		const rows: IDataObject[] = [];
		const problem = await queryAll(client, 'u', { path }, (page) => void rows.push(...page));
		expect(problem).toMatchObject({ kind: 'refused', reasons: [{ message: 'Bad cursor' }] });
		expect(rows).toHaveLength(1);
	});
});

describe('queryPage', () => {
	it('asks as the pages of the API show it, as often as it is needed', async () => {
		const { client, calls } = scripted(answer({ data: [] }));
		const filter = { status: { in: ['ACTIVE'] } };
		const sort = { orderBy: 'DATE', direction: 'DESC' };
		await queryPage(client, 'u', { path, filter, sort, limit: 1000, cursor: 'x' });
		expect(calls).toEqual([
			{
				method: 'POST',
				path: '/v6/banks/transactions/query',
				body: { limit: 250, cursor: 'x', sort, filter },
				repeatable: true,
			},
		]);
	});

	it.each([
		[{ result: 'SUCCESS', data: null }, 'unknown'],
		[{ result: 'SUCCESS', data: { id: 1 } }, 'unknown'],
		[{}, 'unknown'],
		[{ result: 'FAILURE', data: null, error: [{ type: 'INVALID_VALUE' }] }, 'refused'],
	])('is no page when Tight answers %j', async (body, kind) => {
		const { client } = scripted(answer(body));
		expect(await queryPage(client, 'u', { path })).toMatchObject({ kind });
	});
});
