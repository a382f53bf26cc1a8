import type { IExecuteFunctions, IHttpRequestMethods, ILoadOptionsFunctions } from 'n8n-workflow';

import { redact, Redactor } from '../../shared/redact';
import { exchange, type Exchange } from '../../shared/http';
import { Pause, withRetries } from '../../shared/retry';
import { cancellableWait, type Wait } from '../../shared/wait';
import { connectionFrom, secretsOf, type Api, type Connection } from './connection';
import { isToken, type NoToken } from './token';
import { tokenFor } from './tokenCache';

const DEFAULT_TIMEOUT_SECONDS = 60;

export interface Call {
	method: IHttpRequestMethods;
	path: string;
	/** Beside those that every call has. */
	headers?: Record<string, string>;
	/** Sent as JSON. */
	body?: unknown;
	/** Whether the call does no harm when Tight handles it twice: reads and deletions. */
	repeatable: boolean;
}

/** The result of a call; `noToken` means that it was never made. */
export type Reply = Exchange | ({ kind: 'noToken' } & NoToken);

/**
 * Speaks to one version of Tight's API for one execution: it knows the credential, holds a pause
 * per user for Tight's rate limit, and renews a refused token once.
 */
export class TightClient {
	private readonly pauses = new Map<string, Pause>();
	private readonly withoutToken = new Map<string, NoToken>();
	private readonly redactor = new Redactor();

	constructor(
		private readonly context: IExecuteFunctions | ILoadOptionsFunctions,
		private readonly connection: Connection,
		readonly wait: Wait,
		private readonly timeoutSeconds: number,
		/** Says that the execution was cancelled. */
		readonly signal?: AbortSignal,
	) {
		secretsOf(connection).forEach((secret) => this.redactor.add(secret));
	}

	get api(): Api {
		return this.connection.api;
	}

	/** Whether the user wants these keys to read only. */
	get isReadOnly(): boolean {
		return this.connection.scope === 'read';
	}

	/** Whether the credential is one token, which belongs to one user. */
	get hasFixedToken(): boolean {
		return this.connection.accessToken !== undefined;
	}

	/** The user whose books are meant: the item's, else the credential's. May be empty. */
	actingUser(userId: string): string {
		return userId || this.connection.defaultUserId;
	}

	/** A name for the books of a user, the same for every execution. */
	booksOf(userId: string): string {
		const { baseUrl, clientId, accessToken = '' } = this.connection;
		return JSON.stringify([baseUrl, clientId, accessToken, userId]);
	}

	/** Makes a call as a user. Never throws; see {@link Reply}. */
	async call(userId: string, call: Call): Promise<Reply> {
		const first = await this.attempt(userId, call);
		const isRefusedToken = first.kind === 'answer' && first.status === 401;
		if (!isRefusedToken || this.hasFixedToken) return first;
		return await this.attempt(userId, call, first.token);
	}

	/** Takes the credential's secrets, tokens, and any others given, out of a text. */
	hide(text: string, others: string[] = []): string {
		return redact(this.redactor.redact(text), others);
	}

	private async attempt(
		userId: string,
		{ method, path, headers, body, repeatable }: Call,
		spent?: string,
	): Promise<Reply & { token?: string }> {
		const known = this.withoutToken.get(userId);
		if (known) return { kind: 'noToken', ...known };
		const http = this.context.helpers.httpRequest;
		const token = await tokenFor(http, this.connection, userId, this.wait, spent);
		if (!isToken(token)) {
			if (!token.isCancelled) this.withoutToken.set(userId, token);
			return { kind: 'noToken', ...token };
		}
		this.redactor.add(token.accessToken);
		const send = () =>
			exchange(http, {
				method,
				url: `${this.connection.baseUrl}${path}`,
				headers: {
					...headers,
					authorization: `Bearer ${token.accessToken}`,
					accept: 'application/json',
					...(body !== undefined && { 'content-type': 'application/json' }),
				},
				// As bytes: JSON text would be parsed once more by n8n's client.
				...(body !== undefined && { body: Buffer.from(JSON.stringify(body)) }),
				timeout: this.timeoutSeconds * 1000,
			});
		const reply = await withRetries(send, {
			repeatable,
			pause: this.pauseOf(userId),
			wait: this.wait,
		});
		return { ...reply, token: token.accessToken };
	}

	private pauseOf(userId: string): Pause {
		const pause = this.pauses.get(userId) ?? new Pause();
		this.pauses.set(userId, pause);
		return pause;
	}
}

/** A client for one execution, or for one list in the editor. */
export async function createClient(
	context: IExecuteFunctions | ILoadOptionsFunctions,
	timeoutSeconds = DEFAULT_TIMEOUT_SECONDS,
	api: Api = 'v6',
): Promise<TightClient> {
	const credential = await context.getCredentials('tightApi');
	const credentialId = context.getNode().credentials?.tightApi?.id ?? '';
	const signal =
		'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	return new TightClient(
		context,
		connectionFrom(credential, credentialId, api),
		cancellableWait(signal),
		timeoutSeconds,
		signal,
	);
}
