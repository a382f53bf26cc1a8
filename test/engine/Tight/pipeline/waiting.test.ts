import { sleep, type IDataObject } from 'n8n-workflow';

import { only, PATHS, requestsTo } from '../../../support/journal';
import {
	matchingRows,
	rowsOf,
	savingRows,
	sourcedRows,
	STUDIO_CHECKING,
} from '../../../support/rows';
import { BAKERY, runTight, STUDIO, useSandbox } from '../../../support/tight';
import { noteConnections } from './machine';
import { attempt, deliver, messagesOf, outcomesOf } from './pipeline';

/** Executions that wait, are cancelled, or lose their connection. */

const sandbox = useSandbox();

const stored = () => sandbox.current.books(BAKERY).bankTransactions as IDataObject[];
const saves = () => requestsTo(sandbox.current, PATHS.bankTransactions);
const SAVE = only(PATHS.bankTransactions);

describe('#11 two executions that wait for one token', () => {
	const waitForToken = () =>
		sandbox.current.fault({
			effect: 'status',
			status: 429,
			headers: { 'retry-after': '1' },
			path: PATHS.token,
		});

	test('#11 one of which is cancelled: the other is unaffected', async () => {
		waitForToken();
		let cancel = () => {};
		const cancelled = attempt(sandbox.current, savingRows(), rowsOf([1]), {
			onStart: (end) => (cancel = end),
		});
		while (sandbox.current.journal.length === 0) await sleep(10);
		const other = deliver(sandbox.current, savingRows(), rowsOf([2]));
		await sleep(100);
		cancel();
		await Promise.all([cancelled, other]);
		expect(stored().map(({ amount }) => amount)).toEqual([2]);
	});

	test('#11 nor does the other give up that user among several', async () => {
		waitForToken();
		let cancel = () => {};
		const cancelled = attempt(sandbox.current, savingRows(), rowsOf([1]), {
			onStart: (end) => (cancel = end),
		});
		while (sandbox.current.journal.length === 0) await sleep(10);
		const input = [
			{ ...rowsOf([2])[0], user: BAKERY },
			{ ...rowsOf([3])[0], user: STUDIO, bankAccountId: STUDIO_CHECKING },
		];
		const parameters = savingRows({ userId: '={{ $json.user }}' });
		const other = attempt(sandbox.current, parameters, input);
		await sleep(100);
		cancel();
		const [run] = await Promise.all([other, cancelled]);
		expect(run.failedItems).toEqual([]);
		expect(stored().map(({ amount }) => amount)).toEqual([2]);
	});
});

test('#19 an execution that is cancelled while it waits for its turn ends at once', async () => {
	sandbox.current.fault({ effect: 'slow', ms: 3000, path: SAVE });
	const holder = deliver(sandbox.current, matchingRows(), sourcedRows(1));
	while (saves().length === 0) await sleep(10);
	let cancel = () => {};
	const waiting = attempt(sandbox.current, matchingRows(), sourcedRows(2), {
		onStart: (end) => (cancel = end),
	});
	await sleep(200);
	const started = performance.now();
	cancel();
	await waiting;
	expect(performance.now() - started).toBeLessThan(1000);
	await holder;
	expect(stored()).toHaveLength(1);
	await deliver(sandbox.current, matchingRows(), sourcedRows(2));
	expect(stored()).toHaveLength(2);
});

describe('#20 a host that becomes unreachable', () => {
	const unreachable = Object.assign(new Error('read EHOSTUNREACH'), {
		code: 'EHOSTUNREACH',
		syscall: 'read',
	});

	test('#20 on an open connection leaves the outcome open: the save is sent once', async () => {
		const connections = noteConnections();
		try {
			sandbox.current.fault({ effect: 'slowAnswer', ms: 2000, path: SAVE });
			const running = attempt(sandbox.current, savingRows(), rowsOf([1, 2]));
			while (stored().length === 0) await sleep(10);
			connections.breakAll(unreachable);
			const run = await running;
			expect(saves()).toHaveLength(1);
			expect(outcomesOf(run)).toEqual(['unknown', 'unknown']);
			expect(stored()).toHaveLength(2);
		} finally {
			connections.end();
		}
	});
});

describe('#37 a body that drips', () => {
	test.each([
		['a save', savingRows({ options: { timeout: 1 } }), SAVE],
		['a look-up', matchingRows({ options: { timeout: 1 } }), /query$/],
	])('#37 does not outlast the timeout: %s', async (_, parameters, path) => {
		sandbox.current.fault({ effect: 'drip', ms: 6000, path, times: Infinity });
		const started = performance.now();
		const running = attempt(sandbox.current, parameters, sourcedRows(1));
		if (path === SAVE) {
			const run = await running;
			expect(performance.now() - started).toBeLessThan(4000);
			expect(outcomesOf(run)).toEqual(['unknown']);
			expect(messagesOf(run)[0]).toMatch(/in time/);
			expect(saves()).toHaveLength(1);
		} else {
			expect(outcomesOf(await running)).toEqual(['notSent']);
			expect(saves()).toHaveLength(0);
		}
	});

	test('#37 that is quick enough is read', async () => {
		sandbox.current.fault({ effect: 'drip', ms: 300, path: SAVE });
		const { error } = await runTight(sandbox.current, {
			parameters: savingRows({ options: { timeout: 5 } }),
			input: rowsOf([1]),
		});
		expect(error).toBeUndefined();
	});
});
