/**
 * JSON schemas of what the operations put out, in the layout in which n8n looks for them:
 * `__schema__/v<node version>/<resource>/<operation>.json`.
 */
const path = require('node:path');

const VERSION_FOLDER = 'v1.0.0';

/** Operations that answer with the record itself, not with what the user asked to be left of it. */
function shapeOf(z, resource, operation) {
	const { simplified, posting = [] } = resource;
	const posted = posting.find((candidate) => candidate.operation === operation);
	const output = posted?.output ?? resource.output;
	if (operation === 'delete') return output.extend({ deleted: z.boolean() });
	const isSimplified = ['get', 'getAll'].includes(operation) && simplified;
	if (!isSimplified) return output;
	const fields = simplified.map((field) => {
		const [name, inner] = field.split('.');
		const schema = inner ? output.shape[name].shape[inner] : output.shape[name];
		return [inner ? `${name}${inner[0].toUpperCase()}${inner.slice(1)}` : name, schema];
	});
	return z.object(Object.fromEntries(fields));
}

/** A schema without the marks that n8n does not read. */
function plain(z, shape) {
	const { $schema, ...schema } = z.toJSONSchema(shape, { unrepresentable: 'any' });
	const strip = (value) => {
		if (Array.isArray(value)) return value.map(strip);
		if (typeof value !== 'object' || value === null) return value;
		const { additionalProperties, required, pattern, minimum, maximum, ...kept } = value;
		return Object.fromEntries(Object.entries(kept).map(([key, inner]) => [key, strip(inner)]));
	};
	return { ...strip(schema), version: 1 };
}

/** What the operations of the Tight node put out, by resource and operation. */
function tightOutputs(z, folder) {
	const { resources } = require(path.join(folder, 'resources'));
	const { operationsOf } = require(path.join(folder, 'verbs'));
	return Object.fromEntries(
		resources.map((resource) => [
			resource.value,
			Object.fromEntries(
				operationsOf(resource).map(({ value }) => [value, shapeOf(z, resource, value)]),
			),
		]),
	);
}

const listedOutputs = (_, folder) => require(path.join(folder, 'entities')).outputs;

const NODES = { Mx: listedOutputs, Plaid: listedOutputs, Tight: tightOutputs };

/**
 * @param {string} dist the compiled package
 * @returns {Array<{ file: string, schema: object }>}
 */
function outputSchemas(dist) {
	const z = require('zod/v4');
	return Object.entries(NODES).flatMap(([node, outputsOf]) => {
		const folder = path.join(dist, 'nodes', node);
		return Object.entries(outputsOf(z, folder)).flatMap(([resource, operations]) =>
			Object.entries(operations).map(([operation, shape]) => ({
				file: path.join(folder, '__schema__', VERSION_FOLDER, resource, `${operation}.json`),
				schema: plain(z, shape),
			})),
		);
	});
}

module.exports = { outputSchemas };
