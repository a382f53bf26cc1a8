import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../shared/json';
import type { Reply } from './client';
import { excerpt, parseEnvelope, reasonsOf, type Envelope, type Reason } from './reasons';

/**
 * The result for one record. `refused`: it was not stored; `unknown`: it may or may not have been;
 * `notSent`: it never reached Tight; `contradicted`: it was stored, but Tight shows something else
 * than was sent.
 */
export type Result = Saved | Unsaved;

export interface Saved {
	kind: 'saved';
	data: IDataObject;
	/** What Tight remarked on it, such as that its date lies before the closing date. */
	warnings?: Reason[];
}

export interface Unsaved {
	kind: 'refused' | 'unknown' | 'notSent' | 'contradicted';
	reasons: Reason[];
	/** In our words, what Tight did not say itself. */
	explanation?: string;
	status?: number;
	/** Tight refused the call as a whole, so that smaller ones may fare better. */
	wholeCall?: boolean;
	/** Tight accepted the call, so that what it shows by then is its effect. */
	accepted?: boolean;
}

/** Tight handled the call; the results are inside. */
export interface Handled {
	kind: 'handled';
	envelope: Envelope;
	status: number;
}

const BAD_REQUEST = 400;
const NOT_FOUND = 404;
const PAYLOAD_TOO_LARGE = 413;

function explain(status: number): string {
	if (status === 401) return 'Tight did not accept the token. Check the credential';
	if (status === 403) {
		return "Tight does not allow this. Check 'Scope' of the credential (saving needs Read and Write) and 'User ID'";
	}
	if (status === 404) return 'Tight does not have this record';
	if (status === 429) return "Tight's rate limit did not lift in time";
	if (status >= 300 && status < 400) {
		return "The address redirects to another one. Check 'Environment' and 'Base URL' of the credential";
	}
	return `Tight answered with HTTP ${status}`;
}

/** What a reply says of the call as a whole. */
export function readReply(reply: Reply, keepSecrets = false): Handled | Unsaved {
	if (reply.kind === 'noToken') {
		return { kind: 'notSent', reasons: [], explanation: reply.problem, status: reply.status };
	}
	if (reply.kind !== 'answer') {
		const kind = reply.kind === 'broken' || reply.mayHaveHappened ? 'unknown' : 'notSent';
		return { kind, reasons: [], explanation: reply.reason };
	}
	const { status, text } = reply;
	const envelope = parseEnvelope(text, keepSecrets);
	const reasons = envelope ? reasonsOf(envelope) : [];
	if (status >= 500) {
		return { kind: 'unknown', reasons, explanation: explain(status), status };
	}
	if (status >= 300 && status !== BAD_REQUEST) {
		const said = envelope ? '' : excerpt(text);
		return {
			kind: 'refused',
			reasons,
			explanation: [explain(status), said].filter(Boolean).join(': '),
			status,
			wholeCall: status === PAYLOAD_TOO_LARGE,
		};
	}
	if (envelope) return { kind: 'handled', envelope, status };
	return {
		kind: status === BAD_REQUEST ? 'refused' : 'unknown',
		reasons: [],
		explanation: `the answer is not Tight's: ${excerpt(text) || 'it is empty'}`,
		status,
	};
}

const SAID_NOTHING = 'Tight answered nothing for it';
const ENVELOPE_KEYS = ['result', 'statusCode', 'data', 'error', 'cursor'];
const CONTRADICTION = 'Tight refused the call, but not this record';

/** An object that says something. Most have an id, and to list the names of all fields takes long. */
const isRecord = (value: unknown): value is IDataObject =>
	isObject(value) && (value.id !== undefined || Object.keys(value).length > 0);

/**
 * The result of one element of a batch's answer, or of the whole answer to a call on one record.
 *
 * `result` and `statusCode` are missing from the newest samples and `error` may be filled beside
 * SUCCESS, so an element has failed when it says so, when its status says so, or when it has
 * reasons and shows no stored record: the newest generation answers a refused row beside its
 * reasons, without an ID (inferred: docs/contract.md, "Failed rows"). It was saved when it holds the
 * record, or says SUCCESS; else its outcome is not known. Reasons of a saved record are warnings.
 *
 * @param callStatus HTTP status of the call, which counts where the element has none of its own
 */
export function resultOf(element: unknown, callStatus: number): Result {
	if (!isObject(element)) {
		return { kind: 'unknown', reasons: [], explanation: SAID_NOTHING };
	}
	const { result, statusCode, data } = element as Envelope;
	const reasons = reasonsOf(element);
	const isStatus = typeof statusCode === 'number' || typeof statusCode === 'string';
	const status = isStatus ? Number(statusCode) : callStatus;
	const isStored = isObject(data) && (isGiven(data.id) || result === 'SUCCESS');
	const isRefused =
		result === 'FAILURE' || status >= BAD_REQUEST || (reasons.length > 0 && !isStored);
	if (isRefused) return { kind: 'refused', reasons, status };
	if (callStatus >= BAD_REQUEST) {
		return { kind: 'unknown', reasons, explanation: CONTRADICTION, status: callStatus };
	}
	const warned = reasons.length > 0 && { warnings: reasons };
	if (isRecord(data)) return { kind: 'saved', data, ...warned };
	if (result === 'SUCCESS') return { kind: 'saved', data: {}, ...warned };
	const isBareRecord = Object.keys(element).some((key) => !ENVELOPE_KEYS.includes(key));
	return isBareRecord
		? { kind: 'saved', data: element }
		: { kind: 'unknown', reasons: [], explanation: SAID_NOTHING };
}

const isGiven = (value: unknown) => value !== undefined && value !== null;

/** Whether Tight refused a call as a whole, whatever else the answer holds. */
export function refusalIn({ envelope, status }: Handled): Unsaved | undefined {
	const { result, statusCode, data } = envelope;
	const reasons = reasonsOf(envelope);
	const isEmpty = !Array.isArray(data) || data.length === 0;
	const isRefused =
		status >= BAD_REQUEST ||
		Number(statusCode) >= BAD_REQUEST ||
		result === 'FAILURE' ||
		(reasons.length > 0 && result !== 'SUCCESS' && isEmpty);
	return isRefused ? { kind: 'refused', reasons, status } : undefined;
}

/**
 * The result of a call that is about one record.
 *
 * @param keepSecrets whether access tokens of banks stay in the data
 */
export function resultOfOne(reply: Reply, keepSecrets = false): Result {
	const read = readReply(reply, keepSecrets);
	return read.kind === 'handled' ? resultOf(read.envelope, read.status) : read;
}

/**
 * The result of reading one record: without the record nothing was read, whatever Tight says.
 */
export function resultOfReading(reply: Reply): Result {
	const result = resultOfOne(reply);
	if (result.kind !== 'saved' || isRecord(result.data)) return result;
	return { kind: 'unknown', reasons: [], explanation: 'Tight answered without the record' };
}

/**
 * The result of a deletion. An answer of success needs no record in it: some servers answer 204, or
 * `data: null`. When an earlier attempt may have deleted the record, its absence is what was asked
 * for.
 */
export function resultOfDeletion(reply: Reply): Result {
	if (reply.kind !== 'answer') return resultOfOne(reply);
	const { status, text, mayHaveHappened } = reply;
	const isSuccess = status >= 200 && status < 300;
	const isGone = status === NOT_FOUND && mayHaveHappened;
	if (isGone || (isSuccess && text.trim() === '')) return { kind: 'saved', data: {} };
	const result = resultOfOne(reply);
	const isSilent = result.kind === 'unknown' && parseEnvelope(text)?.data === null;
	return isSuccess && isSilent ? { kind: 'saved', data: {} } : result;
}
