import { sleep } from 'n8n-workflow';

import { inTurn } from '../../../nodes/shared/turns';

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
		const both = [inTurn(['books'], first.run), inTurn(['books'], second.run)];
		second.end();
		await settle();
		expect(log).toEqual(['first begins']);
		first.end();
		expect(await Promise.all(both)).toEqual(['first', 'second']);
		expect(log).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
	});

	it('goes on after work that failed', async () => {
		const failed = inTurn(['books'], async () => {
			throw new Error('no');
		});
		await expect(failed).rejects.toThrow('no');
		expect(await inTurn(['books'], async () => 'next')).toBe('next');
	});

	it('waits for all of its things, and never for work that waits for it', async () => {
		const log: string[] = [];
		const works = ['one', 'two', 'three'].map((name) => work(log, name));
		const all = [
			inTurn(['a', 'b'], works[0].run),
			inTurn(['b', 'a'], works[1].run),
			inTurn(['a'], works[2].run),
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
		const both = [inTurn(['mine'], first.run), inTurn(['yours'], second.run)];
		await settle();
		expect(log).toEqual(['first begins', 'second begins']);
		first.end();
		second.end();
		await Promise.all(both);
	});
});
