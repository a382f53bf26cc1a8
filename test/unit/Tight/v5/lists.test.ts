import type { Call, Reply, TightClient } from '../../../../nodes/Tight/api/client';
import { readList } from '../../../../nodes/Tight/v5/lists';

const ENDPOINT = { method: 'GET', path: '/rest/v5/banks/plaidItems' } as const;

/** A client of a Tight that answers these bodies, one after the other, and what it was asked. */
function answering(...bodies: unknown[]) {
	const cursors: Array<string | undefined> = [];
	const call = async (_userId: string, { headers }: Call): Promise<Reply> => {
		cursors.push(headers?.cursor);
		const text = JSON.stringify(bodies[cursors.length - 1]);
		return { kind: 'answer', status: 200, headers: {}, text };
	};
	return { client: { call } as unknown as TightClient, cursors };
}

describe('a list of version 5', () => {
	const read = async ({ client }: ReturnType<typeof answering>) =>
		await readList(client, 'user', ENDPOINT);

	it('is read page by page, each at the cursor of the one before', async () => {
		const tight = answering(
			{ data: [{ id: 1 }], cursor: 'a' },
			{ data: [{ id: 2 }], cursor: null },
		);
		expect(await read(tight)).toEqual([{ id: 1 }, { id: 2 }]);
		expect(tight.cursors).toEqual([undefined, 'a']);
	});

	it('goes on after a page without rows that has a cursor', async () => {
		const tight = answering(
			{ data: [{ id: 1 }], cursor: 'a' },
			{ data: [], cursor: 'b' },
			{ data: [{ id: 2 }] },
		);
		expect(await read(tight)).toEqual([{ id: 1 }, { id: 2 }]);
	});

	it('ends at a page without rows and without a cursor', async () => {
		const tight = answering({ data: [{ id: 1 }], cursor: 'a' }, { data: [], cursor: null });
		expect(await read(tight)).toEqual([{ id: 1 }]);
	});

	it.each([
		['a page with rows', ['a', 'a'], [{ id: 2 }]],
		['a page without rows', ['a', 'a'], []],
		['a later page', ['a', 'b', 'a'], [{ id: 2 }]],
	])('is not known when %s repeats a cursor', async (_, cursors, data) => {
		const tight = answering(...cursors.map((cursor) => ({ data, cursor })));
		expect(await read(tight)).toMatchObject({
			kind: 'unknown',
			explanation: 'Tight answered with the same place in the list twice',
		});
		expect(tight.cursors).toHaveLength(cursors.length);
	});

	it.each([
		['HTTP 400 and an empty list', 400, { data: [] }],
		['FAILURE and an empty list', 200, { result: 'FAILURE', data: [] }],
		['FAILURE and a list', 200, { result: 'FAILURE', data: [{ id: 1 }] }],
	])('is refused with %s', async (_, status, body) => {
		const text = JSON.stringify({ ...body, error: [{ message: 'No' }] });
		const call = async (): Promise<Reply> => ({ kind: 'answer', status, headers: {}, text });
		const client = { call } as unknown as TightClient;
		expect(await readList(client, 'user', ENDPOINT)).toMatchObject({
			kind: 'refused',
			reasons: [{ message: 'No' }],
		});
	});
});
