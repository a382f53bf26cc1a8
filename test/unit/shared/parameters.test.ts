import 'reflect-metadata';

import type { INodeProperties } from 'n8n-workflow';

import { parameterReader, type ReadParameter } from '../../../nodes/shared/parameters';
import { runOne, type OneRun } from '../../support/oneNode';

const parameter = (
	name: string,
	type: INodeProperties['type'],
	more: Partial<INodeProperties> = {},
): INodeProperties => ({ displayName: name, name, type, default: '', ...more });

const properties = [
	parameter('text', 'string'),
	parameter('record', 'resourceLocator', {
		default: { mode: 'id', value: '' },
		modes: [{ displayName: 'By ID', name: 'id', type: 'string' }],
	}),
	parameter('fields', 'collection', {
		default: {},
		options: [parameter('notes', 'string'), parameter('tags', 'json')],
	}),
];

const input = [{ name: 'a' }, { name: 'b' }, { name: 'c' }];

/** What a reader says when n8n asks it for each item, twice. */
async function readEach<T>(name: string, parameters: OneRun['parameters'], rounds = 2) {
	const values: T[] = [];
	const run = await runOne(
		(context) => {
			const read: ReadParameter = parameterReader(context);
			for (let round = 0; round < rounds; round++) {
				input.forEach((_, item) => values.push(read<T>(name, item)));
			}
			return [];
		},
		{ input, properties, parameters },
	);
	if (run.error) throw run.error;
	return values;
}

describe('a parameter with an expression', () => {
	it('is read for each item', async () => {
		expect(await readEach('text', { text: '={{ $json.name }}' }, 1)).toEqual(['a', 'b', 'c']);
	});

	it('is read for each item also where the expression stands inside', async () => {
		const record = { __rl: true as const, mode: 'id', value: '={{ "bka_" + $json.name }}' };
		const records = await readEach<{ value: string }>('record', { record }, 1);
		expect(records.map(({ value }) => value)).toEqual(['bka_a', 'bka_b', 'bka_c']);
		const fields = { notes: 'fixed', tags: '={{ [$json.name] }}' };
		expect(await readEach('fields', { fields }, 1)).toEqual(
			['a', 'b', 'c'].map((name) => ({ notes: 'fixed', tags: [name] })),
		);
	});
});

describe('a parameter without an expression', () => {
	it.each([
		['text', 'the same'],
		['fields', { notes: '{{ $json.name }}' }],
		['record', { __rl: true, mode: 'id', value: 'bka_1' }],
	])('is the same for every item, and resolved once: %s', async (name, value) => {
		const values = await readEach<unknown>(name, { [name]: value });
		expect(values).toHaveLength(6);
		for (const read of values) {
			expect(read).toEqual(value);
			expect(read).toBe(values[0]);
		}
	});

	it('is its default where it was left alone', async () => {
		expect(await readEach('text', {}, 1)).toEqual(['', '', '']);
	});
});

describe('a parameter that the operation does not have', () => {
	it('is undefined, and no error', async () => {
		expect(await readEach('other', {}, 1)).toEqual([undefined, undefined, undefined]);
	});
});
