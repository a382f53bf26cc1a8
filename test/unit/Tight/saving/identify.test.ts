import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import {
	hasUniqueId,
	identityOfRecord,
	identityOfRow,
	isSameRecord,
	type Identity,
} from '../../../../nodes/Tight/saving/identify';
import { dayPlus, daysBetween } from '../../../../nodes/shared/days';

const FIELDS = { sourceId: 'apiSourceId', date: 'date' };

const maybe = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const identity: fc.Arbitrary<Identity> = fc.record({
	apiSourceId: fc.constantFrom('1001', '1002', 'x'),
	apiName: maybe('SHOPIFY', 'shopify', 'SQUARE'),
	bankAccountId: maybe('bka_1', '1', 'bka_2'),
	date: fc.option(
		fc.integer({ min: 0, max: 20 }).map((days) => dayPlus('2025-06-01', days)),
		{ nil: undefined },
	),
});
const windowDays = fc.constantFrom(0, 1, 7, Infinity);

describe('isSameRecord', () => {
	it('is true of every identity and itself', () => {
		fc.assert(
			fc.property(identity, windowDays, (one, days) => {
				expect(isSameRecord(one, { ...one }, days)).toBe(true);
			}),
		);
	});

	it('says the same from both sides', () => {
		fc.assert(
			fc.property(identity, identity, windowDays, (one, other, days) => {
				expect(isSameRecord(one, other, days)).toBe(isSameRecord(other, one, days));
			}),
		);
	});

	it('is true exactly where all that both sides show agrees', () => {
		fc.assert(
			fc.property(identity, identity, windowDays, (one, other, days) => {
				const both = <K extends keyof Identity>(
					name: K,
					areSame: (a: string, b: string) => boolean,
				) =>
					one[name] === undefined || other[name] === undefined || areSame(one[name], other[name]);
				expect(isSameRecord(one, other, days)).toBe(
					one.apiSourceId === other.apiSourceId &&
						both('apiName', (a, b) => a.toLowerCase() === b.toLowerCase()) &&
						both('bankAccountId', (a, b) => a.replace('bka_', '') === b.replace('bka_', '')) &&
						both('date', (a, b) => Math.abs(daysBetween(a, b)) <= days),
				);
			}),
			{ numRuns: 2000 },
		);
	});

	it('can only become false when a side shows more', () => {
		fc.assert(
			fc.property(identity, identity, identity, windowDays, (one, other, more, days) => {
				const shown = { ...more, ...definedIn(one) };
				if (!isSameRecord(one, other, days)) expect(isSameRecord(shown, other, days)).toBe(false);
			}),
		);
	});

	it.each<[string, Identity, Identity, boolean]>([
		[
			'one ID of two systems',
			{ apiSourceId: '1001', apiName: 'SHOPIFY' },
			{ apiSourceId: '1001', apiName: 'SQUARE' },
			false,
		],
		[
			'a system in other letters',
			{ apiSourceId: '1001', apiName: 'Shopify' },
			{ apiSourceId: '1001', apiName: 'SHOPIFY' },
			true,
		],
		[
			'a system that one side does not show',
			{ apiSourceId: '1001' },
			{ apiSourceId: '1001', apiName: 'SQUARE' },
			true,
		],
		[
			'one ID on two accounts',
			{ apiSourceId: '1', bankAccountId: 'bka_1' },
			{ apiSourceId: '1', bankAccountId: 'bka_2' },
			false,
		],
		[
			'an account in another form',
			{ apiSourceId: '1', bankAccountId: 'bka_1' },
			{ apiSourceId: '1', bankAccountId: '1' },
			true,
		],
		['IDs in other letters', { apiSourceId: 'lPNj' }, { apiSourceId: 'LPNJ' }, false],
		[
			'a day within the window',
			{ apiSourceId: '1', date: '2025-06-01' },
			{ apiSourceId: '1', date: '2025-06-08' },
			true,
		],
		[
			'a day beyond the window',
			{ apiSourceId: '1', date: '2025-06-01' },
			{ apiSourceId: '1', date: '2025-06-09' },
			false,
		],
	])('of %s', (_what, one, other, isSame) => {
		expect(isSameRecord(one, other, 7)).toBe(isSame);
	});
});

describe('hasUniqueId', () => {
	it.each([
		['PLAID', true],
		['mx', true],
		['Finicity', true],
		['CSV_IMPORT', false],
		['SHOPIFY', false],
		[undefined, false],
	])('of %s is %s', (apiName, isUnique) => {
		expect(hasUniqueId({ apiSourceId: '1', apiName })).toBe(isUnique);
	});
});

describe('the identity of a row', () => {
	const row = { apiSourceId: 'src-1', date: '2025-06-26', bankAccountId: 'bka_1', apiName: 'CSV' };

	it('is the source ID of a row, with its system, its day and its account', () => {
		expect(identityOfRow(row, FIELDS)).toEqual(row);
	});

	it('has the day of seconds since 1970, and of a date with a time', () => {
		expect(identityOfRow({ ...row, date: 1750952241 }, FIELDS)).toEqual(row);
		expect(identityOfRow({ ...row, date: '2025-06-26T23:00:00Z' }, FIELDS)).toEqual(row);
	});

	it('has no account where Additional JSON gives null for it, so that all are searched', () => {
		const { bankAccountId } = identityOfRow({ ...row, bankAccountId: null }, FIELDS);
		expect(bankAccountId).toBeUndefined();
	});

	it('has the fields of an import under their own names', () => {
		const imported = { guid: 'TRN-1', date: '2025-06-26', accountGuid: 'ACT-1' };
		expect(identityOfRow(imported, { sourceId: 'guid', date: 'date' })).toEqual({
			apiSourceId: 'TRN-1',
			date: '2025-06-26',
		});
	});
});

describe('the identity of a record', () => {
	it.each<[string, IDataObject, Identity | undefined]>([
		[
			'all that it shows',
			{ apiSourceId: 'a', apiName: 'CSV', bankAccount: { id: 1 }, date: '2025-06-26T00:00:00Z' },
			{ apiSourceId: 'a', apiName: 'CSV', bankAccountId: '1', date: '2025-06-26' },
		],
		['a number as its source ID', { apiSourceId: 7 }, { apiSourceId: '7' }],
		[
			'no more than it shows',
			{ apiSourceId: 'a', bankAccount: null, apiName: '' },
			{ apiSourceId: 'a' },
		],
		['none with null', { apiSourceId: null }, undefined],
		['none with an empty text', { apiSourceId: '' }, undefined],
		['none without the field', { id: 'btxn_1' }, undefined],
	])('is %s', (_what, record, shown) => {
		expect(identityOfRecord(record)).toEqual(shown);
	});

	it.each(['null', 'undefined'])(
		'without a source ID is not that of a row with the ID %j',
		(id) => {
			for (const apiSourceId of [null, undefined, '']) {
				expect(identityOfRecord({ apiSourceId })).toBeUndefined();
			}
			expect(identityOfRow({ apiSourceId: id }, FIELDS).apiSourceId).toBe(id);
		},
	);
});

function definedIn(one: Identity): Partial<Identity> {
	return Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined));
}
