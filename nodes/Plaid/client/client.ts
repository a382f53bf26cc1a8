import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { redact } from '../../shared/redact';
import type { Exchange } from '../../shared/http';
import { Pause, withRetries } from '../../shared/retry';
import { cancellableWait, type Wait } from '../../shared/wait';
import { connectionFrom, type Connection } from './connection';
import { post } from './post';

/** One call of Plaid's API; all of them are POST with JSON. */
export interface Call {
	path: string;
	body: IDataObject;
	timeoutSeconds: number;
	/** Whether the call does no harm when Plaid handles it twice. */
	repeatable: boolean;
}

/** Speaks to Plaid for one execution: it knows the credential and waits for Plaid's rate limits. */
export class PlaidClient {
	private readonly pauses = new Map<unknown, Pause>();
	private readonly secrets = new Set<string>();

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly connection: Connection,
		readonly wait: Wait,
	) {
		this.keepSecret(connection.secret);
	}

	/** Unknown when the address is the user's own. */
	get environment(): Connection['environment'] {
		return this.connection.environment;
	}

	/** Makes a call. Never throws; see {@link Exchange}. */
	async call({ path, body, timeoutSeconds, repeatable }: Call): Promise<Exchange> {
		const http = this.context.helpers.httpRequest;
		const send = () => post(http, this.connection, path, body, timeoutSeconds * 1000);
		const pause = this.pauseOf(body.access_token);
		return await withRetries(send, { repeatable, pause, wait: this.wait });
	}

	/** No message of this execution may show the value from now on. */
	keepSecret(value: string) {
		if (value) this.secrets.add(value);
	}

	/** Takes the secrets out of a text. */
	hide(text: string): string {
		return redact(text, this.secrets);
	}

	/** Limits are per Item as a rule (stated: plaid.com/docs/errors/rate-limit-exceeded). */
	private pauseOf(accessToken: unknown): Pause {
		const pause = this.pauses.get(accessToken) ?? new Pause();
		this.pauses.set(accessToken, pause);
		return pause;
	}
}

/** A client for one execution. */
export async function createClient(context: IExecuteFunctions): Promise<PlaidClient> {
	const credential = await context.getCredentials('tightPlaidApi');
	const wait = cancellableWait(context.getExecutionCancelSignal());
	return new PlaidClient(context, connectionFrom(credential), wait);
}
