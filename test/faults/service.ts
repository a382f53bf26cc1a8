import type { IDataObject, INodeParameters, INodeType, OnError } from 'n8n-workflow';

import type { EngineRun } from '../support/engine';
import type { Arrangement, Scenario } from '../support/scenarios/scenario';
import type { Fault, Purpose } from './fault';

/** A service whose sandbox can be told to misbehave, and the node that speaks to it. */

/** A kind of request that an operation makes, such as `GET /v6/payments/[^/]+`. */
export interface Kind {
	/** Any if not given. */
	method?: string;
	/** Pattern of the path, from its beginning to its end. */
	pattern: string;
	purpose: Purpose;
	/** How many of them the operation made. */
	times: number;
}

/** What the sandbox remembers of a request. */
export interface Request {
	method: string;
	path: string;
	/** Null when nothing was answered. */
	status: number | null;
	/** What came with it. */
	body: unknown;
}

export interface NodeRun extends EngineRun {
	items: IDataObject[];
	origins: number[];
	failedItems: IDataObject[];
	failedOrigins: number[];
}

export interface RunOptions {
	parameters: INodeParameters;
	input: IDataObject[];
	onError?: OnError;
}

export interface ArmedFault {
	fired: number;
}

/** All that a service has of its own; the tests know nothing else of it. */
export interface Definition<Sandbox> {
	name: string;
	node: INodeType;
	/** Every effect of its faults with the keys that each takes: what its faults.js exports. */
	effects: Record<string, string[]>;
	/** The effect of an order. */
	effectOf: (order: Fault['order']) => string;
	faults: Fault[];
	scenarios: Array<Scenario<Sandbox>>;
	start: () => Promise<Sandbox>;
	run: (sandbox: Sandbox, options: RunOptions) => Promise<NodeRun>;
	/** Lets a fault meet requests of a kind, all but the first ones of them. */
	arm: (sandbox: Sandbox, order: Fault['order'], kind: Kind, skip: number) => ArmedFault;
	requests: (sandbox: Sandbox) => Request[];
	/** What a request is for. */
	purposeOf: (request: Request) => Purpose;
	/** Pattern of the paths of all requests that differ from this one only in the record. */
	patternOf: (path: string) => string;
	/** What the node remembers from run to run is forgotten. */
	forget: () => void;
}

/** What every sandbox can do. */
export interface AnySandbox {
	reset: () => unknown;
	clearFaults: () => void;
	secrets: () => string[];
	close: () => Promise<unknown>;
	journal: unknown[];
}

/** A {@link Definition} at work on a sandbox of its own. */
export interface Service
	extends Pick<Definition<never>, 'name' | 'effectOf' | 'purposeOf' | 'patternOf'> {
	run: (options: RunOptions) => Promise<NodeRun>;
	arrange: (scenario: Scenario<never>, items: number) => Arrangement;
	arm: (order: Fault['order'], kind: Kind, skip: number) => ArmedFault;
	/** Requests since the last reset. */
	requests: () => Request[];
	secrets: () => string[];
	clearFaults: () => void;
	/** As after the start of everything. */
	reset: () => Promise<void>;
	/** Without faults, and without a memory of former requests. */
	clear: () => void;
	/** As after the start of n8n; the service keeps what it has. */
	restart: () => void;
	close: () => Promise<void>;
}

export async function open<Sandbox extends AnySandbox>(
	definition: Definition<Sandbox>,
): Promise<Service> {
	const { name, effectOf, purposeOf, patternOf, forget } = definition;
	const sandbox = await definition.start();
	const clear = () => {
		sandbox.clearFaults();
		sandbox.journal.length = 0;
	};
	return {
		name,
		effectOf,
		purposeOf,
		patternOf,
		run: async (options) => await definition.run(sandbox, options),
		arrange: (scenario, items) => (scenario as Scenario<Sandbox>).arrange(sandbox, items),
		arm: (order, kind, skip) => definition.arm(sandbox, order, kind, skip),
		requests: () => definition.requests(sandbox),
		secrets: () => sandbox.secrets(),
		clearFaults: () => sandbox.clearFaults(),
		reset: async () => {
			await sandbox.reset();
			forget();
		},
		clear,
		restart: () => {
			clear();
			forget();
		},
		close: async () => void (await sandbox.close()),
	};
}
