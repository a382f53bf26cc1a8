import * as fc from 'fast-check';

import {
	centsFromCents,
	centsFromCurrencyUnits,
	type Cents,
} from '../../../../nodes/Tight/entities/money';

const safeCents = () => fc.maxSafeInteger();

/** `-1250` as `-12.50`, by its digits. */
function asDecimal(cents: number): string {
	const digits = String(Math.abs(cents)).padStart(3, '0');
	return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function reasonOf(cents: Cents): string {
	return typeof cents === 'number' ? `accepted as ${cents}` : cents.reason;
}

const NO_NUMBER = 'must be a number such as -12.34, without separators between thousands, but is';
const NO_CENTS = 'must be a whole number of cents, but is';

describe('centsFromCurrencyUnits', () => {
	it('gives back every amount that is written as a decimal', () => {
		fc.assert(
			fc.property(safeCents(), (cents) => {
				expect(centsFromCurrencyUnits(asDecimal(cents))).toBe(cents);
			}),
		);
	});

	// From 2^46 units on, numbers lie further apart than a cent.
	it('gives back every amount that comes as a number', () => {
		const most = 2 ** 46 * 100 - 1;
		fc.assert(
			fc.property(fc.integer({ min: -most, max: most }), (cents) => {
				expect(centsFromCurrencyUnits(Number(asDecimal(cents)))).toBe(cents);
			}),
		);
	});

	it('never answers anything but whole cents or a reason, whatever it is given', () => {
		fc.assert(
			fc.property(fc.oneof(fc.anything(), fc.bigInt()), (value) => {
				const cents = centsFromCurrencyUnits(value);
				if (typeof cents === 'number') expect(Number.isSafeInteger(cents)).toBe(true);
				else expect(cents.reason).toMatch(/^(must be|has more|is too large|is ")/);
			}),
		);
	});

	it.each(['1234.567', '0.001', '-0.005', '12.3456', 12.345, 1.005])(
		'refuses more than two decimals instead of rounding: %p',
		(value) => {
			expect(reasonOf(centsFromCurrencyUnits(value))).toBe(
				`has more than two decimals: ${value}. Round it before it reaches this node`,
			);
		},
	);

	it.each([
		'1,234.56',
		'1.234,56',
		'12,34',
		'1 234.56',
		"1'234.56",
		'1e3',
		'1e-7',
		'0x10',
		'0b1',
		'1_000',
		'12.34.56',
		'--1',
		'+-1',
		'- 1',
		'1-',
		'(12.34)',
		'−12.34',
		'$12.34',
		'12.34 USD',
		'١٢',
		'NaN',
		'Infinity',
		'twelve',
		'',
		'   ',
		'.',
		'-',
	])('refuses text that is no plain decimal: %p', (value) => {
		expect(reasonOf(centsFromCurrencyUnits(value))).toBe(`${NO_NUMBER} ${JSON.stringify(value)}`);
	});

	it.each([1e21, 1e-7, -1e300, Number.MIN_VALUE])(
		'refuses a number that JavaScript writes with an exponent: %p',
		(value) => {
			expect(reasonOf(centsFromCurrencyUnits(value))).toBe(`${NO_NUMBER} ${JSON.stringify(value)}`);
		},
	);

	it.each([NaN, Infinity, -Infinity])('refuses %p by its name', (value) => {
		expect(reasonOf(centsFromCurrencyUnits(value))).toBe(`${NO_NUMBER} ${value}`);
	});

	it.each([null, undefined, true, [], [12], {}, { value: 12 }])('refuses %p', (value) => {
		expect(reasonOf(centsFromCurrencyUnits(value))).toMatch(NO_NUMBER);
	});

	it.each(['90071992547409.92', '-90071992547409.92', '99999999999999999999', '9'.repeat(400)])(
		'refuses what is too large to be held exactly: %p',
		(value) => {
			expect(reasonOf(centsFromCurrencyUnits(value))).toBe(
				`is too large to be held exactly: ${value}`,
			);
		},
	);

	it.each([
		['1234.560', 123456],
		['12.3400000', 1234],
		['12.00', 1200],
		['12.', 1200],
		['12', 1200],
		['12.3', 1230],
		['0.07', 7],
		['-0.07', -7],
		['+12.34', 1234],
		['0012.34', 1234],
		[' 12 ', 1200],
		['\t-12.34\n', -1234],
		['90071992547409.91', Number.MAX_SAFE_INTEGER],
		[1.1, 110],
		[-19.99, -1999],
		[4.35, 435],
		[1.15, 115],
		[0.29, 29],
		[1e20 / 1e18, 10000],
	])('reads %p as %p cents', (value, cents) => {
		expect(centsFromCurrencyUnits(value)).toBe(cents);
	});

	it.each(['-0', '-0.00', '0', -0, 0])('gives a zero without a sign for %p', (value) => {
		expect(Object.is(centsFromCurrencyUnits(value), 0)).toBe(true);
	});
});

describe('centsFromCents', () => {
	it('gives back every whole number, as a number and as text', () => {
		fc.assert(
			fc.property(safeCents(), (cents) => {
				expect(centsFromCents(cents)).toBe(cents);
				expect(centsFromCents(String(cents))).toBe(cents);
			}),
		);
	});

	it.each([
		'12.5',
		'12.0',
		'12.',
		'1e3',
		'0x10',
		'1,250',
		'',
		' ',
		'-',
		'abc',
		12.5,
		0.1 + 0.2,
		1e21,
	])('refuses %p instead of reading it loosely', (value) => {
		expect(reasonOf(centsFromCents(value))).toBe(`${NO_CENTS} ${JSON.stringify(value)}`);
	});

	it.each([NaN, Infinity, -Infinity])('refuses %p by its name', (value) => {
		expect(reasonOf(centsFromCents(value))).toBe(`${NO_CENTS} ${value}`);
	});

	it.each([null, undefined, true, [], [12], {}])('refuses %p', (value) => {
		expect(reasonOf(centsFromCents(value))).toMatch(NO_CENTS);
	});

	it.each([
		2 ** 53,
		'9007199254740992',
		// Would be read as ...992, a cent away, if its digits were not minded.
		'9007199254740993',
		'-9007199254740993',
		'9'.repeat(400),
	])('refuses what is too large to be held exactly: %p', (value) => {
		expect(reasonOf(centsFromCents(value))).toBe(`is too large to be held exactly: ${value}`);
	});

	it.each([
		['-1250', -1250],
		['+1250', 1250],
		[' 12 ', 12],
		['007', 7],
		[5001, 5001],
	])('reads %p as %p', (value, cents) => {
		expect(centsFromCents(value)).toBe(cents);
	});

	it.each(['-0', '0', -0])('gives a zero without a sign for %p', (value) => {
		expect(Object.is(centsFromCents(value), 0)).toBe(true);
	});
});

describe('text and numbers whose meaning is not certain', () => {
	it.each(['-3.000', '3.520', '1.234', '+12.345'])(
		'%s is refused: the point may be between thousands',
		(text) => {
			expect(centsFromCurrencyUnits(text)).toMatchObject({
				reason: expect.stringContaining('between thousands') as string,
			});
		},
	);

	it.each([
		['.47', 47],
		['-.50', -50],
		[12.100000000000001, 1210],
		[0.1 + 0.2, 30],
		[-3, -300],
	])('%p is %p cents', (value, cents) => {
		expect(centsFromCurrencyUnits(value)).toBe(cents);
	});

	it.each([12.345, '.', '-', '12.3456'])('%p is refused', (value) => {
		expect(centsFromCurrencyUnits(value)).toHaveProperty('reason');
	});
});
