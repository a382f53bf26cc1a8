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

	it('ends at a page without rows that repeats its cursor', async () => {
		const tight = answering({ data: [{ id: 1 }], cursor: 'a' }, { data: [], cursor: 'a' });
		expect(await read(tight)).toEqual([{ id: 1 }]);
	});

	it('is not known when a page with rows repeats its cursor', async () => {
		const tight = answering({ data: [{ id: 1 }], cursor: 'a' }, { data: [{ id: 2 }], cursor: 'a' });
		expect(await read(tight)).toMatchObject({
			kind: 'unknown',
			explanation: 'Tight answered with the same place in the list twice',
		});
	});
});
