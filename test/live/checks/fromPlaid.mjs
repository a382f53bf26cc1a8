import { TRANSACTIONS } from '../services/books.mjs';
import { withReasons } from '../services/tight.mjs';
import { confirmed, decided, refuted, undecided } from '../verdict.mjs';

const needs = ['tight'];
const needsItem = ['tight', 'plaid'];

/** Rows that Tight pulled from the shared Item, and Plaid's own; undefined if none came. */
const pulled = async (context) =>
	await context.once('pulled', async () => {
		const { links, plaid, tight } = context;
		const link = await context.sharedLink();
		const accounts = await links.accounts(link);
		const ids = accounts.map(({ id }) => id);
		if (ids.length === 0) return undefined;
		const filter = { bankAccount: { id: { in: ids } } };
		const rows = await context.until(async () => {
			const found = await tight.rows(TRANSACTIONS, { filter });
			return found.length > 0 ? found : undefined;
		});
		return rows && { rows, sources: (await plaid.changes(link.item.accessToken)).added };
	});

/** The part of a URL that is no secret. */
const hostOf = (url) => (URL.canParse(url) ? new URL(url).host : 'an unknown place');

const NONE_PULLED = ({ patienceMs }) =>
	undecided(`within ${patienceMs / 1000} s Tight pulled no transaction of a linked test Item`);

/** Plaid's transactions in Tight. @type {import('../run.mjs').Check[]} */
export const fromPlaid = [
	{
		id: 'T40',
		needs: needsItem,
		run: async ({ links, books, plaid }) => {
			const link = await links.make();
			await books.remove('/v6/integrations', await links.integrationOf(link));
			const stays = await plaid.hasItem(link.item.accessToken);
			link.isUnlinked = true;
			await links.unlink(link);
			return decided(
				stays,
				`right after the integration, the Item is ${stays ? 'still at' : 'gone from'} Plaid`,
			);
		},
	},
	{
		id: 'F1',
		needs: needsItem,
		run: async (context) => {
			const link = await context.sharedLink();
			const accounts = await context.links.accounts(link);
			if (accounts.length === 0) return undecided('no bank account came with the link');
			const { accounts: sources } = link.item;
			const lost = sources.filter(({ mask, name, official_name }) => {
				const alike = accounts.filter((account) => account.mask === mask);
				const named = alike.filter((account) => [name, official_name].includes(account.name));
				return alike.length !== 1 && named.length !== 1;
			});
			const showsId = accounts.some((account) =>
				sources.some(({ account_id }) => JSON.stringify(account).includes(account_id)),
			);
			return decided(
				lost.length === 0,
				`${sources.length - lost.length} of ${sources.length} accounts are found by mask and name; ` +
					`Plaid's account_id is ${showsId ? 'shown as well' : 'not shown'}`,
			);
		},
	},
	{
		id: 'F2',
		needs: needsItem,
		local: 'not decidable',
		run: async (context) => {
			const both = await pulled(context);
			if (!both) return NONE_PULLED(context);
			const pairs = both.rows.flatMap((row) => {
				const isOf = ({ date, amount }) =>
					date === row.date && Math.abs(row.amount) === Math.round(Math.abs(amount) * 100);
				const sources = both.sources.filter(isOf);
				return row.amount !== 0 && sources.length === 1 ? [[row, sources[0]]] : [];
			});
			if (pairs.length === 0) return undecided('no row has the day and the amount of one of Plaid');
			const opposite = pairs.filter(([row, source]) => row.amount * source.amount < 0);
			return decided(
				opposite.length === pairs.length,
				`${opposite.length} of ${pairs.length} rows have the opposite sign`,
			);
		},
	},
	{
		id: 'F3',
		needs,
		run: async ({ books }) => {
			const { id } = await books.one(TRANSACTIONS, await books.transaction('F3'));
			const before = await books.get(TRANSACTIONS, id);
			const reply = await books.post(TRANSACTIONS, [{ id, status: 'REMOVED' }]);
			const after = await books.get(TRANSACTIONS, id);
			const names = ['status', 'amount', 'description', 'date'];
			const lost = names.slice(1).filter((name) => before[name] !== after[name]);
			if (after.status !== 'REMOVED') return refuted(`${withReasons(reply)}: ${after.status}`);
			return lost.length === 0
				? confirmed('the status becomes REMOVED, all else stays')
				: refuted(`with the status, ${lost.join(', ')} changed`);
		},
	},
	{
		id: 'F4',
		byHand:
			'an absence cannot be shown by a run; a row that left Skip or Mark as Removed and comes back under its old transaction_id refutes it',
	},
	{
		id: 'F5',
		needs,
		run: async ({ books }) => {
			const { id } = await books.one(TRANSACTIONS, await books.transaction('F5'));
			const names = Object.keys(await books.get(TRANSACTIONS, id));
			const currencies = names.filter((name) => /currency/i.test(name));
			const list = currencies.join(', ') || 'no currency';
			return decided(currencies.length === 0, `of ${names.length} fields: ${list}`);
		},
	},
	{
		id: 'F6',
		needs: needsItem,
		local: 'not decidable',
		run: async (context) => {
			const both = await pulled(context);
			if (!both) return NONE_PULLED(context);
			const ids = new Set(both.sources.map(({ transaction_id }) => transaction_id));
			const known = both.rows.filter(({ apiSourceId }) => ids.has(apiSourceId));
			return decided(
				known.length === both.rows.length,
				`${known.length} of ${both.rows.length} pulled rows have a transaction_id of Plaid's`,
			);
		},
	},
	{
		id: 'F7',
		needs,
		run: async ({ books }) => {
			const { id } = await books.one(TRANSACTIONS, await books.transaction('F7'));
			await books.one(TRANSACTIONS, { id, status: 'REMOVED' });
			const isFound = (await books.found()).some((row) => row.id === id);
			return decided(isFound, `a REMOVED row is ${isFound ? '' : 'not '}listed`);
		},
	},
	{
		id: 'F8',
		needs,
		run: async ({ books }) => {
			const [old, changed] = [books.sourceId('F8'), books.sourceId('F8')];
			const row = await books.transaction('F8', { apiSourceId: old });
			const { id } = await books.one(TRANSACTIONS, row);
			const reply = await books.post(TRANSACTIONS, [{ id, apiSourceId: changed }]);
			const { apiSourceId } = await books.get(TRANSACTIONS, id);
			const what = apiSourceId === changed ? 'the new one' : 'the old one';
			return decided(apiSourceId === changed, `${withReasons(reply)}: it then has ${what}`);
		},
	},
	{
		id: 'F9',
		needs: needsItem,
		run: async (context) => {
			const { links, plaid } = context;
			const link = await context.sharedLink();
			// Once its accounts are there, Tight has been at work on the Item.
			await links.accounts(link);
			const { item } = await plaid.ask('/item/get', { access_token: link.item.accessToken });
			return item.webhook
				? refuted(`the Item, made without a webhook, then has one at ${hostOf(item.webhook)}`)
				: confirmed('the Item, made without a webhook, has none after it was linked');
		},
	},
];
