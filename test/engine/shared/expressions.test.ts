import type { IDataObject, OnError } from 'n8n-workflow';

import { runMx, useMxSandbox } from '../../support/mx';
import { runPlaid, usePlaid } from '../../support/plaid';
import { rowsOf, savingRows } from '../../support/rows';
import { BAKERY, runTight, useSandbox } from '../../support/tight';

/**
 * When a node throws and the user chose to continue, n8n passes the input on as if it had been
 * handled. So an expression that fails for one item must cost that item alone, and say so.
 */

const tight = useSandbox();
const plaid = usePlaid();
const mx = useMxSandbox();

/** Gives a value, but names a node that never ran for items marked as odd. */
const unlessOdd = (value: string) =>
	`={{ $json.isOdd ? $('Nowhere').item.json.x : ${JSON.stringify(value)} }}`;

const input: IDataObject[] = [{ isOdd: false }, { isOdd: true }, { isOdd: false }];

const WAYS: Array<[name: string, run: (onError?: OnError) => ReturnType<typeof runTight>]> = [
	[
		'Tight, saving',
		async (onError) =>
			await runTight(tight.current, {
				parameters: { ...savingRows(), userId: unlessOdd(BAKERY) },
				input: rowsOf([1, 2, 3]).map((row, item) => ({ ...row, ...input[item] })),
				onError,
			}),
	],
	[
		'Tight, saving what Plaid gave',
		async (onError) =>
			await runTight(tight.current, {
				parameters: {
					resource: 'bankTransaction',
					operation: 'upsert',
					mappingMode: 'fromPlaid',
					userId: BAKERY,
					accountMapping: 'oneAccount',
					bankAccountId: { __rl: true, mode: 'id', value: unlessOdd('bka_7542850') },
				},
				input: input.map((json, item) => ({
					...json,
					change_type: 'added',
					transaction_id: `plaid-${item}`,
					account_id: 'account',
					amount: 12.5,
					date: '2025-02-24',
					name: 'Flour',
					pending: false,
					iso_currency_code: 'USD',
				})),
				onError,
			}),
	],
	[
		'Tight, reading',
		async (onError) =>
			await runTight(tight.current, {
				parameters: {
					resource: 'bankAccount',
					operation: 'getAll',
					userId: unlessOdd(BAKERY),
					limit: 1,
				},
				input,
				onError,
			}),
	],
	[
		'Plaid',
		async (onError) =>
			await runPlaid(plaid.current, {
				parameters: {
					resource: 'item',
					operation: 'get',
					accessToken: unlessOdd(plaid.current.createItem().access_token),
				},
				input,
				onError,
			}),
	],
	[
		'MX',
		async (onError) =>
			await runMx(mx.current, {
				parameters: {
					resource: 'member',
					operation: 'getAll',
					userGuid: unlessOdd(BAKERY),
					limit: 1,
				},
				input,
				onError,
			}),
	],
];

describe.each(WAYS)('%s: an expression that fails for one item', (_, run) => {
	const failure = (item: IDataObject) => [item.error, (item.details as IDataObject).outcome];
	const FAILURE = [
		expect.stringMatching(/^Item 1 was not sent: '[A-Z][\w ]+' could not be read: .*Nowhere|exist/),
		'notSent',
	];

	it('Continue (using error output): comes out as failed, and the others are handled', async () => {
		const { error, origins, items, failedOrigins, failedItems } = await run('continueErrorOutput');
		expect(error).toBeUndefined();
		expect(origins).toEqual([0, 2]);
		expect(items.every((item) => !('isOdd' in item))).toBe(true);
		expect(failedOrigins).toEqual([1]);
		expect(failedItems.map(failure)).toEqual([FAILURE]);
	});

	it('Continue: comes out as failed beside the others', async () => {
		const { origins, items } = await run('continueRegularOutput');
		expect(origins).toEqual([0, 1, 2]);
		expect(failure(items[1])).toEqual(FAILURE);
	});

	it('Stop: nothing is sent', async () => {
		const requests = () =>
			[tight, plaid, mx].flatMap(({ current }) => current.journal as unknown[]).length;
		const before = requests();
		const { error, items } = await run();
		expect(error?.message).toMatch(/^Item 1 was not sent: .* \(0 of 3 items were \w+\)$/);
		expect(items).toEqual([]);
		expect(requests()).toBe(before);
	});
});
