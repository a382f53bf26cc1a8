import fastify from 'fastify';

import { callWebhook, type Call, type Called } from './webhook';

/** A trigger node behind a real HTTP server, for the sandboxes to deliver to. */
export interface WebhookServer {
	url: string;
	/** What became of each call, in their order. */
	calls: Called[];
	close: () => Promise<void>;
}

/**
 * @param trigger the node, or what it is for the n-th call, counted from 0
 * @param cut how many of the first calls lose their connection before they are answered
 */
export async function serveTrigger(
	trigger: Call | ((call: number) => Call),
	cut = 0,
): Promise<WebhookServer> {
	const app = fastify({ forceCloseConnections: true });
	const calls: Called[] = [];
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
	app.post('/webhook', async (request, reply) => {
		const isCut = calls.length < cut;
		const called = await callWebhook({
			...(typeof trigger === 'function' ? trigger(calls.length) : trigger),
			body: request.body as Buffer,
			headers: request.headers as Record<string, string>,
			rawHeaders: request.raw.rawHeaders,
			answered: reply.raw,
		});
		calls.push(called);
		if (isCut) {
			request.raw.socket.destroy();
			await new Promise<void>((resolve) => reply.raw.once('close', resolve));
		}
		return await reply.code(called.status).headers(called.headers).send(called.body);
	});
	const address = await app.listen({ host: '127.0.0.1', port: 0 });
	return { url: `${address}/webhook`, calls, close: async () => await app.close() };
}
