import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import { baseUrlFrom, textOf, type Hosts } from '../../shared/credential';

/** Hosts of MX's Platform API. Source: the `servers` block of MX's OpenAPI file (stated). */
export const HOSTS: Hosts = {
	integration: 'https://int-api.mx.com',
	production: 'https://api.mx.com',
};

/** Version of the API that the node is written for. Source: MX's OpenAPI file of that name (stated). */
export const DEFAULT_VERSION = 'v20250224';

/** Where MX is and who asks: the credential in the terms of the client. */
export interface Connection {
	/** Without a slash at its end. */
	baseUrl: string;
	clientId: string;
	apiKey: string;
	/** Version of the API that answers. */
	version: string;
}

/** Reads the fields of the `tightMxApi` credential. */
export function connectionFrom(credential: ICredentialDataDecryptedObject): Connection {
	return {
		baseUrl: baseUrlFrom(credential, HOSTS),
		clientId: textOf(credential.clientId),
		apiKey: textOf(credential.apiKey),
		version: textOf(credential.acceptVersion) || DEFAULT_VERSION,
	};
}

/** The keys as HTTP Basic has them. */
export function basicOf({ clientId, apiKey }: Connection): string {
	return Buffer.from(`${clientId}:${apiKey}`).toString('base64');
}

/**
 * Headers that every call carries. Source: docs.mx.com, platform-api/overview/migration (stated):
 * since 2026-08-12 each call needs `Accept-Version`. Version v20111101 answers with a media type of
 * its own only (stated: its OpenAPI file).
 */
export function headersOf(connection: Connection): IDataObject {
	return {
		accept: 'application/json, application/vnd.mx.api.v1+json',
		'accept-version': connection.version,
		authorization: `Basic ${basicOf(connection)}`,
	};
}
