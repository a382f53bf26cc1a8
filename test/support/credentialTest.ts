import {
	NodeConnectionTypes,
	type IDataObject,
	type ICredentialType,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type INodeType,
} from 'n8n-workflow';

import { runWorkflow, type EngineRun } from './engine';

/** A credential as n8n's own test of it, and n8n's HTTP Request node, use it. */

function nodeTypeFor(type: ICredentialType, more: Partial<INodeType['description']>): INodeType {
	return {
		description: {
			displayName: 'Probe',
			name: 'probe',
			group: ['transform'],
			version: 1,
			description: 'Of the tests',
			defaults: { name: 'Probe' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			credentials: [{ name: type.name, required: true }],
			properties: [],
			...more,
		},
	};
}

async function runProbe(
	type: ICredentialType,
	credential: IDataObject,
	nodeType: INodeType,
): Promise<EngineRun> {
	return await runWorkflow({
		nodeTypes: { 'test.probe': nodeType },
		credentialTypes: { [type.name]: type },
		credentials: { [type.name]: credential as never },
		nodes: [
			{
				id: 'probe',
				name: 'Probe',
				type: 'test.probe',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
				credentials: { [type.name]: { id: '1', name: type.displayName } },
			},
		],
		connections: { Start: { main: [[{ node: 'Probe', type: 'main', index: 0 }]] } },
		input: [{ json: {} }],
	});
}

/**
 * What the user reads after pressing Test, in the way of n8n's `credentials-tester.service`: the
 * declarative request of the credential, then its rules.
 */
export async function testCredential(type: ICredentialType, credential: IDataObject) {
	const { request, rules = [] } = type.test!;
	const probe = nodeTypeFor(type, {
		properties: [
			{
				displayName: 'Test',
				name: 'test',
				type: 'hidden',
				default: '',
				routing: { request },
			},
		],
	});
	const run = await runProbe(type, credential, probe);
	const error = run.error as (Error & { httpCode?: string | null }) | undefined;
	const [[item] = []] = run.outputs('Probe');
	const broken = rules.find(({ type: kind, properties }) => {
		if (kind === 'responseCode') return error && Number(error.httpCode) === properties.value;
		const { key, value } = properties as { key: string; value: unknown };
		return kind === 'responseSuccessBody' && !error && item.json[key] === value;
	});
	return broken?.properties.message ?? error?.message ?? 'Connection successful!';
}

/** Makes a request with the credential, as the HTTP Request node does. */
export async function askWith(
	type: ICredentialType,
	credential: IDataObject,
	options: IHttpRequestOptions,
): Promise<EngineRun> {
	const probe = nodeTypeFor(type, {});
	return await runProbe(type, credential, {
		...probe,
		async execute(this: IExecuteFunctions) {
			const { httpRequestWithAuthentication } = this.helpers;
			const json = await httpRequestWithAuthentication.call(this, type.name, options);
			return [[{ json }]];
		},
	});
}
