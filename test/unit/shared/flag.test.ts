import { flagFrom, isOn, isValue } from '../../../nodes/shared/flag';

describe('A flag', () => {
	it.each([true, 'true', 'TRUE', ' True ', 1, '1'])('is on for %p', (value) => {
		expect(flagFrom(value)).toBe(true);
		expect(isOn(value)).toBe(true);
	});

	it.each([false, 'false', 'FALSE', 0, '0'])('is off for %p', (value) => {
		expect(flagFrom(value)).toBe(false);
		expect(isOn(value)).toBe(false);
	});

	it.each(['yes', '', null, undefined, 2, {}])('is neither for %p', (value) => {
		expect(flagFrom(value)).toBeUndefined();
	});
});

it('A value of an enumeration counts in any case', () => {
	expect(['PENDING', 'pending', ' Pending '].every((value) => isValue(value, 'PENDING'))).toBe(
		true,
	);
	expect(isValue('POSTED', 'PENDING')).toBe(false);
	expect(isValue(undefined, 'PENDING')).toBe(false);
});
