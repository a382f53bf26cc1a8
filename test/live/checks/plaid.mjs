import { withCode } from '../services/plaid.mjs';
import { decided, Undecidable, undecided } from '../verdict.mjs';

const needs = ['plaid'];

const LEEWAY_SECONDS = 60;

const CALL = 'needs a URL that Plaid can reach';

const idsOf = (rows) => rows.map(({ transaction_id }) => transaction_id);

/** A test Item whose transactions have come, which the first syncs of a new one lack. */
const readyItem = async (context) => {
	const { accessToken } = await context.plaid.createItem();
	const start = await context.until(async () => {
		const changes = await context.plaid.changes(accessToken);
		return changes.added.length > 0 ? changes : undefined;
	});
	if (!start) throw new Undecidable('a new test Item has no transactions yet');
	return { accessToken, start };
};

const sharedItem = async (context) => await context.once('item', () => readyItem(context));

/** Plaid. @type {import('../run.mjs').Check[]} */
export const plaid = [
	{
		id: 'P1',
		byHand: `${CALL}: decode the first part of Plaid-Verification from base64url, and look at kid`,
	},
	{
		id: 'P2',
		needs,
		run: async (context) => {
			const reply = await context.plaid.call('/institutions/get_by_id', {
				institution_id: 'ins_109508',
				country_codes: ['US'],
			});
			const now = Date.now();
			const date = reply.headers.get('date');
			if (!date) return undecided('the answer has no Date');
			const ahead = Math.round((Date.parse(date) - now) / 1000);
			return decided(ahead <= LEEWAY_SECONDS, `by its Date, ${ahead} s ahead of this machine`);
		},
	},
	{
		id: 'P3',
		needs,
		run: async (context) => {
			const { accessToken } = await sharedItem(context);
			const body = { access_token: accessToken, cursor: 'bm90IGEgY3Vyc29y' };
			const reply = await context.plaid.call('/transactions/sync', body);
			const { error_code: code, error_message: message = '' } = reply.body;
			const names = /cursor/i.test(message) ? 'names' : 'does not name';
			return decided(
				code === 'INVALID_FIELD' && /cursor/i.test(message),
				`${withCode(reply)}, the message ${names} the cursor`,
			);
		},
	},
	{
		id: 'P4',
		needs,
		run: async (context) => {
			const { start } = await sharedItem(context);
			const decimalsOf = ({ amount }) => String(amount).split('.')[1]?.length ?? 0;
			const finer = start.added.filter((row) => decimalsOf(row) > 2);
			return decided(
				finer.length === 0,
				`${finer.length} of ${start.added.length} amounts of a test Item have more than two decimals`,
			);
		},
	},
	{
		id: 'P5',
		byHand: `${CALL}: let a Webhook node answer 500, and compare iat of the first and the next calls`,
	},
	{
		id: 'P6',
		needs,
		// A refresh of the sandbox brings nothing new.
		local: 'not decidable',
		run: async (context) => {
			const { accessToken, start } = await readyItem(context);
			const { plaid } = context;
			const refresh = () => plaid.ask('/transactions/refresh', { access_token: accessToken });
			const since = () => plaid.changes(accessToken, start.cursor);

			await refresh();
			const first = await context.until(async () => {
				const pending = (await since()).added.filter((row) => row.pending);
				return pending.length > 0 ? idsOf(pending) : undefined;
			});
			if (!first) return undecided('after /transactions/refresh no pending transaction came');
			await refresh();
			const last = await context.until(async () => {
				const changes = await since();
				return idsOf(changes.added).some((id) => first.includes(id)) ? undefined : changes;
			});
			if (!last) return undecided('after another /transactions/refresh none of them was posted');
			const named = idsOf(last.removed).filter((id) => first.includes(id));
			return decided(
				named.length === 0,
				`of ${first.length} that came and went after the cursor, removed names ${named.length}`,
			);
		},
	},
];
