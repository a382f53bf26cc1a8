import type { IDataObject } from 'n8n-workflow';

import { redact } from '../../shared/redact';
import { exchange, type Exchange, type HttpRequest } from '../../shared/http';
import { headersOf, type Connection } from './connection';
import type { Unanswered } from './reply';

/**
 * Makes a call of Plaid's API once; all of them are POST with JSON. Never throws: see
 * {@link Exchange}.
 *
 * It uses n8n's plain request with headers of its own, because n8n's request with a credential does
 * not tell whether a call can have reached Plaid.
 *
 * @param timeout milliseconds
 */
export async function post(
	http: HttpRequest,
	connection: Connection,
	path: string,
	body: IDataObject,
	timeout: number,
): Promise<Exchange> {
	return await exchange(http, {
		method: 'POST',
		url: `${connection.baseUrl}${path}`,
		headers: {
			...headersOf(connection),
			accept: 'application/json',
			'content-type': 'application/json',
		},
		body: JSON.stringify(body),
		timeout,
	});
}

/**
 * Why Plaid did not do what it was asked to: its own words, else ours.
 *
 * @param secrets what must not be shown
 */
export function reasonOf({ error, explanation }: Unanswered, secrets: string[]): string {
	const { error_message: message, error_code: code } = error ?? {};
	const words = [message, code && `(${code})`].filter(Boolean).join(' ') || explanation;
	return redact(words ?? 'Plaid gave no reason', secrets);
}
