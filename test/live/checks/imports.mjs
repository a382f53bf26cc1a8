import { FINICITY_IMPORT, MX_IMPORT, TRANSACTIONS } from '../services/books.mjs';
import { withReasons } from '../services/tight.mjs';
import { decided } from '../verdict.mjs';

const needs = ['tight'];

/** Imports of MX's and Finicity's transactions. @type {import('../run.mjs').Check[]} */
export const imports = [
	{
		id: 'T15',
		needs,
		run: async ({ books }) => {
			const [mx, finicity] = [books.mx('T15'), books.finicity('T15')];
			const sources = [
				(await books.one(MX_IMPORT, mx)).apiSourceId,
				(await books.one(FINICITY_IMPORT, finicity)).apiSourceId,
			];
			return decided(
				sources[0] === mx.guid && String(sources[1]) === String(finicity.id),
				`guid ${mx.guid} as ${sources[0]}, id ${finicity.id} as ${sources[1]}`,
			);
		},
	},
	{
		id: 'T17',
		needs,
		run: async ({ books }) => {
			const row = books.mx('T17');
			const first = await books.one(MX_IMPORT, row);
			const description = `${row.description} again`;
			const reply = await books.post(MX_IMPORT, [{ ...row, description, amount: 0.02 }]);
			const now = await books.get(TRANSACTIONS, first.id);
			const isKept = now.description === first.description && now.amount === first.amount;
			const second = reply.body.data?.[0]?.data?.id;
			const what = !second
				? withReasons(reply)
				: second === first.id
					? 'the same row'
					: 'a new row';
			return decided(isKept, `the first row is ${isKept ? 'kept' : 'changed'}; again: ${what}`);
		},
	},
	{
		id: 'T42',
		needs,
		run: async ({ books }) => {
			const { bankAccount } = await books.one(MX_IMPORT, books.mx('T42'));
			return decided(Boolean(bankAccount?.id), `bankAccount: ${bankAccount?.id ?? 'none'}`);
		},
	},
	{
		id: 'T45',
		needs,
		run: async ({ books }) => {
			const originalDescription = `${books.mark} T45 original`;
			const mx = books.mx('T45', { originalDescription });
			const finicity = books.finicity('T45', { originalDescription });
			const shown = async (path, row) =>
				await books.get(TRANSACTIONS, (await books.one(path, row)).id);
			const [fromMx, fromFinicity] = [
				await shown(MX_IMPORT, mx),
				await shown(FINICITY_IMPORT, finicity),
			];
			const texts = [fromMx, fromFinicity].map(({ description }) => description);
			const isOwn = (text) => text === mx.description || text === originalDescription;
			return decided(
				fromMx.date === mx.date && texts.every(isOwn),
				`${mx.date} is shown as ${fromMx.date}, the texts as ${texts.join(', ')}`,
			);
		},
	},
];
