import * as fc from 'fast-check';

import { idPath, recordId } from '../../../../nodes/Tight/form/recordId';
import { resources } from '../../../../nodes/Tight/resources';

const reading =
	(value: unknown) =>
	<T>(_parameter: string) =>
		value as T;

const odd = fc.constantFrom('.', '..', '...', '/', '?a', '#', '%2e', '%2F', ';', '\\');

const missing = [{ path: 'recordId', message: 'The ID of the record is missing' }];

describe('idPath', () => {
	it.each([undefined, null, '', '   ', { __rl: true, mode: 'list', value: '' }])(
		'asks for the id instead of calling the whole list: %p',
		(value) => {
			expect(idPath('/v6/payments', reading(value))).toEqual(missing);
		},
	);

	it.each(['.', '..', ' .. '])(
		'takes %p for no id, because it would lead up in the path',
		(value) => {
			expect(idPath('/v6/payments', reading(value))).toEqual(missing);
		},
	);

	it('keeps an id to one part of the path, whatever it holds', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), odd), (id) => {
				const read = idPath('/v6/payments', reading(id));
				fc.pre(!Array.isArray(read));
				const { pathname, search, hash } = new URL((read as { path: string }).path, 'http://x');
				const [, last] = /^\/v6\/payments\/([^/]+)$/.exec(pathname) ?? [];
				expect(decodeURIComponent(last)).toBe(id.trim());
				expect(search + hash).toBe('');
			}),
		);
	});

	it('puts the id where the path wants it', () => {
		const locator = { __rl: true, mode: 'id', value: ' int_1/../2 ' };
		expect(idPath('/v6/integrations/{id}', reading(locator))).toEqual({
			path: '/v6/integrations/int_1%2F..%2F2',
		});
		expect(idPath('/v6/payments', reading(158998869))).toEqual({ path: '/v6/payments/158998869' });
	});
});

describe('recordId', () => {
	it('is a list to pick from where Tight has one, otherwise text with an example', () => {
		const parameterFor = (wanted: string) =>
			recordId(resources.find(({ value }) => value === wanted)!);
		expect(parameterFor('bankAccount')).toMatchObject({
			displayName: 'Bank Account',
			type: 'resourceLocator',
			required: true,
		});
		expect(parameterFor('payment')).toMatchObject({
			displayName: 'Payment ID',
			type: 'string',
			placeholder: 'e.g. pmt_158998869',
			required: true,
		});
	});
});
