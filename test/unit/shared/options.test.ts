import type { INodeProperties } from 'n8n-workflow';

import { limit, optionsCollection, timeout, wholeOption } from '../../../nodes/shared/options';

describe('wholeOption', () => {
	const days: INodeProperties = {
		displayName: 'Days',
		name: 'days',
		type: 'number',
		default: 7,
		typeOptions: { minValue: 1, maxValue: 30 },
	};

	it.each([1, 30, '12'])('is what the option holds: %p', (value) => {
		expect(wholeOption(days, { days: value })).toBe(Number(value));
	});

	it.each([undefined, null, {}, { days: undefined }, { days: null }, { days: '' }, { days: ' ' }])(
		'is the default while nothing is given: %p',
		(options) => {
			expect(wholeOption(days, options as object)).toBe(7);
			expect(wholeOption(days, options as object, 14)).toBe(14);
		},
	);

	it.each([0, 31, -1, 2.9, 'many', NaN, Infinity, true, []])(
		'is an error that names the option, never the default, for %p',
		(value) => {
			const message = "'Days' must be a whole number from 1 to 30, but is ";
			expect(() => wholeOption(days, { days: value })).toThrow(message);
		},
	);

	it('may be 0, and have no most', () => {
		const window: INodeProperties = { ...days, typeOptions: { minValue: 0 } };
		expect(wholeOption(window, { days: 0 })).toBe(0);
		expect(wholeOption(window, { days: 1e9 })).toBe(1e9);
		expect(() => wholeOption(window, { days: -1 })).toThrow(
			"'Days' must be a whole number of 0 or more, but is -1",
		);
	});
});

describe('optionsCollection', () => {
	it('is sorted by what is read', () => {
		const { options } = optionsCollection([timeout, limit]);
		expect(options).toEqual([limit, timeout]);
	});
});
