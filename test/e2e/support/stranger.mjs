import { createServer } from 'node:http';

/** A web server that belongs to none of the services. */
export async function startStranger(status) {
	const server = createServer((_request, response) => {
		response.writeHead(status, { 'content-type': 'text/html' });
		response.end('<!doctype html><html><body><h1>Welcome to Acme</h1></body></html>');
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address();
	return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}
