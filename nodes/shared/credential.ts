import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	IHttpRequestOptions,
} from 'n8n-workflow';

/** What the credentials have in common: the address that two fields make, and the test. */

/** Addresses of a service by the values of 'Environment'; another value stands for 'Base URL'. */
export type Hosts = Record<string, string>;

/** A field of a credential; what is pasted often ends in a space or a line break. */
export function textOf(value: unknown): string {
	return typeof value === 'string' ? value.trim() : '';
}

/** Where the service is, without a slash at its end. */
export function baseUrlFrom(credential: ICredentialDataDecryptedObject, hosts: Hosts): string {
	const host = hosts[textOf(credential.environment)] ?? textOf(credential.baseUrl);
	return host.replace(/\/+$/, '');
}

/** What {@link baseUrlFrom} gives, as the expression that n8n's test of a credential wants. */
export function baseUrlExpression(hosts: Hosts): string {
	return `={{ (${JSON.stringify(hosts)})[$credentials.environment] || $credentials.baseUrl.trim().replace(/\\/+$/, "") }}`;
}

/** What hosts that are not the service's, or do not have its paths, answer. */
const STRANGERS = [301, 302, 303, 307, 308, 404, 405];

/**
 * A request that may carry the keys of a service: it goes to the service's own host, and follows no
 * redirect, which would take the keys to another one. n8n's HTTP Request node reads `followRedirect`
 * and `followAllRedirects`, its other helpers `disableFollowRedirect`.
 *
 * @param service as messages name it
 * @throws Error when the request goes to another host
 */
export function guarded(
	service: string,
	baseUrl: string,
	request: IHttpRequestOptions,
): IHttpRequestOptions {
	const { url, uri, baseURL } = request as IHttpRequestOptions & { uri?: string };
	const target = originOf(url ?? uri ?? '', baseURL);
	if (target === undefined || target !== originOf(baseUrl)) {
		throw new Error(
			`This credential is for ${service} at ${baseUrl} only. Correct the URL, or 'Environment' and 'Base URL' of the credential`,
		);
	}
	const noRedirects = { followRedirect: false, followAllRedirects: false };
	return { ...request, ...noRedirects, disableFollowRedirect: true };
}

/** Scheme, host and port of an address; undefined when it is not one. */
function originOf(url: string, base?: string): string | undefined {
	try {
		return new URL(url, base).origin;
	} catch {
		return undefined;
	}
}

/**
 * The rules of a credential's test.
 *
 * @param service as messages name it
 * @param key stands in the service's answer to the test; a page of some other server has none
 * @param messages what statuses of the service mean
 * @param strangers more statuses that are none of the service's
 */
export function testRules(
	service: string,
	key: string,
	messages: Array<[status: number, message: string]>,
	strangers: number[] = [],
): ICredentialTestRequest['rules'] {
	const message = `This host is not ${service}'s. Check 'Environment' and 'Base URL'`;
	const notTheirs = [...STRANGERS, ...strangers].map((status) => [status, message] as const);
	// n8n judges each rule by itself; only its type wants them to be of one kind.
	return [
		...[...messages, ...notTheirs].map(([value, told]) => ({
			type: 'responseCode',
			properties: { value, message: told },
		})),
		{ type: 'responseSuccessBody', properties: { key, value: undefined, message } },
	] as ICredentialTestRequest['rules'];
}
