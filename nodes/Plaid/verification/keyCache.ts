import { unavailable, type Key, type Lookup } from './key';

const MINUTE = 60_000;

/** Plaid lets a key expire without telling: after this time it is asked again. */
const KEPT_FOR = 60 * MINUTE;
const UNKNOWN_FOR = MINUTE;
const MOST_KEYS = 500;
const MOST_UNKNOWN = 1_000;

/** Far more than Plaid has new keys; calls that name made-up ones can cost no more requests. */
const MOST_QUESTIONS_A_MINUTE = 20;

interface Kept {
	key: Key;
	/** Milliseconds since 1970. */
	askedAt: number;
}

function forgetOldest(map: Map<string, unknown>, most: number) {
	for (const id of map.keys()) {
		if (map.size <= most) return;
		map.delete(id);
	}
}

/** Plaid's keys in memory, apart for each account and environment. Losing them costs one request each. */
export class KeyCache {
	private readonly kept = new Map<string, Kept>();
	/** Until when an id is taken for unknown, in milliseconds since 1970. */
	private readonly unknown = new Map<string, number>();
	/** So that calls that come together share one request. */
	private readonly underWay = new Map<string, Promise<Lookup>>();
	/** When each account asked for keys that were new to it, within the last minute. */
	private readonly questions = new Map<string, number[]>();

	/**
	 * @param account who asks where: no key is given to another one
	 * @param ask asks Plaid
	 */
	async find(account: string, keyId: string, ask: () => Promise<Lookup>): Promise<Lookup> {
		const id = JSON.stringify([account, keyId]);
		const kept = this.kept.get(id);
		if (kept && Date.now() - kept.askedAt < KEPT_FOR) return kept.key;
		if ((this.unknown.get(id) ?? 0) > Date.now()) return { kind: 'unknown' };
		const asking = this.underWay.get(id);
		if (asking) return await asking;
		// A key that Plaid had is no made-up one, and is asked for whatever else is going on.
		if (!kept && !this.mayAsk(account)) {
			return unavailable('too many calls with keys that are not known were made in this minute');
		}
		const answer = ask()
			.then((lookup) => this.remember(id, lookup))
			.finally(() => this.underWay.delete(id));
		this.underWay.set(id, answer);
		return await answer;
	}

	clear() {
		this.kept.clear();
		this.unknown.clear();
		this.questions.clear();
	}

	private mayAsk(account: string): boolean {
		const now = Date.now();
		const recent = (this.questions.get(account) ?? []).filter((time) => now - time < MINUTE);
		const may = recent.length < MOST_QUESTIONS_A_MINUTE;
		if (may) recent.push(now);
		this.questions.set(account, recent);
		return may;
	}

	private remember(id: string, lookup: Lookup): Lookup {
		if (lookup.kind === 'unavailable') return lookup;
		// What was asked for last is forgotten last.
		this.kept.delete(id);
		if (lookup.kind === 'key') this.kept.set(id, { key: lookup, askedAt: Date.now() });
		else this.unknown.set(id, Date.now() + UNKNOWN_FOR);
		forgetOldest(this.kept, MOST_KEYS);
		forgetOldest(this.unknown, MOST_UNKNOWN);
		return lookup;
	}
}
