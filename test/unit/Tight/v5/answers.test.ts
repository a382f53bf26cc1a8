import type { Reply } from '../../../../nodes/Tight/api/client';
import { DELETE_ITEM } from '../../../../nodes/Tight/v5/api';
import { resultOfV5 } from '../../../../nodes/Tight/v5/answers';

const answer = (status: number, body: unknown): Reply => ({
	kind: 'answer',
	status,
	headers: {},
	text: typeof body === 'string' ? body : JSON.stringify(body),
});

const resultOf = (status: number, body: unknown) => resultOfV5(answer(status, body), DELETE_ITEM);

describe('the result on a save or a deletion of version 5', () => {
	it.each<[string, unknown, object]>([
		['status SUCCESS', { response: { id: 1 }, status: 'SUCCESS' }, { id: 1 }],
		['result SUCCESS', { result: 'SUCCESS', data: { id: 1 } }, { id: 1 }],
		[
			'errors that hold none',
			{ result: 'SUCCESS', errors: { fieldErrors: {}, globalErrors: [] } },
			{},
		],
	])('is saved: %s', (_, body, data) => {
		expect(resultOf(200, body)).toEqual({ kind: 'saved', data });
	});

	it.each<[string, unknown]>([
		['the record itself, whose status is its own', { id: 1, status: 'DELETED' }],
		['an empty object', {}],
		['an empty list', []],
		['nothing', ''],
		['white space', '\n'],
	])('is unknown, but accepted, when Tight does not say: %s', (_, body) => {
		expect(resultOf(200, body)).toMatchObject({ kind: 'unknown', accepted: true });
	});

	it.each<[string, number, unknown]>([
		['status FAILURE', 200, { response: {}, status: 'FAILURE' }],
		['result FAILURE', 200, { result: 'FAILURE' }],
		['errors without a word on success', 200, { errors: { globalErrors: ['No'] } }],
		['errors inside the response', 200, { response: { errors: { globalErrors: ['No'] } } }],
		['HTTP 400', 400, { error: 'No' }],
		['HTTP 409', 409, { error: 'No' }],
		['HTTP 404', 404, ''],
	])('is refused: %s', (_, status, body) => {
		expect(resultOf(status, body)).toMatchObject({ kind: 'refused', status });
	});

	it.each<[string, Reply]>([
		['HTTP 503', answer(503, '')],
		['a page', answer(200, '<html>Please wait</html>')],
		['a broken connection', { kind: 'broken', reason: 'the connection broke' }],
		[
			'an earlier attempt that may have happened',
			{ kind: 'notSent', reason: 'refused', mayHaveHappened: true },
		],
	])('is unknown: %s', (_, reply) => {
		const result = resultOfV5(reply, DELETE_ITEM);
		expect(result).toMatchObject({ kind: 'unknown' });
		expect(result).not.toHaveProperty('accepted');
	});

	it('names the address when the host does not know it', () => {
		expect(resultOf(404, { error: 'Not found' })).toMatchObject({
			reasons: [{ message: 'Not found' }],
			explanation: expect.stringContaining(
				'There is no DELETE /rest/v5/banks/plaidItem at this host',
			) as string,
		});
	});
});
