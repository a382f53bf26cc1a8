import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import type { Result, Unsaved } from '../../../../nodes/Tight/api/results';
import { withEcho } from '../../../../nodes/Tight/saving/echo';
import { pairResults, type Sent } from '../../../../nodes/Tight/saving/pair';
import {
	answer,
	anyStatus,
	anyText,
	list,
	record,
	refused,
	REQUIRED,
	saved,
} from '../../../support/answers';

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
		const results = pairResults(answer(answered('a', 'a')), [a, b]);
		expect(kindsOf(results)[1]).toBe('unknown');
	});

	it('are paired by position where the answer names a source of no row, which is reported later', () => {
		const results = pairResults(answer(answered('a', 'z')), [a, b]);
		expect(kindsOf(results)).toEqual(['saved', 'saved']);
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
					isGood ? saved({ id: id ?? `btxn_1${n}`, apiSourceId, n }) : refused(),
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
	it('is refused as a whole with 400, so that smaller ones may fare better', () => {
		const reply = answer({ result: 'FAILURE', data: null, error: [REQUIRED] }, 400);
		expect(pairResults(reply, [{}, {}])).toEqual(
			[1, 2].map(() => ({ kind: 'refused', reasons: [REQUIRED], status: 400, wholeCall: true })),
		);
	});

	it("has Tight's reasons also where the list is empty", () => {
		const reply = answer({ result: 'FAILURE', data: [], error: [REQUIRED] }, 400);
		expect(pairResults(reply, [{}, {}])).toEqual(
			[1, 2].map(() => ({ kind: 'refused', reasons: [REQUIRED], status: 400, wholeCall: true })),
		);
	});

	it.each([200, 207])('is not known with %i: the rows may be stored', (status) => {
		for (const data of [null, []]) {
			const reply = answer({ result: 'FAILURE', data, error: [REQUIRED] }, status);
			expect(pairResults(reply, [{}, {}])).toEqual(
				[1, 2].map(() => expect.objectContaining({ kind: 'unknown', reasons: [REQUIRED] })),
			);
		}
	});

	it('is worth a smaller batch with 413 and 400 alone', () => {
		for (const status of [400, 401, 403, 404, 413, 429]) {
			const [{ wholeCall = false }] = pairResults(answer('', status), [{}, {}]) as Unsaved[];
			// A 400 that is not Tight's own says nothing of the rows.
			expect(wholeCall).toBe(status === 413);
		}
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

describe('rows that only their facts tell apart', () => {
	/** What Tight shows of a row when it cleans its text and keeps no source ID. */
	const cleaned = ({ amount, date }: IDataObject, more: IDataObject = {}) =>
		saved(record(1, { amount, date, description: 'CLEANED', ...more }));
	const rows = [
		{ date: '2025-06-01', amount: -100, description: 'a' },
		{ date: '2025-06-01', amount: -250, description: 'b' },
		{ date: '2025-06-01', amount: 700, description: 'c' },
	];

	it('are not paired by position where the amounts are in another order', () => {
		const reversed = [...rows].reverse().map((row) => cleaned(row));
		expect(kindsOf(pairResults(answer(list(reversed)), rows))).toEqual(Array(3).fill('unknown'));
	});

	it('are not paired by position where the days are in another order', () => {
		const sent = ['2025-06-01', '2025-06-02'].map((date) => ({ date, amount: 5 }));
		const reversed = [...sent].reverse().map((row) => cleaned(row));
		expect(kindsOf(pairResults(answer(list(reversed)), sent))).toEqual(['unknown', 'unknown']);
	});

	it.each([
		['sign', (row: (typeof rows)[0]) => cleaned(row, { amount: -row.amount })],
		['unit', (row: (typeof rows)[0]) => cleaned(row, { amount: row.amount / 100 })],
		['day', (row: (typeof rows)[0]) => cleaned(row, { date: '2025-05-31' })],
	])('are paired by position where all show another %s, which is then seen', (_, shown) => {
		const results = pairResults(answer(list(rows.map(shown))), rows);
		expect(kindsOf(results)).toEqual(Array(3).fill('saved'));
		const seen = results.map((result, index) => withEcho(result, rows[index]));
		expect(kindsOf(seen)).toEqual(Array(3).fill('contradicted'));
	});

	it('never get the answer of another, in whatever order the answers are', () => {
		const sent = fc.uniqueArray(
			fc.record({ amount: fc.integer({ min: -9, max: 9 }), isGood: fc.boolean(), place: fc.nat() }),
			{ minLength: 2, maxLength: 5, selector: ({ amount }) => amount },
		);
		fc.assert(
			fc.property(sent, (given) => {
				// Refused rows show nothing of themselves, so they are known by the good ones alone.
				fc.pre(given.some(({ isGood }) => isGood));
				const bodies = given.map(({ amount }) => ({ amount, description: `row ${amount}` }));
				const elements = given
					.map(({ place, isGood }, n) => ({
						place,
						element: isGood
							? saved({ id: `btxn_${n}`, amount: bodies[n].amount, description: 'CLEANED' })
							: refused([{ message: String(n) }]),
					}))
					.sort((one, other) => one.place - other.place)
					.map(({ element }) => element);
				pairResults(answer(list(elements), 207), bodies).forEach((result, n) => {
					const told = withEcho(result, bodies[n]);
					if (told.kind === 'saved') expect(told.data.id).toBe(`btxn_${n}`);
					if (told.kind === 'refused') expect(given[n].isGood).toBe(false);
				});
			}),
			{ numRuns: 2000 },
		);
	});
});

describe('whatever Tight answers', () => {
	const rows = fc.array(
		fc.record(
			{ id: fc.constantFrom('1', '2'), apiSourceId: fc.constantFrom('a', 'b') },
			{ requiredKeys: [] },
		),
		{ minLength: 1, maxLength: 4 },
	);

	it('there is one result for each row, and none is saved when the call failed', () => {
		fc.assert(
			fc.property(anyText, anyStatus, rows, (said, code, sent) => {
				const results = pairResults(answer(said, code), sent);
				expect(results).toHaveLength(sent.length);
				if (code >= 400) expect(kindsOf(results)).not.toContain('saved');
			}),
			{ numRuns: 1000 },
		);
	});
});
