import type { Call, Reply, TightClient } from '../../../../nodes/Tight/api/client';
import { deleteRecord } from '../../../../nodes/Tight/api/deletion';
import { answer, record, REQUIRED } from '../../../support/answers';

const RESOURCE = '/v6/payments';
const path = `${RESOURCE}/pmt_1`;

/** A client of a Tight that answers so, and what it was asked. */
function answering(...replies: Reply[]) {
	const calls: Array<Pick<Call, 'method' | 'path' | 'repeatable'>> = [];
	const call = async (_userId: string, { method, path: at, repeatable }: Call): Promise<Reply> => {
		calls.push({ method, path: at, repeatable });
		return replies[calls.length - 1];
	};
	return { client: { call } as unknown as TightClient, calls };
}

async function remove(replies: Reply[], canGet = true) {
	const tight = answering(...replies);
	const result = await deleteRecord(tight.client, 'user', {
		path: RESOURCE,
		id: 'pmt_1',
		canGet,
	});
	return { result, methods: tight.calls.map(({ method }) => method), calls: tight.calls };
}

const deleted = answer({ result: 'SUCCESS', data: record(1) });
const refusal = (status: number) => answer({ data: null, error: [REQUIRED] }, status);
const broken: Reply = { kind: 'broken', reason: 'the connection broke before the answer' };
const shown = answer({ result: 'SUCCESS', data: record(1) });
const absent = answer({ result: 'FAILURE', data: null, error: [] }, 404);

describe('deleting a record', () => {
	it('is one call, which may be repeated', async () => {
		const { result, calls } = await remove([deleted]);
		expect(result).toEqual({ kind: 'saved', data: record(1) });
		expect(calls).toEqual([{ method: 'DELETE', path, repeatable: true }]);
	});

	it.each([400, 403, 404, 429])('is refused with %i, without another look', async (status) => {
		const { result, methods } = await remove([refusal(status)]);
		expect(result).toMatchObject({ kind: 'refused', status });
		expect(methods).toEqual(['DELETE']);
	});

	it.each<[string, Reply]>([
		['the connection broke', broken],
		['the server failed', answer('', 500)],
		['a rate limit came after an attempt without an answer', mayHaveHappened(refusal(429))],
		['a refusal came after an attempt without an answer', mayHaveHappened(refusal(403))],
		['the execution was cancelled after an attempt', mayHaveHappened(cancelled())],
	])('looks at the record where %s', async (_what, reply) => {
		const gone = await remove([reply, absent]);
		expect(gone.result).toEqual({ kind: 'saved', data: {} });
		expect(gone.methods).toEqual(['DELETE', 'GET']);

		const kept = await remove([reply, shown]);
		expect(kept.result.kind).toBe('refused');

		for (const silent of [broken, answer('', 500), refusal(403), answer({ data: null })]) {
			expect((await remove([reply, silent])).result.kind).toBe('unknown');
		}
	});

	it('looks into the list where the record cannot be read by itself', async () => {
		const listing = (...ids: string[]) =>
			answer({ result: 'SUCCESS', data: ids.map((id) => ({ id })), cursor: { after: null } });
		for (const reply of [broken, mayHaveHappened(refusal(429))]) {
			const gone = await remove([reply, listing('pmt_2')], false);
			expect(gone.result).toEqual({ kind: 'saved', data: {} });
			expect(gone.methods).toEqual(['DELETE', 'POST']);
			expect((await remove([reply, listing('pmt_1')], false)).result.kind).toBe('refused');
			expect((await remove([reply, broken], false)).result.kind).toBe('unknown');
		}
		expect((await remove([refusal(429)], false)).result.kind).toBe('refused');
	});

	it.each([answer('', 204), answer({ data: null })])(
		'looks at the record where an answer of success does not name it',
		async (silent) => {
			expect((await remove([silent, absent])).result.kind).toBe('saved');
			expect((await remove([silent, shown])).result).toMatchObject({
				kind: 'refused',
				explanation: 'Tight said that it was deleted, but still has it',
			});
		},
	);

	it('was done where a repeated call finds the record gone', async () => {
		const { result, methods } = await remove([mayHaveHappened(absent)]);
		expect(result).toEqual({ kind: 'saved', data: {} });
		expect(methods).toEqual(['DELETE']);
	});
});

function mayHaveHappened(reply: Reply): Reply {
	return { ...reply, mayHaveHappened: true } as Reply;
}

function cancelled(): Reply {
	return { kind: 'notSent', reason: 'the execution was cancelled', isCancelled: true };
}
