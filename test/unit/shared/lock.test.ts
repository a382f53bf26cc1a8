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

describe('work on the same thing', () => {
	it('happens one after the other, in the order in which it is announced', async () => {
		const log: string[] = [];
		const [first, second] = [work(log, 'first'), work(log, 'second')];
		const both = [
			withLock(['books'], undefined, first.run),
			withLock(['books'], undefined, second.run),
		];
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
			withLock(['a', 'b'], undefined, works[0].run),
			withLock(['b', 'a'], undefined, works[1].run),
			withLock(['a'], undefined, works[2].run),
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
		const both = [
			withLock(['mine'], undefined, first.run),
			withLock(['yours'], undefined, second.run),
		];
		await settle();
		expect(log).toEqual(['first begins', 'second begins']);
		first.end();
		second.end();
		await Promise.all(both);
	});
});

describe('work whose execution is cancelled', () => {
	it('ends its wait at once and does nothing; what comes later still waits', async () => {
		const log: string[] = [];
		const [first, second, third] = ['first', 'second', 'third'].map((name) => work(log, name));
		const { signal, abort } = (() => {
			const controller = new AbortController();
			return { signal: controller.signal, abort: () => controller.abort() };
		})();
		const holding = withLock(['books'], undefined, first.run);
		const cancelled = withLock(['books'], signal, second.run);
		const later = withLock(['books'], undefined, third.run);
		abort();
		expect(await cancelled).toBeUndefined();
		third.end();
		await settle();
		expect(log).toEqual(['first begins']);
		first.end();
		await Promise.all([holding, later]);
		expect(log).toEqual(['first begins', 'first ends', 'third begins', 'third ends']);
	});

	it('is not begun when it was cancelled before', async () => {
		const controller = new AbortController();
		controller.abort();
		expect(await withLock(['books'], controller.signal, async () => 'done')).toBeUndefined();
		expect(await withLock(['books'], undefined, async () => 'next')).toBe('next');
	});
});
