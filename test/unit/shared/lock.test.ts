import { sleep } from 'n8n-workflow';

import { withLock } from '../../../nodes/shared/lock';

/** Work that ends when the test says so. */
function work(log: string[], name: string) {
	let end = () => {};
	const done = new Promise<void>((resolve) => (end = resolve));
	return {
		end,
		run: async () => {
			log.push(`${name} begins`);
			await done;
			log.push(`${name} ends`);
			return name;
		},
	};
}

const settle = async () => await sleep(1);

const lock = async <T>(things: string[], run: () => Promise<T>, signal?: AbortSignal) =>
	await withLock(things, signal, run);

describe('work on the same thing', () => {
	it('happens one after the other, in the order in which it is announced', async () => {
		const log: string[] = [];
		const [first, second] = [work(log, 'first'), work(log, 'second')];
		const both = [lock(['books'], first.run), lock(['books'], second.run)];
		second.end();
		await settle();
		expect(log).toEqual(['first begins']);
		first.end();
		expect(await Promise.all(both)).toEqual(['first', 'second']);
		expect(log).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
	});

	it('goes on after work that failed', async () => {
		const failed = withLock(['books'], undefined, async () => {
			throw new Error('no');
		});
		await expect(failed).rejects.toThrow('no');
		expect(await withLock(['books'], undefined, async () => 'next')).toBe('next');
	});

	it('waits for all of its things, and never for work that waits for it', async () => {
		const log: string[] = [];
		const works = ['one', 'two', 'three'].map((name) => work(log, name));
		const all = [
			lock(['a', 'b'], works[0].run),
			lock(['b', 'a'], works[1].run),
			lock(['a'], works[2].run),
		];
		works.forEach(({ end }) => end());
		await Promise.all(all);
		expect(log.filter((line) => line.endsWith('begins'))).toEqual([
			'one begins',
			'two begins',
			'three begins',
		]);
	});
});

describe('work on different things', () => {
	it('happens at once', async () => {
		const log: string[] = [];
		const [first, second] = [work(log, 'first'), work(log, 'second')];
		const both = [lock(['mine'], first.run), lock(['yours'], second.run)];
		await settle();
		expect(log).toEqual(['first begins', 'second begins']);
		first.end();
		second.end();
		await Promise.all(both);
	});
});

describe('an execution that is cancelled while it waits', () => {
	it('ends at once, and its work never begins', async () => {
		const log: string[] = [];
		const [first, second] = [work(log, 'first'), work(log, 'second')];
		const { signal, abort } = cancelling();
		const running = lock(['books'], first.run);
		const waiting = lock(['books'], second.run, signal);
		abort();
		expect(await waiting).toBeUndefined();
		expect(log).toEqual(['first begins']);
		first.end();
		expect(await running).toBe('first');
		await settle();
		expect(log).toEqual(['first begins', 'first ends']);
	});

	it('lets later work wait for the work before it', async () => {
		const log: string[] = [];
		const [first, second, third] = ['first', 'second', 'third'].map((name) => work(log, name));
		const { signal, abort } = cancelling();
		const running = lock(['books'], first.run);
		const waiting = lock(['books', 'others'], second.run, signal);
		abort();
		await waiting;
		const later = [lock(['books'], third.run), lock(['others'], third.run)];
		third.end();
		await settle();
		expect(log).toEqual(['first begins']);
		first.end();
		await Promise.all([running, ...later]);
		expect(log.slice(0, 3)).toEqual(['first begins', 'first ends', 'third begins']);
	});

	it('has no effect once its work has begun', async () => {
		const log: string[] = [];
		const first = work(log, 'first');
		const { signal, abort } = cancelling();
		const running = lock(['books'], first.run, signal);
		await settle();
		abort();
		first.end();
		expect(await running).toBe('first');
	});

	it('does nothing where it was cancelled before', async () => {
		const { signal, abort } = cancelling();
		abort();
		const log: string[] = [];
		expect(await lock(['books'], work(log, 'first').run, signal)).toBeUndefined();
		expect(log).toEqual([]);
		expect(await lock(['books'], async () => 'next')).toBe('next');
	});
});

function cancelling() {
	const controller = new AbortController();
	return { signal: controller.signal, abort: () => controller.abort() };
}
