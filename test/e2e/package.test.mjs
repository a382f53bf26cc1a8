import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { stage } from './support/stage.mjs';
import { TIGHT, TIGHT_TOOL } from './support/workflow.mjs';

/** Every node type, in the order of the names. */
const OURS = [
	'mx',
	'mxTool',
	'mxTrigger',
	'plaid',
	'plaidTool',
	'plaidTrigger',
	'tight',
	'tightTool',
]
	.concat('tightTrigger')
	.map((name) => `n8n-nodes-tight.${name}`);

const CREDENTIALS = [
	['tightApi', 'Tight API', 'tight'],
	['tightPlaidApi', 'Plaid API', 'plaid'],
	['tightMxApi', 'MX API', 'mx'],
];

/** What comes out of it is what came in. */
const PASSES_ON = 'saveCursor';

/** n8n adds it to every resource, as the way to its HTTP Request node. */
const CUSTOM_API_CALL = '__CUSTOM_API_CALL__';

/** What n8n's web server gives to the editor. */
async function get(path) {
	const response = await fetch(`${stage.server.url}/${path}`);
	const text = await response.text();
	return { status: response.status, type: response.headers.get('content-type'), text };
}

describe('The package, installed from its tarball', () => {
	let types;
	before(async () => {
		types = await stage.server.nodeTypes();
	});
	const typeOf = (name) => types.find((type) => type.name === name);

	it('brings its nodes, and a twin for AI agents of each that acts', () => {
		assert.deepEqual(typeOf(TIGHT).outputs, ['main']);
		assert.deepEqual(typeOf(TIGHT_TOOL).outputs, ['ai_tool']);
		const ours = types.filter(({ name }) => name.startsWith('n8n-nodes-tight.'));
		assert.deepEqual(ours.map(({ name }) => name).sort(), OURS);
	});

	it('shows its icons, for the light and the dark theme', async () => {
		const icons = OURS.flatMap((name) => Object.values(typeOf(name).iconUrl));
		assert.equal(icons.length, 2 * OURS.length);
		for (const icon of new Set(icons)) {
			const { status, type, text } = await get(icon);
			assert.equal(status, 200);
			assert.match(type, /svg/);
			assert.match(text, /<svg/);
		}
	});

	it('brings the credential types with their icons, and offers them to the HTTP Request node', async () => {
		const credentials = await stage.server.credentialTypes();
		for (const [name, displayName, node] of CREDENTIALS) {
			const credential = credentials.find((each) => each.name === name);
			assert.equal(credential.displayName, displayName);
			assert.ok(credential.supportedNodes.includes(`n8n-nodes-tight.${node}`));
			for (const icon of Object.values(credential.iconUrl)) {
				assert.equal((await get(icon)).status, 200);
			}
			// The HTTP Request node lists the types that can authenticate a request by themselves.
			assert.ok(credential.authenticate);
		}
	});

	it('leads to the HTTP Request node by Custom API Call, from every resource', () => {
		for (const [, , node] of CREDENTIALS) {
			const lists = typeOf(`n8n-nodes-tight.${node}`)
				.properties.filter(({ name }) => ['resource', 'operation'].includes(name))
				.map(({ options }) => options.map(({ value }) => value));
			assert.ok(lists.length > 2);
			for (const values of lists) assert.equal(values.at(-1), CUSTOM_API_CALL);
		}
	});

	it('stands in Settings > Community nodes', async () => {
		const [listed, ...others] = await stage.server.rest('/community-packages');
		assert.deepEqual(others, []);
		assert.equal(listed.packageName, 'n8n-nodes-tight');
		assert.ok(!listed.failedLoading);
		assert.deepEqual(listed.installedNodes.map(({ type }) => type).sort(), OURS);
	});

	for (const name of [TIGHT, 'n8n-nodes-tight.plaid', 'n8n-nodes-tight.mx']) {
		it(`gives the editor the shape of the output of every operation of ${name}`, async () => {
			const operations = typeOf(name)
				.properties.filter((property) => property.name === 'operation')
				.flatMap(({ options, displayOptions }) =>
					options.map(({ value }) => [displayOptions.show.resource[0], value]),
				)
				.filter(([, operation]) => operation !== CUSTOM_API_CALL);
			assert.ok(operations.length > 4);
			for (const [resource, operation] of operations) {
				// The address at which the editor asks for it.
				const { status, text } = await get(`schemas/${name}/1.0.0/${resource}/${operation}.json`);
				assert.equal(status, 200, `${resource} ${operation}`);
				const { type, properties } = JSON.parse(text);
				assert.equal(type, 'object');
				// The editor takes a shape without fields for no shape.
				if (operation !== PASSES_ON)
					assert.notDeepEqual(properties, {}, `${resource} ${operation}`);
			}
		});
	}

	it('shows in that shape the fields that are there to be dragged', async () => {
		const { text } = await get(`schemas/${TIGHT}/1.0.0/bankTransaction/create.json`);
		const { properties } = JSON.parse(text);
		assert.equal(properties.id.type, 'string');
		assert.equal(properties.amount.type, 'integer');
		assert.equal(properties.bankAccount.properties.name.type, 'string');
		assert.equal(properties.children.items.properties.amount.type, 'integer');
	});
});
