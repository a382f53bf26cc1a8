import { answered, told } from '../http.mjs';
import {
	DELETE_ITEM,
	isLive,
	isRefusedV5,
	ITEM_ACCOUNTS,
	ITEMS,
	SAVE_ACCOUNTS,
} from '../services/v5.mjs';
import { ACCOUNTS } from '../services/books.mjs';
import { confirmed, decided, refuted, Undecidable, undecided } from '../verdict.mjs';
import { formOfReasons } from './access.mjs';

const needs = ['tight'];
const needsItem = ['tight', 'plaid'];

const DAY_MS = 86_400_000;
const NO_ACCOUNT = -1;

/** Times that move by themselves. */
const MOVING = ['lastExpenseSyncedDate', 'lastRevenueSyncedDate', 'apiAvailableBalance'];

const dayBefore = (day) => new Date(Date.parse(day) - DAY_MS).toISOString().slice(0, 10);

/** Posts an account of the shared Item back as it is listed, with changes. */
async function postBack({ v5 }, account, changes) {
	const body = { accounts: [{ ...account, ...changes }] };
	return await v5.call('POST', SAVE_ACCOUNTS, { body });
}

/** An account of the shared Item before and after a change, and the reply to it. */
const changedAccount = async (context) =>
	await context.once('changed account', async () => {
		const { links, v5 } = context;
		const before = await links.accountOfV5(await context.sharedLink());
		const autoClassify = before.autoClassify === 'NOT_BUSINESS' ? 'OFF' : 'NOT_BUSINESS';
		const reply = await postBack(context, before, { autoClassify });
		const after = (await v5.rows(ITEM_ACCOUNTS)).find(({ id }) => id === before.id);
		return { before, after, reply, isChanged: after?.autoClassify === autoClassify };
	});

/** What the deletion of an Item answers, twice, and what then stands in the list. */
const deletion = async (context) =>
	await context.once('deletion', async () => {
		const { links, v5 } = context;
		const link = await links.make();
		const item = await links.itemOfV5(link);
		if (!item) throw new Undecidable(`GET ${ITEMS} does not list the Item that was linked`);
		const body = { id: item.id, removeFromPlaid: false };
		const reply = await v5.call('DELETE', DELETE_ITEM, { body });
		const listed = (await v5.rows(ITEMS)).find(({ id }) => id === item.id);
		const isGone = !listed || !isLive(listed);
		const again = isGone ? await v5.call('DELETE', DELETE_ITEM, { body }) : undefined;
		if (isGone) link.isUnlinked = true;
		await links.unlink(link);
		return { reply, listed, isGone, again };
	});

/** Version 5: Plaid Items and Plaid Accounts. @type {import('../run.mjs').Check[]} */
export const v5 = [
	{
		id: 'V1',
		byHand:
			'production is not called by this run; with production keys, test a credential of the environment Production and read Plaid Item ▸ Get Many',
	},
	{
		id: 'V2',
		needs,
		run: async (context) => {
			const reply = await context.v5.page(ITEM_ACCOUNTS);
			if (reply.status === 404) return refuted(told(reply));
			const rows = Array.isArray(reply.body) ? reply.body : answered(reply).body.data;
			return decided(reply.status === 200 && Array.isArray(rows), told(reply));
		},
	},
	{
		id: 'V3',
		needs: needsItem,
		run: async (context) => {
			const { reply, isChanged } = await changedAccount(context);
			const change = isChanged ? 'then has the new autoClassify' : 'has the old autoClassify';
			return decided(isChanged, `${told(reply)}; the account ${change}`);
		},
	},
	{
		id: 'V4',
		needs: needsItem,
		run: async (context) => {
			const { before, after, isChanged, reply } = await changedAccount(context);
			if (!isChanged) throw new Undecidable(`no change took place: ${told(reply)}`);
			const names = Object.keys(before).filter(
				(name) => name !== 'autoClassify' && !MOVING.includes(name),
			);
			const lost = names.filter(
				(name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
			);
			return lost.length === 0
				? confirmed(`posted back whole, ${names.length} other fields stay`)
				: refuted(`changed as well: ${lost.join(', ')}`);
		},
	},
	{
		id: 'V5',
		needs: needsItem,
		run: async (context) => {
			const { reply, isGone } = await deletion(context);
			return decided(
				isGone,
				`${told(reply)}; the Item is ${isGone ? 'gone from the list' : 'still in the list'}`,
			);
		},
	},
	{
		id: 'V6',
		needs,
		// The sandbox, as far as is known, has no error that belongs to no field.
		local: 'not decidable',
		run: async (context) => {
			const reply = await postBack(context, {}, { id: NO_ACCOUNT });
			const { globalErrors } = reply.body?.errors ?? {};
			if (!Array.isArray(globalErrors) || globalErrors.length === 0) {
				return undecided(`no global error was provoked: ${told(reply)}`);
			}
			const isAlike = (error) => Boolean(error?.type && error?.errorMessage);
			const keys = Object.keys(globalErrors[0] ?? {}).join(', ');
			return decided(globalErrors.every(isAlike), `globalErrors with ${keys || 'plain texts'}`);
		},
	},
	{
		id: 'V7',
		needs: needsItem,
		run: async (context) => {
			const account = await context.links.accountOfV5(await context.sharedLink());
			const { tranMinStartDate } = account;
			if (!tranMinStartDate) return undecided('the account has no tranMinStartDate');
			const day = String(tranMinStartDate).slice(0, 'yyyy-MM-dd'.length);
			const takes = async (tranStartDate) =>
				!isRefusedV5(await postBack(context, account, { tranStartDate }));
			const [earlier, same] = [await takes(dayBefore(day)), await takes(day)];
			const said = (isTaken) => (isTaken ? 'taken' : 'refused');
			return decided(
				same && !earlier,
				`tranMinStartDate ${tranMinStartDate}: ${day} is ${said(same)}, the day before ${said(earlier)}`,
			);
		},
	},
	{
		id: 'V8',
		needs,
		run: async (context) => {
			const { tight } = context;
			const onV5 = await context.v5.call('GET', ITEMS, { token: await tight.token() });
			const query = { limit: 1 };
			const token = await context.v5.token();
			const onV6 = await tight.call('POST', `${ACCOUNTS}/query`, query, { token });
			const areRefused = [onV5, onV6].every(({ status }) => status === 401 || status === 403);
			return decided(areRefused, `a token of 6: ${told(onV5)}; a token of 5: ${told(onV6)}`);
		},
	},
	{
		id: 'V9',
		needs,
		run: async (context) => {
			const reply = await context.v5.page(ITEMS, 250);
			return decided(reply.status === 200 && !isRefusedV5(reply), told(reply));
		},
	},
	{
		id: 'V10',
		needs,
		run: async (context) => {
			const reply = answered(await context.v5.page(ITEMS));
			if (Array.isArray(reply.body)) return confirmed(`${told(reply)}, a bare list`);
			if (!Array.isArray(reply.body.data)) throw new Undecidable(told(reply));
			const { cursor } = reply.body;
			const hasCursor = cursor !== undefined && cursor !== null && cursor !== '';
			return decided(!hasCursor, `${told(reply)}, cursor ${hasCursor ? 'given' : 'empty'}`);
		},
	},
	{
		id: 'V11',
		needs: needsItem,
		run: async (context) => {
			const { reply, again } = await deletion(context);
			if (!again) throw new Undecidable(`no Item was deleted: ${told(reply)}`);
			return decided(again.status !== 404, `for an Item that is gone, ${told(again)}`);
		},
	},
	{
		id: 'V12',
		needs: needsItem,
		run: async (context) => {
			const { reply, isGone } = await deletion(context);
			if (!isGone) throw new Undecidable(`no Item was deleted: ${told(reply)}`);
			return decided(!isRefusedV5(reply), told(reply));
		},
	},
	{
		id: 'V13',
		needs: needsItem,
		run: async (context) => {
			const { reply, listed, isGone } = await deletion(context);
			if (isRefusedV5(reply)) throw new Undecidable(`no Item was deleted: ${told(reply)}`);
			return decided(
				isGone,
				listed ? `listed with status ${listed.status}` : 'not listed any more',
			);
		},
	},
	{
		id: 'V14',
		needs,
		run: async (context) => {
			const reply = await context.v5.askForToken(context.mark);
			if (reply.status < 300) answered(reply);
			if (reply.status >= 500) throw new Undecidable(told(reply));
			const form = reply.body?.access_token ? undefined : formOfReasons(reply);
			return decided(Boolean(form), `${told(reply)}: ${form ?? 'no reason that is read'}`);
		},
	},
];
