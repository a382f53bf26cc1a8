import {
	NodeHelpers,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyCollection,
	type INodePropertyOptions,
} from 'n8n-workflow';

import { fieldsOf } from '../../../nodes/Tight/entities/field';
import { anyUnit } from '../../../nodes/Tight/form/row';
import { properties } from '../../../nodes/Tight/properties';
import { resources } from '../../../nodes/Tight/resources';
import { Tight } from '../../../nodes/Tight/Tight.node';
import { operationsOf } from '../../../nodes/Tight/verbs';

type Option = INodeProperties | INodePropertyCollection | INodePropertyOptions;

const { description } = new Tight();
const all = properties();

/** Every parameter, also those inside others. */
function everyParameter(parameters: INodeProperties[]): INodeProperties[] {
	return parameters.flatMap((parameter) => {
		const inner = ((parameter.options ?? []) as Option[]).flatMap((option) => {
			if ('values' in option) return option.values;
			return 'type' in option ? [option as INodeProperties] : [];
		});
		return [parameter, ...everyParameter(inner)];
	});
}

/** The parameters that n8n shows for these values. */
function shownFor(values: INodeParameters): INodeProperties[] {
	return all.filter((parameter) =>
		NodeHelpers.displayParameter(values, parameter, { typeVersion: 1 }, description),
	);
}

const operations = resources.flatMap((resource) =>
	operationsOf(resource).map((operation) => ({
		resource,
		operation,
		title: `${resource.name}: ${operation.name}`,
	})),
);

const forms = operations.flatMap(({ resource, operation, title }) => {
	const base = { resource: resource.value, operation: operation.value };
	const matchOn = all.find(
		({ name, displayOptions: { show = {} } = {} }) =>
			name === 'matchOn' &&
			show.resource?.includes(base.resource) &&
			show.operation?.includes(base.operation),
	);
	const matches = (matchOn?.options ?? [{}]) as Array<Partial<INodePropertyOptions>>;
	return ['defineBelow', 'autoMapInputData'].flatMap((mappingMode) =>
		matches.map(({ value }) => ({
			resource,
			operation,
			mappingMode,
			title: `${title}, ${mappingMode}${value === undefined ? '' : `, matching ${String(value)}`}`,
			values: { ...base, mappingMode, ...(value !== undefined && { matchOn: value }) },
		})),
	);
});

describe('the description of the node', () => {
	it('survives being sent to the editor', () => {
		expect(structuredClone(description)).toEqual(description);
		expect(JSON.parse(JSON.stringify(description))).toEqual(description);
	});

	it('is the same every time it is made', () => {
		expect(properties()).toEqual(all);
	});

	it('sorts every collection, and every list of five or more choices, by what is read', () => {
		for (const { type, options = [] } of everyParameter(all)) {
			const names = (options as Option[]).map((option) =>
				'displayName' in option ? option.displayName : option.name,
			);
			const isSorted = type === 'collection' || (type === 'options' && names.length >= 5);
			if (isSorted) {
				expect(names).toEqual([...names].sort((left, right) => left.localeCompare(right)));
			}
		}
	});

	it('begins every choice with one of its values', () => {
		for (const { name, type, options, default: initial } of everyParameter(all)) {
			if (type !== 'options') continue;
			const values = (options as INodePropertyOptions[]).map(({ value }) => value);
			expect({ name, isOffered: values.includes(initial as string) }).toEqual({
				name,
				isOffered: true,
			});
		}
	});

	it('writes no description with a full stop after its only sentence', () => {
		for (const { description = '' } of everyParameter(all)) {
			if (!description.slice(0, -1).includes('. ')) expect(description).not.toMatch(/\.$/);
		}
	});

	it('names every resource and operation once', () => {
		const names = operations.map(({ title }) => title);
		expect(new Set(names).size).toBe(names.length);
	});
});

describe.each(forms)('the form of $title', ({ resource, operation, mappingMode, values }) => {
	const shown = shownFor(values);

	it('shows no two parameters of one name', () => {
		const names = shown.map(({ name }) => name);
		expect([...new Set(names)]).toEqual(names);
	});

	it('asks whose books are meant, and offers a timeout', () => {
		expect(shown).toContainEqual(expect.objectContaining({ name: 'userId' }));
		const options = shown.find(({ name }) => name === 'options')!;
		expect(options.options).toContainEqual(expect.objectContaining({ name: 'timeout' }));
	});

	const posting = resource.posting?.find((candidate) => candidate.operation === operation.value);
	const isSave = resource.saving?.operations.includes(operation.value as 'create');
	const input = posting?.input ?? (isSave ? resource.saving!.input : undefined);
	if (!input) return;

	it('has a place for every field of the record exactly when it is filled by hand', () => {
		const record = anyUnit(input);
		const collections = shown.filter(({ name }) => /^(additional|update)Fields$/.test(name));
		const offered = [
			...shown,
			...collections.flatMap(({ options }) => options as INodeProperties[]),
		];
		const places = offered.map(({ name }) => name);
		for (const [name] of fieldsOf(record)) {
			// A new record has no ID yet, and matching by source needs none.
			const isAdding = operation.value === 'create' || 'matchOn' in values;
			if (name === 'id' && operation.value !== 'import' && isAdding && values.matchOn !== 'id') {
				continue;
			}
			expect({ name, isThere: places.includes(name) }).toEqual({
				name,
				isThere: mappingMode === 'defineBelow',
			});
		}
	});
});
