import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import * as z from 'zod/v4';

import * as kinds from '../../../../nodes/Tight/entities/kinds';
import { check } from '../../../../nodes/Tight/form/check';

/** What a field makes of a value, or the message about it. */
function read(field: z.ZodType, value: unknown): unknown {
	const checked = check(z.object({ field }), { field: value } as IDataObject, false);
	if (checked.kind === 'valid') return checked.row.field;
	return checked.problems.map(({ message }) => message);
}

const text = kinds.text('Notes', 'A note');
const secret = kinds.text('Access Token', 'A token', { secret: true });
const date = kinds.date('Date', 'A day');
const dateTime = kinds.dateTime('Created At', 'A time');
const epoch = kinds.epoch('Posted Date', 'A time');
const cents = kinds.cents('Amount', 'An amount');
const centsOrUnits = kinds.centsOrUnits('Amount', 'An amount');
const currencyUnits = kinds.currencyUnits('Amount', 'An amount');
const number = kinds.number('Latitude', 'A place');
const flag = kinds.flag('Is Fee', 'Whether it is a fee');
const choice = kinds.choice('Status', ['ACTIVE', 'INACTIVE'], 'A status');
const reference = kinds.reference('Vendor', 'vendor', 'Who was paid');
const references = kinds.references('Class Segments', 'classSegment', 'Segments');
const list = kinds.list('Attachment IDs', 'Files');
const customData = kinds.customData();
const group = kinds.group('Tax', z.object({ year: number, region: choice.optional() }), 'Tax');
const lines = kinds.lines(
	'Line Items',
	z.object({ amount: cents, notes: text.optional() }),
	'Lines',
);

const luxon = (iso: string) => ({ toISO: () => iso });

describe('a value that is not there', () => {
	const all = {
		text,
		secret,
		date,
		dateTime,
		epoch,
		cents,
		centsOrUnits,
		currencyUnits,
		number,
		flag,
	};
	const others = { choice, reference, references, list, customData, group, lines };

	it.each(Object.entries({ ...all, ...others }))('is missing: %s', (_kind, field) => {
		for (const value of [undefined, null])
			expect(read(field, value)).toEqual([expect.stringMatching(/^'[^']+' is missing$/)]);
	});

	it.each(Object.entries({ ...all, choice, reference, customData, group, lines }))(
		'is missing when it is empty text, or blanks alone: %s',
		(_kind, field) => {
			for (const value of ['', '  ', '\n\t'])
				expect(read(field, value)).toEqual([expect.stringMatching(/^'[^']+' is missing$/)]);
		},
	);
});

describe('any field', () => {
	const fields = fc.constantFrom(
		...[text, date, dateTime, epoch, cents, centsOrUnits, currencyUnits, number, flag],
		...[choice, reference, references, list, customData, group, lines],
	);

	it('answers every value with a value or with messages that begin with its label', () => {
		fc.assert(
			fc.property(fields, fc.oneof(fc.jsonValue(), fc.string(), fc.double()), (field, value) => {
				const checked = check(z.object({ field }), { field: value } as IDataObject, false);
				if (checked.kind === 'valid') return;
				for (const { message } of checked.problems)
					expect(message).toMatch(/^'[^']+'.* (is|must|has) /);
			}),
		);
	});

	it('takes what it made of a value once more and gives it back', () => {
		fc.assert(
			fc.property(fields, fc.oneof(fc.jsonValue(), fc.string()), (field, value) => {
				fc.pre(field !== currencyUnits);
				const once = check(z.object({ field }), { field: value } as IDataObject, false);
				fc.pre(once.kind === 'valid');
				expect(check(z.object({ field }), (once as { row: IDataObject }).row, false)).toEqual(once);
			}),
		);
	});

	it('shows the beginning of a long value only', () => {
		const shown = `"${'9'.repeat(59)}…`;
		expect(read(date, '9'.repeat(400))).toEqual([
			`'Date' must be a day such as 2025-06-26, but is ${shown}`,
		]);
		expect(read(cents, `x${'9'.repeat(400)}`)).toEqual([
			`'Amount' must be a whole number of cents, but is "x${'9'.repeat(58)}…`,
		]);
	});
});

describe('text', () => {
	it.each([
		['true', true, 'true'],
		['an object', { a: 1 }, '{"a":1}'],
		['a list', ['a'], '["a"]'],
		['an empty list', [], '[]'],
	])('refuses %s', (_what, value, shown) => {
		expect(read(text, value)).toEqual([`'Notes' must be text, but is ${shown}`]);
	});

	it('is passed on as it is', () => {
		fc.assert(
			fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (value) => {
				fc.pre(value.trim() !== '');
				expect(read(text, value)).toBe(value);
			}),
		);
	});

	it.each([
		[158998869, '158998869'],
		[0, '0'],
		[-1.5, '-1.5'],
	])('takes the number %p as its digits', (value, digits) => {
		expect(read(text, value)).toBe(digits);
		expect(read(reference, value)).toBe(digits);
	});
});

describe('a secret', () => {
	it.each([true, { value: 'access-production-1' }, ['access-production-1']])(
		'never stands in a message: %p',
		(value) => {
			expect(read(secret, value)).toEqual(["'Access Token' must be text"]);
		},
	);
});

describe('a date', () => {
	it.each([
		['2025-02-30', '"2025-02-30"'],
		['2025-02-29', '"2025-02-29"'],
		['2025-02-30T10:00:00Z', '"2025-02-30"'],
		['26.06.2025', '"26.06.2025"'],
		['06/26/2025', '"06/26/2025"'],
		['2025-6-26', '"2025-6-26"'],
		['today', '"today"'],
		[45712, '45712'],
		[true, 'true'],
		[{}, '{}'],
	])('refuses %p', (value, shown) => {
		expect(read(date, value)).toEqual([`'Date' must be a day such as 2025-06-26, but is ${shown}`]);
	});

	it('refuses a Date, which has no zone and so no day, and says how to write its day', () => {
		const told = read(date, new Date('2025-06-25T22:00:00Z'));
		expect(told).toEqual([
			`'Date' must be a day such as 2025-06-26, but is the point in time "2025-06-25T22:00:00.000Z", whose day depends on the time zone. Give its day as text, as .format('yyyy-MM-dd') does in an expression`,
		]);
		expect(read(date, new Date(NaN))).toEqual([
			"'Date' must be a day such as 2025-06-26, but is null",
		]);
	});

	it.each([
		['2025-06-26', '2025-06-26'],
		['2025-06-26T23:59:59.999-12:00', '2025-06-26'],
		['2025-06-26T00:00:00+14:00', '2025-06-26'],
		['2024-02-29', '2024-02-29'],
		[luxon('2025-06-26T00:00:00.000+02:00'), '2025-06-26'],
	])('reads %p as %s', (value, day) => {
		expect(read(date, value)).toBe(day);
	});
});

describe('a date and time', () => {
	it.each(['soon', '2025-13-45T00:00:00Z', 'T'])('refuses %p', (value) => {
		expect(read(dateTime, value)).toEqual([
			`'Created At' must be a date and time such as 2025-06-26T15:37:21Z, but is "${value}"`,
		]);
	});

	it.each(['2025-06-26T15:37:21Z', '2025-06-26T15:37:21+02:00', '2025-06-26'])(
		'is passed on as it is written: %s',
		(value) => {
			expect(read(dateTime, value)).toBe(value);
		},
	);

	it('takes a Date as its text', () => {
		expect(read(dateTime, new Date('2025-06-26T15:37:21Z'))).toBe('2025-06-26T15:37:21.000Z');
		expect(read(dateTime, new Date(NaN))).toEqual([
			"'Created At' must be a date and time such as 2025-06-26T15:37:21Z, but is null",
		]);
	});

	it("takes Luxon's date-times as their text", () => {
		expect(read(dateTime, luxon('2025-06-26T15:37:21.000+02:00'))).toBe(
			'2025-06-26T15:37:21.000+02:00',
		);
	});
});

describe('seconds since 1970', () => {
	it.each([
		['soon', '"soon"'],
		[1.5, '1.5'],
		['2025-13-45', '"2025-13-45"'],
		[true, 'true'],
		// Milliseconds: read as seconds they would lie in the year 57,000.
		[1750952241000, '1750952241000'],
		[Number.MAX_SAFE_INTEGER, '9007199254740991'],
	])('refuses %p', (value, shown) => {
		expect(read(epoch, value)).toEqual([
			`'Posted Date' must be a date and time, or seconds since 1970, but is ${shown}`,
		]);
	});

	it.each([
		[1750952241, 1750952241],
		[0, 0],
		[-86400, -86400],
		['2025-06-26T15:37:21Z', 1750952241],
		['2025-06-26T15:37:21', 1750952241],
		[new Date('2025-06-26T15:37:21.999Z'), 1750952241],
		[luxon('2025-06-26T17:37:21.000+02:00'), 1750952241],
	])('reads %p as %p', (value, seconds) => {
		expect(read(epoch, value)).toBe(seconds);
	});
});

describe('an amount', () => {
	it.each(['12.50', 12.5])('in cents refuses %p', (value) => {
		expect(read(cents, value)).toEqual([
			`'Amount' must be a whole number of cents, but is ${JSON.stringify(value)}`,
		]);
	});

	it('in cents says how to send decimals where the user can choose the unit', () => {
		expect(read(centsOrUnits, '12.50')).toEqual([
			`'Amount' must be a whole number of cents, but is "12.50". Set 'Amounts In' to Currency Units to send decimals`,
		]);
	});

	it.each(['twelve', '12.345', '1,250'])(
		'in cents does not offer the other unit for %p, which would not help',
		(value) => {
			expect(read(centsOrUnits, value)).toEqual([
				`'Amount' must be a whole number of cents, but is "${value}"`,
			]);
		},
	);

	it('in currency units refuses a fraction of a cent', () => {
		expect(read(currencyUnits, '12.3456')).toEqual([
			`'Amount' has more than two decimals: 12.3456. Round it before it reaches this node`,
		]);
	});

	it('is read in its unit', () => {
		expect(read(cents, '-1250')).toBe(-1250);
		expect(read(centsOrUnits, -1250)).toBe(-1250);
		expect(read(currencyUnits, '-12.5')).toBe(-1250);
		expect(read(cents, 0)).toBe(0);
	});
});

describe('a number', () => {
	it.each([
		['12a', '"12a"'],
		['1,234.5', '"1,234.5"'],
		['Infinity', '"Infinity"'],
		[NaN, 'NaN'],
		[Infinity, 'Infinity'],
		[true, 'true'],
		[[1], '[1]'],
		// Other ways to write numbers are more likely a slip, or an ID.
		['1e3', '"1e3"'],
		['0x1F', '"0x1F"'],
		['0b1', '"0b1"'],
		['1_000', '"1_000"'],
		['.', '"."'],
		// As a number it would lose digits.
		['12345678901234567890', '"12345678901234567890"'],
	])('refuses %p', (value, shown) => {
		expect(read(number, value)).toEqual([
			`'Latitude' must be a number in digits such as -12.5, but is ${shown}`,
		]);
	});

	it.each([
		[12.5, 12.5],
		['12.5', 12.5],
		[' -0.5 ', -0.5],
		['0', 0],
		['+7', 7],
		['.5', 0.5],
		['5.', 5],
		[1e3, 1000],
	])('reads %p as %p', (value, read_) => {
		expect(read(number, value)).toBe(read_);
	});
});

describe('a flag', () => {
	it.each(['yes', 'TRUE', 1, 0, '1', 'null', {}])('refuses %p', (value) => {
		expect(read(flag, value)).toEqual([
			expect.stringMatching(/^'Is Fee' (must be true or false, but|is missing)/),
		]);
	});

	it.each([
		[true, true],
		[false, false],
		['true', true],
		['false', false],
	])('reads %p as %p', (value, flagged) => {
		expect(read(flag, value)).toBe(flagged);
	});
});

describe('a choice', () => {
	it.each([5, true, ['ACTIVE'], {}])('refuses %p', (value) => {
		expect(read(choice, value)).toEqual([
			`'Status' must be text such as ACTIVE, but is ${JSON.stringify(value)}`,
		]);
	});

	it('takes values that Tight adds later', () => {
		expect(read(choice, 'ARCHIVED')).toBe('ARCHIVED');
	});
});

describe('the id of a record', () => {
	it.each([true, {}, []])('refuses %p', (value) => {
		expect(read(reference, value)).toEqual([
			`'Vendor' must be an ID, but is ${JSON.stringify(value)}`,
		]);
	});

	it('may look like anything', () => {
		expect(read(reference, 'x')).toBe('x');
		expect(read(reference, 'bka_7542850')).toBe('bka_7542850');
	});

	it.each([
		['a reference', reference],
		['of the record itself, or in another system', kinds.identifier('Vendor', 'An ID')],
	])('is taken without the blanks around it: %s', (_what, field) => {
		expect(read(field, ' bka_7542850\n')).toBe('bka_7542850');
		expect(read(field, 'with a blank')).toBe('with a blank');
	});

	it('is refused as text that a spreadsheet has made of a long number', () => {
		const [message] = read(reference, '1.23457E+17') as string[];
		expect(message).toContain('\'Vendor\' must be an ID, but is "1.23457E+17"');
		expect(read(reference, '12E5')).toBe('12E5');
	});

	it.each([12345678901234567000, -9007199254740992, 1e21])(
		'is refused as a number that has lost digits: %p',
		(value) => {
			const message = `'Vendor' must be an ID, but is a number too large to be exact: ${value}. Give it as text`;
			expect(read(reference, value)).toEqual([message]);
			const text = String(value);
			if (!text.includes('e')) expect(read(reference, text)).toBe(text);
		},
	);
});

describe.each([
	['the ids of records', references, "'Class Segments'", 'a list of IDs'],
	['texts', list, "'Attachment IDs'", 'a list of texts'],
])('%s', (_kind, field, label, what) => {
	it.each([
		[true, 'true'],
		[{}, '{}'],
		['{"a":1}', '{"a":1}'],
		['[a, b', '"[a, b"'],
	])('refuse %p', (value, shown) => {
		expect(read(field, value)).toEqual([`${label} must be ${what}, but is ${shown}`]);
	});

	it('name the one that is wrong by its number', () => {
		expect(read(field, ['a', '', true])).toEqual([
			`${label} 2 is missing`,
			`${label} 3 must be an ID, but is true`,
		]);
		expect(read(field, 'a,,b')).toEqual([`${label} 2 is missing`]);
	});

	it.each([
		[
			['a', 'b'],
			['a', 'b'],
		],
		[
			[1, 2],
			['1', '2'],
		],
		['["a","b"]', ['a', 'b']],
		[' ["a"] ', ['a']],
		['[]', []],
		['a', ['a']],
		['a, b ,c', ['a', 'b', 'c']],
		[
			[' a ', '\tb'],
			['a', 'b'],
		],
		[12, ['12']],
		['12', ['12']],
	])('read %p as %p', (value, ids) => {
		expect(read(field, value)).toEqual(ids);
	});

	it.each(['12345678901234567890', '1e5', '1.0', '007', 'null', 'true', '-0'])(
		'keep every character of %p',
		(id) => {
			expect(read(field, id)).toEqual([id]);
			expect(read(field, `${id}, a`)).toEqual([id, 'a']);
		},
	);
});

describe('custom data', () => {
	/** An object whose JSON has so many characters: `{"k":"…"}`. */
	const ofLength = (characters: number) => ({ k: 'x'.repeat(characters - '{"k":""}'.length) });
	const ofFields = (count: number) =>
		Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, null]));

	it.each([
		['text', '"text"'],
		['[1]', '[1]'],
		[[1], '[1]'],
		[5, '5'],
		[true, 'true'],
	])('refuses %p', (value, shown) => {
		expect(read(customData, value)).toEqual([
			`'Custom Data' must be a JSON object such as {"key": "value"}, but is ${shown}`,
		]);
	});

	it('takes 2,000 characters of JSON and refuses 2,001', () => {
		expect(read(customData, ofLength(2000))).toEqual(ofLength(2000));
		expect(read(customData, ofLength(2001))).toEqual([
			"'Custom Data' must be at most 2000 characters of JSON, but has 2001",
		]);
	});

	it('counts the characters of the JSON that is sent, not of the text that came in', () => {
		const spacious = JSON.stringify(ofLength(1000), null, 1100);
		const padded = `${' '.repeat(1500)}${spacious}`;
		expect(read(customData, padded)).toEqual(ofLength(1000));
		expect(read(customData, { k: '"'.repeat(1000) })).toEqual([
			"'Custom Data' must be at most 2000 characters of JSON, but has 2008",
		]);
	});

	it('takes 50 fields and refuses 51', () => {
		expect(read(customData, ofFields(50))).toEqual(ofFields(50));
		expect(read(customData, ofFields(51))).toEqual([
			"'Custom Data' must have at most 50 fields, but has 51",
		]);
	});

	it.each(['constructor', 'toString', '__proto__'])('may have a key named %s', (key) => {
		const text = `{"${key}": "x"}`;
		expect(JSON.stringify(read(customData, text))).toBe(`{"${key}":"x"}`);
	});

	it('keeps nulls, lists and objects inside', () => {
		const value = { a: null, b: [1, { c: null }], d: { e: false } };
		expect(read(customData, value)).toEqual(value);
		expect(read(customData, JSON.stringify(value))).toEqual(value);
	});
});

describe('a group', () => {
	it.each(['text', 5, true, [1]])('refuses %p', (value) => {
		expect(read(group, value)).toEqual([
			`'Tax' must be a JSON object, but is ${JSON.stringify(value)}`,
		]);
	});

	it('names the field inside it', () => {
		expect(read(group, {})).toEqual(["'Latitude' of 'Tax' is missing"]);
		expect(read(group, { year: 'x', region: 1 })).toEqual([
			`'Latitude' of 'Tax' must be a number in digits such as -12.5, but is "x"`,
			"'Status' of 'Tax' must be text such as ACTIVE, but is 1",
		]);
	});

	it('keeps keys that Tight adds later', () => {
		expect(read(group, { year: '2025', later: { deep: null } })).toEqual({
			year: 2025,
			later: { deep: null },
		});
		expect(read(group, '{"year": 2025}')).toEqual({ year: 2025 });
	});
});

describe('line items', () => {
	it.each(['text', 5, { amount: 1 }])('refuse %p', (value) => {
		expect(read(lines, value)).toEqual([
			`'Line Items' must be a list of line items, but is ${JSON.stringify(value)}`,
		]);
	});

	it('name the line and the field in it', () => {
		expect(read(lines, [{ amount: 1 }, { amount: '12.5' }, {}, 'x'])).toEqual([
			`'Amount' of 'Line Items' 2 must be a whole number of cents, but is "12.5"`,
			"'Amount' of 'Line Items' 3 is missing",
			`'Line Items' 4 must be a JSON object, but is "x"`,
		]);
	});

	it('keep keys that Tight adds later', () => {
		expect(read(lines, [{ amount: '5', later: null }])).toEqual([{ amount: 5, later: null }]);
		expect(read(lines, '[{"amount": 5}]')).toEqual([{ amount: 5 }]);
	});
});

describe('an ID of version 5', () => {
	const numericId = kinds.numericId('Tight ID', 'An ID');

	it.each([
		[52320, 52320],
		['52320', 52320],
		[' 52320 ', 52320],
	])('is a number, also when given as text: %j', (value, id) => {
		expect(numericId.parse(value)).toBe(id);
	});

	it.each(['AE7w17gMyNtn81', '1.5', 1.5, 'Infinity', '0x1F', '1e3', true, [], {}])(
		'is not %j',
		(value) => {
			expect(numericId.safeParse(value).error?.issues[0].message).toMatch(
				/^must be a whole number, but is /,
			);
		},
	);

	it.each(['12345678901234567890', 12345678901234567000, -9007199254740992])(
		'is not %j, which is too large to be exact',
		(value) => {
			expect(numericId.safeParse(value).error?.issues[0].message).toBe(
				`must be a whole number up to 9007199254740991, but is ${JSON.stringify(value)}`,
			);
		},
	);

	it.each([undefined, null, '', '  '])('is missing where there is %j', (value) => {
		expect(numericId.safeParse(value).error?.issues[0].message).toBe('is missing');
	});
});
