import * as fc from 'fast-check';
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

import { TightApi } from '../../../credentials/TightApi.credentials';
import { TightMxApi } from '../../../credentials/TightMxApi.credentials';
import { Mx } from '../../../nodes/Mx/Mx.node';
import { forgetTokens } from '../../../nodes/Tight/api/tokenCache';
import { Tight } from '../../../nodes/Tight/Tight.node';
import { runWorkflow } from '../../support/engine';
import { only, PATHS } from '../../support/journal';
import { credentialFor as mxCredentialFor, useMxSandbox } from '../../support/mx';
import '../../support/seed';
import { BAKERY, credentialFor, STUDIO, useSandbox } from '../../support/tight';

/**
 * The chain as users build it, on n8n's engine: MX's transactions of a member, imported into Tight.
 */

const tight = useSandbox();
const clock = { now: Date.UTC(2025, 5, 26, 12) };
/** So few rows are a page that a member's list has several. */
const mx = useMxSandbox({ now: () => clock.now, mostTransactionsPerPage: 100 });

const NODES = { 'n8n-nodes-tight.mx': new Mx(), 'n8n-nodes-tight.tight': new Tight() };
const CREDENTIALS = { tightApi: new TightApi(), tightMxApi: new TightMxApi() };

const node = (name: string, type: string, parameters: INodeParameters): INode => ({
	id: name,
	name,
	type: `n8n-nodes-tight.${type}`,
	typeVersion: 1,
	position: [0, 0],
	parameters,
	credentials: { tightApi: { id: '1', name: 'Tight' }, tightMxApi: { id: '2', name: 'MX' } },
});
const to = (name: string) => ({ main: [[{ node: name, type: 'main' as const, index: 0 }]] });

/** What the example workflow does with events. */
async function runChain(...events: IDataObject[]) {
	return await runWorkflow({
		nodeTypes: NODES,
		credentialTypes: CREDENTIALS,
		credentials: {
			tightApi: credentialFor(tight.current, { userId: '' }) as never,
			tightMxApi: mxCredentialFor(mx.current) as never,
		},
		nodes: [
			node('MX', 'mx', {
				resource: 'transaction',
				operation: 'getAll',
				scope: 'member',
				userGuid: '={{ $json.user_guid }}',
				memberGuid: '={{ $json.member_guid }}',
				returnAll: true,
				filters: { changedSince: '={{ $json.completed_on }}' },
			}),
			node('Tight', 'tight', {
				resource: 'mxTransaction',
				operation: 'import',
				mappingMode: 'autoMapInputData',
				userId: '={{ $json.user_id }}',
				options: { batchSize: 10, parallelRequests: 2 },
			}),
		],
		connections: { Start: to('MX'), MX: to('Tight') },
		input: events.map((json, item) => ({ json, pairedItem: { item } })),
	});
}

const eventsOf = (userId: string, more: IDataObject = {}) =>
	mx.current
		.holding(userId)
		.members.map(({ guid }) => mx.current.events.aggregation(String(guid), more));

/** Rows of MX in the books of a user. */
const booked = (userId: string) =>
	tight.current.books(userId).bankTransactions.filter(({ apiName }) => apiName === 'MX');

/** Rows that MX shows as posted. */
const postedOf = (userId: string) =>
	mx.current.transactionsOf(userId).filter(({ status }) => status === 'POSTED');

beforeEach(() => {
	clock.now = Date.UTC(2025, 5, 26, 12);
});

describe('From an event of MX into the books', () => {
	const account = () => String(mx.current.holding(BAKERY).accounts[0].guid);
	const event = () => eventsOf(BAKERY)[0];

	it('each posted transaction arrives once, however often the event comes', async () => {
		const added = ['A', 'B', 'C'].map((description) =>
			mx.current.add(account(), { description, amount: 0.1 }),
		);
		const first = await runChain(event());
		const second = await runChain(event());

		expect(first.error).toBeUndefined();
		expect(second.error).toBeUndefined();
		const sources = booked(BAKERY).map(({ apiSourceId }) => apiSourceId);
		expect(sources).toEqual(expect.arrayContaining(added.map(({ guid }) => guid)));
		expect(new Set(sources).size).toBe(sources.length);
	});

	it('a pending one that is posted under a new GUID is in the books once', async () => {
		const pending = mx.current.add(account(), { status: 'PENDING', description: 'Hotel' });
		await runChain(event());
		const posted = mx.current.post(String(pending.guid), { underNewGuid: true });
		const run = await runChain(event());

		expect(run.error).toBeUndefined();
		const hotels = booked(BAKERY).filter(({ description }) => description === 'Hotel');
		expect(hotels.map(({ apiSourceId }) => apiSourceId)).toEqual([posted.guid]);
	});
});

/** What happens at the bank. `nth` of the transactions that this can happen to. */
const happening = fc.oneof(
	fc.record({
		kind: fc.constantFrom('booked' as const, 'authorised' as const),
		nth: fc.nat({ max: 5 }),
		cents: fc.oneof(fc.nat({ max: 100_000 }), fc.constantFrom(0, 1, 29, 115, 5_000_000_001)),
		isIncome: fc.boolean(),
	}),
	fc.record({
		kind: fc.constant('posted' as const),
		nth: fc.nat({ max: 5 }),
		underNewGuid: fc.boolean(),
	}),
	fc.record({
		kind: fc.constantFrom('corrected' as const, 'gone' as const),
		nth: fc.nat({ max: 200 }),
	}),
);

type Happening = typeof happening extends fc.Arbitrary<infer Value> ? Value : never;

const MX_FAULTS = [
	{ effect: 'status', status: 400 },
	{ effect: 'html' },
	{ effect: 'redirect' },
] as const;

const TIGHT_FAULTS = [
	{ effect: 'cut', stored: true },
	{ effect: 'cut', stored: false },
	{ effect: 'status', status: 503, stored: true },
	{ effect: 'status', status: 500, stored: false },
	{ effect: 'rejectRows', rows: [0] },
	{ effect: 'rejectBatch' },
	{ effect: 'shuffleEntries' },
	{ effect: 'dropEntries' },
] as const;

const skip = fc.nat({ max: 2 });

/** Some hours in which something happens, and then an event of a user. */
const turn = fc.record({
	user: fc.constantFrom(BAKERY, STUDIO),
	hours: fc.nat({ max: 40 }),
	before: fc.array(happening, { maxLength: 8 }),
	/** Each after one more page, so that the pages that follow are cut from another list. */
	between: fc.array(happening, { maxLength: 2 }),
	/** How often the event comes, and whether at once. */
	deliveries: fc.integer({ min: 1, max: 2 }),
	isAtOnce: fc.boolean(),
	mxFault: fc.option(fc.record({ fault: fc.constantFrom(...MX_FAULTS), skip }), { nil: undefined }),
	tightFault: fc.option(fc.record({ fault: fc.constantFrom(...TIGHT_FAULTS), skip }), {
		nil: undefined,
	}),
});

const scenario = fc.record({
	/** Whether the whole history is in the books before the first event. */
	isKnown: fc.boolean(),
	turns: fc.array(turn, { minLength: 1, maxLength: 4 }),
	/** While the last night reads. What is corrected behind its back, the next one tells. */
	atNight: fc.array(
		happening.filter(({ kind }) => kind !== 'corrected'),
		{ maxLength: 2 },
	),
});

/** Reads further back than any event. */
const NIGHT = { completed_on: '2025-04-01' };

const centsOf = ({ amount, type }: IDataObject) => {
	const cents = Math.round(Number(amount) * 100);
	return type === 'DEBIT' && cents !== 0 ? -cents : cents;
};

it('whatever happens on the way, each posted row is in the books, and none twice', async () => {
	let pages = 0;
	let marked = 0;
	await fc.assert(
		fc.asyncProperty(scenario, async ({ isKnown, turns, atNight }) => {
			clock.now = Date.UTC(2025, 5, 26, 12);
			tight.current.reset();
			mx.current.reset();
			forgetTokens();
			/** Every state in which MX has shown a posted row, by its GUID. */
			const shown = new Map<string, Array<[date: unknown, cents: number]>>();
			const note = () => {
				for (const row of [BAKERY, STUDIO].flatMap(postedOf)) {
					const states = shown.get(String(row.guid)) ?? [];
					shown.set(String(row.guid), [...states, [row.date, centsOf(row)]]);
				}
			};
			const happen = (user: string, { nth, ...what }: Happening) => {
				const { accounts, transactions } = mx.current.holding(user);
				const one = (rows: IDataObject[]) => rows[nth % Math.max(1, rows.length)]?.guid;
				if (what.kind === 'booked' || what.kind === 'authorised') {
					mx.current.add(String(one(accounts)), {
						amount: what.cents / 100,
						type: what.isIncome ? 'CREDIT' : 'DEBIT',
						status: what.kind === 'booked' ? 'POSTED' : 'PENDING',
					});
				} else if (what.kind === 'posted') {
					const guid = one(transactions.filter(({ status }) => status === 'PENDING'));
					if (guid) mx.current.post(String(guid), what);
				} else {
					const guid = one(transactions);
					if (guid && what.kind === 'gone') mx.current.remove(String(guid));
					else if (guid) mx.current.modify(String(guid), { amount: 7.07 });
				}
				note();
			};
			note();
			if (isKnown) for (const user of [BAKERY, STUDIO]) await runChain(...eventsOf(user, NIGHT));
			for (const { user, hours, before, between, ...given } of turns) {
				clock.now += hours * 3_600_000;
				for (const what of before) happen(user, what);
				const { mxFault, tightFault, deliveries, isAtOnce } = given;
				if (mxFault) mx.current.fault({ ...mxFault.fault, skip: mxFault.skip });
				if (tightFault) {
					const { fault, skip: skipped } = tightFault;
					tight.current.fault({ ...fault, skip: skipped, path: only(PATHS.mx) } as never);
				}
				mx.current.changeBetweenPages(...between.map((what) => () => happen(user, what)));
				const deliver = async () => {
					const { error } = await runChain(...eventsOf(user));
					if (!mxFault && !tightFault) expect(error?.message).toBeUndefined();
				};
				if (isAtOnce) await Promise.all(Array.from({ length: deliveries }, deliver));
				else for (let time = 0; time < deliveries; time++) await deliver();
				mx.current.clearFaults();
				mx.current.clearChanges();
				tight.current.clearFaults();
			}

			for (const user of [BAKERY, STUDIO]) {
				const before = postedOf(user).map(({ guid }) => guid);
				mx.current.changeBetweenPages(...atNight.map((what) => () => happen(user, what)));
				const { error, outputs } = await runChain(...eventsOf(user, NIGHT));
				mx.current.clearChanges();
				expect(error?.message).toBeUndefined();
				const rows = booked(user);
				const sources = rows.map(({ apiSourceId }) => String(apiSourceId));
				expect(new Set(sources).size).toBe(sources.length);
				for (const { apiSourceId, date, amount } of rows) {
					expect(shown.get(String(apiSourceId))).toContainEqual([date, amount]);
				}
				const posted = postedOf(user).filter(({ guid }) => before.includes(guid));
				expect(sources).toEqual(expect.arrayContaining(posted.map(({ guid }) => String(guid))));
				// What has changed at MX since it was imported is told.
				const [told] = outputs('Tight');
				for (const { guid, ...row } of posted) {
					const { amount } = rows.find(({ apiSourceId }) => apiSourceId === guid)!;
					const { json } = told.find((item) => item.json.apiSourceId === guid)!;
					const isChanged = Math.abs(Number(amount)) !== Math.abs(centsOf(row));
					expect(json.differsFromSource).toEqual(isChanged ? ['amount'] : undefined);
					if (isChanged) marked++;
				}
			}
			pages = Math.max(pages, ...mx.current.journal.map(({ query }) => Number(query.page)));
		}),
		{ numRuns: 25, endOnFailure: true },
	);
	// Else the cases were too tame.
	expect(pages).toBeGreaterThan(1);
	expect(marked).toBeGreaterThan(0);
}, 600_000);
