import { isSameId } from '../../../../nodes/Tight/client/ids';

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
