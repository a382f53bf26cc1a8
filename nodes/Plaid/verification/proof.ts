import { createHash, verify, type KeyObject } from 'crypto';

import { parseJwt } from '../../shared/jwt';
import { isSameSecret } from '../../shared/webhook';

/**
 * The proof that Plaid made a call: a token over the hash of the body, signed with a key of Plaid's.
 * Source: plaid.com/docs/api/webhooks/webhook-verification (stated), unless marked.
 */

/** The header that holds the token, in lower case. */
export const VERIFICATION_HEADER = 'plaid-verification';

/** The only algorithm, whatever a token may say. */
export const ALGORITHM = 'ES256';

/** Five minutes: what is older may be a repetition by someone else. */
export const MAX_AGE_SECONDS = 300;

/** How far Plaid's clock may be ahead of ours (inferred). */
const LEEWAY_SECONDS = 60;

/** Two numbers of 32 bytes. Source: RFC 7518, section 3.4 (stated). */
const SIGNATURE_BYTES = 64;

/** Ids of keys look so in all of Plaid's examples (inferred); nothing else is asked for. */
const KEY_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export interface Delivery {
	/** The header, or undefined when it did not come exactly once. */
	header: string | undefined;
	/** The bytes of the body as they came, or undefined when n8n did not keep them. */
	body: Buffer | undefined;
	/** Age in seconds up to which a token counts. */
	maxAge: number;
	/** Seconds since 1970. */
	now: number;
}

/** A token to which nothing is wrong but that its signature is not checked yet. */
export interface Proof {
	keyId: string;
	signed: Buffer;
	signature: Buffer;
}

export interface Refusal {
	/** Why, for the log. */
	refusal: string;
}

function refused(refusal: string): Refusal {
	return { refusal };
}

/**
 * Checks all that can be checked without the key, so that what fails here costs no request.
 *
 * @returns what the signature is to be checked with, or why the call is refused
 */
export function readProof({ header, body, maxAge, now }: Delivery): Proof | Refusal {
	if (header === undefined) return refused("it has no single 'Plaid-Verification' header");
	if (!body) return refused('n8n did not keep the bytes of its body');
	const jwt = parseJwt(header);
	if (!jwt) return refused("its 'Plaid-Verification' header holds no token");
	const { alg, kid } = jwt.header;
	if (alg !== ALGORITHM) return refused(`its token is not signed with ${ALGORITHM}`);
	// RFC 7515, section 4.1.11 (stated): what the token calls critical must be understood.
	if ('crit' in jwt.header) return refused('its token asks for something that is not known here');
	if (typeof kid !== 'string' || !KEY_ID.test(kid)) return refused('its token names no key');
	if (jwt.signature.length !== SIGNATURE_BYTES) return refused('its signature has a wrong length');
	const { iat, request_body_sha256: hash } = jwt.payload;
	if (typeof iat !== 'number') return refused('its token does not say when it was made');
	if (iat > now + LEEWAY_SECONDS) return refused('its token was made in the future');
	// Asked this way round, an age that is no number lets nothing through.
	if (!(now - iat <= maxAge)) return refused("its token is older than 'Maximum Age (Seconds)'");
	const digest = createHash('sha256').update(body).digest('hex');
	if (typeof hash !== 'string' || !isSameSecret(hash, digest)) {
		return refused('its body is not the one that its token was made for');
	}
	return { keyId: kid, signed: jwt.signed, signature: jwt.signature };
}

/** Whether a proof was signed by the owner of a key. */
export function isSignedWith(key: KeyObject, { signed, signature }: Proof): boolean {
	// JWS writes the two numbers one after the other; Node's own form is another.
	return verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, signature);
}
