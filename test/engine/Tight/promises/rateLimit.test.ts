import { sleep } from 'n8n-workflow';

import { only, PATHS, requestsTo } from '../../../support/journal';
import { rowsOf, savingRows } from '../../../support/rows';
import { BAKERY, runTight, useSandbox } from '../../../support/tight';

/** Tight's rate limit costs time and nothing else. */

const count = (length: number) => Array.from({ length }, (_, index) => index + 1);

async function timed<T>(run: () => Promise<T>): Promise<[result: T, milliseconds: number]> {
	const start = Date.now();
	return [await run(), Date.now() - start];
}

describe('A 429', () => {
	const sandbox = useSandbox();
	const stored = () => sandbox.current.books(BAKERY).bankTransactions;
	const saves = () => requestsTo(sandbox.current, PATHS.bankTransactions);
	const refuse = (headers: Record<string, string>, more = {}) =>
		sandbox.current.fault({
			effect: 'status',
			status: 429,
			headers,
			path: only(PATHS.bankTransactions),
			...more,
		});
	const save = async (amounts: number[], options = {}) =>
		await runTight(sandbox.current, {
			parameters: savingRows({ options }),
			input: rowsOf(amounts),
		});

	it('is waited for as long as Retry-After says', async () => {
		refuse({ 'retry-after': '1' });
		const [run, milliseconds] = await timed(async () => await save([1, 2]));

		expect(run.error).toBeUndefined();
		expect(milliseconds).toBeGreaterThanOrEqual(1000);
		expect(saves()).toHaveLength(2);
		expect(stored()).toHaveLength(2);
	});

	it('is waited for until the moment that Retry-After names', async () => {
		refuse({ 'retry-after': new Date(Date.now() + 2000).toUTCString() });
		const [run, milliseconds] = await timed(async () => await save([1]));

		expect(run.error).toBeUndefined();
		expect(milliseconds).toBeGreaterThan(500);
		expect(stored()).toHaveLength(1);
	});

	it('without Retry-After is waited for a little longer each time', async () => {
		refuse({}, { times: 2 });
		const [run, milliseconds] = await timed(async () => await save([1]));

		expect(run.error).toBeUndefined();
		expect(milliseconds).toBeGreaterThanOrEqual(1500);
		expect(stored()).toHaveLength(1);
	});

	it('met by one of parallel requests holds back the others', async () => {
		refuse({ 'retry-after': '1' });
		const run = await save(count(12), { batchSize: 1, parallelRequests: 2 });

		expect(run.error).toBeUndefined();
		expect(stored()).toHaveLength(12);
		const [first, ...others] = saves().map(({ at }) => Date.parse(at));
		const early = others.filter((at) => at < first + 900);
		expect(early.length).toBeLessThanOrEqual(2);
	});

	it('for a token, or for a list, is waited for as well', async () => {
		refuse({ 'retry-after': '0' }, { path: PATHS.token });
		refuse({ 'retry-after': '0' }, { path: /query$/ });
		const run = await runTight(sandbox.current, {
			parameters: { resource: 'bankAccount', operation: 'getAll' },
		});

		expect(run.error).toBeUndefined();
		expect(run.items).toHaveLength(3);
	});

	it('ends the wait when the user cancels the execution', async () => {
		refuse({ 'retry-after': '600' });
		const [, milliseconds] = await timed(
			async () =>
				await runTight(sandbox.current, {
					parameters: savingRows(),
					input: rowsOf([1]),
					onStart: (cancel) => void sleep(400).then(cancel),
				}),
		);

		expect(milliseconds).toBeLessThan(5000);
		expect(saves()).toHaveLength(1);
		expect(stored()).toEqual([]);
	});

	it('leaves nothing to be sent after the user has cancelled', async () => {
		sandbox.current.fault({
			effect: 'slow',
			ms: 150,
			path: PATHS.bankTransactions,
			times: Infinity,
		});
		await runTight(sandbox.current, {
			parameters: savingRows({ options: { batchSize: 1, parallelRequests: 1 } }),
			input: rowsOf(count(20)),
			onError: 'continueRegularOutput',
			onStart: (cancel) => void sleep(400).then(cancel),
		});
		const whenCancelled = saves().length;

		expect(whenCancelled).toBeLessThan(12);
		expect(stored().length).toBeLessThanOrEqual(whenCancelled);
	});
});

describe.each([
	['with Retry-After', true],
	['without Retry-After', false],
])('A limit of 5 requests in 600 ms, %s', (_, retryAfter) => {
	const sandbox = useSandbox({ rateLimit: { requests: 5, windowMs: 600, retryAfter } });

	it('fails no row', async () => {
		const run = await runTight(sandbox.current, {
			parameters: savingRows({ options: { batchSize: 1, parallelRequests: 4 } }),
			input: rowsOf(count(12)),
		});

		expect(run.error).toBeUndefined();
		expect(run.items.map(({ amount }) => amount)).toEqual(count(12));
		expect(sandbox.current.books(BAKERY).bankTransactions).toHaveLength(12);
	});
});
