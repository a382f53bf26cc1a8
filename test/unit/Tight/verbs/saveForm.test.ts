import {
	NodeHelpers,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyCollection,
} from 'n8n-workflow';

import { properties } from '../../../../nodes/Tight/properties';
import { Tight } from '../../../../nodes/Tight/Tight.node';

const { description } = new Tight();
const all = properties();
const base = { resource: 'bankTransaction', operation: 'upsert' };

const isShown = (values: INodeParameters, parameter: INodeProperties, root = values) =>
	NodeHelpers.displayParameter(values, parameter, { typeVersion: 1 }, description, root);

const shownFor = (values: INodeParameters) => all.filter((each) => isShown(values, each));
const namesFor = (values: INodeParameters) => shownFor(values).map(({ name }) => name);

/** The options that n8n offers, by name and default. */
function optionsFor(values: INodeParameters) {
	const { options } = shownFor(values).find(({ name }) => name === 'options')!;
	return (options as INodeProperties[])
		.filter((option) => isShown({}, option, values))
		.map(({ name, default: initial }) => [name, initial]);
}

describe('the form of a bank transaction that comes from Plaid', () => {
	const fromPlaid = { ...base, mappingMode: 'fromPlaid' };

	it.each([
		['maskAndName', []],
		['table', ['accountTable']],
		['oneAccount', ['bankAccountId']],
	])('asks for what Plaid does not know, accounts %s', (accountMapping, accounts) => {
		expect(namesFor({ ...fromPlaid, accountMapping })).toEqual([
			'resource',
			'operation',
			'userId',
			'mappingMode',
			'accountMapping',
			...accounts,
			'pendingTransactions',
			'removedTransactions',
			'options',
		]);
	});

	it('has its options, whatever was chosen before', () => {
		for (const matchOn of ['id', 'apiSourceId']) {
			expect(optionsFor({ ...fromPlaid, matchOn })).toEqual([
				['additionalJson', '{}'],
				['batchSize', 200],
				['currency', 'USD'],
				['matchWindow', 14],
				['parallelRequests', 4],
				['removedLookback', 120],
				['timeout', 60],
			]);
		}
	});
});

describe('the form of a bank transaction that the user maps', () => {
	it.each(['defineBelow', 'autoMapInputData'])('%s has nothing of Plaid’s', (mappingMode) => {
		const values = { ...base, mappingMode, matchOn: 'apiSourceId' };
		const names = namesFor(values);
		expect(names).toEqual(expect.arrayContaining(['matchOn', 'amountUnit']));
		expect(names.join()).not.toMatch(/accountMapping|Transactions/);
		expect(optionsFor(values)).toContainEqual(['matchWindow', 14]);
		expect(optionsFor(values).join()).not.toMatch(/currency|removedLookback/);
	});

	it.each([
		['id', 'id', true],
		['apiSourceId', 'apiSourceId', false],
	])('matched on %s, asks for it once, above the others', (matchOn, asked, isOffered) => {
		const values = { ...base, mappingMode: 'defineBelow', matchOn };
		const names = namesFor(values);
		expect(names.indexOf(asked)).toBeGreaterThan(names.indexOf('matchOn'));
		expect(names.indexOf(asked)).toBeLessThan(names.indexOf('date'));
		const { options } = shownFor(values).find(({ name }) => name === 'additionalFields')!;
		const sourceId = (options as INodeProperties[]).find(({ name }) => name === 'apiSourceId')!;
		expect(isShown({}, sourceId, values)).toBe(isOffered);
	});

	it.each([
		['bankTransaction', 'create', ['amountUnit', 'amount']],
		['payment', 'upsert', ['amountUnit', 'amount']],
		['bankTransaction', 'update', ['updateFields', 'amountUnit']],
		['bankAccount', 'upsert', ['additionalFields', 'amountUnit']],
	])('has the unit of amounts beside them: %s %s', (resource, operation, neighbours) => {
		const names = namesFor({ resource, operation, mappingMode: 'defineBelow' });
		const at = names.indexOf(neighbours[0]);
		expect(names.slice(at, at + 2)).toEqual(neighbours);
	});

	it('begins the year of a tax payment with nothing, which is not sent', () => {
		const { options } = shownFor({ ...base, mappingMode: 'defineBelow' }).find(
			({ name }) => name === 'additionalFields',
		)!;
		const tax = (options as INodeProperties[]).find(({ name }) => name === 'tax')!;
		const [{ values }] = tax.options as INodePropertyCollection[];
		expect(values.find(({ name }) => name === 'year')).toMatchObject({ default: '' });
	});

	it('offers Plaid where rows are added or updated, and nowhere else', () => {
		const modes = all
			.filter(({ name }) => name === 'mappingMode')
			.filter(({ options }) => JSON.stringify(options).includes('fromPlaid'))
			.map(({ displayOptions }) => displayOptions!.show);
		expect(modes).toEqual([{ resource: ['bankTransaction'], operation: ['upsert'] }]);
	});
});

it('the form of an import asks for what MX always tells of a row, also where JSON may lack it', () => {
	const shown = shownFor({
		resource: 'mxTransaction',
		operation: 'import',
		mappingMode: 'defineBelow',
	});
	const names = shown.filter(({ required }) => required).map(({ name }) => name);
	const asked = 'guid accountGuid amount createdAt date status type updatedAt'.split(' ');
	expect(names).toEqual(asked);
	const { options } = shown.find(({ name }) => name === 'additionalFields')!;
	const others = options!.map(({ name }) => name);
	expect(others.filter((name) => asked.includes(name))).toEqual([]);
	expect(others).toHaveLength(27);
});

it.each([
	['bankTransaction', true, true],
	['bankAccount', true, true],
	['payment', true, false],
	['payment', false, true],
	['customer', true, false],
	['customer', false, true],
])('Details of %s are offered only where Simplify (%s) keeps any: %s', (resource, simplify, is) => {
	const names = namesFor({ resource, operation: 'getAll', simplify });
	expect(names.includes('expand')).toBe(is);
});
