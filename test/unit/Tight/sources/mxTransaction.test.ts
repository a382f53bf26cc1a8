import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { mxTransactionInput } from '../../../../nodes/Tight/entities/mxTransaction';
import { fromMx, isPendingAtMx } from '../../../../nodes/Tight/sources/mxTransaction';
import { valuesOf } from '../../../support/entities';
import { mxRow, mxRows, mxTransactionSample } from '../../../support/samples';

const TIGHTS_NAMES = Object.keys(mxTransactionInput().shape);

describe('fromMx', () => {
	it('there are 35 fields in Tight and 44 in MX', () => {
		expect(TIGHTS_NAMES).toHaveLength(35);
		expect(Object.keys(mxRow)).toHaveLength(44);
	});

	it.each(TIGHTS_NAMES)('%s is the same under either name', (name) => {
		const mxs = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
		expect(mxRow).toHaveProperty(mxs);
		expect(fromMx({ [mxs]: mxRow[mxs] })).toEqual({ [name]: mxRow[mxs] });
		expect(fromMx({ [name]: mxRow[mxs] })).toEqual({ [name]: mxRow[mxs] });
	});

	it.each([
		'account_id',
		'extended_transaction_type',
		'id',
		'is_recurring',
		'member_guid',
		'member_is_managed_by_user',
		'metadata',
		'user_guid',
		'user_id',
	])('%s of MX is left out', (name) => {
		expect(mxRow).toHaveProperty(name);
		expect(fromMx({ [name]: 'x' })).toEqual({});
	});

	it.each(mxRows)(
		'of a row of $version are exactly the fields that both have',
		({ row, fields }) => {
			const renamed = fromMx(row);
			expect(TIGHTS_NAMES).toEqual(expect.arrayContaining(Object.keys(renamed)));
			expect(Object.keys(renamed)).toHaveLength(fields);
		},
	);

	it("leaves a row alone that has Tight's names", () => {
		expect(fromMx(mxTransactionSample)).toEqual(mxTransactionSample);
		fc.assert(
			fc.property(valuesOf(mxTransactionInput()), (row) => {
				expect(fromMx(row)).toEqual(row);
			}),
		);
	});

	it("where a row has both names, Tight's counts", () => {
		expect(fromMx({ accountGuid: 'mine', account_guid: 'theirs' })).toEqual({
			accountGuid: 'mine',
		});
		expect(fromMx({ account_guid: 'theirs', accountGuid: 'mine' })).toEqual({
			accountGuid: 'mine',
		});
	});

	it('keeps keys that neither service has, such as those of the workflow', () => {
		const own: IDataObject = { my_key: 1, myKey: 2, Guid: 3, constructor: 4 };
		expect(fromMx(own)).toEqual(own);
	});

	it('does not change the item', () => {
		const before = structuredClone(mxRow);
		fromMx(mxRow);
		expect(mxRow).toEqual(before);
	});
});

describe('isPendingAtMx', () => {
	it.each([
		['PENDING', true],
		['POSTED', false],
		['SETTLED', false],
		[undefined, false],
	])('%p: %p', (status, isPending) => {
		expect(isPendingAtMx({ status })).toBe(isPending);
	});
});
