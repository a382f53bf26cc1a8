import { createPublicKey, type JsonWebKey } from 'crypto';
import * as fc from 'fast-check';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

import {
	isSignedWith,
	MAX_AGE_SECONDS,
	readProof,
	type Delivery,
} from '../../../../nodes/Plaid/verification/proof';
import {
	anyEvent,
	anyForgery,
	claimsOf,
	forgeries,
	genuineCall,
	makeKeys,
	token,
	write,
	type Arrival,
	type Genuine,
} from '../../../support/plaidProofs';

const NOW = 1_750_000_000;
const KID = 'bfbd5111-8e33-4643-8ced-b2e642a72f3c';
const keys = makeKeys();

const genuineOf = (event: Genuine['event'] = { item_id: 'x' }): Genuine => ({
	...keys,
	keyId: KID,
	now: NOW,
	event,
});

const deliveryOf = ({ header, times = 1, body, isKept = true }: Arrival): Delivery => ({
	header: times === 1 ? header : undefined,
	body: isKept ? body : undefined,
	maxAge: MAX_AGE_SECONDS,
	now: NOW,
});

function isAccepted(delivery: Delivery): boolean {
	const proof = readProof(delivery);
	return !('refusal' in proof) && isSignedWith(keys.publicKey, proof);
}

const refusalOf = (delivery: Delivery) => {
	const proof = readProof(delivery);
	return 'refusal' in proof ? proof.refusal : undefined;
};

describe('Known examples', () => {
	/** The body and the token of a call of Plaid's Sandbox, from plaid/plaid-node#399. */
	const body = Buffer.from(`{
  "error": null,
  "item_id": "xVDbz8kaZRf69Nd18x81I3y83kZaxEF688545",
  "new_transactions": 0,
  "webhook_code": "DEFAULT_UPDATE",
  "webhook_type": "TRANSACTIONS"
}`);
	const hash = 'c43741964e9b173d7bc1e840a21ce1ad26cfa27c1a379bba8cb5f5715aade40a';
	const kid = '6c5516e1-92dc-479e-a8ff-5a51992e0001';
	const signature =
		'7YVXrBFA9Wr-u7eWoPjRxoWW7M5hiNunZYJXpLuFoA6fTop8RBgybDRtNbtIa6W0X2Gvqg8dtb2uaMcHzHI9WQ';
	const signedThen = 1_612_186_627;
	const header = token(
		{ alg: 'ES256', kid, typ: 'JWT' },
		{ iat: signedThen, request_body_sha256: hash },
		() => Buffer.from(signature, 'base64url'),
	);
	const delivery = { header, body, maxAge: MAX_AGE_SECONDS, now: signedThen + 10 };

	it('the hash of a call of Plaid is that of its bytes, written with two spaces', () => {
		expect(claimsOf(body, signedThen).request_body_sha256).toBe(hash);
	});

	it('its token is read', () => {
		const proof = readProof(delivery);
		expect(proof).toMatchObject({ keyId: kid, signature: Buffer.from(signature, 'base64url') });
	});

	it.each([0, 4, '\t'])('the same event written with indent %j is another body', (indent) => {
		const other = Buffer.from(JSON.stringify(JSON.parse(body.toString()), null, indent));
		expect(refusalOf({ ...delivery, body: other })).toBe(
			'its body is not the one that its token was made for',
		);
	});

	it("the key of Plaid's documentation is a key", () => {
		const jwk: JsonWebKey = {
			crv: 'P-256',
			kty: 'EC',
			x: 'hKXLGIjWvCBv-cP5euCTxl8g9GLG9zHo_3pO5NN1DwQ',
			y: 'shhexqPB7YffGn6fR6h2UhTSuCtPmfzQJ6ENVIoO4Ys',
		};
		const key = createPublicKey({ key: jwk, format: 'jwk' });
		const proof = readProof(deliveryOf(genuineCall(genuineOf())));
		expect('refusal' in proof || isSignedWith(key, proof)).toBe(false);
	});

	it('the signature of RFC 7515, A.3 is good, and that of any other text is not', () => {
		const jwk: JsonWebKey = {
			kty: 'EC',
			crv: 'P-256',
			x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
			y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
		};
		const signed =
			'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ';
		const proof = {
			keyId: KID,
			signed: Buffer.from(signed),
			signature: Buffer.from(
				'DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q',
				'base64url',
			),
		};
		const key = createPublicKey({ key: jwk, format: 'jwk' });
		expect(isSignedWith(key, proof)).toBe(true);
		expect(isSignedWith(key, { ...proof, signed: Buffer.from(`${signed}f`) })).toBe(false);
	});
});

describe('Genuine calls', () => {
	it('all pass', () => {
		fc.assert(
			fc.property(anyEvent, (event) => {
				expect(isAccepted(deliveryOf(genuineCall(genuineOf(event))))).toBe(true);
			}),
			{ numRuns: 500 },
		);
	});

	it('those that jose signed with keys of its own pass', async () => {
		for (let turn = 0; turn < 20; turn++) {
			const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
			const body = write({ item_id: `item-${turn}` });
			const header = await new SignJWT(claimsOf(body, NOW))
				.setProtectedHeader({ alg: 'ES256', kid: KID, typ: 'JWT' })
				.sign(privateKey);
			const proof = readProof({ header, body, maxAge: MAX_AGE_SECONDS, now: NOW });
			if ('refusal' in proof) throw new Error(proof.refusal);
			const jwk = (await exportJWK(publicKey)) as JsonWebKey;
			expect(isSignedWith(createPublicKey({ key: jwk, format: 'jwk' }), proof)).toBe(true);
			expect(isSignedWith(keys.publicKey, proof)).toBe(false);
		}
	});

	it.each([
		[-300, true],
		[-301, false],
		[0, true],
		[60, true],
		[61, false],
	])('a token made %d seconds from now: %p', (difference, passes) => {
		const { header, body } = genuineCall({ ...genuineOf(), now: NOW + difference });
		expect(isAccepted({ header, body, maxAge: MAX_AGE_SECONDS, now: NOW })).toBe(passes);
	});

	it('the longest age is the one that the user chose', () => {
		const { header, body } = genuineCall({ ...genuineOf(), now: NOW - 3600 });
		expect(isAccepted({ header, body, maxAge: 3600, now: NOW })).toBe(true);
		expect(isAccepted({ header, body, maxAge: 3599, now: NOW })).toBe(false);
		expect(isAccepted({ header, body, maxAge: NaN, now: NOW })).toBe(false);
	});
});

describe('Forged calls', () => {
	it.each(Object.keys(forgeries))('none passes with %s', (name) => {
		for (let pick = 0; pick < 40; pick++) {
			const delivery = deliveryOf(forgeries[name](genuineOf(), pick * 257 + (pick % 7)));
			expect(isAccepted(delivery)).toBe(false);
		}
	});

	it('none of thousands passes', () => {
		fc.assert(
			fc.property(anyForgery, ({ name, pick, event }) => {
				expect(isAccepted(deliveryOf(forgeries[name](genuineOf(event), pick)))).toBe(false);
			}),
			{ numRuns: 3_000 },
		);
	});

	it('a signature in another form is refused before a key is asked for', () => {
		for (const name of ['a signature in DER', 'a signature of another length']) {
			const delivery = deliveryOf(forgeries[name](genuineOf(), 3));
			expect(refusalOf(delivery)).toBe('its signature has a wrong length');
		}
	});

	it('no reason tells a part of the token', () => {
		for (const forge of Object.values(forgeries)) {
			const delivery = deliveryOf(forge(genuineOf(), 3));
			const refusal = refusalOf(delivery) ?? '';
			for (const part of (delivery.header ?? '').split('.').filter((text) => text.length > 8)) {
				expect(refusal).not.toContain(part);
			}
		}
	});
});
