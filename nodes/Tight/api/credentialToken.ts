import { fingerprintOf, type Connection } from './connection';

/** The token that n8n keeps with the credential, for its own HTTP Request node and the test. */

/** A token in the form in which n8n's credentials keep it: with a mark of what it was made for. */
export function markedToken(connection: Connection, token: string): string {
	return `${fingerprintOf(connection, connection.defaultUserId)} ${token}`;
}

/**
 * The token in what {@link markedToken} made, or undefined when the credential has changed since.
 * n8n keeps a token beside changed fields: without the mark, requests would go on in the name of the
 * former user, and a test would pass with keys that are wrong.
 */
export function unmarkedToken(connection: Connection, marked: string): string | undefined {
	const [mark, token] = marked.split(' ');
	return mark === fingerprintOf(connection, connection.defaultUserId) ? token : undefined;
}
