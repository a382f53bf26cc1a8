import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeParameters,
	type INodeProperties,
	type INodeType,
	type IDataObject,
	type OnError,
} from 'n8n-workflow';

import { runWorkflow, type EngineRun } from './engine';

/** What a node does with its items. */
export type Behaviour = (
	context: IExecuteFunctions,
) => INodeExecutionData[] | Promise<INodeExecutionData[]>;

/** A node that does what a test tells it to. */
function nodeOf(behave: Behaviour, properties: INodeProperties[]): INodeType {
	return {
		description: {
			displayName: 'One',
			name: 'one',
			group: ['transform'],
			version: 1,
			description: 'Of the tests',
			defaults: { name: 'One' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			properties,
		},
		async execute() {
			return [await behave(this)];
		},
	};
}

export interface OneRun {
	input?: IDataObject[];
	onError?: OnError;
	properties?: INodeProperties[];
	parameters?: INodeParameters;
}

/** Runs a behaviour as a node on n8n's engine, so that what it is given is n8n's own. */
export async function runOne(
	behave: Behaviour,
	{ input = [{}], onError, properties = [], parameters = {} }: OneRun = {},
): Promise<EngineRun> {
	return await runWorkflow({
		nodeTypes: { 'test.one': nodeOf(behave, properties) },
		credentialTypes: {},
		credentials: {},
		nodes: [
			{
				id: 'one',
				name: 'One',
				type: 'test.one',
				typeVersion: 1,
				position: [0, 0],
				parameters,
				...(onError && { onError }),
			},
		],
		connections: { Start: { main: [[{ node: 'One', type: 'main', index: 0 }]] } },
		input: input.map((json, item) => ({ json, pairedItem: { item } })),
	});
}
