import {
	NodeConnectionTypes,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeParameters,
	type INodeType,
	type OnError,
} from 'n8n-workflow';

import { TightPlaidApi } from '../../credentials/TightPlaidApi.credentials';
import { forgetCursors } from '../../nodes/Plaid/cursors';
import { forgetRuns } from '../../nodes/Plaid/runs';
import { Plaid } from '../../nodes/Plaid/Plaid.node';
import { startPlaidSandbox } from '../sandbox/plaid';
import { runWorkflow, type EngineRun } from './engine';
import { ReadValue } from './nodes';

/** The Plaid node on the engine, speaking to the sandbox. */

export type PlaidSandbox = Awaited<ReturnType<typeof startPlaidSandbox>>;

export function plaidCredentialFor(
	{ url, clientId, secret }: PlaidSandbox,
	more: IDataObject = {},
) {
	return { environment: 'custom', baseUrl: url, clientId, secret, ...more };
}

/** Saves the rows of one execution; throws when it cannot. */
export type Save = (rows: IDataObject[]) => Promise<void>;

/** Stands for the node that saves the transactions, and passes its items on. */
/** What the saving node puts out for its rows, which may be fewer; each is linked to its row. */
type Answer = (rows: IDataObject[]) => IDataObject[];

function saver(save: Save, answer: Answer): INodeType {
	return {
		description: {
			displayName: 'Saver',
			name: 'saver',
			group: ['transform'],
			version: 1,
			description: 'Of the tests',
			defaults: { name: 'Saver' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			properties: [],
		},
		async execute(this: IExecuteFunctions) {
			const items = this.getInputData();
			const rows = items.map(({ json }) => json);
			await save(rows);
			const answered = answer(rows);
			return [
				answered.map((json, index) => {
					const item = rows.includes(json) ? rows.indexOf(json) : index;
					return { json, pairedItem: { item } };
				}),
			];
		},
	};
}

function nodeOf(name: string, type: string, parameters: INodeParameters, more = {}): INode {
	return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters, ...more };
}

function plaidNode(name: string, parameters: INodeParameters, onError?: OnError): INode {
	return nodeOf(name, 'n8n-nodes-tight.plaid', parameters, {
		credentials: { tightPlaidApi: { id: '1', name: 'Plaid' } },
		...(onError && { onError }),
	});
}

const plaid = new Plaid();
const credentialTypes = { tightPlaidApi: new TightPlaidApi() };
const to = (node: string) => ({ main: [[{ node, type: 'main' as const, index: 0 }]] });

export interface PlaidOptions {
	parameters: INodeParameters;
	input?: IDataObject[];
	onError?: OnError;
	credential?: IDataObject;
	/** Expression that a node behind this one reads for each of its items. */
	after?: string;
	staticData?: IDataObject;
	executionId?: string;
	mode?: 'manual' | 'trigger';
	onStart?: (cancel: () => void) => void;
}

export interface PlaidRun extends EngineRun {
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

/** Runs the node once over the input items. */
export async function runPlaid(sandbox: PlaidSandbox, options: PlaidOptions): Promise<PlaidRun> {
	const { parameters, input = [{}], onError, credential, after = '', ...more } = options;
	const run = await runWorkflow({
		nodeTypes: { 'n8n-nodes-tight.plaid': plaid, 'test.readValue': new ReadValue() },
		credentialTypes,
		credentials: { tightPlaidApi: plaidCredentialFor(sandbox, credential) as never },
		nodes: [
			plaidNode('Plaid', parameters, onError),
			nodeOf('After', 'test.readValue', { value: after }),
		],
		connections: { Start: to('Plaid'), Plaid: to('After') },
		input: input.map((json, item) => ({ json, pairedItem: { item } })),
		...more,
	});
	const [regular = [], failed = []] = run.outputs('Plaid');
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

export interface Chain {
	/** Access token and Item ID of each Item that is synced. */
	items: Array<{ access_token: string; item_id: string }>;
	/** What the workflow keeps from run to run. */
	staticData: IDataObject;
	executionId: string;
	save?: Save;
	answer?: Answer;
	onError?: OnError;
	/** More parameters of Sync. */
	sync?: INodeParameters;
	credential?: IDataObject;
}

/** One execution of the chain that users build: Sync, a node that saves, Save Cursor. */
export async function runChain(
	sandbox: PlaidSandbox,
	{
		items,
		save = async () => {},
		answer = (rows) => rows,
		onError,
		sync = {},
		credential,
		...more
	}: Chain,
): Promise<EngineRun> {
	return await runWorkflow({
		nodeTypes: { 'n8n-nodes-tight.plaid': plaid, 'test.saver': saver(save, answer) },
		credentialTypes,
		credentials: { tightPlaidApi: plaidCredentialFor(sandbox, credential) as never },
		nodes: [
			plaidNode('Sync', { ...syncingEach, ...sync }, onError),
			nodeOf('Save', 'test.saver', {}),
			plaidNode('Keep', { resource: 'transaction', operation: 'saveCursor' }),
		],
		connections: { Start: to('Sync'), Sync: to('Save'), Save: to('Keep') },
		input: items.map(({ access_token, item_id }, item) => ({
			json: { access_token, item_id },
			pairedItem: { item },
		})),
		mode: 'trigger',
		...more,
	});
}

/** Syncs the Items whose tokens the input items hold. */
export const syncingEach = {
	resource: 'transaction',
	operation: 'sync',
	accessToken: '={{ $json.access_token }}',
	itemId: '={{ $json.item_id }}',
};

/** Bodies of the calls of a path, in the order of their arrival. */
export function bodiesOf({ journal }: PlaidSandbox, path: string): IDataObject[] {
	return journal
		.filter((entry) => entry.path === path)
		.map(({ requestBody }) => requestBody as IDataObject);
}

/** A sandbox for the tests of one file; Items and what the node remembers are new for each test. */
export function usePlaid(settings: Parameters<typeof startPlaidSandbox>[0] = {}): {
	current: PlaidSandbox;
} {
	const holder = {} as { current: PlaidSandbox };
	beforeAll(async () => {
		holder.current = await startPlaidSandbox(settings);
	});
	beforeEach(() => {
		holder.current.reset();
		forgetRuns();
		forgetCursors();
	});
	afterAll(async () => await holder.current.close());
	return holder;
}
