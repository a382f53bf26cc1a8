import type { HttpRequest } from '../../shared/http';
import type { Wait } from '../../shared/wait';
import { fingerprintOf, type Connection } from './connection';
import { isToken, mintToken, type TokenResult } from './token';

/**
 * Tokens. One partner credential serves many users, and a token sees the books of the user it was
 * made for; n8n's credentials hold a single token, so the node makes and keeps its own.
 */

const MOST_TOKENS = 10_000;

/** Promises, so that items of one user that start together share one request. */
const cache = new Map<string, Promise<TokenResult>>();

function forgetOldest() {
	for (const key of cache.keys()) {
		if (cache.size <= MOST_TOKENS) return;
		cache.delete(key);
	}
}

/**
 * The token for a user: one that was made earlier and is still good, or a new one.
 *
 * Tokens are kept in memory only, apart for every user, credential, version, host and scope.
 *
 * @param spent a token that Tight has just refused; it is not given again
 */
export async function tokenFor(
	http: HttpRequest,
	connection: Connection,
	userId: string,
	wait: Wait,
	spent?: string,
): Promise<TokenResult> {
	if (connection.accessToken !== undefined) {
		return { accessToken: connection.accessToken, expiresAt: Infinity };
	}
	const key = fingerprintOf(connection, userId);
	for (;;) {
		const kept = cache.get(key);
		const known = kept && (await kept);
		const isGood = known && isToken(known) && known.accessToken !== spent;
		if (isGood && known.expiresAt > Date.now()) return known;
		// Whoever asked may have been cancelled, which says nothing of this execution.
		if (known && !isToken(known) && !known.isCancelled) return known;
		// While this call waited, another one may already have asked for a new token.
		if (cache.get(key) === kept) {
			return await remember(key, mintToken(http, connection, userId, wait));
		}
	}
}

async function remember(key: string, minting: Promise<TokenResult>): Promise<TokenResult> {
	cache.delete(key);
	cache.set(key, minting);
	forgetOldest();
	const result = await minting;
	if (!isToken(result) && cache.get(key) === minting) cache.delete(key);
	return result;
}

/** Forgets every token, as a restart of n8n does. */
export function forgetTokens() {
	cache.clear();
}
