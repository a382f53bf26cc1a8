import type { IDataObject } from 'n8n-workflow';

import * as shared from '../../shared/reply';

/**
 * Why Plaid refused something, in its own words. Source: `PlaidError` of Plaid's OpenAPI file
 * (stated); codes are extensible, so none is checked for being known.
 */
export interface PlaidError {
	error_type?: string;
	error_code?: string;
	error_code_reason?: string;
	error_message?: string;
	/** Meant for the person whose accounts these are. */
	display_message?: string;
	/** What Plaid's support asks for. */
	request_id?: string;
}

export type Unanswered = shared.Unanswered<PlaidError>;

export type Reply<Data> = shared.Reply<Data, PlaidError>;

const ERROR_KEYS = [
	'error_type',
	'error_code',
	'error_code_reason',
	'error_message',
	'display_message',
	'request_id',
] as const;

function errorIn(body: IDataObject): PlaidError | undefined {
	if (!body.error_code) return undefined;
	const said = ERROR_KEYS.filter((key) => typeof body[key] === 'string' && body[key] !== '');
	return Object.fromEntries(said.map((key) => [key, body[key]]));
}

function explain(status: number): string | undefined {
	if (status === 429) return "Plaid's rate limit did not lift in time";
	if (status >= 300 && status < 400) {
		return "The address redirects to another one. Check 'Environment' and 'Base URL' of the credential";
	}
	return undefined;
}

/** What a reply of Plaid's says. */
export const readReply = shared.replyReader<PlaidError>({ name: 'Plaid', errorIn, explain });
