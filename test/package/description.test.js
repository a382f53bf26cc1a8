const { NodeHelpers } = require('n8n-workflow');
const { Tight } = require('../../dist/nodes/Tight/Tight.node.js');
const { TightApi } = require('../../dist/credentials/TightApi.credentials.js');

const { description } = new Tight();

/** Every parameter, at any depth, with its place. */
function parametersIn(properties, place = '') {
	return properties.flatMap((property) => {
		const here = `${place}/${property.name}`;
		const inner = (property.options ?? []).flatMap((option) => option.values ?? option);
		const nested = inner.filter(({ type }) => type !== undefined);
		return [{ ...property, here }, ...parametersIn(nested, here)];
	});
}

const operationParameters = description.properties.filter(({ name }) => name === 'operation');

describe('the description of the Tight node', () => {
	it('is plain data, as n8n needs it to send it to the editor', () => {
		expect(structuredClone(description)).toEqual(description);
		expect(structuredClone(new TightApi().properties)).toEqual(new TightApi().properties);
	});

	it('offers every operation as an action with a description', () => {
		const operations = operationParameters.flatMap(({ options }) => options);
		for (const operation of operations) {
			expect(operation).toEqual({
				name: expect.any(String),
				value: expect.any(String),
				action: expect.stringMatching(/^[A-Z][^A-Z]*( [A-Z]{2})?/),
				description: expect.any(String),
			});
		}
		expect(new Set(operations.map(({ action }) => action)).size).toBe(operations.length);
	});

	it('describes every field that an AI model may fill', () => {
		const nameless = parametersIn(description.properties).filter(
			({ type, description: text, name }) =>
				['string', 'number', 'boolean', 'dateTime', 'json', 'options'].includes(type) &&
				!text &&
				!['resource', 'operation', 'operator', 'orderBy', 'direction'].includes(name),
		);
		expect(nameless.map(({ here }) => here)).toEqual([]);
	});

	it('asks every operation for the user', () => {
		for (const { displayOptions, options } of operationParameters) {
			const [resource] = displayOptions.show.resource;
			for (const { value: operation } of options) {
				const shown = NodeHelpers.getNodeParameters(
					description.properties,
					{ resource, operation },
					true,
					false,
					{ typeVersion: 1 },
					description,
				);
				expect(shown).toHaveProperty('userId', '');
			}
		}
	});

	it('fills every list by a method that exists', () => {
		const methods = Object.keys(new Tight().methods.listSearch);
		const used = parametersIn(description.properties)
			.flatMap(({ modes = [] }) => modes)
			.map(({ typeOptions }) => typeOptions?.searchListMethod)
			.filter(Boolean);
		expect([...new Set(used)].sort()).toEqual(methods.sort());
	});
});

/**
 * Users' saved workflows hold these names. A change here breaks them: add, never rename.
 */
describe('names that saved workflows hold', () => {
	it('are what they were', () => {
		const names = parametersIn(description.properties).map(
			({ here, type, displayOptions, options }) => {
				const { resource = [], operation = [] } = displayOptions?.show ?? {};
				const values = ['options', 'multiOptions'].includes(type)
					? options.map(({ value }) => value)
					: [];
				return [[...resource, ...operation].join('.'), here, type, values.join('|')]
					.join(' ')
					.trim();
			},
		);
		expect(names.join('\n')).toMatchSnapshot();
	});

	it('are what they were in the credential', () => {
		const { name, properties } = new TightApi();
		expect([
			name,
			...properties.map((property) => `${property.name} ${property.type}`),
		]).toMatchSnapshot();
	});
});
