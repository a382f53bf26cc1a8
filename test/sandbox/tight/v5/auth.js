// @ts-check
'use strict';

const { CLIENT_ID, CLIENT_SECRET } = require('../auth');
const { failure } = require('./answers');

/** 90 days (stated). */
const LIFETIME_SECONDS = 7_776_000;

/**
 * `POST /rest/v5/auth/token`. Source: v5.0/api-reference/authentication/retrieve-access-token
 * (stated): the client's keys stand in the form, and a user must be named. Statuses of failed calls
 * and the unit of `created_at` (seconds) are inferred. The other grants are not served.
 *
 * @param {import('../server').Call} call
 * @param {{ tokens: import('../auth').Tokens, knowsUser: (userId: string) => boolean }} context
 * @returns {import('../answers').Answer}
 */
function answerTokenRequest({ body = {} }, { tokens, knowsUser }) {
	const { client_id: id, client_secret: secret, grant_type: grantType, userId } = body;
	if (id !== CLIENT_ID || secret !== CLIENT_SECRET) {
		return failure(401, 'Invalid client credentials');
	}
	if (grantType !== 'client_credentials') return failure(400, 'Unsupported grant_type');
	if (!userId) return failure(400, 'userId is required');
	if (!knowsUser(userId)) return failure(400, 'Unknown userId');
	const granted = {
		access_token: tokens.mint(userId, ['read', 'write']),
		refresh_token: tokens.mintRefreshToken(),
		expires_in: LIFETIME_SECONDS,
		created_at: Math.floor(tokens.now() / 1000),
		scope: 'token',
	};
	return { status: 200, headers: { 'cache-control': 'no-store' }, body: granted };
}

module.exports = { LIFETIME_SECONDS, answerTokenRequest };
