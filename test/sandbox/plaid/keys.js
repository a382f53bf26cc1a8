// @ts-check
'use strict';

const { createHash } = require('node:crypto');
const { SignJWT, exportJWK, generateKeyPair } = require('jose');

/**
 * A public key as `/webhook_verification_key/get` shows it; times are Unix seconds. Source:
 * JWKPublicKey of Plaid's OpenAPI file (stated).
 *
 * @typedef {object} PublicKey
 * @property {string} alg
 * @property {number} created_at
 * @property {string} crv
 * @property {number | null} expired_at
 * @property {string} kid
 * @property {string} kty
 * @property {string} use
 * @property {string} x
 * @property {string} y
 */

/** @typedef {import('jose').KeyLike | Uint8Array} SigningKey */

/**
 * What a forger may change of a proof.
 *
 * @typedef {object} Forgery
 * @property {string} [kid]
 * @property {string} [alg] `none` leaves the signature empty
 * @property {number} [iat] Unix seconds
 * @property {SigningKey} [key] Private, or the bytes of a shared secret
 * @property {string} [hash] Hexadecimal SHA-256 of the body
 * @property {Record<string, unknown>} [header] More of the header
 * @property {Record<string, unknown>} [claims] More of the payload; undefined leaves one out
 */

/** @param {unknown} value */
const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The keys that webhooks are signed with: the newest signs, the others have expired. */
class Keys {
	/** @param {() => number} now */
	constructor(now) {
		this.now = now;
		/** @type {Map<string, { publicKey: PublicKey, privateKey: SigningKey }>} */
		this.byId = new Map();
		this.currentId = '';
	}

	get seconds() {
		return Math.floor(this.now() / 1000);
	}

	/**
	 * Signs with a new key from now on.
	 *
	 * @returns {Promise<PublicKey>}
	 */
	async rotate() {
		const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
		const { kty = '', crv = '', x = '', y = '' } = await exportJWK(publicKey);
		const kid = crypto.randomUUID();
		const shown = {
			alg: 'ES256',
			created_at: this.seconds,
			crv,
			expired_at: null,
			kid,
			kty,
			use: 'sig',
			x,
			y,
		};
		const previous = this.byId.get(this.currentId);
		if (previous) previous.publicKey.expired_at = this.seconds;
		this.byId.set(kid, { publicKey: shown, privateKey });
		this.currentId = kid;
		return shown;
	}

	/** @param {unknown} kid */
	find(kid) {
		return this.byId.get(/** @type {string} */ (kid))?.publicKey;
	}

	/**
	 * The `Plaid-Verification` header of a body. Source: webhook verification page (stated).
	 *
	 * @param {string | Uint8Array} bytes The body as it is sent
	 * @param {Forgery} [forgery]
	 * @returns {Promise<string>}
	 */
	async sign(bytes, forgery = {}) {
		const {
			kid = this.currentId,
			alg = 'ES256',
			iat = this.seconds,
			key = /** @type {any} */ (this.byId.get(this.currentId)).privateKey,
			hash = createHash('sha256').update(bytes).digest('hex'),
		} = forgery;
		const header = { alg, kid, typ: 'JWT', ...forgery.header };
		const claims = { iat, request_body_sha256: hash, ...forgery.claims };
		if (alg === 'none') return `${encode(header)}.${encode(claims)}.`;
		return await new SignJWT(claims).setProtectedHeader(header).sign(key);
	}
}

module.exports = { Keys };
