import { exchange, type HttpRequest, type NoAnswer } from './http';

const TIMEOUT = 30_000;

/** That a host gave no answer, and what to do about it. */
export function silence(baseUrl: string, { reason }: NoAnswer): string {
	return `${baseUrl || 'The host'} did not answer: ${reason}. Check 'Environment' and 'Base URL' of the credential`;
}

/**
 * Why a host cannot be spoken to, or undefined. Without it n8n's test of a credential tells the user
 * no more than `ECONNREFUSED`.
 */
export async function hostProblem(http: HttpRequest, baseUrl: string): Promise<string | undefined> {
	const result = await exchange(http, { method: 'GET', url: `${baseUrl}/`, timeout: TIMEOUT });
	return result.kind === 'answer' ? undefined : silence(baseUrl, result);
}
