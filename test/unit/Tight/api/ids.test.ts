import { compareIds, isSameId } from '../../../../nodes/Tight/api/ids';

describe('isSameId', () => {
	it.each([
		['bka_28868401', '28868401'],
		['28868401', 'bka_28868401'],
		['bka_28868401', 28868401],
		['bka_1', 'bka_1'],
		['ptxn_1', 'pmt_1'],
	])('knows %p and %p for one record', (left, right) => {
		expect(isSameId(left, right)).toBe(true);
	});

	it.each([
		['bka_1', 'bka_2'],
		['bka_1', 'bka_11'],
		['ACT_1', '1'],
		['bka_', 'bka_1'],
		[undefined, 'bka_1'],
		[null, ''],
	])('tells %p and %p apart', (left, right) => {
		expect(isSameId(left, right)).toBe(false);
	});
});

describe('compareIds', () => {
	it.each([
		['numbers in their own order', ['btxn_9', 'btxn_10', 'btxn_100']],
		['ids with and without their prefix', ['9', 'btxn_10', 100]],
		['ids that are no numbers', ['btxn_a1', 'btxn_b0', 'btxn_c00']],
	])('puts %s', (_, ids) => {
		expect([...ids].reverse().sort(compareIds)).toEqual(ids);
	});
});
