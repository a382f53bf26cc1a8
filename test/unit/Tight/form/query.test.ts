import * as fc from 'fast-check';
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import type { Operator } from '../../../../nodes/Tight/entities/filters';
import { queryFrom, type QueryForm } from '../../../../nodes/Tight/form/query';
import { queryParameters } from '../../../../nodes/Tight/form/queryForm';
import { resources } from '../../../../nodes/Tight/resources';

const listingOf = (resource: string) => resources.find(({ value }) => value === resource)!.listing!;
const transactions = listingOf('bankTransaction');

const when = (...conditions: Array<[operator: Operator, value: unknown]>) => ({
	conditions: conditions.map(([operator, value]) => ({ operator, value })),
});

const ask = (form: QueryForm, resource = 'bankTransaction') => queryFrom(form, listingOf(resource));
const filterOf = (filters: QueryForm['filters'], resource?: string) => ask({ filters }, resource);

const locator = (value: unknown) => ({ __rl: true, mode: 'list', value });

/** Values of every operator that a page documents for a filter. */
const COMPARISONS = [
	'equal',
	'notEqual',
	'greaterThan',
	'greaterThanEqual',
	'lessThan',
	'lessThanEqual',
] as const;
const TEXTUAL = [...COMPARISONS, 'contain'] as const;
const LISTS = ['in', 'notIn'] as const;

/** Filters as the query pages document them: where their condition stands, and with which operators. */
const DOCUMENTED: Record<string, Record<string, [path: string, operators: readonly string[]]>> = {
	bankTransaction: {
		date: ['date', COMPARISONS],
		amount: ['amount', COMPARISONS],
		description: ['description', TEXTUAL],
		notes: ['notes', TEXTUAL],
		status: ['status', LISTS],
		reviewStatus: ['reviewStatus', LISTS],
		type: ['type', LISTS],
		bankAccount: ['bankAccount.id', LISTS],
		vendor: ['vendor.id', ['in']],
		customer: ['customer.id', ['in']],
		category: ['category.id', ['in']],
		glAccount: ['glAccount.id', ['in']],
		classSegments: ['classSegments.id', ['in']],
		reconciliationMatch: ['reconciliationMatch.id', ['equal']],
		company: ['company', ['in']],
	},
	payment: {
		displayName: ['displayName', TEXTUAL],
		description: ['description', TEXTUAL],
		status: ['status', LISTS],
		bankAccount: ['bankAccount.id', LISTS],
		bankTransaction: ['bankTransaction.id', ['equal']],
	},
	bankAccount: { status: ['status', LISTS] },
};

const SAMPLES: Record<string, [given: unknown, asked: unknown]> = {
	date: ['2025-06-26T10:00:00+02:00', '2025-06-26'],
	amount: ['-1250', -1250],
};

const CASES = Object.entries(DOCUMENTED).flatMap(([resource, filters]) =>
	Object.entries(filters).flatMap(([name, [path, operators]]) =>
		operators.map((operator) => ({ resource, name, path, operator: operator as Operator })),
	),
);

/** `{a: {b: value}}` for `a.b`. */
const at = (path: string, value: unknown) =>
	path.split('.').reduceRight((inner, part) => ({ [part]: inner }), value);

describe('a documented filter', () => {
	it.each(CASES)(
		'of $resource becomes the documented shape: $name $operator',
		({ resource, name, path, operator }) => {
			const [given, asked] = SAMPLES[name] ?? ['x', 'x'];
			const value = operator === 'in' || operator === 'notIn' ? [asked] : asked;
			expect(filterOf({ [name]: when([operator, given]) }, resource)).toEqual({
				filter: at(path, { [operator]: value }),
			});
		},
	);

	it.each(Object.keys(DOCUMENTED))(
		'of %s has its documented operators and no others',
		(resource) => {
			const { filters = {} } = listingOf(resource);
			const withOperators = Object.entries(filters).filter(([, { operators }]) => operators);
			const offered = withOperators.map(([name, { path, operators }]) => [
				name,
				[path.join('.'), [...operators!].sort()],
			]);
			const documented = Object.entries(DOCUMENTED[resource]).map(([name, [path, operators]]) => [
				name,
				[path, [...operators].sort()],
			]);
			expect(Object.fromEntries(offered)).toEqual(Object.fromEntries(documented));
		},
	);

	it('stands by itself where it takes no operator', () => {
		expect(filterOf({ search: 'gas', lastUpdatedDateTime: '2025-06-26T10:00:00Z' })).toEqual({
			filter: { search: 'gas', lastUpdatedDateTime: '2025-06-26T10:00:00Z' },
		});
	});
});

describe('conditions on one field', () => {
	it('add up where they take lists, in their order', () => {
		fc.assert(
			fc.property(
				fc.array(fc.tuple(fc.constantFrom('in' as const, 'notIn' as const), fc.uuid()), {
					minLength: 1,
				}),
				(conditions) => {
					const listed = (wanted: string) =>
						conditions.filter(([operator]) => operator === wanted).map(([, id]) => id);
					const id = Object.fromEntries(
						['in', 'notIn'].map((name) => [name, listed(name)]).filter(([, ids]) => ids.length),
					);
					expect(filterOf({ bankAccount: when(...conditions) })).toEqual({
						filter: { bankAccount: { id } },
					});
				},
			),
		);
	});

	it('stand beside each other where their operators differ', () => {
		const range = when(['greaterThanEqual', '2025-01-01'], ['lessThan', '2025-02-01']);
		expect(filterOf({ date: range })).toEqual({
			filter: { date: { greaterThanEqual: '2025-01-01', lessThan: '2025-02-01' } },
		});
	});

	it('are refused where an operator that takes one value comes twice', () => {
		expect(filterOf({ amount: when(['equal', 1], ['equal', 2]) })).toEqual([
			{
				path: 'amount',
				message: "'Amount' has two conditions 'Is Equal To'. Remove one of them",
			},
		]);
	});

	it('are refused in the words of the form for dates', () => {
		expect(filterOf({ date: when(['equal', '2025-01-01'], ['equal', '2025-01-02']) })).toEqual([
			{ path: 'date', message: "'Date' has two conditions 'Is On'. Remove one of them" },
		]);
	});

	it.each([
		['date', 'equal', '2025-02-30', `'Date' must be a day such as 2025-06-26, but is "2025-02-30"`],
		['amount', 'lessThan', '12.5', `'Amount' must be a whole number of cents, but is "12.5"`],
		['amount', 'lessThan', '', "'Amount' is missing"],
		['bankAccount', 'in', locator(''), "'Bank Account' is missing"],
		['status', 'in', true, "'Status' must be text such as ACTIVE, but is true"],
	] as const)('are checked: %s %s %p', (name, operator, value, message) => {
		expect(filterOf({ [name]: when([operator, value]) })).toEqual([
			expect.objectContaining({ message }),
		]);
	});

	it('ask for records by the ids in their locators', () => {
		expect(filterOf({ vendor: when(['in', locator('vnd_1')], ['in', locator(28868401)]) })).toEqual(
			{ filter: { vendor: { id: { in: ['vnd_1', '28868401'] } } } },
		);
	});

	it('take values that Tight adds later', () => {
		expect(filterOf({ status: when(['notIn', 'ARCHIVED']) })).toEqual({
			filter: { status: { notIn: ['ARCHIVED'] } },
		});
	});
});

describe('queryFrom', () => {
	it('asks for everything when nothing is filled in', () => {
		expect(ask({})).toEqual({});
		expect(ask({ filters: {}, sort: {}, expand: [] })).toEqual({});
		expect(filterOf({ date: {}, vendor: { conditions: [] } })).toEqual({});
	});

	it('names a filter without operators that was left empty', () => {
		expect(filterOf({ search: '' })).toEqual([
			expect.objectContaining({ message: "'Search' is missing" }),
		]);
	});

	it('leaves aside filters of another resource, which the form does not show', () => {
		expect(filterOf({ amount: when(['equal', 1]), search: 'gas' }, 'payment')).toEqual({
			filter: { search: 'gas' },
		});
		expect(filterOf({ status: when(['in', 'ACTIVE']) }, 'category')).toEqual({});
	});

	it('shows relations in full, also beside a filter on them', () => {
		expect(
			ask({ filters: { vendor: when(['in', 'vnd_1']) }, expand: ['vendor', 'category'] }),
		).toEqual({
			filter: { vendor: { id: { in: ['vnd_1'] }, expand: true }, category: { expand: true } },
		});
	});

	it('shows line items together with the record that has them', () => {
		const shown = { invoice: { expand: true, lineItems: { expand: true } } };
		expect(ask({ expand: ['invoice.lineItems'] })).toEqual({ filter: shown });
		expect(ask({ expand: ['invoice', 'invoice.lineItems', 'bill'] })).toEqual({
			filter: { ...shown, bill: { expand: true } },
		});
	});

	it('sorts', () => {
		expect(ask({ sort: { by: { orderBy: 'DATE', direction: 'DESC' } } })).toEqual({
			sort: { orderBy: 'DATE', direction: 'DESC' },
		});
	});

	it('does not change the form', () => {
		const form = {
			filters: { vendor: when(['in', locator('a')], ['in', 'b']) },
			expand: ['vendor'],
		};
		const before = structuredClone(form);
		ask(form);
		expect(form).toEqual(before);
	});
});

describe('the form of a query', () => {
	it('offers every filter once, under its label', () => {
		const [filters] = queryParameters(transactions);
		const names = (filters.options as Array<{ name: string }>).map(({ name }) => name);
		expect([...names].sort()).toEqual(Object.keys(transactions.filters!).sort());
	});

	it('asks for a condition in words, and for a date in those of dates', () => {
		const [filters] = queryParameters(transactions);
		const operatorsOf = (wanted: string) => {
			const parameter = (filters.options as INodeProperties[]).find(({ name }) => name === wanted)!;
			const [condition] = parameter.options as INodePropertyCollection[];
			const [operator] = condition.values;
			return (operator.options as INodePropertyOptions[]).map(({ name }) => name);
		};
		expect(operatorsOf('amount')).toContain('Is Less Than');
		expect(operatorsOf('date')).toContain('Is Before');
		expect(operatorsOf('bankAccount')).toEqual(['Is Any Of', 'Is None Of']);
	});

	it('has no parameters for a list that Tight answers whole', () => {
		expect(queryParameters(listingOf('category'))).toEqual([]);
	});

	it('names relations as the rest of the form does', () => {
		const expand = queryParameters(transactions).find(({ name }) => name === 'expand')!;
		const names = (expand.options as Array<{ name: string }>).map(({ name }) => name);
		expect(names).toEqual(
			expect.arrayContaining([
				...['Bank Account', 'GL Account', 'Class Segments'],
				...['Bill Line Items', 'Invoice Line Items', 'Payroll Line Items'],
			]),
		);
	});
});
