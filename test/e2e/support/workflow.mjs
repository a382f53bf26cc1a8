/** Workflows in the form in which the editor saves them. */
import { randomUUID } from 'node:crypto';

const VERSIONS = {
	'n8n-nodes-base.code': 2,
	'n8n-nodes-base.httpRequest': 4.2,
	'n8n-nodes-base.set': 3.4,
	'n8n-nodes-tight.mxTrigger': 1.1,
	'n8n-nodes-tight.plaidTrigger': 1.1,
	'n8n-nodes-tight.tightTrigger': 1.1,
};

export const TIGHT = 'n8n-nodes-tight.tight';
export const TIGHT_TOOL = 'n8n-nodes-tight.tightTool';

/** A node; `more` may hold its credentials, what it does on an error, and its place. */
export function node(name, type, parameters = {}, more = {}) {
	const typeVersion = VERSIONS[type] ?? 1;
	return { id: randomUUID(), name, type, typeVersion, position: [0, 0], parameters, ...more };
}

/** A connection to a node, for `main` or for a tool. */
export const to = (name, type = 'main') => ({ node: name, type, index: 0 });

export const start = () => node('Start', 'n8n-nodes-base.manualTrigger');

/** Puts out the rows that an expression makes, one item each. */
export function rowsMade(expression, name = 'Rows') {
	const jsCode = `return ${expression}.map((json) => ({ json }));`;
	return node(name, 'n8n-nodes-base.code', { jsCode });
}

/**
 * Two nodes that put out the given rows, one item each. Not a Code node: expressions of n8n 1 cannot
 * read the items of one.
 */
export function rowsNode(rows, name = 'Rows') {
	const jsonOutput = JSON.stringify({ rows });
	return [
		node(`All ${name}`, 'n8n-nodes-base.set', { mode: 'raw', jsonOutput, options: {} }),
		node(name, 'n8n-nodes-base.splitOut', { fieldToSplitOut: 'rows', options: {} }),
	];
}

/** Reads for each of its items a value of the item of Rows that it comes from. */
export function reader(name, key) {
	const value = `={{ $('Rows').item.json.${key} }}`;
	const assignments = [{ id: randomUUID(), name: key, type: 'string', value }];
	return node(name, 'n8n-nodes-base.set', { assignments: { assignments }, options: {} });
}

/** Nodes that follow each other, side by side on the canvas. */
export function chain(name, parts, connections = {}) {
	const nodes = parts.flat();
	const follow = nodes
		.slice(0, -1)
		.map((from, index) => [from.name, { main: [[to(nodes[index + 1].name)]] }]);
	return {
		name,
		settings: { executionOrder: 'v1' },
		nodes: nodes.map((each, index) => ({ ...each, position: [220 * index, 0] })),
		connections: { ...Object.fromEntries(follow), ...connections },
	};
}
