/** What the forms of a node can look like, read from its description as n8n has loaded it. */
import { createRequire } from 'node:module';

// Its module build imports files without their extensions, which Node.js refuses.
const { NodeHelpers } = createRequire(import.meta.url)('n8n-workflow');

const NODE = { typeVersion: 1 };
const ALWAYS_CHOSEN = ['resource', 'operation'];

/** The values of a form, with the defaults of all parameters that the given ones lead to. */
function valuesOf(type, given) {
	return NodeHelpers.getNodeParameters(type.properties, given, true, false, NODE, type);
}

/** The parameters that the editor shows beside these values. */
function shown(type, values) {
	return type.properties.filter((each) =>
		NodeHelpers.displayParameter(values, each, NODE, type, values),
	);
}

/** The names of the parameters on which the display of others depends. */
function decisive(parameters) {
	const inOptions = (each) => (each.options ?? []).filter(({ displayName }) => displayName);
	return parameters.flatMap((each) => {
		const { show = {}, hide = {} } = each.displayOptions ?? {};
		const names = [...Object.keys(show), ...Object.keys(hide)];
		return [...names.map((name) => name.replace(/^\//, '')), ...decisive(inOptions(each))];
	});
}

/** One entry of a repeatable or plain group, each of its fields with its default. */
function entryOf({ options }) {
	return options.map(({ name, values }) => [name, filledIn(values)]);
}

/** A value with which all of a parameter's inner fields are visible. */
function filled(parameter) {
	const { type, typeOptions, options, default: initial } = parameter;
	if (type === 'collection') return filledIn(options);
	if (type !== 'fixedCollection') return initial;
	const entries = entryOf(parameter);
	const isRepeatable = typeOptions?.multipleValues;
	return Object.fromEntries(entries.map(([name, entry]) => [name, isRepeatable ? [entry] : entry]));
}

const filledIn = (parameters) =>
	Object.fromEntries(parameters.map((each) => [each.name, filled(each)]));

/** The same form with everything added that can be added to its collections. */
function withEverything(type, given) {
	const collections = shown(type, valuesOf(type, given)).filter(({ type: kind }) =>
		['collection', 'fixedCollection'].includes(kind),
	);
	return { ...given, ...filledIn(collections) };
}

const choicesOf = ({ type, options, default: initial }) => {
	if (type === 'boolean') return [!initial];
	return type === 'options' ? options.map(({ value }) => value).filter((it) => it !== initial) : [];
};

/**
 * All forms to look at: as it opens, with everything added, and after each choice.
 *
 * @param {object} given values of the choices above the others
 * @returns {Array<{ name: string, parameters: object }>}
 */
export function formsOf(type, given) {
	return [
		{ name: 'first', parameters: given },
		{ name: 'everything', parameters: withEverything(type, given) },
		...variantsOf(type, given),
	];
}

/**
 * The forms to which the choices of one form lead: one for each other value of a parameter on which
 * the display of others depends. Where that goes for some that can be added, all are added.
 *
 * @returns {Array<{ name: string, parameters: object }>}
 */
function variantsOf(type, given) {
	const inner = type.properties.filter(({ displayOptions: { show = {} } = {} }) =>
		ALWAYS_CHOSEN.every((name) => !show[name] || show[name].includes(given[name])),
	);
	const deciding = new Set(decisive(inner));
	const inside = new Set(decisive(inner.flatMap(({ options }) => options ?? [])));
	return shown(type, valuesOf(type, given))
		.filter(({ name }) => deciding.has(name) && !ALWAYS_CHOSEN.includes(name))
		.flatMap((each) =>
			choicesOf(each).map((value) => {
				const parameters = { ...given, [each.name]: value };
				const name = `${each.name}-${value}`;
				const isAbove = inside.has(each.name);
				return { name, parameters: isAbove ? withEverything(type, parameters) : parameters };
			}),
		);
}

/** n8n adds Custom API Call to what a node can do. */
const isOurs = ({ value }) => value !== '__CUSTOM_API_CALL__';

/**
 * All resources of a node with their operations.
 *
 * @returns {Array<{ resource: string, operations: string[] }>}
 */
export function operationsOf(type) {
	const { options } = type.properties.find(({ name }) => name === 'resource');
	return options.filter(isOurs).map(({ value: resource }) => {
		const { options: operations } = type.properties.find(
			({ name, displayOptions }) =>
				name === 'operation' && displayOptions.show.resource.includes(resource),
		);
		return { resource, operations: operations.filter(isOurs).map(({ value }) => value) };
	});
}
