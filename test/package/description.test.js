const { NodeHelpers } = require('n8n-workflow');
const { actions, credentials, nodes } = require('./published');

const tight = nodes.find(({ name }) => name === 'Tight').instance;

/** Every parameter, at any depth, with its place. */
function parametersIn(properties, place = '') {
	return properties.flatMap((property) => {
		const here = `${place}/${property.name}`;
		const inner = (property.options ?? []).flatMap((option) => option.values ?? option);
		const nested = inner.filter(({ type }) => type !== undefined);
		return [{ ...property, here }, ...parametersIn(nested, here)];
	});
}

const operationParameters = ({ properties }) =>
	properties.filter(({ name }) => name === 'operation');

describe.each(nodes)('the description of $name', ({ name, instance: { description } }) => {
	it('is plain data, as n8n needs it to send it to the editor', () => {
		expect(structuredClone(description)).toEqual(description);
	});

	it('is known under the name of its class', () => {
		expect(description.name).toBe(`${name[0].toLowerCase()}${name.slice(1)}`);
	});

	it('describes every field', () => {
		const nameless = parametersIn(description.properties).filter(
			({ type, description: text, name: parameter }) =>
				['string', 'number', 'boolean', 'dateTime', 'json', 'options'].includes(type) &&
				!text &&
				!['resource', 'operation', 'operator', 'orderBy', 'direction'].includes(parameter),
		);
		expect(nameless.map(({ here }) => here)).toEqual([]);
	});
});

describe.each(actions)('the operations of $name', ({ instance: { description } }) => {
	it('are offered as actions with a description', () => {
		const operations = operationParameters(description).flatMap(({ options }) => options);
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

	it('have no articles in their actions', () => {
		const operations = operationParameters(description).flatMap(({ options }) => options);
		const wordy = operations.filter(({ action }) => /\b(a|an|the)\b/i.test(action));
		expect(wordy).toEqual([]);
	});

	it('can be used by an AI model', () => {
		expect(description.usableAsTool).toBe(true);
	});
});

describe('the Tight node', () => {
	const { description } = tight;

	it('asks every operation for the user', () => {
		for (const { displayOptions, options } of operationParameters(description)) {
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
		const methods = Object.keys(tight.methods.listSearch);
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
	it.each(nodes)('are what they were in $name', ({ instance: { description } }) => {
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

	it.each(credentials)('are what they were in the credential $name', ({ instance }) => {
		const { name, properties } = instance;
		expect(structuredClone(properties)).toEqual(properties);
		expect([
			name,
			...properties.map((property) => `${property.name} ${property.type}`),
		]).toMatchSnapshot();
	});
});
