import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { changeOf, intentOf } from '../../../../nodes/Tight/sources/plaidTransaction';
import type { SaveIntent } from '../../../../nodes/Tight/sources/source';
import {
	changed,
	pendingRow,
	plaidTransaction,
	postedRow,
	removed,
} from '../../../support/plaidChanges';

const CHOICES = { currency: 'USD', pending: 'replace', removal: 'mark' } as const;

const saved = (json: IDataObject) => intentOf(json, CHOICES) as SaveIntent;
const rowOf = (json: IDataObject) => saved(json).row;

/** `-1250` as `-12.50`, by its digits. */
function decimal(cents: number): string {
	const digits = String(Math.abs(cents)).padStart(3, '0');
	return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

describe('the amount', () => {
	it('is the same cents with the other sign, of every decimal', () => {
		fc.assert(
			fc.property(fc.maxSafeInteger(), (cents) => {
				const { amount } = rowOf(changed('id', { amount: decimal(cents) }));
				expect(amount).toBe(cents === 0 ? 0 : -cents);
			}),
		);
	});

	// From 2^46 units on, numbers lie further apart than a cent.
	it('is the same cents with the other sign, of every number', () => {
		const most = 2 ** 46 * 100 - 1;
		fc.assert(
			fc.property(fc.integer({ min: -most, max: most }), (cents) => {
				const { amount } = rowOf(changed('id', { amount: Number(decimal(cents)) }));
				expect(amount).toBe(cents === 0 ? 0 : -cents);
			}),
		);
	});

	it('tells the type: money out is an expense, money in is revenue, nothing is neither', () => {
		fc.assert(
			fc.property(fc.maxSafeInteger(), (cents) => {
				const { type } = rowOf(changed('id', { amount: decimal(cents) }));
				expect(type).toBe(cents === 0 ? undefined : cents > 0 ? 'EXPENSE' : 'REVENUE');
			}),
		);
	});

	it.each([0, -0, '0', '-0.00', '0.0'])('of nothing, %p, is 0 without a sign', (amount) => {
		const row = rowOf(changed('id', { amount }));
		expect(row.amount).toBe(0);
		expect(row).not.toHaveProperty('type');
	});

	it('is whole cents or a problem, whatever it is given', () => {
		fc.assert(
			fc.property(fc.anything(), (amount) => {
				const intent = intentOf(changed('id', { amount: amount as never }), CHOICES);
				if (intent.kind === 'save') expect(Number.isSafeInteger(intent.row.amount)).toBe(true);
				else expect(intent).toMatchObject({ kind: 'invalid', problems: [{ path: 'amount' }] });
			}),
		);
	});
});

describe('every change', () => {
	const change = fc.record(
		{
			change_type: fc.oneof(fc.constantFrom('added', 'modified', 'removed'), fc.anything()),
			transaction_id: fc.oneof(fc.string(), fc.anything()),
			pending: fc.anything(),
			pending_transaction_id: fc.anything(),
			amount: fc.oneof(fc.double(), fc.anything()),
			date: fc.anything(),
			name: fc.anything(),
			account: fc.anything(),
			account_id: fc.anything(),
			iso_currency_code: fc.oneof(fc.constant('USD'), fc.anything()),
			unofficial_currency_code: fc.anything(),
		},
		{ requiredKeys: [] },
	);
	const choices = fc.record({
		currency: fc.constantFrom('USD', 'CAD'),
		pending: fc.constantFrom('skip' as const, 'replace' as const),
		removal: fc.constantFrom('mark' as const, 'delete' as const, 'ignore' as const),
	});

	it('asks for one thing, or says what is wrong with it', () => {
		fc.assert(
			fc.property(change, choices, (json, chosen) => {
				const intent = intentOf(json as IDataObject, chosen);
				if (intent.kind === 'invalid') {
					expect(intent.problems.length).toBeGreaterThan(0);
					for (const { message } of intent.problems) expect(message).toMatch(/^('|The currency)/);
				} else {
					const id = intent.kind === 'save' ? intent.row.apiSourceId : intent.apiSourceId;
					expect(String(id).trim()).not.toBe('');
				}
			}),
			{ numRuns: 1000 },
		);
	});
});

describe('the description', () => {
	it.each([
		[{ original_description: 'ACH 77', name: 'Name', merchant_name: 'Shop' }, 'ACH 77'],
		[{ original_description: null, name: 'Name', merchant_name: 'Shop' }, 'Name'],
		[{ original_description: '  ', name: '', merchant_name: ' Shop ' }, 'Shop'],
		[{ original_description: null, name: null, merchant_name: null }, undefined],
	])('of %j is %p', (texts, description) => {
		expect(rowOf(changed('id', texts)).description).toBe(description);
	});
});

describe('the fields', () => {
	it('are those that Plaid knows, and no others', () => {
		const full = plaidTransaction('id', {
			check_number: '17',
			category: ['Shops'],
			personal_finance_category: { primary: 'FOOD' },
			counterparties: [{ name: 'Walmart' }],
			website: 'walmart.com',
		});
		expect(Object.keys(rowOf(full)).sort()).toEqual([
			'amount',
			'apiName',
			'apiSourceId',
			'date',
			'description',
			'type',
		]);
	});

	it('keep an ID as it is, capitals and all', () => {
		expect(rowOf(changed('lPNjeW1nR6CDn5okmGQ6hEpMo4lLNoSrzqDje')).apiSourceId).toBe(
			'lPNjeW1nR6CDn5okmGQ6hEpMo4lLNoSrzqDje',
		);
	});

	it('show the account by all that is known of it', () => {
		expect(saved(changed('id', { account_id: 'a' })).account).toEqual({
			id: 'a',
			mask: '1687',
			type: 'DEPOSITORY',
			names: ['Plaid Checking', 'Business Checking'],
		});
		expect(saved(changed('id', { account: null, account_id: null })).account).toEqual({
			id: undefined,
			mask: undefined,
			type: undefined,
			names: [],
		});
	});
});

describe('pending and removed transactions', () => {
	it('are what the user chose', () => {
		const skipping = { ...CHOICES, pending: 'skip', removal: 'ignore' } as const;
		expect(intentOf(pendingRow('p'), skipping)).toEqual({
			kind: 'skip',
			apiSourceId: 'p',
			reason: 'pending',
		});
		expect(saved(pendingRow('p'))).toMatchObject({ isPreliminary: true, replaces: undefined });
		expect(intentOf(removed('p'), skipping)).toEqual({
			kind: 'skip',
			apiSourceId: 'p',
			reason: 'removed',
		});
		expect(intentOf(removed('p'), CHOICES)).toMatchObject({ kind: 'remove', apiSourceId: 'p' });
	});

	it('are replaced by what names them, and never by themselves', () => {
		for (const pending of ['skip', 'replace'] as const) {
			expect(intentOf(postedRow('q', 'p'), { ...CHOICES, pending })).toMatchObject({
				replaces: 'p',
				isPreliminary: false,
			});
		}
		expect(saved(postedRow('q', 'q')).replaces).toBeUndefined();
		expect(saved(postedRow('q', '')).replaces).toBeUndefined();
	});

	it('skipped are not looked into', () => {
		const strange = pendingRow('p', { amount: 'much', iso_currency_code: 'XTS' });
		expect(intentOf(strange, { ...CHOICES, pending: 'skip' }).kind).toBe('skip');
	});
});

describe('the currency', () => {
	it.each([
		[{ iso_currency_code: 'usd' }, 'save'],
		[{ iso_currency_code: null, unofficial_currency_code: null }, 'save'],
		[{ iso_currency_code: 'CAD' }, 'invalid'],
		[{ iso_currency_code: 'USD', unofficial_currency_code: 'BTC' }, 'invalid'],
		[{ iso_currency_code: null, unofficial_currency_code: 'BTC' }, 'invalid'],
	])('of %j: %s', (codes, kind) => {
		expect(intentOf(changed('id', codes), CHOICES).kind).toBe(kind);
	});
});

describe('what is sent for a record that Tight has', () => {
	const body = rowOf(changed('q', { amount: 5 }));
	const { type, ...others } = body;
	const row = (change: 'added' | 'modified', more: IDataObject = {}) => ({
		item: 0,
		userId: 'u',
		body: { ...body, ...more },
		change,
	});
	const own = { amount: -500, apiSourceId: 'q' };
	const pending = { amount: -500, apiSourceId: 'p' };

	it('is the amount alone of one that is added once more, so that what the user edited stays', () => {
		expect(changeOf({ ...own, amount: -300 }, row('added'))).toEqual({ amount: -500 });
		expect(changeOf({ ...own, date: '2020-01-01', description: 'mine' }, row('added'))).toEqual({
			amount: -500,
		});
	});

	it('is all but the type of one that was modified or posted, while the money goes the same way', () => {
		expect(type).toBe('EXPENSE');
		expect(changeOf({ ...own, amount: -300, type: 'TRANSFER' }, row('modified'))).toEqual(others);
		expect(changeOf({ ...pending, amount: -300, type: 'TRANSFER' }, row('added'))).toEqual(others);
	});

	it('is the type as well when the money goes the other way, or the user gave another one', () => {
		expect(changeOf({ ...own, amount: 300 }, row('modified'))).toEqual(body);
		expect(changeOf({ ...own, amount: 300 }, row('added'))).toEqual({ amount: -500, type });
		const mine = row('modified', { type: 'TRANSFER' });
		expect(changeOf(own, mine)).toEqual(mine.body);
	});

	it('brings back a removed record when the transaction is added or posted, not when it is modified', () => {
		const statusOf = (record: IDataObject, change: 'added' | 'modified') =>
			changeOf(record, row(change)).status;
		for (const change of ['added', 'modified'] as const) {
			expect(statusOf({ ...pending, status: 'REMOVED' }, change)).toBe('ACTIVE');
			expect(statusOf({ ...pending, status: 'INACTIVE' }, change)).toBeUndefined();
		}
		expect(statusOf({ ...own, status: 'REMOVED' }, 'added')).toBe('ACTIVE');
		expect(statusOf({ ...own, status: 'REMOVED' }, 'modified')).toBeUndefined();
		expect(statusOf({ ...own, status: 'INACTIVE' }, 'added')).toBeUndefined();
	});
});
