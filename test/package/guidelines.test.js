/**
 * Those of n8n's UX guidelines that its lint does not look at; docs/ux-checklist.md goes through
 * all of them.
 */
const fs = require('node:fs');
const path = require('node:path');
const ts = require('typescript');
const { actions, credentials, nodes, triggers } = require('./published');

const root = path.join(__dirname, '..', '..');

/** Every parameter, at any depth. */
const allOf = (properties) =>
	properties.flatMap((property) => [
		property,
		...allOf((property.options ?? []).flatMap((option) => option.values ?? option)),
	]);

const isShownFor = (resource, operation) =>
	function ({ displayOptions: { show = {} } = {} }) {
		return (
			(!show.resource || show.resource.includes(resource)) &&
			(!show.operation || show.operation.includes(operation))
		);
	};

/** `[resource, operation, its parameters]` for every operation of a node. */
const operationsOf = ({ properties }) =>
	properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ options, displayOptions: { show } }) =>
			show.resource.flatMap((resource) =>
				options.map(({ value }) => [
					resource,
					value,
					properties.filter(isShownFor(resource, value)),
				]),
			),
		);

const namesOf = (parameters) => parameters.map(({ name }) => name);

const forms = [
	...nodes.map(({ name, instance }) => ({ name, properties: instance.description.properties })),
	...credentials.map(({ name, instance }) => ({ name, properties: instance.properties })),
];

describe.each(forms)('$name', ({ properties }) => {
	const parameters = allOf(properties);

	it('begins an example with "e.g.", and names what a button adds', () => {
		const wrong = parameters.filter(({ type, placeholder, options }) => {
			if (placeholder === undefined || options?.some(({ value }) => value !== undefined))
				return false;
			const isButton = ['collection', 'fixedCollection'].includes(type);
			return !placeholder.startsWith(isButton ? 'Add ' : 'e.g. ');
		});
		expect(namesOf(wrong)).toEqual([]);
	});

	it('hides what is secret while it is typed', () => {
		const open = parameters.filter(
			({ name, type, typeOptions }) =>
				['string', 'hidden'].includes(type) &&
				/token|secret|password|apiKey/i.test(name) &&
				!typeOptions?.password,
		);
		expect(namesOf(open)).toEqual([]);
	});

	it('picks a record from a list first, or by its ID', () => {
		for (const picker of parameters.filter(({ type }) => type === 'resourceLocator')) {
			expect(picker.default).toEqual({ mode: 'list', value: '' });
			expect(namesOf(picker.modes)).toEqual(['list', 'id']);
			expect(picker.modes[1].placeholder).toMatch(/^e\.g\. /);
		}
	});
});

describe.each(actions)('the operations of $name', ({ instance: { description } }) => {
	const operations = operationsOf(description);

	it('let the user say how many results Get Many returns', () => {
		const lists = operations.filter(([, operation]) => operation === 'getAll');
		for (const [, , parameters] of lists) {
			expect(namesOf(parameters)).toEqual(expect.arrayContaining(['returnAll', 'limit']));
		}
	});

	it('ask for what is required before what is optional', () => {
		const late = operations.flatMap(([resource, operation, parameters]) => {
			const firstCollection = parameters.findIndex(({ type }) => type === 'collection');
			return parameters
				.slice(firstCollection < 0 ? parameters.length : firstCollection)
				.filter(({ required }) => required)
				.map(({ name }) => `${resource} ${operation}: ${name}`);
		});
		expect(late).toEqual([]);
	});
});

describe.each(triggers)('$name', ({ instance: { description } }) => {
	it('is called a trigger, and asks what to trigger on', () => {
		expect(description.displayName).toMatch(/ Trigger$/);
		const events = description.properties.find(({ name }) => name === 'events');
		expect(events).toMatchObject({ displayName: 'Trigger On', required: true });
	});
});

/** The texts of several words that a source file holds, those with values in them in their parts. */
function textsIn(file) {
	const source = ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
	const texts = [];
	const visit = (node) => {
		const isText = ts.isStringLiteralLike(node) || ts.isTemplateMiddleOrTemplateTail(node);
		if (isText || ts.isTemplateHead(node)) texts.push(node.text);
		ts.forEachChild(node, visit);
	};
	visit(source);
	return texts.filter((text) => /\S\s+\S/.test(text));
}

describe('what the user reads', () => {
	// Plaid's name of an event.
	const ALLOWED = ['ITEM: ERROR'];

	it('says what happened, not that there was an error', () => {
		const files = ['nodes', 'credentials'].flatMap((folder) =>
			fs
				.readdirSync(path.join(root, folder), { recursive: true })
				.filter((file) => file.endsWith('.ts'))
				.map((file) => path.join(root, folder, file)),
		);
		const texts = files.flatMap(textsIn);
		expect(texts.length).toBeGreaterThan(500);
		const wrong = texts.filter((text) => /\b(error|problem|failure|mistake)s?\b/i.test(text));
		expect([...new Set(wrong)]).toEqual(ALLOWED);
	});
});
