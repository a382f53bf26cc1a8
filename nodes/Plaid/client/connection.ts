import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import { baseUrlFrom, textOf, type Hosts } from '../../shared/credential';

/** Hosts of Plaid's API. Source: the `servers` block of Plaid's OpenAPI file (stated). */
export const HOSTS: Hosts = {
	sandbox: 'https://sandbox.plaid.com',
	production: 'https://production.plaid.com',
};

/** Version of the API that the nodes are written for. Source: plaid.com/docs/api/versioning (stated). */
const API_VERSION = '2020-09-14';

/** Where Plaid is and who asks: the credential in the terms of the client. */
export interface Connection {
	/** Without a slash at its end. */
	baseUrl: string;
	/** Plaid's word for where an Item lives; unknown when the address is the user's own. */
	environment?: 'sandbox' | 'production';
	clientId: string;
	secret: string;
}

/** Reads the fields of the `tightPlaidApi` credential. */
export function connectionFrom(credential: ICredentialDataDecryptedObject): Connection {
	const environment = textOf(credential.environment);
	const isPlaids = environment in HOSTS;
	return {
		baseUrl: baseUrlFrom(credential, HOSTS),
		environment: isPlaids ? (environment as Connection['environment']) : undefined,
		clientId: textOf(credential.clientId),
		secret: textOf(credential.secret),
	};
}

/** Headers that every call carries; the keys stand in no body, so that no log of bodies has them. */
export function headersOf({ clientId, secret }: Connection): IDataObject {
	return {
		'plaid-client-id': clientId,
		'plaid-secret': secret,
		'plaid-version': API_VERSION,
	};
}
