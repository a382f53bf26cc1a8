import * as fc from 'fast-check';

import { wantedRows, wholeNumber } from '../../../nodes/shared/wholeNumber';

describe('wholeNumber', () => {
	const from1 = (value: unknown) => wholeNumber('Limit', value, { least: 1 });

	it.each([
		[200, 200],
		[1, 1],
		['50', 50],
		[' 50 ', 50],
		['+5', 5],
	])('is the number that was given: %p', (value, whole) => {
		expect(from1(value)).toBe(whole);
	});

	it.each([
		[undefined, 'undefined'],
		[null, 'null'],
		['', '""'],
		['many', '"many"'],
		['1e3', '"1e3"'],
		['0x1F', '"0x1F"'],
		[0, '0'],
		[-1, '-1'],
		['-1', '"-1"'],
		[1.5, '1.5'],
		[NaN, 'NaN'],
		[Infinity, 'Infinity'],
		['9007199254740992', '"9007199254740992"'],
		[true, 'true'],
		[[5], '[5]'],
		[{}, '{}'],
	])('is none of %p, and says so', (value, shown) => {
		const message = `'Limit' must be a whole number of 1 or more, but is ${shown}`;
		expect(from1(value)).toEqual({ message });
	});

	it('names both ends of a range', () => {
		const inRange = (value: unknown) => wholeNumber('Days', value, { least: 0, most: 30 });
		expect([inRange(0), inRange(30)]).toEqual([0, 30]);
		for (const value of [-1, 31]) {
			const message = `'Days' must be a whole number from 0 to 30, but is ${value}`;
			expect(inRange(value)).toEqual({ message });
		}
	});

	it('lies in its range, or is a message', () => {
		const value = fc.oneof(fc.anything({ withBigInt: false }), fc.double(), fc.integer());
		fc.assert(
			fc.property(value, fc.nat({ max: 5 }), (given, least) => {
				const whole = wholeNumber('Limit', given, { least, most: 9 });
				if (typeof whole === 'number') expect([least, whole, 9].sort()).toEqual([least, whole, 9]);
				else expect(whole.message).toMatch(/^'Limit' must be a whole number from /);
			}),
		);
	});
});

describe('wantedRows', () => {
	const wanted = (parameters: Record<string, unknown>) =>
		wantedRows((name) => parameters[name] as never);

	it('are all, or as many as the limit says', () => {
		expect(wanted({ returnAll: true })).toBe(Infinity);
		expect(wanted({ returnAll: false, limit: 7 })).toBe(7);
	});

	it.each([undefined, null, 0])('are not known from the limit %p', (limit) => {
		expect(wanted({ returnAll: false, limit })).toEqual({
			message: `'Limit' must be a whole number of 1 or more, but is ${limit}`,
		});
	});
});
