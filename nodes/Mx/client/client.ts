import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { redact } from '../../shared/redact';
import { exchange, type Exchange } from '../../shared/http';
import { Pause, withRetries } from '../../shared/retry';
import { cancellableWait, type Wait } from '../../shared/wait';
import { basicOf, connectionFrom, headersOf, type Connection } from './connection';

/** Reading what was made a moment ago can answer 404 (stated: docs.mx.com, errors). */
const NOT_FOUND = 404;
const MOST_LOOKS_AGAIN = 2;
const MILLISECONDS_UNTIL_LOOK = 500;

/** One call of MX's API. None of them has a body. */
export interface Call {
	/** A GET does no harm when MX handles it twice; a POST is sent again only if MX cannot have seen it. */
	method: 'GET' | 'POST';
	path: string;
	query?: IDataObject;
}

/** Speaks to MX for one execution: it knows the credential and waits for MX's rate limit. */
export class MxClient {
	/** Limits are per client of MX's (stated: docs.mx.com, rate limits). */
	private readonly pause = new Pause();

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly connection: Connection,
		private readonly wait: Wait,
		private readonly timeoutSeconds: number,
	) {}

	/** The version of the API that is asked for. */
	get version(): string {
		return this.connection.version;
	}

	/** Makes a call. Never throws; see {@link Exchange}. */
	async call(call: Call): Promise<Exchange> {
		let reply = await this.send(call);
		for (let looks = 0; looks < MOST_LOOKS_AGAIN; looks++) {
			const isMissing = reply.kind === 'answer' && reply.status === NOT_FOUND;
			if (call.method !== 'GET' || !isMissing) break;
			if (!(await this.wait(MILLISECONDS_UNTIL_LOOK))) break;
			reply = await this.send(call);
		}
		return reply;
	}

	/** Takes the credential's secrets out of a text. */
	hide(text: string): string {
		return redact(text, [this.connection.apiKey, basicOf(this.connection)]);
	}

	private async send({ method, path, query }: Call): Promise<Exchange> {
		const request = () =>
			exchange(this.context.helpers.httpRequest, {
				method,
				url: `${this.connection.baseUrl}${path}`,
				qs: query,
				headers: headersOf(this.connection),
				timeout: this.timeoutSeconds * 1000,
			});
		const { pause, wait } = this;
		return await withRetries(request, { repeatable: method === 'GET', pause, wait });
	}
}

/** A client for one execution. */
export async function createClient(
	context: IExecuteFunctions,
	timeoutSeconds: number,
): Promise<MxClient> {
	const credential = await context.getCredentials('tightMxApi');
	const wait = cancellableWait(context.getExecutionCancelSignal());
	return new MxClient(context, connectionFrom(credential), wait, timeoutSeconds);
}
