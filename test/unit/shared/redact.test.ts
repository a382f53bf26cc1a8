import * as fc from 'fast-check';

import { redact, Redactor } from '../../../nodes/shared/redact';

const SECRET = 'a+b/c=d&e"f<g\'h i';

describe('A secret is redacted', () => {
	it.each([
		['plain', SECRET],
		['in a URL', encodeURIComponent(SECRET)],
		['in a form', new URLSearchParams({ x: SECRET }).toString().slice(2)],
		['in JSON', JSON.stringify(SECRET).slice(1, -1)],
		['in HTML', 'a+b/c=d&amp;e&quot;f&lt;g&#39;h i'],
		['in base64', Buffer.from(SECRET).toString('base64')],
		['in base64url', Buffer.from(SECRET).toString('base64url')],
	])('%s', (_, shown) => {
		expect(redact(`before ${shown} after`, [SECRET])).toBe('before •••••• after');
	});

	it('inside longer base64, wherever it begins', () => {
		const law = fc.property(fc.string({ maxLength: 9 }), fc.string({ maxLength: 9 }), (a, b) => {
			const given = 'sk-1234567890abcdef';
			const shown = redact(Buffer.from(`${a}${given}${b}`).toString('base64'), [given]);
			expect(Buffer.from(shown.split('••••••').join(''), 'base64').toString()).not.toContain(given);
			expect(shown).toContain('••••••');
		});
		fc.assert(law);
	});

	it('that is short, or repeated, or the beginning of another', () => {
		expect(redact('xyz xyz', ['xyz'])).toBe('•••••• ••••••');
		expect(redact('secret-12 secret-123', ['secret-12', 'secret-123'])).toBe('•••••• ••••••');
	});
});

it('Any text without a secret stays as it is', () => {
	fc.assert(
		fc.property(fc.string(), (text) => {
			expect(redact(text, ['', 'not-in-any-such-text'])).toBe(text);
		}),
	);
});

it('Many secrets take one reading of the text', () => {
	const secrets = Array.from({ length: 1000 }, (_, index) => `token-${index}-of-a-user`);
	const redactor = new Redactor(secrets);
	expect(redactor.redact(secrets.join(' '))).toBe(secrets.map(() => '••••••').join(' '));
});
