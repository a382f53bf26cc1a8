import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import type { Exchange } from '../../../nodes/shared/http';
import { backoff, Pause, retryAfter, withRetries } from '../../../nodes/shared/retry';
import { useClock } from '../../support/clock';

const clock = useClock();
const MINUTE = 60_000;

const answer = (status: number, headers: IDataObject = {}): Exchange => ({
	kind: 'answer',
	status,
	headers,
	text: '',
});
const broken: Exchange = { kind: 'broken', reason: 'no answer came in time' };
const notSent: Exchange = { kind: 'notSent', reason: 'the host refused the connection' };

/** Sends a request to a server that answers so, and then `200` for ever. */
async function send(
	results: Exchange[],
	{ repeatable = false, pause = new Pause(), wait = clock.wait } = {},
) {
	let attempts = 0;
	const result = await withRetries(async () => results[attempts++] ?? answer(200), {
		repeatable,
		pause,
		wait,
	});
	return { result, attempts };
}

const status = ({ result }: { result: Exchange }) =>
	result.kind === 'answer' ? result.status : result.kind;

describe('retryAfter', () => {
	const now = Date.parse('Thu, 26 Jun 2025 00:00:00 GMT');

	it.each([
		['120', 120_000],
		[120, 120_000],
		['0', 0],
		['-5', 0],
		[' 5 ', 5000],
		['1.5', 1500],
		['Thu, 26 Jun 2025 00:01:00 GMT', 60_000],
		['Wed, 25 Jun 2025 23:59:00 GMT', 0],
	])('of %p is %p milliseconds', (value, milliseconds) => {
		expect(retryAfter({ 'retry-after': value }, now)).toBe(milliseconds);
	});

	it.each(['soon', 'NaN', undefined, null, true, ['5'], {}])('is not known of %p', (value) => {
		expect(retryAfter({ 'retry-after': value as never }, now)).toBeUndefined();
	});

	it('is not known without the header', () => {
		expect(retryAfter({ date: 'Thu, 26 Jun 2025 00:01:00 GMT' }, now)).toBeUndefined();
	});

	it('is never in the past, and never no number', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.double()), (value) => {
				const delay = retryAfter({ 'retry-after': value }, now);
				expect(delay === undefined || delay >= 0).toBe(true);
			}),
		);
	});
});

describe('backoff', () => {
	it('doubles from a second to half a minute, and lies in the upper half of it', () => {
		const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
		fc.assert(
			fc.property(fc.nat({ max: 2000 }), chance, (attempt, random) => {
				const most = Math.min(1000 * 2 ** attempt, 30_000);
				const delay = backoff(attempt, random);
				expect(delay).toBeGreaterThanOrEqual(most / 2);
				expect(delay).toBeLessThanOrEqual(most);
			}),
		);
	});

	it('is another one for each request', () => {
		expect(backoff(3, 0)).toBe(4000);
		expect(backoff(3, 0.5)).toBe(6000);
	});
});

describe('Pause', () => {
	it('lasts as long as the longest one that was asked for', async () => {
		const pause = new Pause();
		const { now } = clock;
		pause.extend(5000);
		pause.extend(2000);
		expect(await pause.over(clock.wait)).toBe(true);
		expect(clock.now).toBe(now + 5000);
	});

	it('is over at once when nobody asked for one', async () => {
		expect(await new Pause().over(clock.wait)).toBe(true);
		expect(clock.waits).toEqual([]);
	});

	it('is waited for again when it is extended meanwhile', async () => {
		const pause = new Pause();
		const { now } = clock;
		pause.extend(1000);
		const extending = async (milliseconds: number) => {
			if (clock.waits.length === 0) pause.extend(3000);
			return await clock.wait(milliseconds);
		};
		expect(await pause.over(extending)).toBe(true);
		expect(clock.now).toBe(now + 3000);
	});

	it('ends when the execution is cancelled', async () => {
		const pause = new Pause();
		pause.extend(1000);
		expect(await pause.over(async () => false)).toBe(false);
	});
});

describe('a request that must not be repeated', () => {
	it.each([
		['a broken connection', broken],
		['500', answer(500)],
		['503, also with Retry-After', answer(503, { 'retry-after': '1' })],
	])('is not sent again after %s', async (_what, first) => {
		const { result, attempts } = await send([first]);
		expect(attempts).toBe(1);
		expect(result).toMatchObject(first);
	});

	it('is sent again after a connection that was refused, a few times', async () => {
		expect(await send([notSent, notSent, notSent])).toMatchObject({
			attempts: 4,
			result: { status: 200, mayHaveHappened: false },
		});
		const given = await send(Array<Exchange>(10).fill(notSent));
		expect(given).toMatchObject({ attempts: 4, result: notSent });
	});

	it('is sent again after 429', async () => {
		expect(status(await send([answer(429), answer(429)]))).toBe(200);
	});

	it('is not sent again after a fault that follows a refused connection', async () => {
		const given = await send([notSent, broken]);
		expect(given.attempts).toBe(2);
		expect(status(given)).toBe('broken');
	});

	it.each([200, 207, 302, 400, 401, 403, 404, 413])('is done with %i', async (code) => {
		const given = await send([answer(code)], { repeatable: true });
		expect([given.attempts, status(given)]).toEqual([1, code]);
	});

	it('is never sent twice where the first may have had an effect, whatever comes', async () => {
		const any = fc.constantFrom(
			broken,
			notSent,
			answer(200),
			answer(400),
			answer(429),
			answer(500),
		);
		await fc.assert(
			fc.asyncProperty(fc.array(any, { maxLength: 8 }), async (results) => {
				const { attempts } = await send(results);
				const effects = results
					.slice(0, attempts - 1)
					.filter(
						(result) =>
							!(result === notSent || (result.kind === 'answer' && result.status === 429)),
					);
				expect(effects).toEqual([]);
			}),
		);
	});
});

describe('a request that may be repeated', () => {
	it.each([
		['a broken connection', broken],
		['500', answer(500)],
		['503', answer(503)],
	])('is sent again after %s, a few times', async (_what, fault) => {
		expect(await send([fault], { repeatable: true })).toMatchObject({
			attempts: 2,
			result: { status: 200, mayHaveHappened: true },
		});
		const given = await send(Array<Exchange>(10).fill(fault), { repeatable: true });
		expect(given.attempts).toBe(4);
		expect(given.result).toMatchObject(fault);
	});

	it('waits longer after each fault', async () => {
		await send([broken, broken, broken], { repeatable: true });
		const [first, second, third] = clock.waits;
		expect(first).toBeGreaterThanOrEqual(500);
		expect(first).toBeLessThanOrEqual(1000);
		expect(second).toBeGreaterThanOrEqual(1000);
		expect(third).toBeGreaterThanOrEqual(2000);
	});

	it('remembers that an earlier attempt may have had its effect', async () => {
		const given = await send([broken, notSent, answer(404)], { repeatable: true });
		expect(given.result).toMatchObject({ status: 404, mayHaveHappened: true });
	});
});

describe('a rate limit', () => {
	it('is waited for as long as the server asks', async () => {
		const { now } = clock;
		await send([answer(429, { 'retry-after': '90' })]);
		expect(clock.now).toBe(now + 90_000);
	});

	it('is waited for longer each time where the server does not say', async () => {
		await send([answer(429), answer(429), answer(429)]);
		const [first, second, third] = clock.waits;
		expect(first).toBeGreaterThanOrEqual(500);
		expect(second).toBeGreaterThanOrEqual(1000);
		expect(third).toBeGreaterThanOrEqual(2000);
	});

	it.each(['0', '-1', 'Wed, 25 Jun 2025 23:59:00 GMT'])(
		'is waited for also where the server asks for no time: %p',
		async (value) => {
			const given = await send(Array<Exchange>(5).fill(answer(429, { 'retry-after': value })));
			expect(status(given)).toBe(200);
			expect(clock.waits.filter((waited) => waited >= 500)).toHaveLength(5);
		},
	);

	it('is not counted as a fault, and outlasts two windows of five minutes', async () => {
		const limited = answer(429, { 'retry-after': '60' });
		expect(status(await send(Array<Exchange>(10).fill(limited)))).toBe(200);
	});

	it('is given up after a quarter of an hour, whatever the server asks for', async () => {
		for (const value of ['60', '0', '', 'soon', '100000', 'Infinity']) {
			const { now } = clock;
			const forever = Array<Exchange>(3000).fill(answer(429, { 'retry-after': value }));
			const given = await send(forever);
			expect(status(given)).toBe(429);
			expect(clock.now - now).toBeLessThanOrEqual(15 * MINUTE);
		}
	});

	it('met by one request holds back the others under it', async () => {
		const pause = new Pause();
		const { now } = clock;
		await send([answer(429, { 'retry-after': '30' })], { pause });
		pause.extend(10_000);
		await send([], { pause });
		expect(clock.now).toBe(now + 40_000);
	});
});

describe('a cancelled execution', () => {
	const whileWaiting = async (milliseconds: number) => milliseconds === 0;
	const cancelled = {
		kind: 'notSent',
		reason: 'the execution was cancelled',
		isCancelled: true,
	};

	it('sends nothing', async () => {
		expect(await send([], { wait: async () => false })).toEqual({
			attempts: 0,
			result: { ...cancelled, mayHaveHappened: false },
		});
	});

	it('sends nothing more after a pause or a fault', async () => {
		const pause = new Pause();
		pause.extend(1000);
		expect(await send([], { pause, wait: whileWaiting })).toMatchObject({
			attempts: 0,
			result: cancelled,
		});
		expect(await send([notSent], { wait: whileWaiting })).toEqual({
			attempts: 1,
			result: { ...cancelled, mayHaveHappened: false },
		});
		expect(await send([answer(429)], { wait: whileWaiting })).toEqual({
			attempts: 1,
			result: { ...cancelled, mayHaveHappened: false },
		});
	});

	it('does not forget that the request may have had its effect', async () => {
		expect(await send([broken], { repeatable: true, wait: whileWaiting })).toEqual({
			attempts: 1,
			result: { ...cancelled, mayHaveHappened: true },
		});
	});
});
