import fastify from 'fastify';

/** A host that redirects every call to another one, which answers and notes what it is asked. */
export interface Redirect {
	/** Address of the host that redirects. */
	url: string;
	/** Methods of the calls that reached the other host. */
	seen: string[];
	close: () => Promise<void>;
}

/**
 * @param status of the redirect
 * @param answer of the other host, as JSON
 */
export async function startRedirect(status: number, answer: object): Promise<Redirect> {
	const seen: string[] = [];
	const other = fastify({ forceCloseConnections: true });
	other.all('*', async ({ method }) => {
		seen.push(method);
		return answer;
	});
	// By another name, as HTTP clients keep credentials within one host.
	const location = (await other.listen({ host: '127.0.0.1', port: 0 })).replace(
		'127.0.0.1',
		'localhost',
	);
	const first = fastify({ forceCloseConnections: true });
	first.all('*', async (_, reply) => await reply.redirect(location, status));
	const url = await first.listen({ host: '127.0.0.1', port: 0 });
	const close = async () => {
		await Promise.all([first.close(), other.close()]);
	};
	return { url, seen, close };
}
