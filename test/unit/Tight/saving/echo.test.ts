import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import type { Result } from '../../../../nodes/Tight/api/results';
import {
	isOneTransformation,
	withEcho,
	withoutSourceId,
} from '../../../../nodes/Tight/saving/echo';
import { dayPlus } from '../../../../nodes/shared/days';

const saved = (data: IDataObject): Result => ({ kind: 'saved', data });
const sent = { amount: -500, date: '2025-06-26', bankAccountId: 'bka_1', description: 'Coffee' };
const shown = {
	id: 'btxn_1',
	amount: -500,
	date: '2025-06-26',
	bankAccount: { id: 'bka_1' },
	description: 'COFFEE',
};

describe('the echo of a saved row', () => {
	it.each<[string, IDataObject]>([
		['the same facts', {}],
		['an amount as text', { amount: '-500' }],
		['a day with a time', { date: '2025-06-26T00:00:00Z' }],
		['other texts', { description: 'x' }],
		['no amount, no day and no account', { amount: null, date: undefined, bankAccount: null }],
		['the ID of the account in another form', { bankAccount: { id: '123456' } }],
	])('agrees with it where it shows %s', (_what, more) => {
		const result = saved({ ...shown, ...more });
		expect(withEcho(result, sent)).toBe(result);
	});

	it.each<[string, IDataObject, string[]]>([
		['another sign', { amount: 500 }, ["'amount'", '500', '-500', 'T1 to T3']],
		['a hundredth', { amount: -5 }, ["'amount'", '-5', 'T1 to T3']],
		['text that is another number', { amount: '-5.00' }, ["'amount'", 'T1 to T3']],
		['another day', { date: '2025-06-25' }, ["'date'", '2025-06-25', '2025-06-26', 'T25']],
		['another account', { bankAccount: { id: 'bka_2' } }, ["'bankAccountId'", 'bka_2', 'T12']],
	])('contradicts it where it shows %s', (_what, more, words) => {
		const result = withEcho(saved({ ...shown, ...more }), sent);
		expect(result.kind).toBe('contradicted');
		for (const word of [...words, 'Tight saved it', 'docs/contract.md']) {
			expect((result as { explanation: string }).explanation).toContain(word);
		}
	});

	it('is compared in no field that was not sent', () => {
		const result = saved(shown);
		expect(withEcho(result, { notes: 'x' })).toBe(result);
	});

	it('is not there for rows that were not saved', () => {
		for (const kind of ['refused', 'unknown', 'notSent'] as const) {
			const result: Result = { kind, reasons: [] };
			expect(withEcho(result, sent)).toBe(result);
		}
	});
});

describe('a row that Tight does not show under its source ID', () => {
	it.each<[IDataObject, string]>([
		[{ id: 'btxn_1', apiSourceId: 'mx:TRN-0' }, 'shows it as "mx:TRN-0"'],
		[{ id: 'btxn_1', apiSourceId: null }, 'does not show it'],
		[{ id: 'btxn_1' }, 'does not show it'],
	])('of %j says so, and promises no safe repeat', (record, words) => {
		const { kind, explanation } = withoutSourceId('TRN-0', record);
		expect(kind).toBe('contradicted');
		expect(explanation).toContain(words);
		expect(explanation).toContain('btxn_1');
		expect(explanation).toContain('if you send it once more, it is added twice');
	});
});

describe('isOneTransformation', () => {
	const rows = fc.array(
		fc.record({
			amount: fc.integer({ min: -1e9, max: 1e9 }),
			date: fc.integer({ min: 0, max: 300 }).map((days) => dayPlus('2025-01-01', days)),
		}),
		{ maxLength: 6 },
	);

	it('is true of rows that all show the same sign, factor and move of days', () => {
		const ratio = fc.constantFrom(1, -1, 100, -100, 0.01, -0.01);
		fc.assert(
			fc.property(rows, ratio, fc.integer({ min: -2, max: 2 }), (given, factor, days) => {
				const pairs = given.map((row) => ({
					sent: row,
					shown: { amount: row.amount * factor, date: dayPlus(row.date, days) },
				}));
				expect(isOneTransformation(pairs)).toBe(true);
			}),
		);
	});

	it.each<[string, IDataObject[], IDataObject[]]>([
		['amounts in another order', [{ amount: 1 }, { amount: 2 }], [{ amount: 2 }, { amount: 1 }]],
		['one turned sign of two', [{ amount: 1 }, { amount: 2 }], [{ amount: -1 }, { amount: 2 }]],
		[
			'one moved day of two',
			[{ date: '2025-06-01' }, { date: '2025-06-01' }],
			[{ date: '2025-06-01' }, { date: '2025-06-02' }],
		],
	])('is false of %s', (_what, given, answered) => {
		const pairs = given.map((row, index) => ({ sent: row, shown: answered[index] }));
		expect(isOneTransformation(pairs)).toBe(false);
	});

	it('does not count what a record does not show', () => {
		const pairs = [
			{ sent: { amount: 1, date: '2025-06-01' }, shown: {} },
			{ sent: { amount: 2 }, shown: { amount: null } },
		];
		expect(isOneTransformation(pairs)).toBe(true);
	});
});
