import {
	NodeConnectionTypes,
	type IDataObject,
	type ICredentialType,
	type IExecuteFunctions,
	type INode,
	type INodeParameters,
	type INodeType,
} from 'n8n-workflow';

import { runWorkflow } from './engine';

/** A node as an AI agent uses it: n8n's own engine makes the tool, the model is left out. */

interface Tool {
	schema: { shape: Record<string, unknown> };
	invoke: (args: IDataObject) => Promise<string>;
}

/** What n8n's server makes of a node that is usable as a tool. */
function asTool(nodeType: INodeType): INodeType {
	return Object.assign(Object.create(nodeType) as INodeType, {
		description: {
			...nodeType.description,
			name: `${nodeType.description.name}Tool`,
			inputs: [],
			outputs: [NodeConnectionTypes.AiTool],
		},
	});
}

/** An agent that calls its only tool once, and puts out what the model would read. */
function agent(args: IDataObject): INodeType {
	return {
		description: {
			displayName: 'Agent',
			name: 'agent',
			group: ['transform'],
			version: 1,
			description: 'Of the tests',
			defaults: { name: 'Agent' },
			inputs: [NodeConnectionTypes.Main, NodeConnectionTypes.AiTool],
			outputs: [NodeConnectionTypes.Main],
			properties: [],
		},
		async execute(this: IExecuteFunctions) {
			const connected = await this.getInputConnectionData(NodeConnectionTypes.AiTool, 0);
			const [tool] = [connected].flat() as Tool[];
			const answer = await tool.invoke(args);
			return [[{ json: { asksFor: Object.keys(tool.schema.shape), answer } }]];
		},
	};
}

function nodeOf(name: string, type: string, parameters: INodeParameters, more = {}): INode {
	return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters, ...more };
}

/**
 * Lets an agent use the node once.
 *
 * @param parameters those with `$fromAI` are the tool's arguments
 * @returns which arguments the tool asks for, and its answer as text
 */
export async function useAsTool(
	nodeType: INodeType,
	credential: { type: ICredentialType; values: IDataObject },
	parameters: INodeParameters,
	args: IDataObject,
): Promise<{ asksFor: string[]; answer: string }> {
	const { type, values } = credential;
	const run = await runWorkflow({
		nodeTypes: { 'test.tool': asTool(nodeType), 'test.agent': agent(args) },
		credentialTypes: { [type.name]: type },
		credentials: { [type.name]: values as never },
		nodes: [
			nodeOf('Tool', 'test.tool', parameters, {
				credentials: { [type.name]: { id: '1', name: type.displayName } },
			}),
			nodeOf('Agent', 'test.agent', {}),
		],
		connections: {
			Start: { main: [[{ node: 'Agent', type: NodeConnectionTypes.Main, index: 0 }]] },
			Tool: {
				[NodeConnectionTypes.AiTool]: [
					[{ node: 'Agent', type: NodeConnectionTypes.AiTool, index: 0 }],
				],
			},
		},
		input: [{ json: {} }],
	});
	if (run.error) return { asksFor: [], answer: run.error.message };
	return run.outputs('Agent')[0][0].json as { asksFor: string[]; answer: string };
}
