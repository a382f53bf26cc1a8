import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import * as z from 'zod/v4';

import { bankTransactionInput } from '../../../../nodes/Tight/entities/bankTransaction';
import {
	integrationInput,
	plaidConnectionInput,
} from '../../../../nodes/Tight/entities/integration';
import { cents, centsOrUnits, text } from '../../../../nodes/Tight/entities/kinds';
import { check, labelOf } from '../../../../nodes/Tight/form/check';
import { entities } from '../../../support/entities';
import { bankTransactionSample as sample } from '../../../support/samples';

const transaction = bankTransactionInput(centsOrUnits);

function problemsOf(row: object, isJson = false) {
	const checked = check(transaction, row as never, isJson);
	return checked.kind === 'invalid' ? checked.problems : [];
}

describe('check', () => {
	it('says what the whole schema says, whichever of the fields a row has', () => {
		for (const { input, sample: row } of entities) {
			const schema = input(centsOrUnits);
			const right = fc.subarray(Object.entries(row));
			const wrong = fc.dictionary(fc.constantFrom(...Object.keys(schema.shape)), fc.jsonValue(), {
				maxKeys: 2,
			});
			fc.assert(
				fc.property(right, wrong, (fields, others) => {
					const some = { ...Object.fromEntries(fields), ...others } as IDataObject;
					const whole = schema.safeParse(some);
					const checked = check(schema, some, false);
					const { row: valid, problems } = { row: undefined, problems: [], ...checked };
					expect(valid).toEqual(whole.data);
					expect(problems.map(({ path }) => path)).toEqual(
						(whole.error?.issues ?? []).map(({ path }) => path.map(String).join('.')),
					);
				}),
			);
		}
	});

	it('names every wrong field at once', () => {
		expect(problemsOf({ date: '2025-02-30', amount: '12.345', apiName: 'PLAID' })).toEqual([
			{ path: 'date', message: `'Date' must be a day such as 2025-06-26, but is "2025-02-30"` },
			{
				path: 'amount',
				message: `'Amount' must be a whole number of cents, but is "12.345"`,
			},
			{ path: 'description', message: "'Description' is missing" },
			{ path: 'bankAccountId', message: "'Bank Account' is missing" },
		]);
	});

	it('names fields of line items by label and number, from the inside out', () => {
		const children = [{ amount: 1 }, { amount: '1.5', classSegmentIds: ['a', ''] }];
		expect(problemsOf({ ...sample, children })).toEqual([
			{
				path: 'children.1.amount',
				message: `'Amount' of 'Line Items' 2 must be a whole number of cents, but is "1.5". Set 'Amounts In' to Currency Units to send decimals`,
			},
			{
				path: 'children.1.classSegmentIds.1',
				message: "'Class Segments' 2 of 'Line Items' 2 is missing",
			},
		]);
	});

	it('names fields of groups in groups', () => {
		const tax = { paymentInfo: { year: 'soon' } };
		expect(problemsOf({ ...sample, tax })).toEqual([
			{
				path: 'tax.paymentInfo.year',
				message: `'Year' of 'Payment Info' of 'Tax' must be a number in digits such as -12.5, but is "soon"`,
			},
		]);
	});

	it("adds the keys of the JSON where the row came as JSON, because labels are the form's", () => {
		const children = [{}];
		expect(problemsOf({ ...sample, amount: null, children }, true)).toEqual([
			{ path: 'amount', message: "'Amount' (amount) is missing" },
			{
				path: 'children.0.amount',
				message: "'Amount' of 'Line Items' 1 (children.0.amount) is missing",
			},
		]);
	});

	it('leaves out keys that are no fields', () => {
		expect(check(transaction, { ...sample, extra: 1 }, true)).toEqual({
			kind: 'valid',
			row: sample,
		});
	});

	it('does not change the row that it is given', () => {
		const row = { ...sample, amount: '5001', id: 158998869 };
		const before = structuredClone(row);
		check(transaction, row, true);
		expect(row).toEqual(before);
	});

	it('never shows a secret, whatever stands in its place', () => {
		const secret = fc.string({ minLength: 8 }).filter((text_) => /^\w+$/.test(text_));
		const places = fc.oneof(
			secret.map((value) => [value]),
			secret.map((value) => ({ token: value })),
		);
		fc.assert(
			fc.property(places, (value) => {
				for (const [record, field] of [
					[plaidConnectionInput(), 'accessToken'],
					[integrationInput(), 'apiAccessToken'],
				] as const) {
					const checked = check(record, { [field]: value } as never, true);
					expect(checked.kind).toBe('invalid');
					expect(JSON.stringify(checked)).toMatch(/must be text"/);
				}
			}),
		);
	});
});

describe('labelOf', () => {
	it.each([
		['amount', 'Amount'],
		['bankAccountId', 'Bank Account'],
		['children[0].amount', 'Amount'],
		['children.0.notes', 'Notes'],
		['data[3].date', 'Date'],
		['children', 'Line Items'],
		['children[2]', 'Line Items'],
	])('of %s is %s', (param, label) => {
		expect(labelOf(transaction, param)).toBe(label);
	});

	it('is not known for a field that the form does not have', () => {
		expect(labelOf(transaction, 'dimensionValueIds')).toBeUndefined();
		expect(labelOf(transaction, '')).toBeUndefined();
		expect(labelOf(transaction, '[0]')).toBeUndefined();
	});

	it('is found or not, but never fails, whatever Tight names', () => {
		const odd = fc.constantFrom('constructor', 'toString', '__proto__', 'hasOwnProperty');
		const record = z.object({ amount: cents('Amount', ''), notes: text('Notes', '') });
		fc.assert(
			fc.property(fc.oneof(fc.string(), odd), (param) => {
				expect([undefined, 'Amount', 'Notes']).toContain(labelOf(record, param));
			}),
		);
	});
});
