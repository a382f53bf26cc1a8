import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { PlaidSandbox } from '../plaid';
import { holding, marksFor, upTo, type Arrangement, type Scenario } from './scenario';

/** Every operation of the Plaid node. The input items hold what its form is filled with. */

type PlaidScenario = Scenario<PlaidSandbox>;

/** Nothing listens there, so webhooks are given up at once. */
const WEBHOOK = 'http://127.0.0.1:9/';
/** More transactions than a page of a sync holds. */
const TWO_PAGES = 510;

const accessToken = '={{ $json.access_token }}';
const itemId = '={{ $json.item_id }}';

type Linked = ReturnType<PlaidSandbox['createItem']>;

interface Way {
	/** What Plaid has for each of the input items. */
	order?: Parameters<PlaidSandbox['createItem']>[0];
	/** What the operation is given beside the access token. */
	input?: (sandbox: PlaidSandbox, linked: Linked, mark: string) => IDataObject;
	/** Whether it changes something; so it does where it is seen how often that was done. */
	isChange?: boolean;
	made?: (sandbox: PlaidSandbox, linked: Linked, mark: string) => number;
	/** Whether the requests of an item are told by its mark, not by its access token. */
	isMarked?: boolean;
	more?: Partial<PlaidScenario>;
}

/** An operation on Items that Plaid has, one for each input item. */
function onItems(
	resource: string,
	operation: string,
	parameters: INodeParameters,
	{ order, input, made, isChange = made !== undefined, isMarked, more }: Way = {},
): PlaidScenario {
	const arrange = (sandbox: PlaidSandbox, items: number): Arrangement => {
		const marks = marksFor(items);
		const all = upTo(items).map(() => sandbox.createItem({ webhook: WEBHOOK, ...order }));
		return {
			parameters: { resource, operation, ...parameters },
			input: all.map(
				(linked, item) =>
					input?.(sandbox, linked, marks[item]) ?? {
						access_token: linked.access_token,
						item_id: linked.item_id,
					},
			),
			...(made && { made: (item: number) => made(sandbox, all[item], marks[item]) }),
			...(isChange && { marks: isMarked ? marks : all.map(({ access_token }) => access_token) }),
		};
	};
	return { resource, operation, arrange, ...more };
}

const itemOf = (sandbox: PlaidSandbox, { item_id }: Linked) =>
	sandbox.items().find((item) => item.item_id === item_id)!;

/** How many webhooks of a code were sent about an Item. */
const announced = (sandbox: PlaidSandbox, { item_id }: Linked, code: string) =>
	sandbox.deliveries.filter(({ body }) => body.item_id === item_id && body.webhook_code === code)
		.length;

const withMark = (_: PlaidSandbox, { access_token, item_id }: Linked, mark: string) => ({
	access_token,
	item_id,
	mark,
});

const today = '={{ $today.toISODate() }}';

/** Public tokens, one for each input item, can be exchanged once. */
const exchanging = (sandbox: PlaidSandbox, items: number): Arrangement => {
	const tokens = upTo(items).map(() => sandbox.publicTokenOf(sandbox.createItem().item_id));
	return {
		parameters: {
			resource: 'item',
			operation: 'exchange',
			publicToken: '={{ $json.public_token }}',
		},
		input: tokens.map((public_token) => ({ public_token })),
		marks: tokens,
		made: (item) => (sandbox.isExchangeable(tokens[item]) ? 0 : 1),
	};
};

export const plaidScenarios: PlaidScenario[] = [
	{ resource: 'item', operation: 'exchange', shows: ['access_token'], arrange: exchanging },
	onItems('item', 'get', { accessToken }),
	onItems('item', 'getAccounts', { accessToken }),
	onItems(
		'item',
		'remove',
		{ accessToken },
		{ made: (sandbox, linked) => (itemOf(sandbox, linked).isRemoved ? 1 : 0) },
	),
	onItems(
		'item',
		'updateWebhook',
		{ accessToken, webhookUrl: `=${WEBHOOK}{{ $json.mark }}` },
		{
			input: withMark,
			made: (sandbox, linked, mark) =>
				itemOf(sandbox, linked).webhook === `${WEBHOOK}${mark}` ? 1 : 0,
		},
	),
	onItems(
		'sandbox',
		'createPublicToken',
		{
			institutionId: '={{ $json.institution_id }}',
			products: ['transactions'],
			username: '',
			options: { webhookUrl: `=${WEBHOOK}{{ $json.mark }}` },
		},
		{
			input: (_, __, mark) => ({ institution_id: 'ins_109508', mark }),
			made: (sandbox, _, mark) => holding(sandbox.items(), mark).length,
			isMarked: true,
			more: { shows: ['public_token'] },
		},
	),
	onItems(
		'sandbox',
		'createTransactions',
		{
			accessToken,
			transactions: {
				values: [
					{
						amount: 1,
						datePosted: today,
						dateTransacted: today,
						description: '={{ $json.mark ?? "Tea" }}',
					},
				],
			},
		},
		{
			input: withMark,
			made: (sandbox, { item_id }, mark) => holding(sandbox.transactionsOf(item_id), mark).length,
		},
	),
	onItems(
		'sandbox',
		'fireWebhook',
		{ accessToken, webhookCode: 'ERROR' },
		{ made: (sandbox, linked) => announced(sandbox, linked, 'ERROR') },
	),
	onItems('transaction', 'refresh', { accessToken }, { isChange: true }),
	onItems('transaction', 'saveCursor', {}),
	onItems('transaction', 'sync', { accessToken, itemId }, { order: { transactions: 3 } }),
	onItems(
		'transaction',
		'sync',
		{ accessToken, itemId, cursorMode: 'given', output: 'summary' },
		{ order: { transactions: 3 }, more: { variant: 'as a summary, from a given cursor' } },
	),
	onItems(
		'transaction',
		'sync',
		{ accessToken, itemId },
		{ order: { transactions: TWO_PAGES }, more: { variant: 'in two pages', most: 1 } },
	),
];
