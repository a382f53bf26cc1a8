import { FINICITY_IMPORT, MX_IMPORT, TRANSACTIONS } from '../services/books.mjs';
import { withReasons } from '../services/tight.mjs';
import { confirmed, decided, refuted } from '../verdict.mjs';

const needs = ['tight'];

/** Texts of a provider's of which Tight may show any. */
const TEXTS = ['description', 'localizedDescription', 'originalDescription'];

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
			const [mx, finicity] = [books.mx('T45'), books.finicity('T45')];
			const shown = async (path, row) =>
				await books.get(TRANSACTIONS, (await books.one(path, row)).id);
			const kept = [await shown(MX_IMPORT, mx), await shown(FINICITY_IMPORT, finicity)];
			const texts = kept.map(({ description }) => description);
			return decided(
				kept[0].date === mx.date && texts.every((text) => text === mx.description),
				`${mx.date} is shown as ${kept[0].date}, ${mx.description} as ${texts.join(', ')}`,
			);
		},
	},
	{
		id: 'T45',
		needs,
		run: async ({ books }) => {
			const rows = [
				[
					MX_IMPORT,
					books.mx('T45', {
						localizedDescription: `${books.mark} T45 localized`,
						originalDescription: `${books.mark} T45 original`,
					}),
				],
				[
					FINICITY_IMPORT,
					books.finicity('T45', { originalDescription: `${books.mark} T45 original` }),
				],
			];
			const differing = [];
			for (const [path, row] of rows) {
				const { id } = await books.one(path, row);
				const { amount, date, description } = await books.get(TRANSACTIONS, id);
				const holds = {
					amount: Math.abs(amount) === 1,
					date: date === books.day,
					description: TEXTS.some((name) => row[name] === description),
				};
				const names = Object.keys(holds).filter((name) => !holds[name]);
				differing.push(...names.map((name) => `${path}: ${name}`));
			}
			return differing.length === 0
				? confirmed('amount, day and a text of MX and of Finicity come back')
				: refuted(`shown otherwise: ${differing.join(', ')}`);
		},
	},
];
