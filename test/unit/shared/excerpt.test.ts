import * as fc from 'fast-check';

import { excerpt } from '../../../nodes/shared/excerpt';
import { redact } from '../../../nodes/shared/redact';

it('is the beginning of a page without its markup', () => {
	expect(excerpt('<html>\n<h1>Bad  Gateway</h1>\t<p>nginx</p></html>')).toBe('Bad Gateway nginx');
});

it('is never much longer than 200 characters', () => {
	fc.assert(
		fc.property(fc.string({ maxLength: 1000 }), (text) => {
			expect(excerpt(text).length).toBeLessThanOrEqual(201);
		}),
	);
	expect(excerpt('bad gateway, '.repeat(16))).toBe(`${'bad gateway, '.repeat(15)}bad…`);
});

it('holds a secret whole, so that it can be hidden, or nothing of it', () => {
	const word = '5f2c0d6be14a4c0fb1a2-8d3e/A+B=';
	const around = fc.constantFrom(' ', '"', '{"header":"', '<p>', '\n', ',');
	fc.assert(
		fc.property(fc.nat(4100), around, around, (length, before, after) => {
			const filling = 'Bad Gateway <b></b> '.repeat(300).slice(0, length);
			const text = `${filling}${before}${word}${after}${'more '.repeat(100)}`;
			expect(redact(excerpt(text), [word])).not.toContain(word.slice(0, 4));
		}),
	);
	expect(excerpt(`Bearer ${'x'.repeat(1000)}`)).toBe('Bearer…');
});

it('is made at once of a long answer that never closes its markup', () => {
	const text = `Bad Gateway ${'<'.repeat(1_000_000)}`;
	expect(excerpt(text)).toHaveLength(201);
});
