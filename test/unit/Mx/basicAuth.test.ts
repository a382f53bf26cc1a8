import * as fc from 'fast-check';

import { refusalOf } from '../../../nodes/Mx/basicAuth';

/** The password of the MX Trigger's door. */

const credential = { webhookUser: 'mx', webhookPassword: 's:ecret "päss" ???>>>~~~' };

const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');
const basic = (user: string, password: string) => `Basic ${base64(`${user}:${password}`)}`;
const right = basic(credential.webhookUser, credential.webhookPassword);

const RUNS = { numRuns: 2000 };

describe('The right user and password', () => {
	it('are let in, with colons and letters of any language in the password', () => {
		expect(refusalOf(right, credential)).toBeUndefined();
	});

	it('are let in whatever they are', () => {
		const user = fc.fullUnicodeString({ minLength: 1 }).filter((text) => !text.includes(':'));
		const words = fc.tuple(user, fc.fullUnicodeString({ minLength: 1 }));
		fc.assert(
			fc.property(
				words.filter(([name, word]) => !!name.trim() && !!word.trim()),
				([webhookUser, webhookPassword]) => {
					const header = basic(webhookUser.trim(), webhookPassword.trim());
					expect(refusalOf(header, { webhookUser, webhookPassword })).toBeUndefined();
				},
			),
			RUNS,
		);
	});

	it('are let in whatever was pasted around them into the credential', () => {
		const { webhookUser, webhookPassword } = credential;
		const pasted = { webhookUser: ` ${webhookUser}\n`, webhookPassword: `${webhookPassword}\r\n` };
		expect(refusalOf(right, pasted)).toBeUndefined();
	});

	it.each(['basic', 'BASIC', 'Basic '])('the scheme may be written "%s"', (scheme) => {
		expect(refusalOf(right.replace('Basic', scheme), credential)).toBeUndefined();
	});
});

describe('Nobody else is let in', () => {
	const notRight = fc.fullUnicodeString().filter((text) => text !== credential.webhookPassword);

	it('with another password, or another user', () => {
		fc.assert(
			fc.property(notRight, fc.boolean(), (text, isUser) => {
				const header = isUser
					? basic(text, credential.webhookPassword)
					: basic(credential.webhookUser, text);
				fc.pre(header !== right);
				expect(refusalOf(header, credential)).toMatch(/not right/);
			}),
			RUNS,
		);
	});

	it('with a header that differs by as little as one character', () => {
		const place = fc.nat({ max: right.length - 1 });
		fc.assert(
			fc.property(place, fc.char(), fc.boolean(), (at, character, isInserted) => {
				const header = right.slice(0, at) + character + right.slice(isInserted ? at : at + 1);
				const isTheSame = header.replace(/^basic +/i, 'Basic ') === right;
				fc.pre(!isTheSame);
				expect(refusalOf(header, credential)).toBeDefined();
			}),
			RUNS,
		);
	});

	it('with anything at all in the header', () => {
		const anything = fc.oneof(
			fc.fullUnicodeString({ maxLength: 200 }),
			fc.base64String().map((text) => `Basic ${text}`),
			fc.constantFrom('Bearer', 'Digest', 'Basic Basic').map((scheme) => `${scheme} ${right}`),
		);
		fc.assert(
			fc.property(anything, (header) => {
				expect(refusalOf(header, credential)).toBeDefined();
			}),
			RUNS,
		);
	});

	it.each([
		['no header, or two', undefined],
		['nothing', ''],
		['the scheme alone', 'Basic'],
		['two credentials in one header', `${right}, ${right}`],
		['no padding', right.replace(/=+$/, '')],
		['more padding', `${right}==`],
		['the letters of base64url', right.replace(/\+/g, '-').replace(/\//g, '_')],
		['a line break in it', `${right.slice(0, 12)}\n${right.slice(12)}`],
		['a space behind it', `${right} `],
		['the plain words', `Basic ${credential.webhookUser}:${credential.webhookPassword}`],
		[
			'another character set',
			`Basic ${Buffer.from(`mx:${credential.webhookPassword}`, 'latin1').toString('base64')}`,
		],
		['a very long one', `Basic ${'A'.repeat(1_000_000)}`],
	])('with %s', (_, header) => {
		expect(header).not.toBe(right);
		expect(refusalOf(header, credential)).toBeDefined();
	});
});

describe('A door without a password stays shut', () => {
	const empty = fc.constantFrom(undefined, '', ' ', '\t', null, 0, false);
	const maybe = fc.oneof(empty, fc.string());

	it('whatever the caller sends, when user or password is not set', () => {
		fc.assert(
			fc.property(maybe, empty, fc.boolean(), fc.string(), (one, none, isUser, text) => {
				const lacking = isUser
					? { webhookUser: none, webhookPassword: one }
					: { webhookUser: one, webhookPassword: none };
				const { webhookUser, webhookPassword } = lacking;
				const theirs = basic(String(webhookUser ?? ''), String(webhookPassword ?? ''));
				for (const header of [undefined, 'Basic ', 'Basic Og==', theirs, `Basic ${text}`]) {
					expect(refusalOf(header, lacking as never)).toMatch(/must both be set/);
				}
			}),
			RUNS,
		);
	});

	it('when the user has a colon, with which two pairs would be one', () => {
		const colon = { webhookUser: 'a:b', webhookPassword: 'c' };
		expect(refusalOf(basic('a:b', 'c'), colon)).toMatch(/must not contain a colon/);
		expect(refusalOf(basic('a', 'b:c'), colon)).toMatch(/must not contain a colon/);
	});

	it('and says so without the secret', () => {
		const reasons = [undefined, 'Basic x', basic('mx', 'x')].map((header) =>
			refusalOf(header, credential),
		);
		expect(reasons.join()).not.toContain(credential.webhookPassword);
		expect(reasons.join()).not.toContain(right.slice(6));
	});
});
