import { createHash } from 'crypto';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { baseUrlFrom, textOf, type Hosts } from '../../shared/credential';
import { V5_HOSTS } from '../v5/api';

/** Versions of Tight's API. Each has hosts and tokens of its own. */
export type Api = 'v5' | 'v6';

/** Hosts of Tight's API. Source: the OpenAPI `servers` block of docs.tight.com (stated). */
export const HOSTS: Hosts = {
	sandbox: 'https://sandbox.tight.com',
	production: 'https://prod.tight.com',
};

/** Where Tight is and who asks: the credential in the terms of the client. */
export interface Connection {
	api: Api;
	/** Without a slash at its end. */
	baseUrl: string;
	/** A token the user brought along; there are no client keys then. */
	accessToken?: string;
	clientId: string;
	clientSecret: string;
	/** `read` or `write`; `write` includes reading (stated: docs.tight.com/api-reference/oauth/token). */
	scope: string;
	/** Whose books are meant when an item names no user; empty for the partner as a whole. */
	defaultUserId: string;
	/** Sets apart what is cached for credentials that look alike. */
	credentialId: string;
}

/** The client's keys as HTTP Basic sends them. */
export function basicOf({ clientId, clientSecret }: Connection): string {
	return Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
}

/** Tells for what a token of a user is good, and no key. */
export function fingerprintOf(connection: Connection, userId: string): string {
	return createHash('sha256')
		.update(JSON.stringify([connection, userId]))
		.digest('base64');
}

/** What of a credential no message may show. */
export function secretsOf(connection: Connection): string[] {
	const { accessToken = '', clientSecret } = connection;
	return [accessToken, clientSecret, basicOf(connection)];
}

/**
 * Reads the fields of the `tightApi` credential.
 *
 * @param credentialId n8n's id of the credential, if the caller knows it
 */
export function connectionFrom(
	credential: ICredentialDataDecryptedObject,
	credentialId = '',
	api: Api = 'v6',
): Connection {
	const isToken = credential.authentication === 'accessToken';
	return {
		api,
		baseUrl: baseUrlFrom(credential, api === 'v5' ? V5_HOSTS : HOSTS),
		accessToken: isToken ? textOf(credential.accessToken) : undefined,
		clientId: textOf(credential.clientId),
		clientSecret: textOf(credential.clientSecret),
		scope: textOf(credential.scope) || 'write',
		defaultUserId: textOf(credential.userId),
		credentialId,
	};
}
