// @ts-check
'use strict';

const { randomBytes, randomUUID } = require('node:crypto');
const { failure, problem } = require('./answers');

const CLIENT_ID = 'sandbox-client-id';
const CLIENT_SECRET = 'sandbox-client-secret-not-real';

/**
 * What a token allows. `userId` is null for a partner-level token, which sees all companies.
 *
 * @typedef {object} Grant
 * @property {string | null} userId
 * @property {('read' | 'write')[]} scopes
 * @property {number} expiresAt Milliseconds since the epoch
 */

/** The tokens given so far. Expired ones are kept, to tell them from unknown ones. */
class Tokens {
	/** @param {{ now: () => number, lifetimeSeconds: number }} settings */
	constructor({ now, lifetimeSeconds }) {
		this.now = now;
		this.lifetimeSeconds = lifetimeSeconds;
		/** @type {Map<string, Grant>} */
		this.grants = new Map();
		/** With which v5 lets a token be renewed. @type {string[]} */
		this.refreshTokens = [];
	}

	/**
	 * @param {string | null} userId
	 * @param {('read' | 'write')[]} scopes
	 */
	mint(userId, scopes) {
		const token = randomBytes(32).toString('base64url');
		const expiresAt = this.now() + this.lifetimeSeconds * 1000;
		this.grants.set(token, { userId, scopes, expiresAt });
		return token;
	}

	mintRefreshToken() {
		const token = `refresh-${randomUUID()}`;
		this.refreshTokens.push(token);
		return token;
	}

	/** @param {string} token */
	find(token) {
		return this.grants.get(token);
	}

	/** @param {string} token */
	expire(token) {
		const grant = this.grants.get(token);
		if (grant) grant.expiresAt = 0;
	}

	expireAll() {
		for (const token of this.grants.keys()) this.expire(token);
	}

	forgetAll() {
		this.grants.clear();
		this.refreshTokens.length = 0;
	}

	get minted() {
		return this.grants.size;
	}
}

/**
 * @param {string | undefined} header
 * @returns {string | null}
 */
function bearerToken(header) {
	return /^Bearer (\S+)$/i.exec(header ?? '')?.[1] ?? null;
}

/** @param {string | undefined} header */
function isOurClient(header) {
	const encoded = /^Basic (\S+)$/i.exec(header ?? '')?.[1] ?? '';
	return Buffer.from(encoded, 'base64').toString() === `${CLIENT_ID}:${CLIENT_SECRET}`;
}

/**
 * `POST /v6/auth/token`. Source: oauth/token page (stated): Basic client keys, a form body,
 * `write` as the default scope and as read and write together. The shape of a failed call is
 * unknown; here it is the API's usual envelope. Only the client_credentials grant is served,
 * because no page shows how the code of the other grants is obtained.
 *
 * @param {import('./server').Call} call
 * @param {{ tokens: Tokens, knowsUser: (userId: string) => boolean, grantedScope: string }} context
 * @returns {import('./answers').Answer}
 */
function answerTokenRequest(call, { tokens, knowsUser, grantedScope }) {
	if (!isOurClient(call.authorization)) {
		return failure(401, [problem('BAD_REQUEST', 'Invalid client credentials')]);
	}
	const { grant_type: grantType = 'client_credentials', userId, scope = 'write' } = call.body ?? {};
	const problems = [];
	if (grantType !== 'client_credentials') {
		problems.push(problem('INVALID_VALUE', 'Unsupported grant type', 'grant_type'));
	}
	if (scope !== 'read' && scope !== 'write') {
		problems.push(problem('INVALID_VALUE', 'Scope must be read or write', 'scope'));
	}
	if (userId !== undefined && !knowsUser(userId)) {
		problems.push(problem('INVALID_VALUE', 'Unknown user', 'userId'));
	}
	if (problems.length > 0) return failure(400, problems);

	/** @type {('read' | 'write')[]} */
	const scopes = scope === 'write' && grantedScope === 'write' ? ['read', 'write'] : ['read'];
	const body = {
		access_token: tokens.mint(userId ?? null, scopes),
		token_type: 'Bearer',
		expires_in: tokens.lifetimeSeconds,
		scope: scopes.join(' '),
	};
	return { status: 200, headers: { 'cache-control': 'no-store' }, body };
}

/**
 * Why a call may not go on, or null when it may. The 401 types are stated (errors page). That a
 * read token and a partner-level token may not write is inferred, and so is the 403.
 *
 * @param {Grant | undefined} grant
 * @param {'read' | 'write'} access
 * @param {number} now
 * @returns {import('./answers').Answer | null}
 */
function refuseAccess(grant, access, now) {
	if (!grant) return failure(401, [problem('INVALID_TOKEN', 'Invalid access token')]);
	if (grant.expiresAt <= now) {
		return failure(401, [problem('EXPIRED_TOKEN', 'The access token has expired')]);
	}
	if (access === 'read') return null;
	if (!grant.scopes.includes('write')) {
		return failure(403, [problem('BAD_REQUEST', 'This access token may only read')]);
	}
	if (grant.userId === null) {
		return failure(403, [problem('BAD_REQUEST', 'Writing needs the access token of a user')]);
	}
	return null;
}

module.exports = {
	CLIENT_ID,
	CLIENT_SECRET,
	Tokens,
	bearerToken,
	answerTokenRequest,
	refuseAccess,
};
