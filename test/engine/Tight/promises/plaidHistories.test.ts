import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { forgetTokens } from '../../../../nodes/Tight/api/tokenCache';
import { only, PATHS } from '../../../support/journal';
import {
	changed,
	daysAgo,
	fromPlaid,
	pendingRow,
	postedRow,
	removed,
} from '../../../support/plaidChanges';
import '../../../support/seed';
import { BAKERY, runTight, STUDIO, useSandbox } from '../../../support/tight';

/**
 * Whatever Plaid tells of the transactions of two users, in whatever portions, more than once and
 * with runs that fail half-way: in the end each user's books hold Plaid's rows, each once.
 */

const sandbox = useSandbox();

const ACCOUNTS: Record<string, IDataObject> = {
	[BAKERY]: { name: 'Business Checking', official_name: null, mask: '1687' },
	[STUDIO]: { name: 'Operating Checking', official_name: null, mask: '2210' },
};

/** What happened at the bank to one of a user's transactions. */
type Happening =
	| { kind: 'authorised' | 'booked'; user: string; cents: number; asText: boolean }
	/** `nth` of the transactions that this can happen to. */
	| { kind: 'posted'; nth: number; cents: number; removedFirst: boolean; later: number }
	| { kind: 'changed'; nth: number; cents: number }
	| { kind: 'gone'; nth: number };

const cents = fc.oneof(
	fc.integer({ min: -100_000, max: 100_000 }),
	fc.constantFrom(0, 1, -1, 29, 115, -5_000_000_001),
);
const nth = fc.nat({ max: 50 });
const user = fc.constantFrom(BAKERY, STUDIO);
const happening: fc.Arbitrary<Happening> = fc.oneof(
	fc.record({
		kind: fc.constantFrom('authorised' as const, 'authorised' as const, 'booked' as const),
		user,
		cents,
		asText: fc.boolean(),
	}),
	fc.record({
		kind: fc.constant('posted' as const),
		nth,
		cents,
		removedFirst: fc.boolean(),
		/** Days. */
		later: fc.nat({ max: 5 }),
	}),
	fc.oneof(
		fc.record({ kind: fc.constant('changed' as const), nth, cents }),
		fc.record({ kind: fc.constant('gone' as const), nth }),
	),
);

interface Transaction {
	id: string;
	user: string;
	cents: number;
	daysAgo: number;
	isPending: boolean;
	pendingId?: string;
}

/** `-1250` as `-12.50`, or as the number of these digits. */
function decimal(amount: number, asText: boolean): number | string {
	const digits = String(Math.abs(amount)).padStart(3, '0');
	const text = `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
	return asText ? text : Number(text);
}

/** Plaid's side: what its changes are, and what it knows in the end. */
function tell(happenings: Happening[]): { changes: IDataObject[]; known: Transaction[] } {
	const changes: IDataObject[] = [];
	const known: Transaction[] = [];
	let lastId = 0;
	const rowOf = (
		{ id, user, cents: amount, daysAgo: days, ...more }: Transaction,
		asText = false,
	) => {
		const row = {
			user,
			account: ACCOUNTS[user],
			account_id: `account-of-${user}`,
			amount: decimal(-amount, asText),
			date: daysAgo(days),
		};
		if (more.isPending) return pendingRow(id, row);
		return more.pendingId ? postedRow(id, more.pendingId, row) : changed(id, row);
	};
	const goneOf = ({ id, user }: Transaction) =>
		removed(id, { user, account_id: `account-of-${user}` });
	const pick = (among: Transaction[], index: number): Transaction | undefined =>
		among[index % Math.max(1, among.length)];
	const drop = (transaction: Transaction) => known.splice(known.indexOf(transaction), 1);

	for (const event of happenings) {
		if ('user' in event) {
			const made: Transaction = {
				id: `plaid-${++lastId}`,
				user: event.user,
				cents: event.cents,
				daysAgo: 20,
				isPending: event.kind === 'authorised',
			};
			known.push(made);
			changes.push(rowOf(made, event.asText));
		} else if (event.kind === 'posted') {
			const pending = pick(
				known.filter(({ isPending }) => isPending),
				event.nth,
			);
			if (!pending) continue;
			const posted: Transaction = {
				...pending,
				id: `plaid-${++lastId}`,
				cents: event.cents,
				daysAgo: pending.daysAgo - event.later,
				isPending: false,
				pendingId: pending.id,
			};
			drop(pending);
			known.push(posted);
			const pair = [rowOf(posted), goneOf(pending)];
			changes.push(...(event.removedFirst ? pair.reverse() : pair));
		} else {
			const transaction = pick(known, event.nth);
			if (!transaction) continue;
			if (event.kind === 'gone') {
				drop(transaction);
				changes.push(goneOf(transaction));
			} else {
				transaction.cents = event.cents;
				changes.push({ ...rowOf(transaction), change_type: 'modified' });
			}
		}
	}
	return { changes, known };
}

const FAULTS = [
	{ effect: 'cut', stored: true },
	{ effect: 'cut', stored: false },
	{ effect: 'status', status: 503, stored: true },
	{ effect: 'status', status: 500, stored: false },
	{ effect: 'rejectRows', rows: [0] },
	{ effect: 'rejectBatch' },
	{ effect: 'shuffleEntries' },
	{ effect: 'dropEntries' },
] as const;

const delivery = fc.record({
	/** How many changes it holds. */
	size: fc.integer({ min: 1, max: 5 }),
	fault: fc.option(fc.record({ fault: fc.constantFrom(...FAULTS), skip: fc.nat({ max: 1 }) }), {
		nil: undefined,
	}),
	isRepeated: fc.boolean(),
	stops: fc.boolean(),
});

const scenario = fc.record({
	happenings: fc.array(happening, { minLength: 4, maxLength: 16, size: 'max' }),
	deliveries: fc.array(delivery, { minLength: 1, maxLength: 4 }),
	pendingTransactions: fc.constantFrom('skip', 'replace'),
	removedTransactions: fc.constantFrom('mark', 'delete'),
	/** Whether Plaid is asked for everything again in the end, as with a cursor that was lost. */
	startsOver: fc.boolean(),
});

it('ends with what Plaid knows: each row once, in cents, with the right sign', async () => {
	await fc.assert(
		fc.asyncProperty(scenario, async (given) => {
			const { happenings, deliveries, startsOver, ...choices } = given;
			sandbox.current.reset();
			forgetTokens();
			const { changes, known } = tell(happenings);
			const run = async (input: IDataObject[], stops = true) => {
				const done = await runTight(sandbox.current, {
					parameters: fromPlaid({
						...choices,
						userId: '={{ $json.user }}',
						options: { batchSize: 2, parallelRequests: 2 },
					}),
					input,
					onError: stops ? undefined : 'continueErrorOutput',
				});
				const origins = [...done.origins, ...done.failedOrigins].sort((a, b) => a - b);
				if (!done.error) expect(origins).toEqual(input.map((_, index) => index));
				return done;
			};

			let start = 0;
			for (let turn = 0; start < changes.length; turn++) {
				const { size, fault, isRepeated, stops } = deliveries[turn % deliveries.length];
				const portion = changes.slice(start, start + size);
				if (fault) {
					const { fault: order, skip } = fault;
					sandbox.current.fault({ ...order, skip, path: only(PATHS.bankTransactions) } as never);
					await run(portion, stops);
					sandbox.current.clearFaults();
				}
				for (let times = isRepeated ? 2 : 1; times > 0; times--) {
					const { error } = await run(portion);
					expect(error?.message).toBeUndefined();
				}
				start += size;
			}
			if (startsOver) expect((await run(changes)).error?.message).toBeUndefined();

			const isSaving = choices.pendingTransactions === 'replace';
			for (const userId of [BAKERY, STUDIO]) {
				const wanted = known
					.filter((row) => row.user === userId && (isSaving || !row.isPending))
					.map((row) => [row.id, row.cents, daysAgo(row.daysAgo)]);
				const counting = sandbox.current
					.books(userId)
					.bankTransactions.filter(({ status }) => status === 'ACTIVE')
					.map(({ apiSourceId, amount, date }) => [apiSourceId, amount, date]);
				expect(counting.sort()).toEqual(wanted.sort());
			}
		}),
		{ numRuns: 40 },
	);
}, 120_000);
