import { FINICITY_IMPORT, MX_IMPORT, PAYMENTS, TRANSACTIONS } from '../services/books.mjs';
import { confirmed, decided, refuted } from '../verdict.mjs';

const needs = ['tight'];

/** Amounts, their signs, and what is kept of other values. @type {import('../run.mjs').Check[]} */
export const amounts = [
	{
		id: 'T1',
		needs,
		run: async ({ books }) => {
			const fraction = await books.transaction('T1', { amount: -1.5 });
			if (await books.takes(TRANSACTIONS, fraction)) return refuted('an amount of -1.5 is taken');
			const { amount } = await books.one(TRANSACTIONS, await books.transaction('T1'));
			const row = books.mx('T1', { amount: 1.23, type: 'CREDIT' });
			const imported = (await books.one(MX_IMPORT, row)).amount;
			return decided(
				amount === -1 && imported === 123,
				`-1.5 is refused, -1 comes back as ${amount}; 1.23 of an MX import becomes ${imported}`,
			);
		},
	},
	{
		id: 'T2',
		needs,
		run: async ({ books }) => {
			const rows = [
				await books.transaction('T2', { amount: -1, type: 'EXPENSE' }),
				await books.transaction('T2', { amount: -2 }),
				await books.transaction('T2', { amount: 3 }),
			];
			const saved = [];
			for (const row of rows) saved.push(await books.one(TRANSACTIONS, row));
			const [expense, out, into] = saved;
			const isKept = saved.every(({ amount }, index) => amount === rows[index].amount);
			const holds = isKept && out.type !== 'REVENUE' && into.type !== 'EXPENSE';
			return decided(
				holds,
				`an EXPENSE of -1 comes back as ${expense.amount}; without a type, -2 as ${out.amount} ` +
					`(${out.type}) and 3 as ${into.amount} (${into.type})`,
			);
		},
	},
	{
		id: 'T3',
		needs,
		run: async ({ books }) => {
			const sent = [
				{ amount: 1, type: 'EXPENSE' },
				{ amount: -2, type: 'EXPENSE' },
				{ amount: 3, type: 'REVENUE' },
			];
			const kept = [];
			for (const fields of sent) {
				kept.push((await books.one(PAYMENTS, books.payment('T3', fields))).amount);
			}
			const list = sent.map(({ amount, type }, index) => `${type} ${amount} as ${kept[index]}`);
			return decided(
				sent.every(({ amount }, index) => kept[index] === amount),
				list.join(', '),
			);
		},
	},
	{
		id: 'T16',
		needs,
		run: async ({ books }) => {
			const imports = [
				[MX_IMPORT, books.mx('T16', { amount: 0.01, type: 'DEBIT' }), -1],
				[MX_IMPORT, books.mx('T16', { amount: 0.02, type: 'CREDIT' }), 2],
				[FINICITY_IMPORT, books.finicity('T16', { amount: -0.03 }), -3],
				[FINICITY_IMPORT, books.finicity('T16', { amount: 0.04 }), 4],
			];
			const results = [];
			for (const [path, row, cents] of imports) {
				const { amount } = await books.one(path, row);
				results.push({ row, amount, holds: amount === cents });
			}
			const list = results.map(({ row, amount }) => {
				const type = row.guid ? `MX ${row.type}` : 'Finicity';
				return `${type} ${row.amount} as ${amount}`;
			});
			return decided(
				results.every(({ holds }) => holds),
				list.join(', '),
			);
		},
	},
	{
		id: 'T18',
		needs,
		run: async ({ books }) => {
			const { date } = await books.one(FINICITY_IMPORT, books.finicity('T18'));
			return decided(date === books.day, `noon of ${books.day} in seconds becomes ${date}`);
		},
	},
	{
		id: 'T24',
		needs,
		run: async ({ books }) => {
			// {"k":"…"} has eight characters beside its text.
			const dataOf = (length) => ({ k: 'x'.repeat(length - 8) });
			const takes = async (length) =>
				await books.takes(
					TRANSACTIONS,
					await books.transaction('T24', { customData: dataOf(length) }),
				);
			const [most, tooMuch] = [await takes(2000), await takes(2001)];
			const said = (isTaken) => (isTaken ? 'taken' : 'refused');
			return decided(
				most && !tooMuch,
				`2,000 characters of JSON are ${said(most)}, 2,001 ${said(tooMuch)}`,
			);
		},
	},
	{
		id: 'T25',
		needs,
		run: async ({ books }) => {
			const { id } = await books.one(TRANSACTIONS, await books.transaction('T25'));
			const { date } = await books.get(TRANSACTIONS, id);
			return decided(date === books.day, `${books.day} comes back as ${date}`);
		},
	},
	{
		id: 'T33',
		needs,
		run: async ({ books }) => {
			const sent = await books.transaction('T33', {
				description: `${books.mark} T33 *two  spaces, Ümläut & "quotes"`,
				notes: 'Note of\ntwo lines',
				apiSourceId: books.sourceId('T33'),
				customData: { check: 'T33', nested: { list: [1, 'a'] } },
			});
			const { id } = await books.one(TRANSACTIONS, sent);
			const kept = await books.get(TRANSACTIONS, id);
			const names = ['date', 'amount', 'description', 'apiName', 'apiSourceId', 'notes'];
			const isSame = (name) => JSON.stringify(kept[name]) === JSON.stringify(sent[name]);
			const changed = [...names, 'customData'].filter((name) => !isSame(name));
			return changed.length === 0
				? confirmed('all fields come back as they were sent')
				: refuted(`changed: ${changed.join(', ')}`);
		},
	},
];
