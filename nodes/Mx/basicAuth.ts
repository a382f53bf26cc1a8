import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { textOf } from '../shared/credential';
import { isSameSecret } from '../shared/webhook';

/** What a caller who has not shown the password is asked for. Source: RFC 7617 (stated). */
export const CHALLENGE = { 'www-authenticate': 'Basic realm="MX Trigger", charset="UTF-8"' };

const BASIC = /^basic +(\S+)$/i;

/**
 * Checks that a caller knows the user name and the password that MX's dashboard was given.
 *
 * The header is not taken apart: it is compared as a whole with the one that the right caller
 * sends, so that a wrong user takes the same way as a wrong password, and no other form of writing
 * the same bytes is let in. Source: RFC 7617, with the names in UTF-8 (stated); that MX can be
 * given them is stated in its older documentation (docs.mx.com/resources/webhooks).
 *
 * @param header `Authorization`, or undefined when it did not come exactly once
 * @param credential fields of `tightMxApi`: `webhookUser`, `webhookPassword`
 * @returns why the caller is refused, for the log, or undefined
 */
export function refusalOf(
	header: string | undefined,
	credential: ICredentialDataDecryptedObject,
): string | undefined {
	const user = textOf(credential.webhookUser);
	const password = textOf(credential.webhookPassword);
	if (!user || !password) {
		return "'Webhook User' and 'Webhook Password' must both be set in the credential; until then every call is refused";
	}
	if (user.includes(':')) {
		return "'Webhook User' in the credential must not contain a colon; until then every call is refused";
	}
	if (header === undefined) return "the call has no single 'Authorization' header";
	const given = BASIC.exec(header)?.[1] ?? '';
	const expected = Buffer.from(`${user}:${password}`, 'utf8').toString('base64');
	return isSameSecret(given, expected) ? undefined : 'the user name or the password is not right';
}
