import {
	Credentials,
	ExecutionLifecycleHooks,
	LoadOptionsContext,
	WorkflowExecute,
} from 'n8n-core';
import {
	createRunExecutionData,
	ICredentialsHelper,
	isExpression,
	NodeHelpers,
	Workflow,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IExecuteFunctions,
	type IDataObject,
	type IHttpRequestHelper,
	type INode,
	type INodeExecutionData,
	type INodeListSearchResult,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IWorkflowBase,
} from 'n8n-workflow';

/** n8n's own engine around the package's real classes, without n8n's server and database. */

export type CredentialTypes = Record<string, ICredentialType>;
export type CredentialValues = Record<string, ICredentialDataDecryptedObject>;

/** Does with credentials what n8n does: expressions in `authenticate`, and minting when asked. */
class CredentialsOfTest extends ICredentialsHelper {
	constructor(
		private readonly types: CredentialTypes,
		private readonly values: CredentialValues,
	) {
		super();
	}

	getParentTypes(name: string) {
		return this.types[name]?.extends ?? [];
	}

	getCredentialsProperties(name: string) {
		return this.types[name]?.properties ?? [];
	}

	isCredentialUsableByNode() {
		return true;
	}

	async authenticate(
		credential: ICredentialDataDecryptedObject,
		typeName: string,
		options: Parameters<ICredentialsHelper['authenticate']>[2],
		workflow: Workflow,
		node: INode,
	) {
		const { authenticate } = this.types[typeName];
		if (typeof authenticate === 'function') {
			return (await authenticate(credential, options as never)) as never;
		}
		if (typeof authenticate !== 'object') return options as never;
		const resolve = (text: string) =>
			isExpression(text)
				? workflow.expression.getSimpleParameterValue(
						node,
						text,
						'internal',
						{ $credentials: credential } as never,
						undefined,
						'',
					)
				: text;
		const headers = Object.entries(authenticate.properties.headers ?? {}).map(([name, value]) => [
			name,
			resolve(String(value)),
		]);
		return { ...options, headers: { ...options.headers, ...Object.fromEntries(headers) } } as never;
	}

	async preAuthentication(
		helpers: IHttpRequestHelper,
		credential: ICredentialDataDecryptedObject,
		typeName: string,
		_node: INode,
		isExpired: boolean,
	) {
		const { preAuthentication, properties } = this.types[typeName];
		const expirable = properties.find(({ typeOptions }) => typeOptions?.expirable === true);
		if (!expirable || !preAuthentication) return undefined;
		if (credential[expirable.name] !== '' && !isExpired) return undefined;
		const made = await preAuthentication.call(helpers, credential);
		Object.assign(this.values[typeName], made);
		return Object.assign(credential, made) as ICredentialDataDecryptedObject;
	}

	async runPreAuthentication() {
		return undefined;
	}

	async getCredentials(details: { id: string | null; name: string }, type: string) {
		return new Credentials({ id: details.id, name: details.name }, type, '') as never;
	}

	async getDecrypted(_data: unknown, _details: unknown, type: string) {
		return { ...this.values[type] };
	}

	async updateCredentials() {}

	async updateCredentialsOauthTokenData() {}
}

class ManualTrigger implements INodeType {
	description = {
		displayName: 'Manual Trigger',
		name: 'manualTrigger',
		group: ['trigger'],
		version: 1,
		description: 'Starts the workflow',
		defaults: { name: 'Start' },
		inputs: [],
		outputs: ['main'],
		properties: [],
	} as never;

	async execute(this: IExecuteFunctions) {
		return [this.getInputData()];
	}
}

export interface EngineRun {
	/** Output items of a node by output: the first is the regular one, the second the error output. */
	outputs: (node: string) => INodeExecutionData[][];
	/** The error that stopped the run. */
	error?: Error & { description?: string; context?: IDataObject };
	run: IRun;
}

export interface EngineOptions {
	nodeTypes: Record<string, INodeType>;
	credentialTypes: CredentialTypes;
	credentials: CredentialValues;
	nodes: INode[];
	connections: IWorkflowBase['connections'];
	/** Items that the start node puts out. */
	input: INodeExecutionData[];
	/** `manual`, as from the editor, if not given. */
	mode?: 'manual' | 'trigger';
	/** Given the function that cancels the run. */
	onStart?: (cancel: () => void) => void;
	/** What the workflow keeps: read when the run starts, replaced at its end when that changed. */
	staticData?: IDataObject;
	executionId?: string;
}

/** A workflow of n8n, and what n8n's server would give to its run. */
export function setUp(
	{
		nodeTypes,
		credentialTypes,
		credentials,
		staticData,
		executionId = '1',
	}: Pick<
		EngineOptions,
		'nodeTypes' | 'credentialTypes' | 'credentials' | 'staticData' | 'executionId'
	>,
	nodes: INode[],
	connections: IWorkflowBase['connections'],
) {
	const types: Record<string, INodeType> = {
		'n8n-nodes-base.manualTrigger': new ManualTrigger(),
		...nodeTypes,
	};
	const known: INodeTypes = {
		getByName: (type) => types[type],
		getByNameAndVersion: (type, version) => NodeHelpers.getVersionedNodeType(types[type], version),
		getKnownTypes: () => ({}),
	};
	const definition = {
		id: 'test',
		name: 'test',
		active: false,
		nodes: [startNode, ...nodes],
		connections,
		settings: { executionOrder: 'v1' as const },
	};
	const hooks = new ExecutionLifecycleHooks('manual', executionId, definition as never);
	const additionalData = {
		executionId,
		hooks,
		credentialsHelper: new CredentialsOfTest(credentialTypes, credentials),
		webhookWaitingBaseUrl: 'http://localhost/waiting',
		formWaitingBaseUrl: 'http://localhost/form',
		webhookBaseUrl: '',
		webhookTestBaseUrl: '',
		instanceBaseUrl: '',
		restApiUrl: '',
		variables: {},
		logAiEvent() {},
		setExecutionStatus() {},
		sendDataToUI() {},
	};
	const workflow = new Workflow({
		...definition,
		nodeTypes: known,
		staticData: structuredClone(staticData),
	});
	return { workflow, hooks, additionalData };
}

/** Keeps static data as n8n's server does at the end of a run. */
function keepStaticData({ staticData: after }: Workflow, kept: IDataObject | undefined) {
	if (!kept || after.__dataChanged !== true) return;
	for (const key of Object.keys(kept)) delete kept[key];
	Object.assign(kept, JSON.parse(JSON.stringify(after)));
}

/** Runs a workflow that begins with a node named `Start` to its end. */
export async function runWorkflow(options: EngineOptions): Promise<EngineRun> {
	const { workflow, hooks, additionalData } = setUp(options, options.nodes, options.connections);
	const finished = new Promise<IRun>((resolve) => {
		hooks.addHandler('workflowExecuteAfter', (run) => resolve(run));
	});
	const runData = createRunExecutionData({
		executionData: {
			nodeExecutionStack: [
				{ node: workflow.getStartNode()!, data: { main: [options.input] }, source: null },
			],
		},
	} as never);
	const { mode = 'manual' } = options;
	const engine = new WorkflowExecute(additionalData as never, mode, runData);
	await workflow.expression.acquireIsolate?.();
	try {
		const running = engine.processRunExecutionData(workflow);
		options.onStart?.(() => running.cancel());
		await running;
	} finally {
		await workflow.expression.releaseIsolate?.();
	}
	const run = await finished;
	keepStaticData(workflow, options.staticData);
	return {
		run,
		error: run.data.resultData.error as EngineRun['error'],
		outputs: (node) =>
			(run.data.resultData.runData[node]?.[0].data?.main ?? []) as INodeExecutionData[][],
	};
}

export interface ListSearch
	extends Pick<EngineOptions, 'nodeTypes' | 'credentialTypes' | 'credentials'> {
	node: INode;
	method: string;
	/** What the user typed to narrow the list. */
	typed?: string;
	/** Where a former page ended. */
	paginationToken?: string;
}

/** Fills a list of the editor the way n8n's server does. */
export async function searchList(search: ListSearch): Promise<INodeListSearchResult> {
	const { node, method, typed, paginationToken } = search;
	// Taken before the workflow fills in what is missing: the editor's own values.
	const currentNodeParameters: INodeParameters = node.parameters;
	const { workflow, additionalData } = setUp(search, [node], {});
	const context = new LoadOptionsContext(
		workflow,
		node,
		{ ...additionalData, currentNodeParameters } as never,
		'parameters',
	);
	const { listSearch } = search.nodeTypes[node.type].methods!;
	return await listSearch![method].call(context, typed, paginationToken);
}

const startNode: INode = {
	id: 'start',
	name: 'Start',
	type: 'n8n-nodes-base.manualTrigger',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
