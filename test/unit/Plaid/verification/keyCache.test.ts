import type { Key, Lookup } from '../../../../nodes/Plaid/verification/key';
import { KeyCache } from '../../../../nodes/Plaid/verification/keyCache';
import { useClock } from '../../../support/clock';
import { makeKeys } from '../../../support/plaidProofs';

const MINUTE = 60_000;
const clock = useClock();
const { publicKey } = makeKeys();
const key: Key = { kind: 'key', publicKey, expiredAt: null };
const unknown: Lookup = { kind: 'unknown' };
const unavailable: Lookup = { kind: 'unavailable', reason: 'the host refused the connection' };

/** A Plaid that answers in turn, the last answer for ever. */
function plaidOf(...answers: Lookup[]) {
	const plaid = {
		asked: 0,
		ask: async () => answers[Math.min(plaid.asked++, answers.length - 1)],
	};
	return plaid;
}

it('a key is asked for once', async () => {
	const [cache, plaid] = [new KeyCache(), plaidOf(key)];
	for (let call = 0; call < 10; call++) {
		expect(await cache.find('account', 'a', plaid.ask)).toBe(key);
	}
	expect(plaid.asked).toBe(1);
});

it('a hundred calls that come together ask once', async () => {
	for (const answer of [key, unknown, unavailable]) {
		const [cache, plaid] = [new KeyCache(), plaidOf(answer)];
		const calls = Array.from({ length: 100 }, async () => cache.find('account', 'a', plaid.ask));
		expect(new Set(await Promise.all(calls))).toEqual(new Set([answer]));
		expect(plaid.asked).toBe(1);
	}
});

it('a key belongs to one account and one ID', async () => {
	const [cache, plaid] = [new KeyCache(), plaidOf(key)];
	await cache.find('account', 'a', plaid.ask);
	await cache.find('other', 'a', plaid.ask);
	await cache.find('account', 'b', plaid.ask);
	expect(plaid.asked).toBe(3);
});

it('a key is asked for again after an hour, because it may have expired', async () => {
	const expired: Key = { ...key, expiredAt: 1 };
	const [cache, plaid] = [new KeyCache(), plaidOf(key, expired)];
	await cache.find('account', 'a', plaid.ask);
	clock.now += 60 * MINUTE - 1;
	expect(await cache.find('account', 'a', plaid.ask)).toBe(key);
	clock.now += 1;
	expect(await cache.find('account', 'a', plaid.ask)).toBe(expired);
});

it('a key that Plaid has no more is forgotten', async () => {
	const [cache, plaid] = [new KeyCache(), plaidOf(key, unknown)];
	await cache.find('account', 'a', plaid.ask);
	clock.now += 60 * MINUTE;
	expect(await cache.find('account', 'a', plaid.ask)).toEqual(unknown);
	expect(await cache.find('account', 'a', plaid.ask)).toEqual(unknown);
	expect(plaid.asked).toBe(2);
});

it('an unknown key is asked for again after a minute', async () => {
	const [cache, plaid] = [new KeyCache(), plaidOf(unknown, key)];
	await cache.find('account', 'a', plaid.ask);
	clock.now += MINUTE - 1;
	expect(await cache.find('account', 'a', plaid.ask)).toEqual(unknown);
	expect(plaid.asked).toBe(1);
	clock.now += 1;
	expect(await cache.find('account', 'a', plaid.ask)).toBe(key);
});

it('that Plaid could not be asked is not remembered', async () => {
	const [cache, plaid] = [new KeyCache(), plaidOf(unavailable, key)];
	expect(await cache.find('account', 'a', plaid.ask)).toBe(unavailable);
	expect(await cache.find('account', 'a', plaid.ask)).toBe(key);
});

it('an error while asking does not stay', async () => {
	const cache = new KeyCache();
	const broken = async () => {
		throw new Error('broken');
	};
	await expect(cache.find('account', 'a', broken)).rejects.toThrow('broken');
	expect(await cache.find('account', 'a', plaidOf(key).ask)).toBe(key);
});

describe('Calls with made-up keys', () => {
	const junk = async (cache: KeyCache, plaid: ReturnType<typeof plaidOf>, count: number) =>
		await Promise.all(
			Array.from({ length: count }, async (_, index) =>
				cache.find('account', `junk-${clock.now}-${index}`, plaid.ask),
			),
		);

	it('cost twenty requests a minute at most', async () => {
		const [cache, plaid] = [new KeyCache(), plaidOf(unknown)];
		const found = await junk(cache, plaid, 1_000);
		expect(plaid.asked).toBe(20);
		expect(found.filter(({ kind }) => kind === 'unavailable')).toHaveLength(980);
		clock.now += MINUTE;
		await junk(cache, plaid, 1_000);
		expect(plaid.asked).toBe(40);
	});

	it('do not keep a known key from being asked for again', async () => {
		const [cache, plaid, flood] = [new KeyCache(), plaidOf(key), plaidOf(unknown)];
		await cache.find('account', 'a', plaid.ask);
		clock.now += 60 * MINUTE;
		await junk(cache, flood, 100);
		expect(await cache.find('account', 'a', plaid.ask)).toBe(key);
		expect(plaid.asked).toBe(2);
	});

	it('do not concern other accounts', async () => {
		const [cache, plaid] = [new KeyCache(), plaidOf(unknown)];
		await junk(cache, plaid, 100);
		expect(await cache.find('other', 'a', plaidOf(key).ask)).toBe(key);
	});

	it('do not drive known keys out, nor fill the memory', async () => {
		const [cache, plaid, flood] = [new KeyCache(), plaidOf(key), plaidOf(unknown)];
		await cache.find('account', 'a', plaid.ask);
		for (let minute = 0; minute < 59; minute++) {
			clock.now += MINUTE;
			await junk(cache, flood, 20);
		}
		expect(flood.asked).toBe(59 * 20);
		expect(await cache.find('account', 'a', plaid.ask)).toBe(key);
		expect(plaid.asked).toBe(1);
		const { unknown: remembered } = cache as unknown as { unknown: Map<string, number> };
		expect(remembered.size).toBe(1_000);
	});
});

it('of very many keys, the one that was asked for the longest ago is forgotten', async () => {
	const [cache, plaid] = [new KeyCache(), plaidOf(key)];
	const find = async (index: number) => await cache.find(`account-${index}`, 'a', plaid.ask);
	for (let index = 0; index < 500; index++) await find(index);
	clock.now += 60 * MINUTE;
	await find(0);
	await find(500);
	expect(plaid.asked).toBe(502);
	await find(0);
	expect(plaid.asked).toBe(502);
	await find(1);
	expect(plaid.asked).toBe(503);
});
