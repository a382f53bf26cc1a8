import type { IDataObject, INodeParameters, OnError } from 'n8n-workflow';

import { TightApi } from '../../credentials/TightApi.credentials';
import { forgetTokens } from '../../nodes/Tight/client/tokens';
import { Tight } from '../../nodes/Tight/Tight.node';
import { startSandbox } from '../sandbox';
import { runWorkflow, type EngineRun } from './engine';

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
}

export interface TightOptions {
	parameters: INodeParameters;
	input?: IDataObject[];
	onError?: OnError;
	credential?: IDataObject;
	onStart?: (cancel: () => void) => void;
}

/** Runs the node once over the input items. */
export async function runTight(
	sandbox: Sandbox,
	{ parameters, input = [{}], onError, credential, onStart }: TightOptions,
): Promise<TightRun> {
	const run = await runWorkflow({
		nodeTypes: { 'n8n-nodes-tight.tight': new Tight() },
		credentialTypes: { tightApi: new TightApi() },
		credentials: { tightApi: credentialFor(sandbox, credential) as never },
		nodes: [
			{
				id: 'tight',
				name: 'Tight',
				type: 'n8n-nodes-tight.tight',
				typeVersion: 1,
				position: [200, 0],
				parameters,
				credentials: { tightApi: { id: '1', name: 'Tight' } },
				...(onError && { onError }),
			},
		],
		connections: { Start: { main: [[{ node: 'Tight', type: 'main', index: 0 }]] } },
		input: input.map((json, item) => ({ json, pairedItem: { item } })),
		onStart,
	});
	const [regular = [], failed = []] = run.outputs('Tight');
	return {
		...run,
		items: regular.map(({ json }) => json),
		origins: regular.map(({ pairedItem }) => (pairedItem as { item: number }).item),
		failedItems: failed.map(({ json }) => json),
	};
}

/** A sandbox for the tests of one file; tokens and books are new for each test. */
export function useSandbox(): { current: Sandbox } {
	const holder = {} as { current: Sandbox };
	beforeAll(async () => {
		holder.current = await startSandbox();
	});
	beforeEach(() => {
		holder.current.reset();
		forgetTokens();
	});
	afterAll(async () => await holder.current.close());
	return holder;
}
