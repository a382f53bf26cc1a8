/** Sections of docs/operations.md for nodes whose parameters are all that there is to tell. */
const path = require('node:path');
const { table } = require('./table.js');

const ACTIONS = ['Plaid/Plaid', 'Mx/Mx'];
const TRIGGERS = ['Plaid/PlaidTrigger', 'Mx/MxTrigger', 'Tight/TightTrigger'];

function describe(dist, node) {
	const Class = require(path.join(dist, 'nodes', `${node}.node.js`))[path.basename(node)];
	return new Class().description;
}

/** Options stand in a collection of the form, but are told beside the other parameters. */
const flat = (parameters) =>
	parameters.flatMap((parameter) =>
		parameter.type === 'collection' ? parameter.options : [parameter],
	);

const told = ({ description, type, options }) => {
	const isChoice = ['options', 'multiOptions'].includes(type);
	const values = isChoice ? ` (${options.map(({ name }) => name).join(', ')})` : '';
	return `${description ?? ''}${values}`;
};

/** Descriptions of one sentence have no full stop in n8n, those of several have. */
const sentence = (description) => (description.endsWith('.') ? description : `${description}.`);

/** @param {object[]} parameters of a node, or some of them */
function parameterTable(parameters) {
	const rows = flat(parameters)
		.filter(({ type }) => type !== 'notice')
		.map((parameter) => [parameter.displayName, `\`${parameter.name}\``, told(parameter)]);
	return table(['Parameter', 'Name', 'Meaning'], rows);
}

function operationSections({ properties }, { name, value: resource }) {
	const belongsTo = ({ displayOptions }) => displayOptions?.show?.resource?.includes(resource);
	const own = properties.filter(belongsTo);
	const { options } = own.find((parameter) => parameter.name === 'operation');
	return options.flatMap((operation) => {
		const parameters = own.filter(({ displayOptions: { show } }) =>
			show.operation?.includes(operation.value),
		);
		const text = [`### ${name}: ${operation.name}`, sentence(operation.description)];
		const isBare = parameters.every(({ type }) => type === 'notice');
		return isBare ? text : [...text, parameterTable(parameters)];
	});
}

function actionSections(description) {
	const { options: resources } = description.properties.find(({ name }) => name === 'resource');
	return [
		`# ${description.displayName}`,
		...resources.flatMap((resource) => operationSections(description, resource)),
	];
}

function triggerSections(description) {
	return [
		`# ${description.displayName}`,
		sentence(description.description),
		...description.properties
			.filter(({ type }) => type === 'notice')
			.map(({ displayName }) => displayName),
		parameterTable(description.properties),
	];
}

/**
 * @param {string} dist the compiled package
 * @returns {string[]} paragraphs in Markdown
 */
function nodeSections(dist) {
	return [
		...ACTIONS.flatMap((node) => actionSections(describe(dist, node))),
		...TRIGGERS.flatMap((node) => triggerSections(describe(dist, node))),
	];
}

module.exports = { nodeSections, parameterTable };
