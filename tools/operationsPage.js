/** The page docs/operations.md, made from the resources, their fields, and the nodes' parameters. */
const path = require('node:path');
const { nodeSections, parameterTable } = require('./nodeSections.js');
const { table } = require('./table.js');

const KINDS = {
	amount: 'amount',
	choice: 'choice',
	date: 'day',
	dateTime: 'date and time',
	flag: 'yes or no',
	group: 'group',
	json: 'JSON object',
	lines: 'line items',
	list: 'list of texts',
	number: 'number',
	reference: 'record, from a list or by ID',
	references: 'records, from a list or by ID',
	text: 'text',
};

/** Rows of a field and of the fields inside it. */
function fieldRows(entities, record, prefix = '') {
	const { fieldsOf, isRequired } = entities;
	return fieldsOf(record).flatMap(([name, field]) => {
		const key = `${prefix}${name}`;
		const values = field.values
			? ` (${field.values.slice(0, 6).join(', ')}${field.values.length > 6 ? ', …' : ''})`
			: '';
		const isNeeded = isRequired(record.shape[name]) ? 'yes' : '';
		const row = [
			`\`${key}\``,
			field.label,
			KINDS[field.kind] + values,
			isNeeded,
			field.description,
		];
		const inside = field.kind === 'lines' ? `${key}[].` : `${key}.`;
		return [row, ...(field.inner ? fieldRows(entities, field.inner, inside) : [])];
	});
}

function recordSection(entities, title, input, cents) {
	return [
		`### ${title}`,
		table(['JSON key', 'Label', 'Kind', 'Required', 'Meaning'], fieldRows(entities, input(cents))),
	];
}

function sourceSection({ name, description, parameters: own, options }) {
	return [`### ${name}`, `${description}.`, parameterTable([...own, ...options])];
}

function filterSection(filters) {
	const rows = Object.values(filters).map(({ field, path: place, operators }) => [
		field.label,
		`\`filter.${place.join('.')}\``,
		operators ? operators.join(', ') : 'the value itself',
	]);
	return ['### Filters', table(['Filter', 'In Tight', 'Operators'], rows)];
}

function resourceSection(modules, resource) {
	const { entities, cents, operationsOf } = modules;
	const { name, saving, posting = [], listing, simplified } = resource;
	const operations = operationsOf(resource).map((operation) => [
		operation.name,
		operation.description,
	]);
	return [
		`## ${name}`,
		table(['Operation', 'What it does'], operations),
		...(saving ? recordSection(entities, 'Fields', saving.input, cents) : []),
		...(saving?.sources ?? []).flatMap(sourceSection),
		...posting.flatMap(({ operation, input }) => {
			const { name: title } = operationsOf(resource).find(({ value }) => value === operation);
			return recordSection(entities, `Fields of ${title}`, input, cents);
		}),
		...(listing?.filters ? filterSection(listing.filters) : []),
		...(simplified
			? [`**Simplify** returns ${simplified.map((field) => `\`${field}\``).join(', ')}.`]
			: []),
	];
}

/**
 * @param {string} dist the compiled package
 * @returns {string} Markdown
 */
function operationsPage(dist) {
	const node = path.join(dist, 'nodes', 'Tight');
	const { resources } = require(path.join(node, 'resources'));
	const modules = {
		entities: require(path.join(node, 'entities', 'field')),
		cents: require(path.join(node, 'entities', 'kinds')).cents,
		operationsOf: require(path.join(node, 'verbs')).operationsOf,
	};
	const intro = [
		'# Operations',
		'Made from the nodes by `npm run docs`; do not edit it by hand.',
		'# Tight',
		'**Required** is what a record needs to be added. An update needs its ID and the fields that change. Amounts are integer cents, or decimals where *Amounts In* is set to Currency Units. A choice takes any text, since Tight adds values without notice.',
	];
	const tight = resources.flatMap((resource) => resourceSection(modules, resource));
	return `${[...intro, ...tight, ...nodeSections(dist)].join('\n\n')}\n`;
}

module.exports = { operationsPage };
