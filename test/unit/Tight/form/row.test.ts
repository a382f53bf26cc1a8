import type { IDataObject } from 'n8n-workflow';
import type * as z from 'zod/v4';

import { bankTransactionInput } from '../../../../nodes/Tight/entities/bankTransaction';
import { withRequired } from '../../../../nodes/Tight/entities/field';
import { cents, type InputSchema } from '../../../../nodes/Tight/entities/kinds';
import { mxTransactionInput } from '../../../../nodes/Tight/entities/mxTransaction';
import { hasAmounts, RowReader, type SchemaChooser } from '../../../../nodes/Tight/form/row';
import type { ReadParameter } from '../../../../nodes/shared/parameters';

const gas = {
	date: '2025-02-24',
	amount: -5001,
	description: 'SHELL OIL 574422',
	apiName: 'PLAID',
	bankAccountId: 'bka_7542850',
};

const everything: SchemaChooser = (full) => () => full;
const update: SchemaChooser = (full) => () => withRequired(full.partial(), 'id');

interface Reading {
	isUpdate?: boolean;
	choose?: SchemaChooser;
	input?: InputSchema;
}

/** The row of one item for parameters that stand in the form. */
function rowOf(parameters: IDataObject, json: IDataObject = {}, reading: Reading = {}) {
	const { isUpdate = false, choose = everything, input = bankTransactionInput } = reading;
	const read: ReadParameter = Object.assign(<T>(name: string) => parameters[name] as T, {
		isExpression: () => false,
	});
	const checked = new RowReader(read, input, isUpdate, choose).rowAt(0, json);
	return checked.kind === 'valid' ? checked.row : checked.problems.map(({ message }) => message);
}

const automatically = { mappingMode: 'autoMapInputData' };

describe('a row that is filled in by hand', () => {
	it('takes required fields from the form and the others from their collection', () => {
		const form = {
			mappingMode: 'defineBelow',
			...gas,
			amount: '-5001',
			additionalFields: { notes: 'Gas', vendorId: { __rl: true, mode: 'id', value: 'vnd_1' } },
			updateFields: { notes: 'of another operation' },
		};
		expect(rowOf(form)).toEqual({ ...gas, notes: 'Gas', vendorId: 'vnd_1' });
	});

	it('takes nothing from the item', () => {
		expect(rowOf(gas, { notes: 'from the item' })).toEqual(gas);
	});

	it('names fields by their labels', () => {
		expect(rowOf({ ...gas, amount: '' })).toEqual(["'Amount' is missing"]);
	});

	it('reads amounts in the unit of the form, in line items too', () => {
		const children = { items: [{ amount: '-50.01', additionalFields: { notes: 'x' } }] };
		const form = { ...gas, amount: '-50.01', additionalFields: { children } };
		expect(rowOf({ ...form, amountUnit: 'currencyUnits' })).toEqual({
			...gas,
			children: [{ amount: -5001, notes: 'x' }],
		});
		expect(rowOf({ ...form, amountUnit: 'cents' })).toEqual([
			`'Amount' must be a whole number of cents, but is "-50.01". Set 'Amounts In' to Currency Units to send decimals`,
			`'Amount' of 'Line Items' 1 must be a whole number of cents, but is "-50.01". Set 'Amounts In' to Currency Units to send decimals`,
		]);
	});
});

describe('a row that comes in as JSON', () => {
	it('takes the fields that stand there under their own names', () => {
		expect(rowOf(automatically, { ...gas, notes: '', vendorId: null, extra: 1 })).toEqual(gas);
	});

	it('names keys beside labels', () => {
		expect(rowOf(automatically, { ...gas, amount: 'x' })).toEqual([
			`'Amount' (amount) must be a whole number of cents, but is "x"`,
		]);
	});

	it.each([
		['ignore', gas],
		['send', { ...gas, extra: null, more: { a: 1 } }],
		['error', ["'extra' is not a field of this record", "'more' is not a field of this record"]],
	])('does with unknown keys what was chosen: %s', (extraFields, row) => {
		const json = { ...gas, extra: null, more: { a: 1 } };
		expect(rowOf({ ...automatically, options: { extraFields } }, json)).toEqual(row);
	});

	describe('does with unknown keys of line items and groups what was chosen', () => {
		const line = { amount: -5001, catgoryId: 'ctg_1', category: { id: 'ctg_1' }, invoice: null };
		const tax = { paymentInfo: { year: 2025, yaer: 2024 } };
		const rowWith = (extraFields: string | undefined, children: unknown, more = {}) =>
			rowOf({ ...automatically, options: { extraFields, ...more } }, {
				...gas,
				children,
				tax,
			} as IDataObject);
		const known = { ...gas, children: [{ amount: -5001 }], tax: { paymentInfo: { year: 2025 } } };

		it.each([[line], JSON.stringify([line])])('ignore: %j', (children) => {
			expect(rowWith('ignore', children)).toEqual(known);
			expect(rowWith(undefined, children)).toEqual(known);
		});

		it.each([[line], JSON.stringify([line])])('send: %j', (children) => {
			expect(rowWith('send', children)).toEqual({ ...gas, children: [line], tax });
		});

		it.each([[line], JSON.stringify([line])])('refuse, by their place: %j', (children) => {
			const told = (name: string) => `${name} is not a field of this record`;
			expect(rowWith('error', children)).toEqual([
				told("'catgoryId' of 'Line Items' 1 (children.0.catgoryId)"),
				told("'category' of 'Line Items' 1 (children.0.category)"),
				told("'invoice' of 'Line Items' 1 (children.0.invoice)"),
				told("'yaer' of 'Payment Info' of 'Tax' (tax.paymentInfo.yaer)"),
			]);
		});

		it('send, unless Additional JSON has other line items', () => {
			const additionalJson = { children: [{ amount: 1 }] };
			expect(rowWith('send', [line, line], { additionalJson })).toEqual({
				...gas,
				tax,
				children: [{ amount: 1 }],
			});
		});
	});

	it.each(['constructor', 'toString', 'hasOwnProperty'])(
		'takes %s, which every object has from birth, for no field',
		(name) => {
			const json = { ...gas, [name]: 'x' };
			const reading = (extraFields: string) => ({ ...automatically, options: { extraFields } });
			expect(rowOf(reading('ignore'), json)).toEqual(gas);
			expect(rowOf(reading('send'), json)).toEqual(json);
			expect(rowOf(reading('error'), json)).toEqual([`'${name}' is not a field of this record`]);
			expect(rowOf({ ...gas, options: { additionalJson: { [name]: 'x' } } })).toEqual(json);
		},
	);

	it('minds that choice only while it maps automatically', () => {
		const options = { extraFields: 'send' };
		expect(rowOf({ ...gas, options }, { extra: 1 })).toEqual(gas);
	});

	it('does not change the item', () => {
		const json = { ...gas, children: [{ amount: '1', notes: null }] };
		const before = structuredClone(json);
		rowOf({ ...automatically, options: { additionalJson: { notes: 'x' } } }, json as never);
		expect(json).toEqual(before);
	});
});

describe('Additional JSON', () => {
	it.each(['[1]', '{', 'text', 5, true])('must be an object, not %p', (additionalJson) => {
		expect(rowOf({ ...gas, options: { additionalJson } })).toEqual([
			"'Additional JSON' must be a JSON object",
		]);
	});

	it('wins over the form, and is checked like it', () => {
		const options = (additionalJson: unknown) => ({ options: { additionalJson } }) as IDataObject;
		expect(rowOf({ ...gas, ...options('{"amount": "7", "notes": "x"}') })).toEqual({
			...gas,
			amount: 7,
			notes: 'x',
		});
		expect(rowOf({ ...gas, ...options({ amount: '7.5' }) })).toEqual([
			expect.stringMatching(/^'Amount' must be a whole number of cents, but is "7\.5"/),
		]);
	});

	it('sends fields that the form does not have, and nulls', () => {
		const additionalJson = { dimensionValueIds: ['dv_1'], notes: null };
		expect(rowOf({ ...gas, options: { additionalJson } })).toEqual({
			...gas,
			dimensionValueIds: ['dv_1'],
			notes: null,
		});
	});

	it.each([null, '', ' '])('wins with %j too, over the form and over the item', (nothing) => {
		const options = { additionalJson: { notes: nothing, extra: nothing }, extraFields: 'send' };
		const cleared = { ...gas, notes: nothing, extra: nothing };
		expect(rowOf({ ...gas, additionalFields: { notes: 'mine' }, options })).toEqual(cleared);
		expect(rowOf({ ...automatically, options }, { ...gas, notes: 'mine', extra: 'mine' })).toEqual(
			cleared,
		);
	});

	it('leaves alone what an expression in it gives as undefined', () => {
		const options = { additionalJson: { notes: undefined } };
		const row = { ...gas, notes: 'mine' };
		expect(rowOf({ ...automatically, options }, row)).toEqual(row);
	});

	it('is sent as it is given inside groups and line items, which are checked', () => {
		const additionalJson = {
			children: [{ amount: '5', notes: null, later: { deep: null } }, { amount: 6 }],
			tax: { paymentInfo: { region: null, year: '2025' } },
		};
		expect(rowOf({ ...gas, options: { additionalJson } })).toEqual({
			...gas,
			children: [{ amount: 5, notes: null, later: { deep: null } }, { amount: 6 }],
			tax: { paymentInfo: { region: null, year: 2025 } },
		});
		const wrong = { children: [{ amount: null, notes: null }] };
		expect(rowOf({ ...gas, options: { additionalJson: wrong } })).toEqual([
			"'Amount' of 'Line Items' 1 is missing",
		]);
	});

	it('cannot take away what the record cannot do without', () => {
		expect(rowOf({ ...gas, options: { additionalJson: { amount: null } } })).toEqual([
			"'Amount' is missing",
		]);
	});

	it('can give what the form leaves out', () => {
		const { amount, ...others } = gas;
		expect(rowOf({ ...others, options: { additionalJson: { amount } } })).toEqual(gas);
	});
});

describe('an update', () => {
	const updating = { isUpdate: true, choose: update };

	it('needs the id, and one field to change', () => {
		expect(rowOf({ id: '', updateFields: { notes: 'x' } }, {}, updating)).toEqual([
			"'Transaction ID' is missing",
		]);
		expect(rowOf({ id: 'btxn_1', updateFields: {} }, {}, updating)).toEqual([
			'there is no field to update',
		]);
	});

	it('sends the changed fields alone', () => {
		expect(rowOf({ id: 'btxn_1', updateFields: { notes: 'x' } }, {}, updating)).toEqual({
			id: 'btxn_1',
			notes: 'x',
		});
	});

	it('may be one that only Additional JSON describes', () => {
		const options = { additionalJson: '{"notes": null}' };
		expect(rowOf({ id: 'btxn_1', options }, {}, updating)).toEqual({ id: 'btxn_1', notes: null });
	});
});

describe('the schema of a row', () => {
	it('is chosen by the row, after the JSON is read and before it is checked', () => {
		const chosen: IDataObject[] = [];
		const choose: SchemaChooser = (full: z.ZodObject) => (row) => {
			chosen.push(row);
			return row.id === undefined ? full : full.partial();
		};
		expect(rowOf({ ...automatically }, { id: 'btxn_1', notes: 'x' }, { choose })).toEqual({
			id: 'btxn_1',
			notes: 'x',
		});
		expect(chosen).toEqual([{ id: 'btxn_1', notes: 'x' }]);
	});

	it('is made once for each unit, not in every execution', () => {
		const input = jest.fn(bankTransactionInput);
		for (let executions = 0; executions < 3; executions++) {
			expect(rowOf({ ...automatically }, gas, { input })).toEqual(gas);
		}
		expect(input).toHaveBeenCalledTimes(2);
	});
});

describe('hasAmounts', () => {
	it("finds amounts of Tight's, and no others", () => {
		expect(hasAmounts(bankTransactionInput(cents))).toBe(true);
		expect(hasAmounts(bankTransactionInput(cents).pick({ children: true }))).toBe(true);
		expect(hasAmounts(bankTransactionInput(cents).omit({ children: true, amount: true }))).toBe(
			false,
		);
		expect(hasAmounts(mxTransactionInput())).toBe(false);
	});
});
