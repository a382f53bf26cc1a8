/**
 * Sandboxes of Tight, Plaid and MX with several users, each with Items at Plaid that are linked in
 * Tight, and members at MX.
 */
import { createRequire } from 'node:module';
import { linkItem, mxBooks, plaidBooks } from '../../demo/books.mjs';

const require = createRequire(import.meta.url);
const { startSandbox } = require('../sandbox');
const { startMxSandbox } = require('../sandbox/mx');
const { accountRow, memberRow, userRow } = require('../sandbox/mx/rows');
const { startPlaidSandbox } = require('../sandbox/plaid');

const USERS = 12;
const ITEMS_OF_USER = 3;
const MEMBERS_OF_USER = 2;
const TRANSACTIONS_OF_ITEM = 40;
const TRANSACTIONS_OF_MEMBER = 20;
const DAY_MS = 86_400_000;

/** As services far away answer; so executions of several workers overlap. */
const LATENCY_MS = 100;
/** Waits of both services between attempts, of a day in reality. */
const RETRIES_MS = [1000, 2000, 4000, 8000, 16_000, 32_000, 64_000];
const ANSWER_TIMEOUT_MS = 10_000;

const userIds = Array.from(
	{ length: USERS },
	(_, user) => `user-${String(user + 1).padStart(3, '0')}`,
);

export const dayBack = (days) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

async function addItems({ tight, plaid }, webhookUrl) {
	const items = [];
	for (const userId of userIds) {
		for (let item = 0; item < ITEMS_OF_USER; item++) {
			const mask = String(1000 + item);
			const name = `Checking ${mask}`;
			const created = plaid.createItem({
				webhook: `${webhookUrl}?userId=${userId}`,
				accounts: [{ name, mask, type: 'depository', subtype: 'checking' }],
				transactions: TRANSACTIONS_OF_ITEM,
			});
			await linkItem(tight, userId, created.access_token);
			items.push({ ...created, userId });
		}
	}
	return items;
}

function addMembers({ mx }) {
	const members = [];
	for (const userId of userIds) {
		const user = userRow(userId, `${userId}@example.com`);
		const holding = { user, members: [], accounts: [], transactions: [] };
		mx.holdings.push(holding);
		for (let bank = 1; bank <= MEMBERS_OF_USER; bank++) {
			const member = memberRow(user, `Bank ${bank}`);
			const account = accountRow(member, 'Checking', { type: 'CHECKING' });
			holding.members.push(member);
			holding.accounts.push(account);
			for (let row = 0; row < TRANSACTIONS_OF_MEMBER; row++) {
				mx.add(account.guid, { amount: 10 + row, date: dayBack(row), description: `Row ${row}` });
			}
			members.push({ guid: member.guid, accountGuid: account.guid, user });
		}
	}
	return members;
}

/** @returns everything that the deliveries and the comparison of the books need */
export async function startWorld() {
	const plaid = await startPlaidSandbox({
		webhookTimeoutMs: ANSWER_TIMEOUT_MS,
		retryDelaysMs: RETRIES_MS,
	});
	const mx = await startMxSandbox({
		now: Date.now,
		deliveryTimeoutMs: ANSWER_TIMEOUT_MS,
		firstRetryMs: RETRIES_MS[0],
	});
	const tight = await startSandbox({
		itemAtPlaid: plaid.itemOf,
		newUsers: userIds,
		journalBodies: false,
		latencyMs: LATENCY_MS,
	});
	const world = { tight, plaid, mx, userIds };
	return {
		...world,
		/**
		 * Links Items and adds members.
		 *
		 * @param {string} webhookUrl where Plaid announces changes of the Items
		 */
		populate: async (webhookUrl) => ({
			items: await addItems(world, webhookUrl),
			members: addMembers(world),
		}),
		/** Each user's books, and what they should be. */
		books: ({ items, members }) => ({
			Plaid: userIds.map((userId) => {
				const own = items.filter((item) => item.userId === userId);
				return plaidBooks(world, userId, own);
			}),
			MX: [...new Set(members.map(({ user }) => user))].map((user) => mxBooks(world, user)),
		}),
		close: async () => {
			await Promise.all([tight, plaid, mx].map((each) => each.close()));
		},
	};
}
