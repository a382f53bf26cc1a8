import * as fc from 'fast-check';
import type { IDataObject, INodeParameters, OnError } from 'n8n-workflow';

import { TightApi } from '../../../credentials/TightApi.credentials';
import { TightPlaidApi } from '../../../credentials/TightPlaidApi.credentials';
import { forgetCursors } from '../../../nodes/Plaid/cursors';
import { forgetRuns } from '../../../nodes/Plaid/runs';
import { Plaid } from '../../../nodes/Plaid/Plaid.node';
import { Tight } from '../../../nodes/Tight/Tight.node';
import { runWorkflow } from '../../support/engine';
import { only, PATHS } from '../../support/journal';
import { plaidCredentialFor, usePlaid } from '../../support/plaid';
import { fromPlaid } from '../../support/plaidChanges';
import '../../support/seed';
import { BAKERY, credentialFor, useSandbox } from '../../support/tight';

/**
 * The chain as users build it, on n8n's engine: Sync, Create or Update, Save Cursor. Whatever fails
 * on the way, the cursor never moves past a change that Tight does not have.
 */

const plaid = usePlaid();
const tight = useSandbox();

const NODES = {
	'n8n-nodes-tight.tight': new Tight(),
	'n8n-nodes-tight.plaid': new Plaid(),
};
const CREDENTIALS = { tightApi: new TightApi(), tightPlaidApi: new TightPlaidApi() };
const to = (node: string) => ({ main: [[{ node, type: 'main' as const, index: 0 }]] });

interface Chain {
	run(more?: { userId?: string; onError?: OnError }): Promise<{ error?: { message: string } }>;
	item: { access_token: string; item_id: string };
}

function chainFor(item: Chain['item']): Chain {
	const staticData: IDataObject = {};
	let executions = 0;
	const node = (name: string, type: string, parameters: INodeParameters, more = {}) => ({
		id: name,
		name,
		type: `n8n-nodes-tight.${type}`,
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters,
		credentials: {
			tightApi: { id: '1', name: 'Tight' },
			tightPlaidApi: { id: '2', name: 'Plaid' },
		},
		...more,
	});
	const syncing = {
		resource: 'transaction',
		operation: 'sync',
		accessToken: item.access_token,
		itemId: item.item_id,
	};
	return {
		item,
		run: async ({ userId = BAKERY, onError } = {}) => {
			// As after a restart: no Sync waits for an execution that has failed.
			forgetRuns();
			forgetCursors();
			return await runWorkflow({
				nodeTypes: NODES,
				credentialTypes: CREDENTIALS,
				credentials: {
					tightApi: credentialFor(tight.current) as never,
					tightPlaidApi: plaidCredentialFor(plaid.current) as never,
				},
				nodes: [
					node('Sync', 'plaid', syncing),
					node(
						'Save',
						'tight',
						fromPlaid({
							userId,
							accountMapping: 'oneAccount',
							bankAccountId: { __rl: true, mode: 'id', value: 'bka_7542850' },
							options: { batchSize: 2 },
						}),
						onError && { onError },
					),
					node('Save Cursor', 'plaid', { resource: 'transaction', operation: 'saveCursor' }),
				],
				connections: { Start: to('Sync'), Sync: to('Save'), Save: to('Save Cursor') },
				input: [{ json: {}, pairedItem: { item: 0 } }],
				staticData,
				executionId: String(++executions),
				mode: 'trigger',
			});
		},
	};
}

/** Rows of the books that are not removed, by Plaid's ID. */
const booked = () =>
	tight.current
		.books(BAKERY)
		.bankTransactions.filter(({ status }: IDataObject) => status !== 'REMOVED')
		.map(({ apiSourceId, amount }: IDataObject) => [apiSourceId, amount])
		.sort();

/** What Tight's books should hold: cents, and negative for money out. */
const known = (itemId: string) =>
	plaid.current
		.transactionsOf(itemId)
		.filter(({ pending }) => !pending)
		.map(({ transaction_id, amount }) => [transaction_id, Math.round(amount * -100)])
		.sort();

const FAULTS = [
	{ effect: 'cut', stored: true },
	{ effect: 'cut', stored: false },
	{ effect: 'status', status: 503, stored: true },
	{ effect: 'status', status: 500, stored: false },
	{ effect: 'rejectRows', rows: [0] },
	{ effect: 'html' },
	{ effect: 'shuffleEntries' },
] as const;

const step = fc.record({
	/** What happens at the bank before the run. */
	added: fc.nat({ max: 4 }),
	modified: fc.boolean(),
	removed: fc.boolean(),
	isMutated: fc.boolean(),
	/** What fails in the run. */
	fault: fc.option(fc.constantFrom(...FAULTS), { nil: undefined }),
	isUserMissing: fc.boolean(),
});

it('keeps no cursor of changes that were not saved, and loses none', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), async (steps) => {
			tight.current.reset();
			const { run, item } = chainFor(plaid.current.createItem({ transactions: 2 }));
			let isUpToDate = false;
			for (const { added, modified, removed, isMutated, fault, isUserMissing } of steps) {
				plaid.current.add(
					item.item_id,
					Array.from({ length: added }, (_, row) => ({ amount: (row * 1010 - 707) / 100 })),
				);
				const [first, second] = plaid.current.transactionsOf(item.item_id);
				if (modified && first) {
					plaid.current.modify(item.item_id, first.transaction_id, {
						amount: Math.round(first.amount * 100 + 115) / 100,
					});
				}
				// Plaid may not tell of the removal of what it added behind the cursor (contract, P6).
				if (removed && second && isUpToDate) {
					plaid.current.remove(item.item_id, second.transaction_id);
				}
				if (isMutated) plaid.current.mutateDuringNextPagination(item.item_id);
				if (fault) tight.current.fault({ ...fault, path: only(PATHS.bankTransactions) } as never);
				const failed = await run(
					isUserMissing ? { userId: "={{ $('Nowhere').item.json.id }}" } : {},
				);
				isUpToDate = !failed.error;
				tight.current.clearFaults();
			}
			const { error } = await run();

			expect(error).toBeUndefined();
			expect(booked()).toEqual(known(item.item_id));
		}),
		{ numRuns: 25 },
	);
}, 240_000);

it('begins again where no row could be prepared, and reached the error output', async () => {
	const { run, item } = chainFor(plaid.current.createItem({ transactions: 3 }));
	await run({ userId: "={{ $('Nowhere').item.json.id }}", onError: 'continueErrorOutput' });
	expect(booked()).toEqual([]);
	await run();
	expect(booked()).toEqual(known(item.item_id));
});
