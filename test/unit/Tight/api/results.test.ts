import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { pairResults, type Sent } from '../../../../nodes/Tight/saving/pair';
import type { Reply } from '../../../../nodes/Tight/api/client';
import {
	readReply,
	resultOf,
	resultOfOne,
	resultOfReading,
	type Result,
} from '../../../../nodes/Tight/api/results';

const answer = (body: unknown, status = 200): Reply => ({
	kind: 'answer',
	status,
	headers: {},
	text: typeof body === 'string' ? body : JSON.stringify(body),
});

const REQUIRED = { type: 'REQUIRED', message: 'Amount is required', param: 'amount' };

const saved = (data: IDataObject) => ({ result: 'SUCCESS', statusCode: 200, data, error: [] });
const refused = (error: unknown = [REQUIRED]) => ({
	result: 'FAILURE',
	statusCode: 400,
	data: null,
	error,
});

const record = (number: number, more: IDataObject = {}) => ({ id: `btxn_${number}`, ...more });
const list = (data: unknown[], more: object = {}) => ({ result: 'SUCCESS', data, ...more });

const kindsOf = (results: Result[]) => results.map(({ kind }) => kind);
const threeRows: Sent[] = [{}, {}, {}];

describe('a batch of which Tight says row by row what became of it', () => {
	it('is saved with 200, in part with 207, and not at all with 400', () => {
		const good = (number: number) => saved(record(number));
		const all = answer(list([good(1), good(2), good(3)]), 200);
		const some = answer(list([good(1), refused(), good(3)]), 207);
		const none = answer(list([refused(), refused(), refused()]), 400);
		expect(kindsOf(pairResults(all, threeRows))).toEqual(['saved', 'saved', 'saved']);
		expect(kindsOf(pairResults(some, threeRows))).toEqual(['saved', 'refused', 'saved']);
		expect(kindsOf(pairResults(none, threeRows))).toEqual(['refused', 'refused', 'refused']);
	});

	it("gives each row its record, or Tight's reasons and status", () => {
		const reply = answer(list([saved(record(1, { amount: 5 })), refused()]), 207);
		expect(pairResults(reply, [{}, {}])).toEqual([
			{ kind: 'saved', data: { id: 'btxn_1', amount: 5 } },
			{ kind: 'refused', reasons: [REQUIRED], status: 400 },
		]);
	});

	it('needs neither result nor statusCode, which the newest samples do without', () => {
		const reply = answer(
			{
				data: [
					{ data: record(1), error: [] },
					{ data: null, error: [REQUIRED] },
				],
			},
			207,
		);
		expect(kindsOf(pairResults(reply, [{}, {}]))).toEqual(['saved', 'refused']);
	});

	it("takes an error beside SUCCESS for a placeholder, as in the seeds' samples", () => {
		const placeholder = [{ type: 'UNKNOWN_ERROR', message: '<string>', param: '<string>' }];
		const reply = answer(
			list([{ ...saved(record(1)), error: placeholder }], { error: placeholder }),
		);
		expect(kindsOf(pairResults(reply, [{}]))).toEqual(['saved']);
	});

	it('believes a failed row before a record beside it', () => {
		const reply = answer(
			list([
				{ result: 'FAILURE', statusCode: 200, data: record(1), error: [] },
				{ result: 'SUCCESS', statusCode: 422, data: record(2), error: [] },
			]),
			207,
		);
		expect(kindsOf(pairResults(reply, [{}, {}]))).toEqual(['refused', 'refused']);
	});

	it('takes bare records for saved rows, unless the call failed', () => {
		const bare = list([record(1), record(2)]);
		expect(pairResults(answer(bare), [{}, {}])).toEqual([
			{ kind: 'saved', data: record(1) },
			{ kind: 'saved', data: record(2) },
		]);
		expect(kindsOf(pairResults(answer(bare, 400), [{}, {}]))).toEqual(['refused', 'refused']);
	});

	it('does not know what became of a row that a refused call calls saved', () => {
		const [result] = pairResults(answer(list([saved(record(1))]), 400), [{}]);
		expect(result).toMatchObject({ kind: 'unknown', status: 400 });
	});

	it.each([
		null,
		'text',
		5,
		true,
		[record(1)],
		{},
		{ data: {} },
		{ data: null, error: [] },
		{ result: 'FAILED' },
	])('does not know what became of a row that it answers with %p', (element) => {
		const results = pairResults(answer(list([element, saved(record(2))])), [{}, {}]);
		expect(kindsOf(results)).toEqual(['unknown', 'saved']);
	});

	it('is saved also where Tight shows no record', () => {
		const reply = answer(list([{ result: 'SUCCESS', statusCode: 200, data: null }]));
		expect(pairResults(reply, [{}])).toEqual([{ kind: 'saved', data: {} }]);
	});
});

describe('the rows of a batch and its answer', () => {
	const [a, b, c] = ['a', 'b', 'c'].map((apiSourceId) => ({ apiSourceId }));
	const answered = (...sources: Array<string | undefined>) =>
		list(sources.map((apiSourceId, index) => saved(record(index, { apiSourceId }))));
	const sourcesOf = (results: Result[]) =>
		results.map((result) => (result.kind === 'saved' ? result.data.apiSourceId : result.kind));

	it('are paired by source id where Tight answers in another order', () => {
		const results = pairResults(answer(answered('c', 'a', 'b')), [a, b, c]);
		expect(sourcesOf(results)).toEqual(['a', 'b', 'c']);
	});

	it('are paired by what they say where they have no ids', () => {
		const rows = [1, 2, 3].map((amount) => ({ date: '2025-02-24', amount, description: 'x' }));
		const body = list([3, 1, 2].map((amount) => saved(record(amount, rows[amount - 1]))));
		const results = pairResults(answer(body), rows);
		expect(results).toMatchObject(rows.map((row) => ({ kind: 'saved', data: row })));
	});

	it('are paired by position where Tight shows other words than were sent', () => {
		const rows = [1, 2].map((amount) => ({ amount, description: 'As sent' }));
		const body = list([1, 2].map((amount) => saved(record(amount, { amount, description: 'X' }))));
		const results = pairResults(answer(body), rows);
		expect(results).toMatchObject([{ data: { amount: 1 } }, { data: { amount: 2 } }]);
	});

	it('are not paired by position where the answer names another source', () => {
		const results = pairResults(answer(answered('a', 'z')), [a, b]);
		// A source ID of no row is the row's own in another form; the echo and the look-up report it.
		expect(kindsOf(results)).toEqual(['saved', 'saved']);
		const others = pairResults(answer(answered('a', 'a')), [a, b]);
		expect(kindsOf(others)[1]).toBe('unknown');
	});

	it('are paired by id before the source id', () => {
		const rows = [
			{ id: 'btxn_1', apiSourceId: 'new' },
			{ id: 'btxn_0', apiSourceId: 'old' },
		];
		const results = pairResults(answer(answered('old', 'new')), rows);
		expect(sourcesOf(results)).toEqual(['new', 'old']);
	});

	it('are paired by id where all else stands in its place', () => {
		const words = { date: '2025-02-24', amount: 1, description: 'x' };
		const rows = [{ id: 'btxn_1', ...words }, words];
		const body = list([saved(record(2, words)), saved(record(1, words))]);
		const results = pairResults(answer(body), rows);
		expect(results[0]).toEqual({ kind: 'saved', data: record(1, words) });
	});

	it('are paired although ids are numbers on one side', () => {
		const rows = [{ apiSourceId: 7 }, { id: 5 }];
		const data = [saved({ id: '5' }), saved({ apiSourceId: '7' })];
		expect(pairResults(answer(list(data)), rows)).toEqual([
			{ kind: 'saved', data: { apiSourceId: '7' } },
			{ kind: 'saved', data: { id: '5' } },
		]);
	});

	it('are paired by position where nothing tells them apart', () => {
		const data = [saved(record(1)), refused(), saved(record(3))];
		const results = pairResults(answer(list(data), 207), threeRows);
		expect(results.map((result) => result.kind === 'saved' && result.data.id)).toEqual([
			'btxn_1',
			false,
			'btxn_3',
		]);
	});

	it('are not paired by position once one of them is out of its place', () => {
		const data = [saved(record(1, { apiSourceId: 'c' })), refused(), saved(record(3))];
		expect(kindsOf(pairResults(answer(list(data), 207), [a, b, c]))).toEqual([
			'unknown',
			'unknown',
			'saved',
		]);
	});

	it('are not paired by position where their numbers differ, and say how they do', () => {
		const results = pairResults(answer(answered('a', undefined)), [a, b, {}]);
		expect(sourcesOf(results)).toEqual(['a', 'unknown', 'unknown']);
		expect(results[1]).toMatchObject({
			explanation: 'Tight answered for 2 of 3 rows, so its answer for this row is not known',
		});
		expect(kindsOf(pairResults(answer(answered('x', 'y', 'z')), [{}, {}]))).toEqual([
			'unknown',
			'unknown',
		]);
		expect(kindsOf(pairResults(answer(list([])), [{}]))).toEqual(['unknown']);
	});

	it('are paired by position where two rows have one source id', () => {
		const both = [a, a];
		const first = answer(list([saved(record(1, a)), refused()]), 207);
		const second = answer(list([refused(), saved(record(2, a))]), 207);
		expect(kindsOf(pairResults(first, both))).toEqual(['saved', 'refused']);
		expect(kindsOf(pairResults(second, both))).toEqual(['refused', 'saved']);
		expect(kindsOf(pairResults(answer(list([saved(record(1, a))])), both))).toEqual([
			'unknown',
			'unknown',
		]);
	});

	it('never share one answer, also where one row has the id of it and another the source id', () => {
		const rows = [{ id: 'btxn_1' }, { apiSourceId: 'a' }];
		const reply = answer(list([saved({ id: 'btxn_1', apiSourceId: 'a' }), refused()]), 207);
		expect(kindsOf(pairResults(reply, rows))).toEqual(['saved', 'refused']);
	});

	it('come out as they were handled, whichever rows share what', () => {
		const row = fc.record({
			id: fc.option(fc.constantFrom('btxn_1', 'btxn_2'), { nil: undefined }),
			apiSourceId: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
			isGood: fc.boolean(),
		});
		fc.assert(
			fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), (rows) => {
				const elements = rows.map(({ id, apiSourceId, isGood }, n) =>
					isGood ? saved({ id: id ?? `btxn_9${n}`, apiSourceId, n }) : refused(),
				);
				const results = pairResults(answer(list(elements), 207), rows);
				// Two answers with one id may be a sign of another order; a wrong result never comes of it.
				results.forEach((result, n) => {
					if (result.kind === 'saved') expect(result.data.n).toBe(n);
					if (result.kind === 'refused') expect(rows[n].isGood).toBe(false);
				});
			}),
		);
	});

	it('come out as they were handled in any order, or not known', () => {
		const rows = fc.uniqueArray(
			fc.record({ apiSourceId: fc.nat(), isGood: fc.boolean(), place: fc.nat() }),
			{ minLength: 1, maxLength: 6, selector: ({ apiSourceId }) => apiSourceId },
		);
		fc.assert(
			fc.property(rows, (sent) => {
				const shuffled = sent
					.map(({ apiSourceId, isGood, place }, n) => ({
						place,
						element: isGood ? saved({ apiSourceId, n }) : refused([{ message: `${n}` }]),
					}))
					.sort((left, right) => left.place - right.place)
					.map(({ element }) => element);
				// Refused rows alone show no order.
				fc.pre(sent.some(({ isGood }) => isGood));
				pairResults(answer(list(shuffled), 207), sent).forEach((result, n) => {
					if (result.kind === 'saved') expect(result.data.n).toBe(n);
					if (result.kind === 'refused') expect(sent[n].isGood).toBe(false);
				});
			}),
		);
	});
});

describe('a batch of which Tight says only as a whole what became of it', () => {
	it('is refused as a whole, so that smaller ones may fare better', () => {
		const reply = answer({ result: 'FAILURE', data: null, error: [REQUIRED] }, 400);
		expect(pairResults(reply, [{}, {}])).toEqual(
			[1, 2].map(() => ({ kind: 'refused', reasons: [REQUIRED], status: 400, wholeCall: true })),
		);
	});

	it('is not known where the status says nothing of a refusal: it may have been stored', () => {
		const reply = answer({ result: 'FAILURE', data: null, error: [REQUIRED] }, 200);
		expect(pairResults(reply, [{}, {}])).toMatchObject(
			Array(2).fill({ kind: 'unknown', reasons: [REQUIRED] }),
		);
	});

	it.each([{ result: 'SUCCESS', data: null }, { result: 'SUCCESS' }, {}, [], { data: 'text' }])(
		'is not known when it is %p',
		(body) => {
			expect(kindsOf(pairResults(answer(body), [{}, {}]))).toEqual(['unknown', 'unknown']);
		},
	);

	it('is saved where one row was sent and one record is answered', () => {
		const reply = answer({ result: 'SUCCESS', data: record(1) });
		expect(pairResults(reply, [{}])).toEqual([{ kind: 'saved', data: record(1) }]);
		expect(kindsOf(pairResults(reply, [{}, {}]))).toEqual(['unknown', 'unknown']);
	});
});

describe('an answer that is not about the rows', () => {
	const page = '<html><body><h1>Bad   Gateway</h1></body></html>';
	const resultOf = (reply: Reply) => pairResults(reply, [{}])[0];

	it.each([500, 502, 503, 504, 599])('leaves the rows unknown with %i', (status) => {
		expect(resultOf(answer(page, status))).toEqual({
			kind: 'unknown',
			reasons: [],
			explanation: `Tight answered with HTTP ${status}`,
			status,
		});
		const said = answer({ error: [REQUIRED] }, status);
		expect(resultOf(said)).toMatchObject({ kind: 'unknown', reasons: [REQUIRED] });
	});

	it('leaves the rows unknown when it is no JSON, and shows its beginning', () => {
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

	it('refuses the rows with 400 also when it is no JSON', () => {
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
	])('refuses the rows with %i and says what to do', (status, explanation) => {
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

describe('whatever Tight answers', () => {
	const odd = fc.jsonValue({ maxDepth: 2 });
	const error = fc.oneof(
		odd,
		fc.constant([REQUIRED]),
		fc.constant([]),
		fc.array(fc.record({ type: odd, message: odd, param: odd }, { requiredKeys: [] })),
	);
	const data = fc.oneof(
		fc.constant(null),
		fc.record(
			{ id: fc.constantFrom('1', '2', '3'), apiSourceId: fc.constantFrom('a', 'b') },
			{
				requiredKeys: [],
			},
		),
		odd,
	);
	const element = fc.oneof(
		fc.record(
			{
				result: fc.oneof(fc.constantFrom('SUCCESS', 'FAILURE'), odd),
				statusCode: fc.oneof(fc.constantFrom(200, 400, 404, 500), odd),
				data,
				error,
			},
			{ requiredKeys: [] },
		),
		odd,
	);
	const body = fc.oneof(
		fc.record(
			{
				result: fc.oneof(fc.constantFrom('SUCCESS', 'FAILURE'), odd),
				data: fc.oneof(fc.array(element, { maxLength: 4 }), data),
				error,
				error_description: odd,
				message: odd,
				cursor: odd,
			},
			{ requiredKeys: [] },
		),
		odd,
	);
	const text = fc.oneof(
		{ weight: 5, arbitrary: body.map((value) => JSON.stringify(value)) },
		fc.string(),
	);
	const status = fc.oneof(fc.constantFrom(200, 201, 207, 400), fc.integer({ min: 200, max: 599 }));
	const rows = fc.array(
		fc.record(
			{ id: fc.constantFrom('1', '2'), apiSourceId: fc.constantFrom('a', 'b') },
			{ requiredKeys: [] },
		),
		{ minLength: 1, maxLength: 4 },
	);

	it('there is one result for each row, and none is saved when the call failed', () => {
		fc.assert(
			fc.property(text, status, rows, (said, code, sent) => {
				const results = pairResults(answer(said, code), sent);
				expect(results).toHaveLength(sent.length);
				if (code >= 400) expect(kindsOf(results)).not.toContain('saved');
			}),
			{ numRuns: 1000 },
		);
	});

	it('no row is saved that its element calls failed', () => {
		fc.assert(
			fc.property(element, status, (said, code) => {
				if (resultOf(said, code).kind !== 'saved') return;
				const { result, statusCode } = said as IDataObject;
				expect(result).not.toBe('FAILURE');
				const hasStatus = typeof statusCode === 'number' || typeof statusCode === 'string';
				expect(hasStatus && Number(statusCode) >= 400).toBe(false);
				expect(code).toBeLessThan(400);
			}),
			{ numRuns: 1000 },
		);
	});

	it('a single record is never saved when the call failed or says so', () => {
		fc.assert(
			fc.property(text, status, (said, code) => {
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
			fc.property(text, status, (said, code) => {
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
