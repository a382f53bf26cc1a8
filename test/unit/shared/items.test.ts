import 'reflect-metadata';

import * as fc from 'fast-check';
import type { INodeExecutionData } from 'n8n-workflow';

import { itemsFrom } from '../../../nodes/shared/items';
import { done, failed, notReached, type Outcome } from '../../../nodes/shared/outcome';
import { runOne } from '../../support/oneNode';

const bad = (item: number) => failed(`Tight refused item ${item}`, { outcome: 'refused', item });

/** What n8n makes of the outcomes of a node's items. */
const put = async (
	outcomes: Outcome[],
	onError?: 'continueRegularOutput' | 'continueErrorOutput',
) =>
	await runOne((context) => itemsFrom(context, outcomes, 'saved'), {
		input: outcomes.map((_, item) => ({ item })),
		onError,
	});

/** The items of an output, each with the item that it comes from. */
const itemsOf = (run: Awaited<ReturnType<typeof put>>, output = 0) =>
	(run.outputs('One')[output] ?? []).map(({ json, pairedItem }) => ({
		json,
		from: (pairedItem as { item: number }).item,
	}));

describe('items that are all done', () => {
	it('come out one by one, linked to where they came from', async () => {
		const run = await put([done([{ a: 1 }]), done([]), done([{ b: 1 }, { b: 2 }])]);
		expect(run.error).toBeUndefined();
		expect(itemsOf(run)).toEqual([
			{ json: { a: 1 }, from: 0 },
			{ json: { b: 1 }, from: 2 },
			{ json: { b: 2 }, from: 2 },
		]);
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'come out the same way where the node is to go on: %s',
		async (onError) => {
			const run = await put([done([{ a: 1 }]), done([{ a: 2 }])], onError);
			expect(itemsOf(run)).toEqual([
				{ json: { a: 1 }, from: 0 },
				{ json: { a: 2 }, from: 1 },
			]);
			expect(itemsOf(run, 1)).toEqual([]);
		},
	);
});

describe('a node that is to stop', () => {
	const stop = async (outcomes: Outcome[]) => (await put(outcomes)).error!;

	it('stops at the first failure and counts what was done before', async () => {
		const outcomes = [done([{}]), bad(1), bad(2), notReached];
		const error = await stop(outcomes);
		expect(error.message).toBe('Tight refused item 1 (1 of 4 items was saved)');
		expect(error.context).toMatchObject({ itemIndex: 1 });
		expect((await put(outcomes)).outputs('One')).toEqual([]);
	});

	it('lists which items were done, which failed and which were not reached', async () => {
		const outcomes = [0, 1, 2, 3].map(() => done([{}]));
		const error = await stop([...outcomes, bad(4), done([{}]), notReached, notReached, bad(8)]);
		expect(error.description).toBe(
			[
				'Saved: items 0–3, 5',
				'Failed: items 4, 8',
				'Not reached: items 6–7',
				'n8n counts items from 0.',
				'Tight refused item 8.',
			].join('<br>'),
		);
	});

	it('says nothing of what there is none of', async () => {
		const error = await stop([bad(0)]);
		expect(error.message).toBe('Tight refused item 0 (0 of 1 items were saved)');
		expect(error.description).toBe('Failed: item 0<br>n8n counts items from 0.');
	});

	it('tells twenty failures in full, and of the others which items they were', async () => {
		const outcomes = Array.from({ length: 30 }, (_, item) => bad(item));
		const { description } = await stop(outcomes);
		expect(description!.match(/Tight refused item/g)).toHaveLength(19);
		expect(description).toContain('Failed: items 0–29<br>');
	});

	it.each(['ECONNRESET', 'ETIMEDOUT', 'ECONNREFUSED', 'ENOTFOUND'])(
		'keeps its own message where n8n would put another in its place: %s',
		async (word) => {
			const error = await stop([failed(`The connection broke (${word})`, {})]);
			expect(error.message).toBe(`The connection broke (${word}) (0 of 1 items were saved)`);
		},
	);

	it('names every item exactly once, in ranges that can be read back', async () => {
		const kinds = fc.array(fc.constantFrom('done', 'failed', 'notReached'), {
			minLength: 1,
			maxLength: 25,
		});
		const read = (description: string, title: string) =>
			(new RegExp(`${title}: items? ([^<]*)<br>`).exec(description)?.[1] ?? '')
				.split(', ')
				.filter(Boolean)
				.flatMap((range) => {
					const [first, last = first] = range.split('–').map(Number);
					return Array.from({ length: last - first + 1 }, (_, index) => first + index);
				});
		await fc.assert(
			fc.asyncProperty(kinds, async (given) => {
				fc.pre(given.includes('failed'));
				const made = { done: done([{}]), notReached };
				const outcomes = given.map((kind, item) =>
					kind === 'failed' ? bad(item) : made[kind as keyof typeof made],
				);
				const { description = '' } = await stop(outcomes);
				const indexesOf = (kind: string) =>
					given.flatMap((candidate, item) => (candidate === kind ? [item] : []));
				expect(read(description, 'Saved')).toEqual(indexesOf('done'));
				expect(read(description, 'Failed')).toEqual(indexesOf('failed'));
				expect(read(description, 'Not reached')).toEqual(indexesOf('notReached'));
			}),
			{ numRuns: 30 },
		);
	});
});

describe('a node that is to go on', () => {
	const outcomes = [done([{ a: 1 }]), bad(1), done([{ a: 2 }])];
	const failure = {
		json: { error: 'Tight refused item 1', details: { outcome: 'refused', item: 1 } },
		from: 1,
	};

	it('puts failed items between the others, with their reasons', async () => {
		const run = await put(outcomes, 'continueRegularOutput');
		expect(run.error).toBeUndefined();
		expect(itemsOf(run)).toEqual([
			{ json: { a: 1 }, from: 0 },
			failure,
			{ json: { a: 2 }, from: 2 },
		]);
	});

	it('puts failed items on the error output, with their reasons', async () => {
		const run = await put(outcomes, 'continueErrorOutput');
		expect(itemsOf(run)).toEqual([
			{ json: { a: 1 }, from: 0 },
			{ json: { a: 2 }, from: 2 },
		]);
		const [told, ...others] = itemsOf(run, 1);
		expect(others).toEqual([]);
		expect(told).toMatchObject(failure);
	});

	describe('in n8n before 2.36, which knows failed items by an error beside their JSON', () => {
		/** The items of a node, before n8n has sorted them. */
		async function itemsBefore(onError: 'continueRegularOutput' | 'continueErrorOutput') {
			let items: INodeExecutionData[] = [];
			await runOne(
				(context) => {
					items = itemsFrom(context, [...outcomes, notReached], 'saved');
					return [];
				},
				{ input: [{}, {}, {}, {}], onError },
			);
			return items;
		}

		it('marks them where there is an error output', async () => {
			const items = await itemsBefore('continueErrorOutput');
			expect(items.map(({ error }) => Boolean(error))).toEqual([false, true, false, true]);
		});

		it('keeps the mark out of copies, where it would replace the reasons', async () => {
			const [, failed] = await itemsBefore('continueErrorOutput');
			expect({ ...failed }).toEqual({ json: failure.json, pairedItem: { item: 1 } });
			expect('error' in { ...failed }).toBe(false);
		});

		it('marks nothing where they go on beside the others', async () => {
			const items = await itemsBefore('continueRegularOutput');
			expect(items.filter((item) => 'error' in item)).toEqual([]);
		});
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'accounts for every item once: %s',
		async (onError) => {
			const kinds = fc.array(fc.constantFrom('done', 'failed', 'notReached'), {
				minLength: 1,
				maxLength: 20,
			});
			await fc.assert(
				fc.asyncProperty(kinds, async (given) => {
					const made = { done: done([{ ok: true }]), notReached };
					const run = await put(
						given.map((kind, item) =>
							kind === 'failed' ? bad(item) : made[kind as keyof typeof made],
						),
						onError,
					);
					const all = [...itemsOf(run), ...itemsOf(run, 1)];
					const origins = all.map(({ from }) => from).sort((left, right) => left - right);
					expect(origins).toEqual(given.map((_, item) => item));
					for (const { json, from } of all) {
						expect('error' in json).toBe(given[from] !== 'done');
					}
				}),
				{ numRuns: 30 },
			);
		},
	);
});
