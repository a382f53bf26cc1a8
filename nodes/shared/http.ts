import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

/** n8n's `helpers.httpRequest`, in a node as in a credential. */
export type HttpRequest = (options: IHttpRequestOptions) => Promise<unknown>;

/** The server answered, whatever it said. */
export interface Answer {
	kind: 'answer';
	status: number;
	headers: IDataObject;
	text: string;
}

/** No answer came. `notSent`: the server cannot have seen the request; `broken`: it may have. */
export interface NoAnswer {
	kind: 'notSent' | 'broken';
	reason: string;
	/** Whether the execution was cancelled before the request was sent. */
	isCancelled?: boolean;
}

export type Exchange = (Answer | NoAnswer) & {
	/** Whether an earlier attempt at the same request may have had its effect. */
	mayHaveHappened?: boolean;
};

/** What goes wrong before a request leaves: look-up of the host, connection, certificate. */
const NOT_SENT: Record<string, string> = {
	EAI_AGAIN: 'the host name could not be looked up',
	ECONNREFUSED: 'the host refused the connection',
	EHOSTUNREACH: 'the host could not be reached',
	ENETUNREACH: 'the network could not be reached',
	ENOTFOUND: 'the host name is not known',
	ERR_INVALID_URL: 'the address is not a URL',
	CERT_HAS_EXPIRED: "the host's certificate has expired",
	DEPTH_ZERO_SELF_SIGNED_CERT: "the host's certificate is self-signed",
	SELF_SIGNED_CERT_IN_CHAIN: "the host's certificate is self-signed",
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the host's certificate could not be verified",
	ERR_TLS_CERT_ALTNAME_INVALID: "the host's certificate is for another name",
};

const BROKEN: Record<string, string> = {
	ECONNABORTED: 'no answer came in time',
	ETIMEDOUT: 'no answer came in time',
	ECONNRESET: 'the connection broke before the answer',
	EPIPE: 'the connection broke before the answer',
	ERR_CANCELED: 'no answer came in time',
};

interface ConnectionError {
	code?: string;
	syscall?: string;
	message?: string;
	cause?: { syscall?: string };
}

/** What the system was doing when it failed, such as `connect` or `read`. */
function failedStep({ syscall, cause, message = '' }: ConnectionError): string | undefined {
	return syscall ?? cause?.syscall ?? /\b(connect|read|write|send) E[A-Z]+/.exec(message)?.[1];
}

/** An open connection can fail for the same reasons as connecting, after the request was sent. */
function noAnswer(error: ConnectionError): NoAnswer {
	const { code = '', message = '' } = error;
	const step = failedStep(error);
	const isOpen = step === 'read' || step === 'write' || step === 'send';
	const isUnsent = !isOpen && (code in NOT_SENT || step === 'connect');
	const reason = isOpen ? BROKEN[code] : (NOT_SENT[code] ?? BROKEN[code]);
	return {
		kind: isUnsent ? 'notSent' : 'broken',
		reason:
			reason ??
			(isOpen ? 'the connection broke before the answer' : message || 'the connection broke'),
	};
}

/**
 * One request, one answer as text. Never throws: what went wrong is part of the result, because
 * whether a request can have reached the server decides whether it may be sent again.
 *
 * Redirects are not followed: a save that is redirected could turn into a read. The timeout is for
 * the whole exchange, because a body that drips in would never end by the timeout of the socket.
 */
export async function exchange(http: HttpRequest, options: IHttpRequestOptions): Promise<Exchange> {
	try {
		const response = (await http({
			...options,
			...(options.timeout && { abortSignal: AbortSignal.timeout(options.timeout) }),
			encoding: 'text',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		})) as { statusCode: number; headers: IDataObject; body: unknown };
		return {
			kind: 'answer',
			status: response.statusCode,
			headers: response.headers,
			text: typeof response.body === 'string' ? response.body : JSON.stringify(response.body ?? ''),
		};
	} catch (error) {
		return noAnswer(error as ConnectionError);
	}
}
