import * as fc from 'fast-check';

import { excerpt } from '../../../nodes/shared/excerpt';

it('is the beginning of a page without its markup', () => {
	expect(excerpt('<html>\n<h1>Bad  Gateway</h1>\t<p>nginx</p></html>')).toBe('Bad Gateway nginx');
});

it('is never much longer than 200 characters', () => {
	fc.assert(
		fc.property(fc.string({ maxLength: 1000 }), (text) => {
			expect(excerpt(text).length).toBeLessThanOrEqual(201);
		}),
	);
	expect(excerpt('x'.repeat(201))).toBe(`${'x'.repeat(200)}…`);
});

it('is made at once of a long answer that never closes its markup', () => {
	const text = `Bad Gateway ${'<'.repeat(1_000_000)}`;
	expect(excerpt(text)).toHaveLength(201);
});
