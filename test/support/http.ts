import type { IHttpRequestOptions } from 'n8n-workflow';

import type { HttpRequest } from '../../nodes/shared/http';

/**
 * Real HTTP in the place of n8n's `helpers.httpRequest`, by the names of its options: the answer is
 * text with its status, a failure to connect is thrown with its code.
 */
export const realHttp: HttpRequest = async (options) => {
	const { url, method, headers, body } = options as IHttpRequestOptions;
	const response = await fetch(url, {
		method,
		headers: headers as Record<string, string>,
		body: body as string | undefined,
		redirect: 'manual',
	}).catch((error: Error) => {
		throw error.cause ?? error;
	});
	return {
		statusCode: response.status,
		headers: Object.fromEntries(response.headers),
		body: await response.text(),
	};
};
