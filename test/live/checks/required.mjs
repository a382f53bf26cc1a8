import {
	ACCOUNTS,
	FINICITY_IMPORT,
	MX_IMPORT,
	PAYMENTS,
	TRANSACTIONS,
} from '../services/books.mjs';
import { isRefused, withReasons } from '../services/tight.mjs';
import { confirmed, decided, refuted } from '../verdict.mjs';

const needs = ['tight'];

/** All fields are needed, or which are not. */
const allNeeded = (names, spare) =>
	spare.length === 0
		? confirmed(`refused without any of ${names.join(', ')}`)
		: refuted(`taken without ${spare.join(', without ')}`);

/** Which fields are needed, and which values are taken. @type {import('../run.mjs').Check[]} */
export const required = [
	{
		id: 'T4',
		needs,
		run: async ({ books }) => {
			const row = await books.transaction('T4');
			await books.one(TRANSACTIONS, row);
			const names = Object.keys(row);
			return allNeeded(names, await books.notNeeded(TRANSACTIONS, () => row, names));
		},
	},
	{
		id: 'T5',
		needs,
		run: async ({ books }) => {
			const row = books.payment('T5');
			const names = Object.keys(row);
			if (!(await books.takes(PAYMENTS, row))) {
				return refuted(`refused with no more than ${names.join(', ')}`);
			}
			return allNeeded(names, await books.notNeeded(PAYMENTS, () => row, names));
		},
	},
	{
		id: 'T6',
		needs,
		run: async ({ books }) => {
			const row = () => books.mx('T6');
			await books.one(MX_IMPORT, row());
			const names = Object.keys(row()).filter((name) => name !== 'description');
			return allNeeded(names, await books.notNeeded(MX_IMPORT, row, names));
		},
	},
	{
		id: 'T7',
		needs,
		// The sandbox asks for no more than a row can be made of.
		local: 'refuted',
		run: async ({ books }) => {
			const row = () => books.finicity('T7');
			await books.one(FINICITY_IMPORT, row());
			const names = Object.keys(row()).filter((name) => name !== 'description');
			return allNeeded(names, await books.notNeeded(FINICITY_IMPORT, row, names));
		},
	},
	{
		id: 'T8',
		needs,
		run: async ({ tight, day }) => {
			const path = '/v6/integrations/plaid/connection';
			const reply = await tight.call('POST', path, { tranStartDate: day });
			return decided(reply.status >= 400 || isRefused(reply.body), withReasons(reply));
		},
	},
	{
		id: 'T19',
		needs,
		run: async ({ books }) => {
			const tax = (region, quarter) => ({ tax: { paymentInfo: { region, year: 2025, quarter } } });
			const values = {
				'type TRANSFER': { type: 'TRANSFER' },
				'status INACTIVE': { status: 'INACTIVE' },
				'status REMOVED': { status: 'REMOVED' },
				'reviewStatus RECONCILED': { reviewStatus: 'RECONCILED' },
				'reviewStatus RECONCILIATION_DISCREPANCY': { reviewStatus: 'RECONCILIATION_DISCREPANCY' },
				'reviewStatus PARTNER_REVIEW_REQUIRED': { reviewStatus: 'PARTNER_REVIEW_REQUIRED' },
				'region STATE, quarter Q2': tax('STATE', 'Q2'),
				'quarter Q3': tax('FEDERAL', 'Q3'),
				'quarter Q4': tax('FEDERAL', 'Q4'),
			};
			const unknown = [];
			for (const [name, fields] of Object.entries(values)) {
				const row = await books.transaction('T19', fields);
				if (!(await books.takes(TRANSACTIONS, row))) unknown.push(name);
			}
			const credit = books.newAccount({ type: 'CREDIT' });
			if (!(await books.takes(ACCOUNTS, credit))) unknown.push('account type CREDIT');
			return unknown.length === 0
				? confirmed(`taken: ${Object.keys(values).join('; ')}; account type CREDIT`)
				: refuted(`refused: ${unknown.join('; ')}`);
		},
	},
];
