import fastify from 'fastify';

import type { Sandbox } from './tight';

/** What JSON holds, read as tests need it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = any;

/** A request on its way to the sandbox. */
export interface Passing {
	method: string;
	path: string;
	/** The JSON that was sent, if it was JSON. */
	body?: Json;
	headers: Record<string, string>;
}

export interface Passed {
	status: number;
	body: Json;
}

/** Hands a request on, or answers it; what it gives back is the answer. */
export type Rewrite = (
	request: Passing,
	pass: (request?: Passing) => Promise<Passed>,
) => Promise<Passed>;

const HOP_BY_HOP = ['connection', 'content-length', 'host', 'transfer-encoding'];

/**
 * A Tight that answers otherwise than its documents say: the sandbox, with answers rewritten on
 * their way back.
 *
 * @returns the sandbox under another address; `close` ends the proxy alone
 */
export async function throughProxy(sandbox: Sandbox, rewrite: Rewrite): Promise<Sandbox> {
	const server = fastify({ bodyLimit: 50_000_000, forceCloseConnections: true });
	server.removeAllContentTypeParsers();
	server.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
	server.all('*', async (incoming, reply) => {
		const raw = incoming.body as Buffer | undefined;
		const request: Passing = {
			method: incoming.method,
			path: incoming.url,
			body: jsonIn(raw?.toString() ?? ''),
			headers: Object.fromEntries(
				Object.entries(incoming.headers as Record<string, string>).filter(
					([name]) => !HOP_BY_HOP.includes(name),
				),
			),
		};
		const pass = async ({ method, path, headers, body } = request): Promise<Passed> => {
			const answer = await fetch(`${sandbox.url}${path}`, {
				method,
				headers,
				body: body ? JSON.stringify(body) : raw && new Uint8Array(raw),
			});
			const text = await answer.text();
			return { status: answer.status, body: jsonIn(text) ?? text };
		};
		const { status, body } = await rewrite(request, pass);
		void reply.code(status).header('content-type', 'application/json');
		const isReady = typeof body === 'string' || body instanceof ReadableStream;
		return await reply.send(isReady ? body : JSON.stringify(body));
	});
	const url = await server.listen({ host: '127.0.0.1', port: 0 });
	return { ...sandbox, url, close: async () => await server.close() };
}

function jsonIn(text: string): Json | undefined {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
