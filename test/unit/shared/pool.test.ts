import * as fc from 'fast-check';

import { runPool } from '../../../nodes/shared/pool';

/** Tasks that take so many turns each, and what was seen of them. */
function tasksOf(turns: number[]) {
	const seen = { started: [] as number[], ended: [] as number[], most: 0 };
	let running = 0;
	const tasks = turns.map((count, index) => async () => {
		seen.started.push(index);
		seen.most = Math.max(seen.most, ++running);
		for (let turn = 0; turn < count; turn++) await Promise.resolve();
		running--;
		seen.ended.push(index);
	});
	return { tasks, seen };
}

const turns = fc.array(fc.nat({ max: 10 }), { maxLength: 30 });
const size = fc.integer({ min: 1, max: 8 });

describe('runPool', () => {
	it('runs every task once, in their order, never more than so many at once', async () => {
		await fc.assert(
			fc.asyncProperty(turns, size, async (given, most) => {
				const { tasks, seen } = tasksOf(given);
				await runPool(tasks, most);
				const all = given.map((_, index) => index);
				expect(seen.started).toEqual(all);
				expect([...seen.ended].sort((left, right) => left - right)).toEqual(all);
				expect(seen.most).toBeLessThanOrEqual(most);
			}),
		);
	});

	it('runs as many at once as it may', async () => {
		const { tasks, seen } = tasksOf(Array(9).fill(5));
		await runPool(tasks, 4);
		expect(seen.most).toBe(4);
	});

	it('ends when the last task has', async () => {
		const { tasks, seen } = tasksOf([1, 9, 2]);
		await runPool(tasks, 3);
		expect(seen.ended).toHaveLength(3);
	});

	it('starts no task once it may not go on, and lets the started ones end', async () => {
		await fc.assert(
			fc.asyncProperty(turns, size, fc.nat({ max: 30 }), async (given, most, allowed) => {
				const { tasks, seen } = tasksOf(given);
				await runPool(tasks, most, () => seen.started.length < allowed);
				expect(seen.started).toHaveLength(Math.min(allowed, given.length));
				expect(seen.ended).toHaveLength(seen.started.length);
			}),
		);
	});

	it('fails when a task fails', async () => {
		const failing = async () => {
			throw new Error('no');
		};
		await expect(runPool([failing], 2)).rejects.toThrow('no');
	});
});
