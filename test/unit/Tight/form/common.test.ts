import * as fc from 'fast-check';

import {
	optionsCollection,
	timeout,
	userId,
	wholeNumber,
} from '../../../../nodes/Tight/form/common';

describe('wholeNumber', () => {
	it.each([
		[200, 200],
		['50', 50],
		[2.9, 2],
		[1, 1],
	])('is the number that was given: %p', (value, whole) => {
		expect(wholeNumber(value, 1, 7)).toBe(whole);
	});

	it.each([undefined, null, '', 'many', 0, -1, 0.5, NaN, Infinity, {}, 1e300])(
		'is the default for %p, which would send nothing at all or never end',
		(value) => {
			expect(wholeNumber(value, 1, 7)).toBe(7);
		},
	);

	it('may be 0 where that means something', () => {
		expect(wholeNumber(0, 0, 7)).toBe(0);
		expect(wholeNumber(undefined, 0, 7)).toBe(7);
	});

	it('is never less than the least', () => {
		fc.assert(
			fc.property(fc.anything(), fc.nat({ max: 5 }), (value, least) => {
				fc.pre(typeof value !== 'symbol' && typeof value !== 'object');
				expect(wholeNumber(value, least, 9)).toBeGreaterThanOrEqual(least);
			}),
		);
	});
});

describe('optionsCollection', () => {
	it('is sorted by what is read', () => {
		const { options } = optionsCollection([userId, timeout]);
		expect(options).toEqual([timeout, userId]);
	});
});
