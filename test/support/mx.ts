import type { IDataObject, INode, INodeParameters, OnError } from 'n8n-workflow';

import { TightMxApi } from '../../credentials/TightMxApi.credentials';
import { Mx } from '../../nodes/Mx/Mx.node';
import { startMxSandbox } from '../sandbox/mx';
import { runWorkflow, type EngineRun } from './engine';
import { ReadValue } from './nodes';

/** The MX node on the engine, speaking to the sandbox. */

export type MxSandbox = Awaited<ReturnType<typeof startMxSandbox>>;

export const BAKERY = 'user-bakery';
export const STUDIO = 'user-studio';

export function credentialFor(sandbox: MxSandbox, more: IDataObject = {}) {
	return {
		environment: 'custom',
		baseUrl: sandbox.url,
		clientId: sandbox.clientId,
		apiKey: sandbox.apiKey,
		acceptVersion: 'v20250224',
		webhookUser: '',
		webhookPassword: '',
		...more,
	};
}

export interface MxRun extends EngineRun {
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

export interface MxOptions {
	parameters: INodeParameters;
	input?: IDataObject[];
	onError?: OnError;
	credential?: IDataObject;
	/** Expression that a node behind this one reads for each of its items. */
	after?: string;
	onStart?: (cancel: () => void) => void;
}

function nodeOf(name: string, type: string, parameters: INodeParameters, more = {}): INode {
	return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters, ...more };
}

const to = (node: string) => ({ main: [[{ node, type: 'main' as const, index: 0 }]] });

/** Runs the node once over the input items. */
export async function runMx(sandbox: MxSandbox, options: MxOptions): Promise<MxRun> {
	const { parameters, input = [{}], onError, credential, after, onStart } = options;
	const run = await runWorkflow({
		nodeTypes: { 'n8n-nodes-tight.mx': new Mx(), 'test.readValue': new ReadValue() },
		credentialTypes: { tightMxApi: new TightMxApi() },
		credentials: { tightMxApi: credentialFor(sandbox, credential) as never },
		nodes: [
			nodeOf('MX', 'n8n-nodes-tight.mx', parameters, {
				credentials: { tightMxApi: { id: '1', name: 'MX' } },
				...(onError && { onError }),
			}),
			nodeOf('After', 'test.readValue', { value: after ?? '' }),
		],
		connections: { Start: to('MX'), MX: to('After') },
		input: input.map((json, item) => ({ json, pairedItem: { item } })),
		onStart,
	});
	const [regular = [], failed = []] = run.outputs('MX');
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

/** Queries of the requests that reached the sandbox, in their order. */
export function queriesOf(sandbox: MxSandbox): Array<Record<string, string>> {
	return sandbox.journal.map(({ query }) => query);
}

/** A sandbox for the tests of one file; its users are new for each test. */
export function useMxSandbox(settings: Parameters<typeof startMxSandbox>[0] = {}): {
	current: MxSandbox;
} {
	const holder = {} as { current: MxSandbox };
	beforeAll(async () => {
		holder.current = await startMxSandbox(settings);
	});
	beforeEach(() => holder.current.reset());
	afterAll(async () => await holder.current.close());
	return holder;
}
