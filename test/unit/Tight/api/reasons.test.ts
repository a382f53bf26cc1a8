import * as fc from 'fast-check';

import { excerpt, parseEnvelope, reasonsOf, sentence } from '../../../../nodes/Tight/api/reasons';

const noLabel = () => undefined;

describe('parseEnvelope', () => {
	it.each(['', 'text', '<html>', '5', 'null', 'true', '"text"', '{"a": 1', "{'a': 1}"])(
		'finds none in %p',
		(text) => {
			expect(parseEnvelope(text)).toBeUndefined();
		},
	);

	it('leaves out the access tokens of banks, wherever they stand', () => {
		const text = JSON.stringify({
			apiAccessToken: 'a',
			data: [{ accessToken: { deep: 'b' }, keep: 1 }],
			error: [{ message: 'x', apiAccessToken: 'c' }],
		});
		expect(parseEnvelope(text)).toEqual({ data: [{ keep: 1 }], error: [{ message: 'x' }] });
		expect(parseEnvelope(text, true)).toEqual(JSON.parse(text));
	});

	it('keeps everything else as it is', () => {
		fc.assert(
			fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (body) => {
				const text = JSON.stringify(body);
				expect(parseEnvelope(text)).toEqual(JSON.parse(text));
			}),
		);
	});
});

describe('reasonsOf', () => {
	const reason = { type: 'REQUIRED', message: 'Amount is required', param: 'amount' };

	it.each([
		["Tight's list", { error: [reason, { type: 'DUPLICATE' }] }, [reason, { type: 'DUPLICATE' }]],
		['one object', { error: reason }, [reason]],
		['text', { error: 'Unknown user' }, [{ message: 'Unknown user' }]],
		['a list of texts', { error: ['a', 'b'] }, [{ message: 'a' }, { message: 'b' }]],
		[
			"OAuth's form",
			{ error: 'invalid_client', error_description: 'Unknown client' },
			[{ type: 'invalid_client', message: 'Unknown client' }],
		],
		['an OAuth description alone', { error_description: 'x' }, [{ message: 'x' }]],
		["a gateway's message", { message: 'Forbidden' }, [{ message: 'Forbidden' }]],
	])('reads %s', (_form, envelope, reasons) => {
		expect(reasonsOf(envelope)).toEqual(reasons);
	});

	it.each([{}, { error: null }, { error: [] }, { error: [null, {}, ''] }, { error: '' }])(
		'finds none in %j',
		(envelope) => {
			expect(reasonsOf(envelope)).toEqual([]);
		},
	);

	it('makes text of what is none', () => {
		const error = [{ type: 5, message: { deep: ['x'] }, param: ['amount'] }, 7];
		expect(reasonsOf({ error })).toEqual([
			{ type: '5', message: '{"deep":["x"]}', param: '["amount"]' },
			{ message: '7' },
		]);
	});
});

describe('sentence', () => {
	it('tells reasons with their types and the fields that they name', () => {
		const labelOf = (param: string) => (param === 'amount' ? 'Amount' : undefined);
		const reasons = [
			{ type: 'REQUIRED', message: 'Amount is required', param: 'amount' },
			{ type: 'INVALID_VALUE', param: 'later' },
			{ type: 'DUPLICATE' },
			{ message: 'Try again' },
		];
		expect(sentence(reasons, labelOf)).toBe(
			"Amount is required (REQUIRED, 'Amount'); INVALID_VALUE ('later'); DUPLICATE; Try again",
		);
	});

	it('is empty without reasons', () => {
		expect(sentence([], noLabel)).toBe('');
	});

	it('can be made of whatever Tight answers', () => {
		const labelOf = (param: string) => param.split('.').pop();
		fc.assert(
			fc.property(
				fc.dictionary(fc.constantFrom('error', 'message'), fc.jsonValue()),
				(envelope) => {
					expect(typeof sentence(reasonsOf(envelope), labelOf)).toBe('string');
				},
			),
		);
	});
});

describe('excerpt', () => {
	it.each([
		[
			'{"id": 1, "apiAccessToken": "access-1", "data": [',
			'{"id": 1, "apiAccessToken": "…", "data": [',
		],
		['{"accessToken":"access-1', '{"accessToken":"…'],
	])('does not show access tokens of JSON that is broken: %s', (text, shown) => {
		expect(excerpt(text)).toBe(shown);
	});
});
