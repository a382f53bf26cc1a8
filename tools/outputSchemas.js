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

/**
 * @param {string} dist the compiled package
 * @returns {Array<{ file: string, schema: object }>}
 */
function outputSchemas(dist) {
	const z = require('zod/v4');
	const node = path.join(dist, 'nodes', 'Tight');
	const { resources } = require(path.join(node, 'resources'));
	const { operationsOf } = require(path.join(node, 'verbs'));
	return resources.flatMap((resource) =>
		operationsOf(resource).map(({ value }) => ({
			file: path.join(node, '__schema__', VERSION_FOLDER, resource.value, `${value}.json`),
			schema: plain(z, shapeOf(z, resource, value)),
		})),
	);
}

module.exports = { outputSchemas };
