import { createHash, createHmac, generateKeyPairSync, sign, type KeyObject } from 'crypto';
import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

/** Calls that Plaid makes, and calls of others who know all that is public about them. */

/** A call as it reaches the trigger. */
export interface Arrival {
	/** `Plaid-Verification`, or undefined when it is missing. */
	header?: string;
	/** How often the header came: once unless said. */
	times?: number;
	body: Buffer;
	/** Whether n8n kept the bytes of the body. */
	isKept?: boolean;
}

/** What a forger has: a genuine call, seen or received, and keys of its own. */
export interface Genuine {
	privateKey: KeyObject;
	publicKey: KeyObject;
	keyId: string;
	/** Seconds since 1970. */
	now: number;
	event: IDataObject;
}

export function makeKeys() {
	return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

/** As Plaid writes it. Source: plaid.com/docs/api/webhooks/webhook-verification (stated). */
export function write(event: IDataObject): Buffer {
	return Buffer.from(JSON.stringify(event, null, 2));
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

export function claimsOf(body: Buffer, iat: number): IDataObject {
	return { iat, request_body_sha256: createHash('sha256').update(body).digest('hex') };
}

type Sign = (signed: Buffer) => Buffer;

const es256 =
	(key: KeyObject): Sign =>
	(signed) =>
		sign('sha256', signed, { key, dsaEncoding: 'ieee-p1363' });

/** A token in compact form. */
export function token(header: IDataObject, claims: unknown, signWith: Sign): string {
	const signed = `${encode(header)}.${encode(claims)}`;
	return `${signed}.${signWith(Buffer.from(signed)).toString('base64url')}`;
}

const headerOf = ({ keyId }: Genuine) => ({ alg: 'ES256', kid: keyId, typ: 'JWT' });

interface Change {
	header?: IDataObject;
	claims?: IDataObject;
	signWith?: Sign;
}

/** A call signed as Plaid signs, but for what is said. */
function arrival(genuine: Genuine, { header = {}, claims = {}, signWith }: Change = {}): Arrival {
	const body = write(genuine.event);
	const allClaims = { ...claimsOf(body, genuine.now), ...claims };
	const allHeader = { ...headerOf(genuine), ...header };
	return { header: token(allHeader, allClaims, signWith ?? es256(genuine.privateKey)), body };
}

export function genuineCall(genuine: Genuine): Arrival {
	return arrival(genuine);
}

const partsOf = (genuine: Genuine) => arrival(genuine).header!.split('.');

function withParts(genuine: Genuine, change: (parts: string[]) => string[]): Arrival {
	return { header: change(partsOf(genuine)).join('.'), body: write(genuine.event) };
}

/** The signature's bytes changed. */
function withSignature(genuine: Genuine, change: (signature: Buffer) => Buffer): Arrival {
	return withParts(genuine, ([head, claims, signature]) => {
		const bytes = change(Buffer.from(signature, 'base64url'));
		return [head, claims, bytes.toString('base64url')];
	});
}

function withBody(genuine: Genuine, change: (body: Buffer) => Buffer): Arrival {
	const { header, body } = arrival(genuine);
	return { header, body: change(body) };
}

function flip(bytes: Buffer, at: number, bit: number): Buffer {
	const changed = Buffer.from(bytes);
	changed[at % bytes.length] ^= 1 << bit % 8;
	return changed;
}

/** A number that a forger or chance picks; the same forgery comes in as many forms. */
type Forge = (genuine: Genuine, pick: number) => Arrival;

const pickFrom = <Value>(values: Value[], pick: number) => values[pick % values.length];

const hmac =
	(algorithm: string, secret: string | Buffer): Sign =>
	(signed) =>
		createHmac(algorithm, secret).update(signed).digest();

/** The public key in every form in which a careless checker may take it for a shared secret. */
function publicAsSecret({ publicKey, keyId }: Genuine, pick: number): string | Buffer {
	const jwk = publicKey.export({ format: 'jwk' });
	return pickFrom<string | Buffer>(
		[
			publicKey.export({ format: 'pem', type: 'spki' }),
			publicKey.export({ format: 'der', type: 'spki' }),
			JSON.stringify(jwk),
			Buffer.from(`${jwk.x}`, 'base64url'),
			keyId,
		],
		pick,
	);
}

/** Order of the curve's group, and its half way points: numbers that broke checkers before. */
const ORDER = 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551';
const ODD_NUMBERS = ['00'.repeat(32), ORDER, 'ff'.repeat(32), `${'00'.repeat(31)}01`];

export const forgeries: Record<string, Forge> = {
	'the algorithm "none"': (genuine, pick) =>
		arrival(genuine, {
			header: { alg: pickFrom(['none', 'None', 'NONE', ''], pick) },
			signWith: pick % 2 ? () => Buffer.alloc(0) : es256(genuine.privateKey),
		}),
	'HS256 with the public key as secret': (genuine, pick) =>
		arrival(genuine, {
			header: { alg: 'HS256' },
			signWith: hmac('sha256', publicAsSecret(genuine, pick)),
		}),
	'an HMAC that claims to be ES256': (genuine, pick) =>
		arrival(genuine, { signWith: hmac('sha512', publicAsSecret(genuine, pick)) }),
	'another algorithm': (genuine, pick) => {
		const algs = [
			'ES384',
			'ES512',
			'ES256K',
			'RS256',
			'EdDSA',
			'es256',
			'ES256 ',
			null,
			1,
			['ES256'],
		];
		return arrival(genuine, { header: { alg: pickFrom<unknown>(algs, pick) as string } });
	},
	'another key': (genuine) => arrival(genuine, { signWith: es256(makeKeys().privateKey) }),
	'a key that the token brings itself': (genuine) => {
		const { privateKey, publicKey } = makeKeys();
		const jwk = publicKey.export({ format: 'jwk' }) as IDataObject;
		return arrival(genuine, { header: { jwk, jku: 'https://x.y' }, signWith: es256(privateKey) });
	},
	'a stale token': (genuine, pick) =>
		arrival(genuine, { claims: { iat: genuine.now - 301 - (pick % 1_000_000) } }),
	'a token of the future': (genuine, pick) =>
		arrival(genuine, { claims: { iat: genuine.now + 61 + (pick % 1_000_000) } }),
	'a token without a usable time': (genuine, pick) => {
		const times = [undefined, null, String(genuine.now), '', [genuine.now], {}, true, -1, 0, 1e300];
		return arrival(genuine, { claims: { iat: pickFrom<unknown>(times, pick) as number } });
	},
	'a changed byte of the body': (genuine, pick) =>
		withBody(genuine, (body) => flip(body, pick, pick >> 8)),
	'a body written anew': (genuine, pick) =>
		withBody(genuine, (body) => {
			const text = body.toString();
			const forms = [
				JSON.stringify(genuine.event),
				JSON.stringify(genuine.event, null, 4),
				JSON.stringify(genuine.event, null, '\t'),
				`${text}\n`,
				` ${text}`,
				text.replace(/\n/g, '\r\n'),
				`\uFEFF${text}`,
			];
			return Buffer.from(pickFrom(forms, pick));
		}),
	'a shortened body': (genuine, pick) =>
		withBody(genuine, (body) => body.subarray(0, pick % body.length)),
	'an event of its own': (genuine, pick) =>
		withBody(genuine, () => write({ ...genuine.event, item_id: `forged${pick}` })),
	'the hash of an event of its own': (genuine, pick) => {
		const body = write({ ...genuine.event, item_id: `forged${pick}` });
		return {
			...withParts(genuine, ([head, , signature]) => [
				head,
				encode(claimsOf(body, genuine.now)),
				signature,
			]),
			body,
		};
	},
	'no usable hash': (genuine, pick) => {
		const { request_body_sha256: hash } = claimsOf(write(genuine.event), genuine.now);
		const text = String(hash);
		const hashes = [undefined, null, '', text.slice(1), `${text}0`, [text], { 0: text }, 0, true];
		return arrival(genuine, {
			claims: { request_body_sha256: pickFrom<unknown>(hashes, pick) as string },
		});
	},
	'no header': ({ event }) => ({ body: write(event) }),
	'no bytes of the body': (genuine) => ({ ...arrival(genuine), isKept: false }),
	'the header twice': (genuine, pick) => ({ ...arrival(genuine), times: 2 + (pick % 3) }),
	'a huge header': (genuine, pick) =>
		arrival(genuine, { claims: { padding: 'x'.repeat(4_096 + (pick % 60_000)) } }),
	'parts in another order': (genuine, pick) => {
		const orders = [
			[0, 2, 1],
			[1, 0, 2],
			[1, 2, 0],
			[2, 0, 1],
			[2, 1, 0],
		];
		return withParts(genuine, (parts) => pickFrom(orders, pick).map((index) => parts[index]));
	},
	'too few or too many parts': (genuine, pick) =>
		withParts(genuine, (parts) =>
			pickFrom([parts.slice(0, 2), parts.slice(1), [...parts, ''], [...parts, ...parts], []], pick),
		),
	'an empty signature': (genuine) => withParts(genuine, ([head, claims]) => [head, claims, '']),
	'a signature in DER': (genuine) =>
		arrival(genuine, {
			signWith: (signed) => sign('sha256', signed, { key: genuine.privateKey, dsaEncoding: 'der' }),
		}),
	'a changed bit of the signature': (genuine, pick) =>
		withSignature(genuine, (signature) => flip(signature, pick, pick >> 8)),
	'a signature of odd numbers': (genuine, pick) =>
		withSignature(genuine, () =>
			Buffer.from(`${pickFrom(ODD_NUMBERS, pick)}${pickFrom(ODD_NUMBERS, pick >> 4)}`, 'hex'),
		),
	'a signature of another length': (genuine, pick) =>
		withSignature(genuine, (signature) =>
			pick % 2
				? signature.subarray(0, pick % 64)
				: Buffer.concat([signature, Buffer.alloc(1 + (pick % 64))]),
		),
	'the signature of another event': (genuine, pick) => {
		const [, , signature] = partsOf({
			...genuine,
			event: { ...genuine.event, item_id: `x${pick}` },
		});
		return withParts(genuine, ([head, claims]) => [head, claims, signature]);
	},
	'claims that something was added to': (genuine, pick) =>
		withParts(genuine, ([head, , signature]) => [
			head,
			encode({ ...claimsOf(write(genuine.event), genuine.now), more: pick }),
			signature,
		]),
	'a header that something was added to': (genuine, pick) =>
		withParts(genuine, ([, claims, signature]) => [
			encode({ ...headerOf(genuine), more: pick }),
			claims,
			signature,
		]),
	'no usable key ID': (genuine, pick) => {
		const ids = [
			undefined,
			null,
			'',
			1,
			'key',
			'../item/get',
			`${genuine.keyId}x`,
			` ${genuine.keyId}`,
			[genuine.keyId],
			`${genuine.keyId}\n`,
		];
		return arrival(genuine, { header: { kid: pickFrom<unknown>(ids, pick) as string } });
	},
	'a header with something critical': (genuine, pick) =>
		arrival(genuine, { header: { crit: pickFrom([['b64'], [], ['exp']], pick), b64: false } }),
	'a token in another form': (genuine, pick) => {
		const whole = partsOf(genuine).join('.');
		const [head, payload, signature] = partsOf(genuine);
		const forms = [
			`Bearer ${whole}`,
			` ${whole}`,
			`${whole}\n`,
			`${whole}, ${whole}`,
			`"${whole}"`,
			JSON.stringify({ protected: head, payload, signature }),
			whole.replace(/\./g, ' '),
			Buffer.from(whole).toString('base64'),
			[head, payload, Buffer.from(signature, 'base64url').toString('base64')].join('.'),
		];
		return { header: pickFrom(forms, pick), body: write(genuine.event) };
	},
	'parts that are no objects': (genuine, pick) => {
		const values: unknown[] = [null, [], 'x', 1, true];
		const odd = encode(pickFrom(values, pick));
		return withParts(genuine, ([head, claims, signature]) =>
			pick % 2 ? [odd, claims, signature] : [head, odd, signature],
		);
	},
	nonsense: (genuine, pick) => ({
		header: Buffer.from(createHash('sha512').update(String(pick)).digest()).toString(
			pickFrom(['latin1', 'base64', 'base64url', 'hex'] as const, pick),
		),
		body: write(genuine.event),
	}),
};

const anyId = fc.stringMatching(/^[A-Za-z0-9]{37}$/);

/** Events with texts of every kind, such as banks use them. */
export const anyEvent: fc.Arbitrary<IDataObject> = fc.record(
	{
		webhook_type: fc.constant('TRANSACTIONS'),
		webhook_code: fc.constant('SYNC_UPDATES_AVAILABLE'),
		item_id: anyId,
		initial_update_complete: fc.boolean(),
		historical_update_complete: fc.boolean(),
		environment: fc.constant('sandbox'),
		note: fc.string({ unit: 'grapheme' }),
	},
	{ noNullPrototype: true },
);

export const anyForgery = fc.record({
	name: fc.constantFrom(...Object.keys(forgeries)),
	pick: fc.nat({ max: 2 ** 30 }),
	event: anyEvent,
});
