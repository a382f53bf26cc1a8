import type {
	IDataObject,
	INode,
	INodeListSearchResult,
	INodeParameters,
	OnError,
} from 'n8n-workflow';

import { TightApi } from '../../credentials/TightApi.credentials';
import { forgetTokens } from '../../nodes/Tight/api/tokenCache';
import { Tight } from '../../nodes/Tight/Tight.node';
import { startSandbox } from '../sandbox';
import { runWorkflow, searchList, type EngineRun } from './engine';
import { Ask, ReadValue } from './nodes';

/** The Tight node on the engine, speaking to the sandbox. */

export type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

export const BAKERY = 'user-bakery';
export const STUDIO = 'user-studio';

export function credentialFor(sandbox: Sandbox, more: IDataObject = {}) {
	return {
		environment: 'custom',
		baseUrl: sandbox.url,
		authentication: 'clientCredentials',
		clientId: sandbox.clientId,
		clientSecret: sandbox.clientSecret,
		userId: BAKERY,
		scope: 'write',
		accessToken: '',
		sessionToken: '',
		...more,
	};
}

export interface TightRun extends EngineRun {
	/** What the node put out. */
	items: IDataObject[];
	/** Index of the input item of each of them. */
	origins: number[];
	/** What came out of the error output. */
	failedItems: IDataObject[];
	/** Index of the input item of each of those. */
	failedOrigins: number[];
	/** What `after` said for each item that the node put out. */
	after: unknown[];
}

export interface TightOptions {
	parameters: INodeParameters;
	input?: IDataObject[];
	onError?: OnError;
	credential?: IDataObject;
	/** n8n's id of the credential; another one is another credential. */
	credentialId?: string;
	/** The node as another process has it; see `tightOfAnotherProcess`. */
	tight?: Tight;
	/** Expression that a node behind this one reads for each of its items. */
	after?: string;
	onStart?: (cancel: () => void) => void;
	/** How often n8n tries the node, as Retry On Fail sets it. */
	tries?: number;
}

const nodeTypes = {
	'n8n-nodes-tight.tight': new Tight(),
	'test.ask': new Ask(),
	'test.readValue': new ReadValue(),
};
const credentialTypes = { tightApi: new TightApi() };
let executions = 0;

/** The node with a memory of its own, as a worker in queue mode has it. */
export function tightOfAnotherProcess(): Tight {
	let another: Tight | undefined;
	jest.isolateModules(() => {
		const module = jest.requireActual<typeof import('../../nodes/Tight/Tight.node')>(
			'../../nodes/Tight/Tight.node',
		);
		another = new module.Tight();
	});
	return another!;
}

function nodeOf(name: string, type: string, parameters: INodeParameters, more = {}): INode {
	return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters, ...more };
}

function tightNode(
	parameters: INodeParameters,
	credentialId = '1',
	onError?: OnError,
	tries = 1,
): INode {
	return nodeOf('Tight', 'n8n-nodes-tight.tight', parameters, {
		credentials: { tightApi: { id: credentialId, name: 'Tight' } },
		...(onError && { onError }),
		...(tries > 1 && { retryOnFail: true, maxTries: tries, waitBetweenTries: 1 }),
	});
}

const to = (node: string) => ({ main: [[{ node, type: 'main' as const, index: 0 }]] });

/** Runs the node once over the input items. */
export async function runTight(sandbox: Sandbox, options: TightOptions): Promise<TightRun> {
	const { parameters, input = [{}], onError, credential, credentialId, after, onStart } = options;
	const { tight, tries } = options;
	const run = await runWorkflow({
		// Each run is an execution of its own, as n8n counts them.
		executionId: String(++executions),
		nodeTypes: { ...nodeTypes, ...(tight && { 'n8n-nodes-tight.tight': tight }) },
		credentialTypes,
		credentials: { tightApi: credentialFor(sandbox, credential) as never },
		nodes: [
			tightNode(parameters, credentialId, onError, tries),
			nodeOf('After', 'test.readValue', { value: after ?? '' }),
		],
		connections: { Start: to('Tight'), Tight: to('After') },
		input: input.map((json, item) => ({ json, pairedItem: { item } })),
		onStart,
	});
	const [regular = [], failed = []] = run.outputs('Tight');
	const [behind = []] = run.outputs('After');
	const originOf = ({ pairedItem }: (typeof regular)[number]) =>
		(pairedItem as { item: number }).item;
	return {
		...run,
		items: regular.map(({ json }) => json),
		origins: regular.map(originOf),
		failedItems: failed.map(({ json }) => json),
		failedOrigins: failed.map(originOf),
		after: behind.map(({ json }) => json.value),
	};
}

export interface ListOptions {
	parameters?: INodeParameters;
	credential?: IDataObject;
	typed?: string;
	paginationToken?: string;
}

/** Opens one of the node's lists in the editor. */
export async function openList(
	sandbox: Sandbox,
	method: keyof Tight['methods']['listSearch'],
	{ parameters = {}, credential, ...more }: ListOptions = {},
): Promise<INodeListSearchResult> {
	return await searchList({
		nodeTypes,
		credentialTypes,
		credentials: { tightApi: credentialFor(sandbox, credential) as never },
		node: tightNode(parameters),
		method,
		...more,
	});
}

/** Asks for a path with n8n's own means and the credential, as the HTTP Request node does. */
export async function askWithCredential(
	sandbox: Sandbox,
	path: string,
	{ credential, times = 1 }: { credential?: IDataObject; times?: number } = {},
): Promise<EngineRun> {
	const names = Array.from({ length: times }, (_, index) => `Ask ${index + 1}`);
	return await runWorkflow({
		nodeTypes,
		credentialTypes,
		credentials: { tightApi: credentialFor(sandbox, credential) as never },
		nodes: names.map((name) =>
			nodeOf(
				name,
				'test.ask',
				{ value: `${sandbox.url}${path}` },
				{ credentials: { tightApi: { id: '1', name: 'Tight' } } },
			),
		),
		connections: Object.fromEntries(
			['Start', ...names].slice(0, -1).map((name, index) => [name, to(names[index])]),
		),
		input: [{ json: {} }],
	});
}

/** A token that someone made elsewhere, for a user; the journal does not show it. */
export async function tokenMadeElsewhere(sandbox: Sandbox, userId: string): Promise<string> {
	const { url, clientId, clientSecret, journal } = sandbox;
	const keys = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
	const answer = await fetch(`${url}/v6/auth/token`, {
		method: 'POST',
		headers: { authorization: `Basic ${keys}` },
		body: new URLSearchParams({ userId }),
	});
	journal.pop();
	return ((await answer.json()) as { access_token: string }).access_token;
}

/** A sandbox for the tests of one file; tokens and books are new for each test. */
export function useSandbox(settings: Parameters<typeof startSandbox>[0] = {}): {
	current: Sandbox;
} {
	const holder = {} as { current: Sandbox };
	beforeAll(async () => {
		holder.current = await startSandbox(settings);
	});
	beforeEach(() => {
		holder.current.reset();
		forgetTokens();
	});
	afterAll(async () => await holder.current.close());
	return holder;
}
