import type { HttpRequest } from '../../shared/http';
import { objectFrom } from '../../shared/webhook';
import type { Connection } from '../client/connection';
import { fetchKey } from './key';
import { KeyCache } from './keyCache';
import { isSignedWith, readProof, type Delivery } from './proof';

/**
 * Whether Plaid made a call. `undecided`: its key could not be had, which is no fault of the caller.
 * Reasons are for the log.
 */
export type Verdict = { kind: 'genuine' } | { kind: 'refused' | 'undecided'; reason: string };

const keys = new KeyCache();

function refused(reason: string): Verdict {
	return { kind: 'refused', reason };
}

/**
 * Sandbox and Production are apart at Plaid; an address of the user's own may be either. Several of
 * Plaid's webhooks have no such field, and the signing key is one of the environment that was asked.
 */
function environmentProblem({ body }: Delivery, { environment }: Connection): string | undefined {
	const { environment: told } = objectFrom(body!) ?? {};
	if (environment === undefined || told === undefined || told === environment) return undefined;
	return `it tells of Plaid's environment '${String(told)}', but the credential is for '${environment}'`;
}

/** Checks that Plaid made a call, as plaid.com/docs/api/webhooks/webhook-verification states. */
export async function verify(
	http: HttpRequest,
	connection: Connection,
	delivery: Delivery,
): Promise<Verdict> {
	const proof = readProof(delivery);
	if ('refusal' in proof) return refused(proof.refusal);
	const account = JSON.stringify([connection.baseUrl, connection.clientId]);
	const found = await keys.find(account, proof.keyId, async () => {
		return await fetchKey(http, connection, proof.keyId);
	});
	if (found.kind === 'unavailable') return { kind: 'undecided', reason: found.reason };
	if (found.kind === 'unknown') return refused(`Plaid has no key '${proof.keyId}'`);
	if (found.expiredAt !== null && found.expiredAt <= delivery.now) {
		return refused(`Plaid's key '${proof.keyId}' has expired`);
	}
	if (!isSignedWith(found.publicKey, proof)) return refused("its signature is not Plaid's");
	const problem = environmentProblem(delivery, connection);
	return problem ? refused(problem) : { kind: 'genuine' };
}

/** Forgets every key, as a restart of n8n does. */
export function forgetKeys() {
	keys.clear();
}
