/** The nodes as tools of an AI agent. */
import { before, describe, it } from 'node:test';
import { BAKERY, addWorkflow } from '../e2e/support/stage.mjs';
import { chain, node, start, to } from '../e2e/support/workflow.mjs';
import { camera, inPanel, openCamera, ourNode, panelPicture, picture } from './support/camera.mjs';

/** What the editor writes when the model is to define a parameter. */
const byModel = (name, type = 'string') =>
	`={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${name}', \`\`, '${type}') }}`;

const TOOLS = {
	'Create in Tight': [
		'tightTool',
		{
			resource: 'bankTransaction',
			operation: 'create',
			userId: BAKERY,
			date: byModel('Date'),
			amountUnit: 'currencyUnits',
			amount: byModel('Amount'),
			description: byModel('Description'),
			bankAccountId: { __rl: true, mode: 'id', value: byModel('Bank_Account') },
		},
	],
	'Get Many in Tight': ['tightTool', { resource: 'bankTransaction', operation: 'getAll' }],
	'Sync of Plaid': ['plaidTool', { resource: 'transaction', operation: 'sync' }],
	'Transactions of MX': ['mxTool', { resource: 'transaction', operation: 'getAll' }],
};

describe('AI tools', () => {
	before(openCamera);

	it('of an agent', async (test) => {
		const agent = node(
			'AI Agent',
			'@n8n/n8n-nodes-langchain.agent',
			{},
			{ typeVersion: 3, position: [440, 0] },
		);
		const tools = Object.entries(TOOLS).map(([name, [type, given]], index) =>
			ourNode(name, type, given, { position: [220 * index, 300] }),
		);
		const attached = tools.map(({ name }) => [name, { ai_tool: [[to('AI Agent', 'ai_tool')]] }]);
		const workflow = {
			...chain('Agent', []),
			nodes: [start(), agent, ...tools],
			connections: { Start: { main: [[to('AI Agent')]] }, ...Object.fromEntries(attached) },
		};
		await camera.editor.openWorkflow(await addWorkflow(workflow));
		await test.test('canvas', async () => await picture('tools/canvas'));
		for (const name of Object.keys(TOOLS)) {
			await test.test(name, async () => {
				await inPanel(name, async () => {
					await camera.editor.panel().getByText('Tool Description').first().waitFor();
					await panelPicture(`tools/${name.toLowerCase().replaceAll(' ', '-')}`);
				});
			});
		}
	});
});
