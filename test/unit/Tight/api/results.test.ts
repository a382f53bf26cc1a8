import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import type { Reply } from '../../../../nodes/Tight/api/client';
import {
	readReply,
	refusalIn,
	resultOf,
	resultOfDeletion,
	resultOfOne,
	resultOfReading,
} from '../../../../nodes/Tight/api/results';
import { answer, anyElement, anyStatus, anyText, record, REQUIRED } from '../../../support/answers';

describe('an answer that is not about the record', () => {
	const page = '<html><body><h1>Bad   Gateway</h1></body></html>';
	const resultOf = resultOfOne;

	it.each([500, 502, 503, 504, 599])('leaves the record unknown with %i', (status) => {
		expect(resultOf(answer(page, status))).toEqual({
			kind: 'unknown',
			reasons: [],
			explanation: `Tight answered with HTTP ${status}`,
			status,
		});
		const said = answer({ error: [REQUIRED] }, status);
		expect(resultOf(said)).toMatchObject({ kind: 'unknown', reasons: [REQUIRED] });
	});

	it('leaves the record unknown when it is no JSON, and shows its beginning', () => {
		expect(resultOf(answer(page))).toMatchObject({
			kind: 'unknown',
			explanation: "the answer is not Tight's: Bad Gateway",
		});
		expect(resultOf(answer(''))).toMatchObject({
			kind: 'unknown',
			explanation: "the answer is not Tight's: it is empty",
		});
		for (const text of ['"text"', '5', 'null', 'true', '{"data": [']) {
			expect(resultOf(answer(text))).toMatchObject({ kind: 'unknown' });
		}
	});

	it('refuses the record with 400 also when it is no JSON', () => {
		expect(resultOf(answer(page, 400))).toMatchObject({ kind: 'refused', status: 400 });
	});

	it.each([
		[301, /redirects to another/],
		[302, /Check 'Environment' and 'Base URL'/],
		[401, /did not accept the token/],
		[403, /'Scope' of the credential \(saving needs Read and Write\) and 'User ID'/],
		[404, /does not have this record/],
		[413, /HTTP 413/],
		[429, /rate limit did not lift in time/],
		[418, /HTTP 418/],
	])('refuses the record with %i and says what to do', (status, explanation) => {
		const result = resultOf(answer(page, status));
		expect(result).toMatchObject({ kind: 'refused', status });
		expect((result as { explanation: string }).explanation).toMatch(explanation);
		expect((result as { explanation: string }).explanation).toMatch(/: Bad Gateway$/);
	});

	it('is worth a smaller batch with 413 alone', () => {
		for (const status of [401, 403, 404, 413, 429]) {
			expect(resultOf(answer(page, status))).toMatchObject({ wholeCall: status === 413 });
		}
	});

	it.each([401, 403, 404])('brings the reasons that Tight gives with %i', (status) => {
		const reply = answer({ result: 'FAILURE', error: [REQUIRED] }, status);
		expect(resultOf(reply)).toMatchObject({ kind: 'refused', reasons: [REQUIRED] });
	});
});

describe('no answer', () => {
	it('leaves a row unknown when the connection broke, and unsent when there was none', () => {
		const reason = 'no answer came in time';
		expect(resultOfOne({ kind: 'broken', reason })).toMatchObject({
			kind: 'unknown',
			explanation: reason,
		});
		expect(resultOfOne({ kind: 'notSent', reason })).toMatchObject({
			kind: 'notSent',
			explanation: reason,
		});
		expect(resultOfOne({ kind: 'noToken', problem: reason, status: 401 })).toMatchObject({
			kind: 'notSent',
			explanation: reason,
			status: 401,
		});
	});

	it('leaves a record unknown when an earlier attempt may have reached Tight', () => {
		const reply: Reply = { kind: 'notSent', reason: 'refused', mayHaveHappened: true };
		expect(resultOfOne(reply)).toMatchObject({ kind: 'unknown' });
	});
});

describe('the answer to a call on one record', () => {
	it('is the record, in its envelope or bare', () => {
		expect(resultOfOne(answer({ result: 'SUCCESS', data: record(1) }))).toEqual({
			kind: 'saved',
			data: record(1),
		});
		expect(resultOfOne(answer(record(1)))).toEqual({ kind: 'saved', data: record(1) });
	});

	it.each([{}, { data: null }, { result: 'DONE', data: null }])(
		'is not known when it is %p, which says neither what nor whether',
		(body) => expect(resultOfOne(answer(body)).kind).toBe('unknown'),
	);

	it('may be a success without a record', () => {
		expect(resultOfOne(answer({ result: 'SUCCESS', data: null }))).toEqual({
			kind: 'saved',
			data: {},
		});
	});

	it('is no record that was read where Tight shows none, whatever it says', () => {
		expect(resultOfReading(answer({ result: 'SUCCESS', data: record(1) })).kind).toBe('saved');
		for (const data of [null, {}, undefined]) {
			expect(resultOfReading(answer({ result: 'SUCCESS', data })).kind).toBe('unknown');
		}
	});

	it.each([
		[{ result: 'FAILURE', data: null, error: [REQUIRED] }],
		[{ result: 'FAILURE', data: record(1), error: [] }],
		[{ data: null, error: [REQUIRED] }],
		[{ error: 'No such record' }],
		[{ message: 'No such record' }],
		[{ statusCode: 404, data: record(1) }],
		[{ statusCode: '404', data: record(1) }],
	])('is a refusal when it is %j, whatever the status', (body) => {
		expect(resultOfOne(answer(body)).kind).toBe('refused');
		expect(resultOfOne(answer(body, 400)).kind).toBe('refused');
	});

	it.each(['apiAccessToken', 'accessToken'])('loses its %s unless that is asked for', (key) => {
		const data = { id: 'int_1', [key]: 'access-production-1', deep: { [key]: 'x' } };
		const reply = answer({ result: 'SUCCESS', data });
		expect(resultOfOne(reply)).toEqual({ kind: 'saved', data: { id: 'int_1', deep: {} } });
		expect(resultOfOne(reply, true)).toEqual({ kind: 'saved', data });
	});
});

describe('one element of a list of results', () => {
	it.each([
		['a record', { data: record(1), error: [] }, 'saved'],
		['SUCCESS without a record', { result: 'SUCCESS', data: null }, 'saved'],
		['SUCCESS and a record without an ID', { result: 'SUCCESS', data: { amount: 1 } }, 'saved'],
		['reasons alone', { data: null, error: [REQUIRED] }, 'refused'],
		['reasons beside the row without an ID', { data: { amount: 1 }, error: [REQUIRED] }, 'refused'],
		['FAILURE beside a record', { result: 'FAILURE', data: record(1) }, 'refused'],
		['a status of refusal beside a record', { statusCode: 422, data: record(1) }, 'refused'],
		['nothing', {}, 'unknown'],
		['a list', [record(1)], 'unknown'],
		['text', 'SUCCESS', 'unknown'],
	])('with %s', (_what, element, kind) => {
		expect(resultOf(element, 207).kind).toBe(kind);
	});

	it('has the reasons beside a stored record as warnings', () => {
		const element = { result: 'SUCCESS', data: record(1), error: [REQUIRED] };
		const warned = { kind: 'saved', data: record(1), warnings: [REQUIRED] };
		expect(resultOf(element, 200)).toEqual(warned);
		expect(resultOf({ data: record(1), error: [REQUIRED] }, 207)).toEqual(warned);
	});

	it('is not known where the call was refused but the element was not', () => {
		expect(resultOf({ result: 'SUCCESS', data: record(1), statusCode: 200 }, 400)).toMatchObject({
			kind: 'unknown',
			status: 400,
		});
	});
});

describe('the refusal of a call as a whole', () => {
	const refusal = (envelope: object, status = 200) =>
		refusalIn({ kind: 'handled', envelope, status });

	it.each<[string, object, number]>([
		['HTTP 400 with an empty list', { data: [] }, 400],
		['HTTP 400 with a list', { data: [record(1)] }, 400],
		['HTTP 400 without a list', { data: null }, 400],
		['FAILURE with an empty list', { result: 'FAILURE', data: [] }, 200],
		['FAILURE with a list', { result: 'FAILURE', data: [record(1)] }, 207],
		['a status of refusal in the envelope', { statusCode: 400, data: [] }, 200],
		['reasons and no rows', { data: [], error: [REQUIRED] }, 200],
	])('is seen in %s', (_what, envelope, status) => {
		expect(refusal(envelope, status)).toMatchObject({ kind: 'refused' });
	});

	it.each<[string, object]>([
		['an empty list', { data: [], error: [] }],
		['a list beside a remark', { data: [record(1)], error: [REQUIRED] }],
		["SUCCESS beside the samples' placeholder", { result: 'SUCCESS', data: [], error: [REQUIRED] }],
	])('is not seen in %s', (_what, envelope) => {
		expect(refusal(envelope)).toBeUndefined();
	});

	it("has Tight's reasons and status", () => {
		expect(refusal({ data: [], error: [REQUIRED] }, 400)).toEqual({
			kind: 'refused',
			reasons: [REQUIRED],
			status: 400,
		});
	});
});

describe('the answer to a deletion', () => {
	const kindOf = (reply: Reply) => resultOfDeletion(reply).kind;

	it.each<[string, Reply, string]>([
		['204', answer('', 204), 'saved'],
		['an empty body', answer(' '), 'saved'],
		['{data: null}', answer({ data: null }), 'saved'],
		['an empty object', answer({}), 'unknown'],
		['the record', answer({ result: 'SUCCESS', data: record(1) }), 'saved'],
		['FAILURE', answer({ result: 'FAILURE', data: null }), 'refused'],
		['reasons', answer({ data: null, error: [REQUIRED] }), 'refused'],
		['404', answer({ result: 'FAILURE', data: null }, 404), 'refused'],
		['400', answer('', 400), 'refused'],
		['500', answer('', 500), 'unknown'],
		["a proxy's page", answer('<h1>Please wait</h1>'), 'unknown'],
		['no answer', { kind: 'broken', reason: 'cut' }, 'unknown'],
		['no connection', { kind: 'notSent', reason: 'refused' }, 'notSent'],
	])('that is %s', (_what, reply, kind) => {
		expect(kindOf(reply)).toBe(kind);
	});

	it('says that the record is gone after an attempt that may have deleted it', () => {
		const gone = answer({ result: 'FAILURE', data: null }, 404);
		expect(kindOf({ ...gone, mayHaveHappened: true })).toBe('saved');
		expect(kindOf({ ...answer('', 403), mayHaveHappened: true })).toBe('refused');
	});
});

describe('whatever Tight answers', () => {
	it('no row is saved that its element calls failed', () => {
		fc.assert(
			fc.property(anyElement, anyStatus, (said, code) => {
				const result = resultOf(said, code);
				if (result.kind !== 'saved') return;
				const { result: word, statusCode } = said as IDataObject;
				expect(word).not.toBe('FAILURE');
				const hasStatus = typeof statusCode === 'number' || typeof statusCode === 'string';
				expect(hasStatus && Number(statusCode) >= 400).toBe(false);
				expect(code).toBeLessThan(400);
			}),
			{ numRuns: 1000 },
		);
	});

	it('a single record is never saved when the call failed or says so', () => {
		fc.assert(
			fc.property(anyText, anyStatus, (said, code) => {
				const result = resultOfOne(answer(said, code));
				if (result.kind !== 'saved') return;
				expect(code).toBeLessThan(400);
				expect((JSON.parse(said) as IDataObject).result).not.toBe('FAILURE');
			}),
			{ numRuns: 1000 },
		);
	});

	it('reasons are texts', () => {
		fc.assert(
			fc.property(anyText, anyStatus, (said, code) => {
				const read = readReply(answer(said, code));
				const result = read.kind === 'handled' ? resultOf(read.envelope, code) : read;
				if (result.kind === 'saved') return;
				for (const reason of result.reasons) {
					for (const part of [reason.type, reason.message, reason.param]) {
						expect(['string', 'undefined']).toContain(typeof part);
					}
				}
			}),
			{ numRuns: 1000 },
		);
	});
});
