/**
 * What the banks do in the time of a run, and the deliveries that tell of it: many about nothing new,
 * some twice at once, some long after those that came later.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { WEBHOOK_PASSWORD, WEBHOOK_USER } from '../../tools/n8n/sandboxCredentials.mjs';
import { dayBack } from './world.mjs';

const SYNC = 'SYNC_UPDATES_AVAILABLE';
const MX_KEYS = { user: WEBHOOK_USER, password: WEBHOOK_PASSWORD };

/** Executions that wait or run; more are not added, so that the deliveries go as n8n does. */
const MOST_OPEN = 40;
const MOST_UNDER_WAY = 12;
const LOOK_AGAIN_MS = 100;
const LATEST_STEPS = 60;

const often = (weight, outOf) =>
	fc.oneof(
		{ weight, arbitrary: fc.constant(true) },
		{ weight: outOf - weight, arbitrary: fc.constant(false) },
	);

/** What happens in one step. */
const step = fc.record({
	service: fc.constantFrom('plaid', 'plaid', 'plaid', 'mx'),
	/** Which Item or member it is about. */
	place: fc.nat(),
	/** Cents of the transactions that are new. */
	added: fc.oneof(
		{ weight: 1, arbitrary: fc.constant([]) },
		{ weight: 1, arbitrary: fc.array(fc.integer({ min: -50_000, max: 50_000 }), { maxLength: 3 }) },
	),
	addsPending: often(1, 5),
	posts: often(1, 4),
	modifies: often(1, 5),
	removes: often(1, 8),
	/** Which of the transactions is changed. */
	row: fc.nat(),
	isTwice: often(1, 2),
	/** After how many more steps it is delivered once more; 0 for never. */
	isLate: fc.oneof(
		{ weight: 3, arbitrary: fc.constant(0) },
		{ weight: 1, arbitrary: fc.integer({ min: 1, max: LATEST_STEPS }) },
	),
});

const units = (cents) => Number((cents / 100).toFixed(2));

/** A step at an Item of Plaid's. */
function happenAtPlaid(
	plaid,
	{ item_id: id },
	{ added, addsPending, posts, modifies, removes, row },
) {
	const rows = plaid.transactionsOf(id);
	const posted = rows.filter(({ pending }) => !pending);
	const pending = rows.filter((each) => each.pending);
	const chosen = posted[row % posted.length];
	if (modifies) plaid.modify(id, chosen.transaction_id, { amount: units(row % 100_000) });
	if (removes && !modifies && posted.length > 5) plaid.remove(id, chosen.transaction_id);
	if (posts && pending.length > 0)
		plaid.post(id, pending[0].transaction_id, { amount: units(row % 9_999) });
	const date = dayBack(row % 3);
	plaid.add(id, [
		...added.map((cents) => ({ amount: units(cents), date, name: 'CARD' })),
		...(addsPending ? [{ amount: 12.34, date, name: 'PENDING', pending: true }] : []),
	]);
}

/** A step at a member of MX's. Its import adds and never updates, so rows do not change. */
function happenAtMx(mx, { accountGuid, user }, { added, addsPending, posts, row }) {
	const pending = mx.transactionsOf(user.guid).filter(({ status }) => status === 'PENDING');
	if (posts && pending.length > 0) mx.post(pending[0].guid, { underNewGuid: row % 2 === 0 });
	const date = dayBack(row % 3);
	for (const cents of added) {
		const type = cents < 0 ? 'DEBIT' : 'CREDIT';
		mx.add(accountGuid, { amount: units(Math.abs(cents)), type, date, description: 'Card' });
	}
	if (addsPending) mx.add(accountGuid, { amount: 12.34, date, status: 'PENDING' });
}

/**
 * Sends so many deliveries, each until it is taken.
 *
 * @param {object} order
 * @param {object} order.world see {@link import('./world.mjs').startWorld}
 * @param {object[]} order.items
 * @param {object[]} order.members
 * @param {string} order.mxUrl where MX's events go
 * @param {number} order.count
 * @param {number} order.seed
 * @param {() => Promise<number>} order.openExecutions
 * @param {(sent: number) => void} order.onProgress
 * @returns {Promise<Record<'Plaid' | 'MX', { sent: number, taken: number, attempts: number }>>}
 *   `attempts`: how often they were sent in all
 */
export async function deliverAll({
	world: { plaid, mx },
	items,
	members,
	mxUrl,
	count,
	seed,
	openExecutions,
	onProgress,
}) {
	const counts = {
		Plaid: { sent: 0, taken: 0, attempts: 0 },
		MX: { sent: 0, taken: 0, attempts: 0 },
	};
	const underWay = new Set();
	let sent = 0;
	const send = (name, deliver) => {
		sent += 1;
		counts[name].sent += 1;
		onProgress(sent);
		const end = deliver().then(({ isTaken, attempts }) => {
			counts[name].taken += Number(isTaken);
			counts[name].attempts += attempts;
			underWay.delete(end);
		});
		underWay.add(end);
	};
	const tell = {
		plaid: (item) =>
			send('Plaid', async () => {
				const { state, attempts } = await plaid.fire(item.item_id, SYNC);
				return { isTaken: state === 'delivered', attempts: attempts.length };
			}),
		mx: (member) =>
			send('MX', async () => {
				const { delivered, statuses } = await mx.deliver(
					mxUrl,
					mx.events.aggregation(member.guid),
					MX_KEYS,
				);
				return { isTaken: delivered, attempts: statuses.length };
			}),
	};
	const places = { plaid: items, mx: members };
	const late = new Map();
	const plan = fc.sample(step, { seed, numRuns: count });
	for (const [index, each] of plan.entries()) {
		if (sent >= count) break;
		while (underWay.size >= MOST_UNDER_WAY || (await openExecutions()) > MOST_OPEN) {
			await sleep(LOOK_AGAIN_MS);
		}
		const { service, isTwice, isLate } = each;
		const place = places[service][each.place % places[service].length];
		if (service === 'plaid') happenAtPlaid(plaid, place, each);
		else happenAtMx(mx, place, each);
		tell[service](place);
		if (isTwice) tell[service](place);
		if (isLate > 0) {
			const due = late.get(index + isLate) ?? [];
			late.set(index + isLate, [...due, () => tell[service](place)]);
		}
		late.get(index)?.forEach((deliver) => deliver());
	}
	await Promise.all(underWay);
	return counts;
}
