import * as shared from '../../shared/failure';
import type { Outcome } from '../../shared/outcome';
import type { PlaidError, Unanswered } from './reply';

/**
 * What to do about errors that a user of the node can do something about. Source: the pages of
 * plaid.com/docs/errors (stated).
 */
const REMEDIES: Record<string, string> = {
	INVALID_ACCESS_TOKEN:
		"Check 'Access Token', and that it belongs to the 'Environment' of the credential",
	INVALID_API_KEYS:
		"Check 'Client ID' and 'Secret' of the credential, and that they belong to its 'Environment'",
	INVALID_PUBLIC_TOKEN:
		"Check 'Public Token': it can be exchanged once, for 30 minutes, in the 'Environment' that made it",
	ITEM_LOGIN_REQUIRED: "The user has to log in to the bank again, in Link's update mode",
	ITEM_NOT_FOUND: 'The Item does not exist any more: it was removed, or the user revoked access',
	RATE_LIMIT: "Plaid's rate limit did not lift in time. Run it again later",
	TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION:
		"The data changed during each attempt. Run it again later, or raise 'Max Restarts'",
};

const LOOK_FIRST = 'Look at Plaid before you run it again';

/** Plaid's own words: `the access token is invalid (INVALID_ACCESS_TOKEN, INVALID_INPUT)`. */
function ownWords({ error_message, error_code, error_code_reason, error_type }: PlaidError) {
	const about = [error_code, error_code_reason, error_type].filter(Boolean).join(', ');
	return [error_message, about && `(${about})`].filter(Boolean).join(' ');
}

/** The outcome of an item that Plaid did not answer as hoped, with Plaid's own reason. */
export function failureOf(unanswered: Unanswered, telling: shared.Telling): Outcome {
	const { kind, error = {}, explanation } = unanswered;
	const { display_message: displayed, error_message: said, request_id: requestId } = error;
	const sentences = [
		ownWords(error),
		explanation,
		displayed && displayed !== said && `For the user: ${displayed}`,
		error.error_code && REMEDIES[error.error_code],
		kind === 'unknown' && telling.isChange && LOOK_FIRST,
		requestId && `Request ID: ${requestId}`,
	];
	const reason = { type: error.error_code, message: said };
	return shared.failureOf('Plaid', unanswered, telling, sentences, reason);
}
