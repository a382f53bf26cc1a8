import { createPublicKey, type KeyObject } from 'crypto';
import * as z from 'zod/v4';

import type { HttpRequest } from '../../shared/http';
import type { Connection } from '../client/connection';
import { post, reasonOf } from '../client/post';
import { readReply, type Unanswered } from '../client/reply';
import { ALGORITHM } from './proof';

const PATH = '/webhook_verification_key/get';

/** Plaid waits ten seconds for an answer to a webhook (stated: plaid.com/docs/api/webhooks). */
const TIMEOUT = 5_000;

/**
 * Refusals of an input that is not the key's id but ours. Source: plaid.com/docs/errors/invalid-input
 * (stated).
 */
const OUR_MISTAKES = ['INVALID_API_KEYS', 'UNAUTHORIZED_ENVIRONMENT'];

/** Source: `JWKPublicKey` of Plaid's OpenAPI file (stated). Times are Unix seconds. */
const keyAnswer = z.looseObject({
	key: z.looseObject({
		alg: z.literal(ALGORITHM),
		crv: z.literal('P-256'),
		expired_at: z.number().nullable(),
		kid: z.string(),
		kty: z.literal('EC'),
		use: z.literal('sig'),
		x: z.string(),
		y: z.string(),
	}),
});

/** A key with which Plaid signs, or signed once. */
export interface Key {
	kind: 'key';
	publicKey: KeyObject;
	/** Unix seconds; null while it is in use. */
	expiredAt: number | null;
}

/** `unknown`: Plaid has no such key. `unavailable`: Plaid could not be asked. */
export type Lookup = Key | { kind: 'unknown' } | { kind: 'unavailable'; reason: string };

export function unavailable(reason: string): Lookup {
	return { kind: 'unavailable', reason };
}

/** Whether Plaid answered about the key's id, and not about keys, limits or addresses of ours. */
function isAboutKeyId({ kind, status, error }: Unanswered): boolean {
	const { error_type: type, error_code: code = '' } = error ?? {};
	const isRefusedInput = kind === 'refused' && status === 400 && type === 'INVALID_INPUT';
	return isRefusedInput && !OUR_MISTAKES.includes(code);
}

function keyFrom({ key }: z.infer<typeof keyAnswer>, keyId: string): Lookup {
	const { kty, crv, x, y, kid, expired_at: expiredAt } = key;
	if (kid !== keyId) return unavailable('Plaid answered with another key');
	try {
		const publicKey = createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' });
		return { kind: 'key', publicKey, expiredAt };
	} catch {
		return unavailable('Plaid answered with a key that is none');
	}
}

/**
 * Asks Plaid for a key, once: Plaid tries the webhook again, and its time is short.
 *
 * Source: this path in Plaid's OpenAPI file (stated). Keys are those of the environment that is asked.
 */
export async function fetchKey(
	http: HttpRequest,
	connection: Connection,
	keyId: string,
): Promise<Lookup> {
	const exchanged = await post(http, connection, PATH, { key_id: keyId }, TIMEOUT);
	const reply = readReply(exchanged, keyAnswer);
	if (reply.kind === 'answered') return keyFrom(reply.data, keyId);
	if (isAboutKeyId(reply)) return { kind: 'unknown' };
	return unavailable(reasonOf(reply, [connection.secret]));
}
