import { listOf } from '../../../nodes/shared/webhook';

it.each([
	['co_1, co_2 ,', ['co_1', 'co_2']],
	['', []],
	[
		['co_1', ' co_2 ', ''],
		['co_1', 'co_2'],
	],
	[undefined, []],
	[null, []],
	[7, ['7']],
	[
		[7, '*'],
		['7', '*'],
	],
])('A list of %j is %j', (value, list) => expect(listOf(value)).toEqual(list));
