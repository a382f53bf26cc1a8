import * as shared from '../../shared/failure';
import type { Outcome } from '../../shared/outcome';
import type { MxError, Unanswered } from './reply';

/** How a failure is told. */
export interface Telling extends shared.Telling {
	/** Version of the API that was asked for. */
	version: string;
}

const LOOK_FIRST = "Look at the member's status before you run it again";
const CHECK_HOST = "Check 'Environment' and 'Base URL' of the credential";

/**
 * What a user of the node can do about an answer. Source: docs.mx.com,
 * platform-api/overview/errors (meanings of the statuses stated).
 */
function remedyFor(status: number | undefined, version: string): string | undefined {
	switch (status) {
		case 401:
			return "Check 'Client ID' and 'API Key' of the credential, and that they belong to its 'Environment'";
		case 403:
			return "MX answers so when the address of this n8n is not on your allowlist in MX's dashboard, or when your contract does not have the feature";
		case 404:
			return 'Check the GUIDs of the item: MX has no such record, or no longer';
		case 406:
			return `MX does not serve the version '${version}'. Set 'Accept Version' of the credential to one that it serves, such as v20250224`;
		case 429:
			return "MX's rate limit did not lift in time. Run it again later";
		default:
			return status !== undefined && status >= 300 && status < 400 ? CHECK_HOST : undefined;
	}
}

/** MX's own words: `Member not found (not_found)`. */
function ownWords({ message, status, type }: MxError): string {
	const about = [...new Set([message && type, message && status])].filter(Boolean).join(', ');
	return [message ?? type ?? status, about && `(${about})`].filter(Boolean).join(' ');
}

/** The outcome of an item that MX did not answer as hoped, with MX's own reason. */
export function failureOf(unanswered: Unanswered, telling: Telling): Outcome {
	const { kind, error = {}, explanation, status } = unanswered;
	const isStranger = kind === 'unknown' && status !== undefined && status < 300;
	const sentences = [
		ownWords(error),
		explanation,
		remedyFor(status, telling.version),
		isStranger && CHECK_HOST,
		kind === 'unknown' && telling.isChange && LOOK_FIRST,
	];
	const reason = { type: error.type ?? error.status, message: error.message };
	return shared.failureOf('MX', unanswered, telling, sentences, reason);
}
