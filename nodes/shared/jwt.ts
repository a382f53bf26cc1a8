import type { IDataObject } from 'n8n-workflow';

import { parseObject } from './json';

/** A JSON Web Token in its compact form, taken apart but not verified. */
export interface Jwt {
	header: IDataObject;
	payload: IDataObject;
	/** What the signature is over. */
	signed: Buffer;
	signature: Buffer;
}

/** Far above what any of the services sends; a longer one is not looked at. */
const LONGEST_CHARACTERS = 4096;

/** Whether a text is the one way to write its bytes, so that no token has a second form. */
function isBase64url(text: string): boolean {
	return text !== '' && Buffer.from(text, 'base64url').toString('base64url') === text;
}

function objectIn(part: string): IDataObject | undefined {
	return parseObject(Buffer.from(part, 'base64url').toString('utf8'));
}

/**
 * Takes a token apart. Source: RFC 7519 and RFC 7515 (stated).
 *
 * @returns undefined when it is not three base64url parts with JSON objects in the first two
 */
export function parseJwt(text: string): Jwt | undefined {
	if (text.length > LONGEST_CHARACTERS) return undefined;
	const parts = text.split('.');
	if (parts.length !== 3 || !parts.every(isBase64url)) return undefined;
	const [head, body, signature] = parts;
	const header = objectIn(head);
	const payload = objectIn(body);
	if (!header || !payload) return undefined;
	return {
		header,
		payload,
		signed: Buffer.from(`${head}.${body}`),
		signature: Buffer.from(signature, 'base64url'),
	};
}
