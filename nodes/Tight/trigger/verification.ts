import { createHash, createHmac, timingSafeEqual } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

import { parseJwt, type Jwt } from '../../shared/jwt';

/** The header that holds the token, in lower case. Source: docs.tight.com/api-reference/webhooks (stated). */
export const VERIFICATION_HEADER = 'tight-verification';

/** HMAC-SHA256, and nothing that a token may say instead. Source: the same page (stated). */
const ALGORITHM = 'HS256';

/**
 * Claims that would hold the SHA-256 of the body. Tight's pages name no claims (inferred from the
 * names that Plaid and others use).
 */
const BODY_HASH_CLAIMS = ['request_body_sha256', 'body_sha256', 'bodySha256', 'sha256'];

/** Seconds for which a token counts, unless the user says otherwise. */
export const MAX_AGE_SECONDS = 300;

/** Only a 0 that was given lifts the limit: an expression that gives nothing does not. */
export function maxAgeFrom(given: unknown): number {
	const isNothing = given === null || given === undefined || String(given).trim() === '';
	return isNothing ? MAX_AGE_SECONDS : Number(given);
}

/** How far two clocks may be apart. */
const LEEWAY_SECONDS = 60;

export interface Proof {
	/** The header, or undefined when it did not come exactly once. */
	header: string | undefined;
	/** The bytes of the body as they came. */
	body: Buffer;
	/** The webhook secret that Tight gave. */
	secret: string;
	/** Age in seconds up to which a token with a time of issue counts; 0 for any age. */
	maxAge: number;
	/** Seconds since 1970. */
	now: number;
}

/** Whether a token was signed with this secret, by HMAC-SHA256 whatever the token itself says. */
export function isSigned({ signed, signature }: Jwt, secret: string | Buffer): boolean {
	const expected = createHmac('sha256', secret).update(signed).digest();
	return signature.length === expected.length && timingSafeEqual(signature, expected);
}

/** Checks the times that a token tells, if it tells one. Source: RFC 7519, section 4.1 (stated). */
function lapseOf({ exp, nbf, iat }: IDataObject, maxAge: number, now: number): string | undefined {
	const times = [exp, nbf, iat].filter((time) => time !== undefined);
	if (!times.every((time) => typeof time === 'number' && Number.isFinite(time))) {
		return 'a time in the token is no number';
	}
	if (exp !== undefined && now >= Number(exp) + LEEWAY_SECONDS) return 'the token has expired';
	if (nbf !== undefined && now < Number(nbf) - LEEWAY_SECONDS) return 'the token is not valid yet';
	if (iat === undefined) return undefined;
	if (Number(iat) > now + LEEWAY_SECONDS) return 'the token was made in the future';
	// Asked this way round, an age that is no number lets nothing through.
	const isFresh = maxAge === 0 || now - Number(iat) <= maxAge + LEEWAY_SECONDS;
	return !isFresh ? "the token is older than 'Maximum Age (Seconds)'" : undefined;
}

function isHashOf(claim: unknown, body: Buffer): boolean {
	const digest = createHash('sha256').update(body).digest();
	const forms = [digest.toString('base64'), digest.toString('base64url'), digest.toString('hex')];
	return typeof claim === 'string' && (forms.includes(claim) || claim.toLowerCase() === forms[2]);
}

/**
 * Checks that a call is from someone who knows the webhook secret: Tight.
 *
 * What the claims hold is not documented, so what is there is checked. A token without a claim for
 * the body proves who made the token, not that this body came with it.
 *
 * @returns why the call is refused, for the log, or undefined
 */
export function refusalOf({ header, body, secret, maxAge, now }: Proof): string | undefined {
	if (!secret.trim()) {
		return "'Webhook Secret' must be set in the credential; until then every call is refused";
	}
	if (header === undefined) return "the call has no single 'Tight-Verification' header";
	const jwt = parseJwt(header);
	if (!jwt) return "the 'Tight-Verification' header holds no token";
	if (jwt.header.alg !== ALGORITHM) return `the token is not signed with ${ALGORITHM}`;
	// RFC 7515, section 4.1.11 (stated): what the token calls critical must be understood.
	if ('crit' in jwt.header) return 'the token asks for something that is not known here';
	if (!isSigned(jwt, secret)) {
		return "the token is not signed with the credential's 'Webhook Secret'";
	}
	const hashes = BODY_HASH_CLAIMS.filter((claim) => claim in jwt.payload);
	if (!hashes.every((claim) => isHashOf(jwt.payload[claim], body))) {
		return 'the body is not the one that the token was made for';
	}
	return lapseOf(jwt.payload, maxAge, now);
}
