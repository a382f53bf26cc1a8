import { createHash, createHmac, generateKeyPairSync, sign } from 'crypto';
import * as fc from 'fast-check';
import { SignJWT } from 'jose';

import { parseJwt } from '../../../../nodes/shared/jwt';
import { isSigned, refusalOf } from '../../../../nodes/Tight/trigger/verification';

/** Whether a call is Tight's: known vectors, tokens of another library, and forgeries. */

const secret = 'the-webhook-secret';
const body = Buffer.from('{"type":"ENTITY_UPDATE"}');
const now = 1_760_000_000;

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token made by hand, so that it can be wrong in any way. */
function token(
	claims: unknown = { iat: now },
	{ header = { alg: 'HS256', typ: 'JWT' } as unknown, key = secret, hash = 'sha256' } = {},
) {
	const signed = `${part(header)}.${part(claims)}`;
	return `${signed}.${createHmac(hash, key).update(signed).digest('base64url')}`;
}

const check = (header: string | undefined, more = {}) =>
	refusalOf({ header, body, secret, maxAge: 300, now, ...more });

const RUNS = { numRuns: 2000 };

describe('A signature is known', () => {
	/** RFC 7515, appendix A.1: its token, and its key, which is no text. */
	const RFC = {
		text: 'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
		key: Buffer.from(
			'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
			'base64url',
		),
	};

	it('of the RFC that describes it', () => {
		expect(isSigned(parseJwt(RFC.text)!, RFC.key)).toBe(true);
		expect(isSigned(parseJwt(RFC.text)!, 'another')).toBe(false);
	});

	it('of another library', async () => {
		const made = await new SignJWT({ iat: now })
			.setProtectedHeader({ alg: 'HS256' })
			.sign(new TextEncoder().encode(secret));
		expect(check(made)).toBeUndefined();
	});

	it('with any secret and any claims', () => {
		const key = fc.fullUnicodeString({ minLength: 1 }).filter((text) => !!text.trim());
		const claims = fc.dictionary(
			fc.string().filter((name) => !/sha256|exp|nbf|iat|__proto__/i.test(name)),
			fc.jsonValue(),
		);
		fc.assert(
			fc.property(key, claims, (words, said) => {
				const made = token(said, { key: words });
				fc.pre(made.length <= 4096);
				expect(check(made, { secret: words })).toBeUndefined();
			}),
			{ numRuns: 500 },
		);
	});

	it('without any claim, which proves who signed it and nothing more', () => {
		expect(check(token({}))).toBeUndefined();
		expect(check(token({}), { body: Buffer.from('another') })).toBeUndefined();
	});
});

describe('No forgery gets in', () => {
	const right = token();

	it('signed with another secret', () => {
		fc.assert(
			fc.property(fc.fullUnicodeString(), (key) => {
				fc.pre(key !== secret);
				expect(check(token(undefined, { key }))).toMatch(/not signed with the credential/);
			}),
			RUNS,
		);
	});

	it('with any character changed, put in or left out', () => {
		const place = fc.nat({ max: right.length - 1 });
		const character = fc.constantFrom(...'ABCXYZabcxyz0189-_+/=. \n');
		fc.assert(
			fc.property(place, character, fc.nat({ max: 2 }), (at, letter, how) => {
				const before = right.slice(0, at);
				const forged = [
					before + letter + right.slice(at + 1),
					before + letter + right.slice(at),
					before + right.slice(at + 1),
				][how];
				fc.pre(forged !== right);
				expect(check(forged)).toBeDefined();
			}),
			RUNS,
		);
	});

	it('with other claims under the signature of these', () => {
		const [head, , signature] = right.split('.');
		fc.assert(
			fc.property(fc.jsonValue(), (claims) => {
				fc.pre(part(claims) !== right.split('.')[1]);
				expect(check(`${head}.${part(claims)}.${signature}`)).toBeDefined();
			}),
			RUNS,
		);
	});

	it('with another algorithm, rightly signed or not', () => {
		const algorithms = fc.oneof(
			fc.constantFrom('none', 'None', 'hs256', 'HS384', 'HS512', 'RS256', 'ES256', 'PS256', ''),
			fc.constantFrom(null, undefined, 256, ['HS256'], { alg: 'HS256' }),
			fc.string(),
		);
		const hashes = fc.constantFrom('sha256', 'sha384', 'sha512');
		fc.assert(
			fc.property(algorithms, hashes, (alg, hash) => {
				fc.pre(alg !== 'HS256');
				expect(check(token(undefined, { header: { alg }, hash }))).toMatch(/not signed with HS256/);
			}),
			RUNS,
		);
	});

	it('signed with a longer hash under the name of the right one', () => {
		expect(check(token(undefined, { hash: 'sha512' }))).toBeDefined();
	});

	it('signed with a private key whose public half is the secret', () => {
		const { privateKey, publicKey } = generateKeyPairSync('rsa', {
			modulusLength: 2048,
			publicKeyEncoding: { type: 'spki', format: 'pem' },
			privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
		});
		const signed = `${part({ alg: 'RS256' })}.${part({ iat: now })}`;
		const signature = sign('sha256', Buffer.from(signed), privateKey).toString('base64url');
		expect(check(`${signed}.${signature}`, { secret: publicKey })).toBeDefined();
	});

	it.each([
		['without a signature', `${right.split('.').slice(0, 2).join('.')}.`],
		['with a signature of nothing', `${part({ alg: 'none' })}.${part({})}.`],
		['in five parts, as if encrypted', `${right}.a.b`],
		['with a scheme before it', `Bearer ${right}`],
		['twice in one header', `${right}, ${right}`],
		['with a part that is no object', token([1])],
		['with a header that is no object', token({}, { header: 'HS256' })],
		[
			'with a demand that nobody here knows',
			token({}, { header: { alg: 'HS256', crit: ['b64'] } }),
		],
		['longer than any token', token({ fill: 'x'.repeat(10_000) })],
		['of a million dots', '.'.repeat(1_000_000)],
		['of nothing', ''],
		['that is missing, or came twice', undefined],
	])('%s', (_, header) => expect(check(header)).toBeDefined());

	it('of anything at all', () => {
		fc.assert(
			fc.property(fc.oneof(fc.fullUnicodeString(), fc.array(fc.base64String())), (anything) => {
				const header = Array.isArray(anything) ? anything.join('.') : anything;
				expect(check(header)).toBeDefined();
			}),
			RUNS,
		);
	});
});

describe('Without a secret nobody gets in', () => {
	it.each(['', ' ', '\t\n'])('not even who signs with it: "%s"', (empty) => {
		for (const header of [undefined, '', token(undefined, { key: empty }), token()]) {
			expect(check(header, { secret: empty })).toMatch(/'Webhook Secret' must be set/);
		}
	});
});

describe('What a token claims is checked where it is there', () => {
	it.each([
		['expired', { exp: now - 60 }, false],
		['expired a moment ago by another clock', { exp: now - 59 }, true],
		['not valid yet', { nbf: now + 61 }, false],
		['valid in a moment by another clock', { nbf: now + 60 }, true],
		['made in the future', { iat: now + 61 }, false],
		['older than it may be', { iat: now - 361 }, false],
		['as old as it may be', { iat: now - 360 }, true],
		['a text for a time', { exp: String(now + 600) }, false],
		['null for a time', { iat: null }, false],
		['times that do not fit in a number', { exp: '1e999' }, false],
	])('%s', (_, claims, isIn) => {
		expect(check(token(claims)) === undefined).toBe(isIn);
	});

	it('its age as the user said', () => {
		const old = token({ iat: now - 86_400 });
		expect(check(old, { maxAge: 86_400 })).toBeUndefined();
		expect(check(old, { maxAge: 0 })).toBeUndefined();
		expect(check(old, { maxAge: NaN })).toMatch(/Maximum Age/);
	});

	const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes);

	it.each(['request_body_sha256', 'body_sha256', 'bodySha256', 'sha256'])(
		'the hash of the body: %s',
		(claim) => {
			for (const form of ['hex', 'base64', 'base64url'] as const) {
				expect(check(token({ [claim]: hashOf(body).digest(form) }))).toBeUndefined();
				const other = token({ [claim]: hashOf(Buffer.from('{}')).digest(form) });
				expect(check(other)).toMatch(/body is not the one/);
			}
			expect(check(token({ [claim]: hashOf(body).digest('hex').toUpperCase() }))).toBeUndefined();
			expect(check(token({ [claim]: null }))).toMatch(/body is not the one/);
		},
	);

	it('every hash of the body, when there are several', () => {
		const sha256 = hashOf(body).digest('hex');
		expect(check(token({ sha256, body_sha256: 'another' }))).toMatch(/body is not the one/);
	});

	it('and one byte more in the body is too much', () => {
		const made = token({ sha256: hashOf(body).digest('hex') });
		expect(check(made, { body: Buffer.concat([body, Buffer.from(' ')]) })).toBeDefined();
	});
});

it('What is said of a refusal holds no secret', () => {
	const said = [undefined, 'x', token({}, { key: 'x' }), token({ exp: 1 })].map((header) =>
		check(header),
	);
	expect(said.join()).not.toContain(secret);
});
