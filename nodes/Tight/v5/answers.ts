import { isObject } from '../../shared/json';
import type { Reply } from '../api/client';
import { reasonsOf, type Envelope } from '../api/reasons';
import { readReply, type Handled, type Unsaved, type Result } from '../api/results';
import type { Endpoint } from './api';

const NOT_FOUND = 404;
const BAD_REQUEST = 400;
const FAILURE = 'FAILURE';
const SUCCESS = 'SUCCESS';
const SAID_NOTHING = 'Tight accepted the call, but did not say what became of it';

/** The word on a call's success: `status` of a save (stated), `result` of a refusal (stated). */
type Answer = Envelope & { status?: unknown; response?: unknown };

function isEmptySuccess(reply: Reply): boolean {
	return (
		reply.kind === 'answer' && reply.status >= 200 && reply.status < 300 && reply.text.trim() === ''
	);
}

/** What a v5 reply says of the call as a whole. v5 names records in the body, so 404 is its path. */
export function readV5(
	reply: Reply,
	{ method, path }: Endpoint,
	keepSecrets = false,
): Handled | Unsaved {
	if (isEmptySuccess(reply)) return { kind: 'handled', envelope: {}, status: 200 };
	const read = readReply(reply, keepSecrets);
	if (read.kind === 'handled' || read.status !== NOT_FOUND) return read;
	return {
		...read,
		explanation: `There is no ${method} ${path} at this host. Check 'Environment' and 'Base URL' of the credential; docs/contract.md says which addresses of version 5 are inferred`,
	};
}

/**
 * The result on a handled call: HTTP 200 can be a refusal. Without a word of success it is
 * `unknown` and `accepted`, for the caller to look at what Tight has by then.
 *
 * Sources: docs.tight.com/v5.0/getting-started/api-patterns/errors (`result` and `errors`, stated),
 * docs.tight.com/v5.0/api-reference/banks/save-bank-accounts (`response` and `status`, stated).
 */
export function resultOfHandled({ envelope, status }: Handled): Result {
	const { response, data, ...answer } = envelope as Answer;
	const reasons = [answer, response].filter(isObject).flatMap((part) => reasonsOf(part));
	const isFailure = answer.status === FAILURE || answer.result === FAILURE;
	if (isFailure || status >= BAD_REQUEST || reasons.length > 0) {
		return { kind: 'refused', reasons, status };
	}
	if (answer.status === SUCCESS || answer.result === SUCCESS) {
		return { kind: 'saved', data: [response, data].find(isObject) ?? {} };
	}
	return { kind: 'unknown', reasons: [], explanation: SAID_NOTHING, status, accepted: true };
}

/** The result on a v5 save or deletion. */
export function resultOfV5(reply: Reply, endpoint: Endpoint): Result {
	const read = readV5(reply, endpoint);
	return read.kind === 'handled' ? resultOfHandled(read) : read;
}
