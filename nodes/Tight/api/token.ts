import { redact } from '../../shared/redact';
import { kindOf } from '../../shared/excerpt';
import { silence } from '../../shared/host';
import { exchange, type Exchange, type HttpRequest } from '../../shared/http';
import { Pause, withRetries } from '../../shared/retry';
import type { Wait } from '../../shared/wait';
import { v5TokenCall } from '../v5/api';
import { basicOf, secretsOf, type Connection } from './connection';
import { excerpt, parseEnvelope, reasonsOf, sentence } from './reasons';

const TOKEN_PATH = '/v6/auth/token';
const TIMEOUT = 30_000;
/** Stated: 3600 s. Used when an answer does not say. */
const LIFETIME_SECONDS = 3600;
const MARGIN_SECONDS = 60;

export interface Token {
	accessToken: string;
	/** Milliseconds since 1970. */
	expiresAt: number;
}

export interface NoToken {
	problem: string;
	/** HTTP status of the refusal, if there was one. */
	status?: number;
	/** Whether nothing is known but that the asking execution was cancelled. */
	isCancelled?: boolean;
}

export type TokenResult = Token | NoToken;

export function isToken(result: TokenResult): result is Token {
	return 'accessToken' in result;
}

interface TokenCall {
	path: string;
	headers?: Record<string, string>;
	form: Record<string, string>;
}

/**
 * How Tight is asked for a token.
 *
 * Source: docs.tight.com/api-reference/oauth/token (stated): HTTP Basic with the client's keys,
 * form-urlencoded body; without `userId` the token is the partner's own. v5 has another form.
 */
function tokenCall(connection: Connection, userId: string): TokenCall {
	const { api, clientId, clientSecret, scope } = connection;
	if (api === 'v5') return v5TokenCall(clientId, clientSecret, userId);
	return {
		path: TOKEN_PATH,
		headers: { authorization: `Basic ${basicOf(connection)}` },
		form: { grant_type: 'client_credentials', scope, ...(userId && { userId }) },
	};
}

/**
 * Asks Tight for a token.
 *
 * @returns the token, or a sentence that tells wrong keys, wrong host and missing scope apart
 */
export async function mintToken(
	http: HttpRequest,
	connection: Connection,
	userId: string,
	wait: Wait,
): Promise<TokenResult> {
	const { path, headers, form } = tokenCall(connection, userId);
	const attempt = () =>
		exchange(http, {
			method: 'POST',
			url: `${connection.baseUrl}${path}`,
			headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
			body: new URLSearchParams(form).toString(),
			timeout: TIMEOUT,
		});
	const result = await withRetries(attempt, { repeatable: true, pause: new Pause(), wait });
	const made = tokenFrom(result, connection, userId);
	// A host that is not Tight may answer with what it was sent.
	return isToken(made) ? made : { ...made, problem: redact(made.problem, secretsOf(connection)) };
}

function tokenFrom(
	result: Exchange,
	{ api, baseUrl, scope }: Connection,
	userId: string,
): TokenResult {
	if (result.kind !== 'answer') {
		return { problem: silence(baseUrl, result), isCancelled: result.isCancelled };
	}
	const { status, text } = result;
	const envelope = parseEnvelope(text);
	const reason = envelope ? sentence(reasonsOf(envelope), () => undefined) : excerpt(text);
	// An answer of success may hold a token, however broken: nothing of it is shown.
	const shown = status >= 300 ? reason : kindOf(text);
	const said = shown ? `: ${shown}` : '';
	if (status === 401 || status === 403) {
		return {
			status,
			problem: `Tight did not accept the client keys${said}. Check 'Client ID' and 'Client Secret' of the credential, and that they belong to its 'Environment'`,
		};
	}
	if (status === 400 && envelope) {
		return {
			status,
			problem: userId
				? `Tight gave no token for the user '${userId}'${said}. Check 'User ID'`
				: `Tight gave no token${said}`,
		};
	}
	const answer = (envelope ?? {}) as {
		access_token?: unknown;
		expires_in?: unknown;
		scope?: unknown;
	};
	if (status >= 300 || typeof answer.access_token !== 'string') {
		return {
			status,
			problem: `${baseUrl} is not Tight's API (HTTP ${status}${said}). Check 'Environment' and 'Base URL' of the credential`,
		};
	}
	const granted = typeof answer.scope === 'string' ? answer.scope.split(' ') : [scope];
	if (api === 'v6' && scope === 'write' && !granted.includes('write')) {
		return {
			status,
			problem: `Tight granted these client keys only the scope '${granted.join(' ')}', so nothing could be saved. Set 'Scope' of the credential to Read, or ask Tight for the scope 'write'`,
		};
	}
	const lifetime = Number(answer.expires_in) || LIFETIME_SECONDS;
	return {
		accessToken: answer.access_token,
		expiresAt: Date.now() + (lifetime - Math.min(MARGIN_SECONDS, lifetime / 2)) * 1000,
	};
}
