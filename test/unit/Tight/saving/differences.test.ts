import * as fc from 'fast-check';

import { differencesOf } from '../../../../nodes/Tight/saving/differences';

/** In what Tight's record of an imported row differs from the row as its source gives it now. */

const compared = { amount: 'amount', date: 'date', descriptions: ['description', 'memo'] };

const units = (cents: number) => Number((cents / 100).toFixed(2));

describe('Amounts', () => {
	const cents = fc.integer({ min: 0, max: 1_000_000_000 });

	it('are the same when their digits are, whatever their signs', () => {
		fc.assert(
			fc.property(cents, fc.boolean(), fc.boolean(), (amount, isOut, isNegative) => {
				const record = { amount: isOut ? -amount : amount };
				const row = { amount: isNegative ? -units(amount) : units(amount) };
				expect(differencesOf(record, row, compared)).toEqual([]);
			}),
		);
	});

	it('differ by as little as a cent', () => {
		fc.assert(
			fc.property(cents, (amount) => {
				const row = { amount: units(amount) };
				expect(differencesOf({ amount: amount + 1 }, row, compared)).toEqual(['amount']);
			}),
		);
	});

	it('differ by parts of a cent, which Tight cannot show', () => {
		expect(differencesOf({ amount: 1 }, { amount: 0.0149 }, compared)).toEqual(['amount']);
	});
});

it('All that differs is named', () => {
	const record = { amount: 1, date: '2025-02-24', description: 'Uber' };
	const row = { amount: 2, date: '2025-02-25', description: 'Uber Eats', memo: 'uber' };
	expect(differencesOf(record, row, compared)).toEqual(['amount', 'date', 'description']);
});

it.each([
	['a record', {}, { amount: 2, date: '2025-02-25', description: 'Uber' }],
	[
		'a row',
		{ amount: 100, date: '2025-02-24', description: '' },
		{ amount: 1, date: '2025-02-24' },
	],
])('What %s does not show is not compared', (_, record, row) => {
	expect(differencesOf(record, row, compared)).toEqual([]);
});

it('A day that depends on a zone is not compared', () => {
	const { amount, descriptions } = compared;
	const differences = differencesOf({ date: '2025-02-24' }, {}, { amount, descriptions });
	expect(differences).toEqual([]);
});
