import * as fc from 'fast-check';

import { recordId, recordPath } from '../../../../nodes/Tight/form/recordId';
import { resources } from '../../../../nodes/Tight/resources';

const resource = (wanted: string) => resources.find(({ value }) => value === wanted)!;
const payment = resource('payment');

const reading =
	(value: unknown) =>
	<T>() =>
		value as T;

const pathOf = (value: unknown) => recordPath(payment, '/{id}', reading(value));

const odd = fc.constantFrom(
	'.',
	'..',
	'...',
	'/',
	'?a',
	'#',
	'%2e',
	'%2F',
	';',
	'\\',
	'{id}',
	'$&',
);

const missing = [{ path: 'recordId', message: "'Payment ID' is missing" }];

describe('recordPath', () => {
	it.each([undefined, null, '', '   ', { __rl: true, mode: 'list', value: '' }])(
		'asks for the id instead of calling the whole list: %p',
		(value) => {
			expect(pathOf(value)).toEqual(missing);
		},
	);

	it.each(['.', '..', ' .. '])('takes %p for no id, because it would lead up the path', (value) => {
		expect(pathOf(value)).toEqual(missing);
	});

	it('keeps an id to one part of the path, whatever it holds', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), odd), (id) => {
				const read = pathOf(id);
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
		expect(recordPath(resource('integration'), '/{id}', reading(locator))).toEqual({
			path: '/v6/integrations/int_1%2F..%2F2',
		});
		expect(pathOf(158998869)).toEqual({ path: '/v6/payments/158998869' });
	});

	it('names the record as the form does', () => {
		expect(recordPath(resource('bankAccount'), '/{id}', reading(''))).toEqual([
			{ path: 'recordId', message: "'Bank Account' is missing" },
		]);
	});
});

describe('recordId', () => {
	it('is a list to pick from where Tight has one, otherwise text with an example', () => {
		expect(recordId(resource('bankAccount'))).toMatchObject({
			displayName: 'Bank Account',
			type: 'resourceLocator',
			required: true,
		});
		expect(recordId(payment)).toMatchObject({
			displayName: 'Payment ID',
			type: 'string',
			placeholder: 'e.g. pmt_158998869',
			required: true,
		});
	});
});
