import type { Connection } from '../client/connection';
import type { Verdict } from './verify';

/** Milliseconds for which a change of a credential may go unnoticed. */
const KEPT_FOR = 10_000;
const MOST_CREDENTIALS = 500;

interface Recent {
	connection: Connection;
	/** Milliseconds since 1970. */
	readAt: number;
}

const recent = new Map<string, Recent>();

function recentOf(credentialId: string): Connection | undefined {
	const { connection, readAt } = recent.get(credentialId) ?? { readAt: 0 };
	return Date.now() - readAt < KEPT_FOR ? connection : undefined;
}

function keep(credentialId: string, connection: Connection, readAt: number) {
	if (recent.size >= MOST_CREDENTIALS) recent.clear();
	recent.set(credentialId, { connection, readAt });
}

function isSame(left: Connection | undefined, right: Connection): boolean {
	return JSON.stringify(left) === JSON.stringify(right);
}

/**
 * Judges a call by what the credential said when a genuine call was here a moment ago: to read it
 * costs n8n a hundred times what it costs to check a signature, and events come in bursts. What is
 * not found genuine by that is judged by what the credential says now.
 *
 * @param read reads the credential; undefined when n8n cannot
 */
export async function judge(
	credentialId: string,
	read: () => Promise<Connection | undefined>,
	verdictBy: (connection: Connection) => Promise<Verdict>,
): Promise<Verdict> {
	const known = recentOf(credentialId);
	const verdict = known && (await verdictBy(known));
	if (verdict?.kind === 'genuine') return verdict;
	const readAt = Date.now();
	const connection = await read();
	if (!connection) return { kind: 'undecided', reason: 'the credential could not be read' };
	if (verdict && isSame(known, connection)) return verdict;
	const current = await verdictBy(connection);
	if (current.kind === 'genuine') keep(credentialId, connection, readAt);
	return current;
}

/** Forgets every credential, as a restart of n8n does. */
export function forgetCredentials() {
	recent.clear();
}
