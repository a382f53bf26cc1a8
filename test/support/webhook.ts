import { HookContext, WebhookContext } from 'n8n-core';
import type {
	IDataObject,
	INode,
	INodeParameters,
	INodeType,
	IWebhookData,
	IWebhookResponseData,
	Workflow,
} from 'n8n-workflow';

import { setUp, type CredentialTypes, type CredentialValues } from './engine';

/**
 * A trigger node on n8n's own contexts. What n8n's server does around them (reading of the body,
 * answers, order of the life cycle) is done here the way its `webhook-helpers` and
 * `active-workflow-manager` do it.
 */

const PRODUCTION = 'https://n8n.example/webhook';
const TEST = 'https://n8n.example/webhook-test';

/** As n8n gives one to every node with a webhook. */
const WEBHOOK_ID = '3f0f5f2e-6d3a-4a4e-9d53-0c7a2d1f8b11';

export interface Trigger {
	/** The real node. */
	nodeType: INodeType;
	parameters?: INodeParameters;
	credentialTypes?: CredentialTypes;
	credentials?: CredentialValues;
	/** `manual` is n8n's test mode, with the test URL. */
	mode?: 'trigger' | 'manual';
}

/** What the node wrote to n8n's log. */
export interface Logged {
	level: string;
	message: string;
	more?: IDataObject;
}

function prepare(trigger: Trigger, staticData: IDataObject, httpContext: object = {}) {
	const { nodeType, parameters = {}, credentialTypes = {}, credentials = {}, mode } = trigger;
	const { description } = nodeType;
	const type = `n8n-nodes-tight.${description.name}`;
	const node: INode = {
		id: 'trigger',
		name: description.displayName,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		webhookId: WEBHOOK_ID,
		credentials: Object.fromEntries(
			Object.keys(credentials).map((name) => [name, { id: '1', name }]),
		),
	};
	const { workflow, additionalData: basic } = setUp(
		{ nodeTypes: { [type]: nodeType }, credentialTypes, credentials },
		[node],
		{},
	);
	Object.assign(workflow.getStaticData('node', node), staticData);
	const [webhookDescription] = description.webhooks!;
	const additionalData = {
		...basic,
		webhookBaseUrl: PRODUCTION,
		webhookTestBaseUrl: TEST,
		...httpContext,
	} as never;
	const webhookData: IWebhookData = {
		httpMethod: 'POST',
		node: node.name,
		path: `${WEBHOOK_ID}/${webhookDescription.path}`,
		webhookDescription,
		workflowId: workflow.id,
		workflowExecuteAdditionalData: additionalData,
		isTest: mode === 'manual',
	};
	return { workflow, node, additionalData, webhookData };
}

/** Takes down what the node logs instead of logging it. */
function listen(context: object): Logged[] {
	const logged: Logged[] = [];
	const take = (level: string) => (message: string, more?: IDataObject) =>
		void logged.push({ level, message, more });
	const logger = Object.fromEntries(
		['debug', 'info', 'warn', 'error'].map((level) => [level, take(level)]),
	);
	Object.defineProperty(context, 'logger', { value: logger });
	return logged;
}

export interface Call extends Trigger {
	body?: string | Buffer;
	headers?: Record<string, string>;
	/** Names and values in turn, as they came; made from `headers` unless given. */
	rawHeaders?: string[];
	query?: IDataObject;
	/** What n8n kept of the bytes: those of `body` unless given. */
	rawBody?: unknown;
	/** n8n reads the body only when it is asked to, as with a type that it cannot parse. */
	isUnread?: boolean;
	staticData?: IDataObject;
	/** n8n cannot start the workflow: its database or its queue fails. */
	cannotStart?: boolean;
	/** Tells of the end of the answer; unless given, the answer reaches the caller. */
	answered?: Ending;
}

export interface Called {
	status: number;
	/** Body of the answer. */
	body: unknown;
	headers: Record<string, string>;
	/** Items with which the workflow starts; undefined when none was started. */
	started?: IDataObject[];
	logged: Logged[];
	/** What the node threw; n8n answers 500 then, and records a failed execution. */
	error?: Error;
}

/** What tells of the end of an answer; Node's own responses do. */
export interface Ending {
	once(event: string, listener: () => void): unknown;
}

/** An answer whose end a test tells of. */
export class Answering implements Ending {
	private readonly listeners: Array<[event: string, listener: () => void]> = [];

	once(event: string, listener: () => void) {
		this.listeners.push([event, listener]);
	}

	end(event: 'close' | 'finish') {
		for (const [of, listener] of this.listeners.splice(0)) if (of === event) listener();
	}
}

/** What express' response does, as far as nodes use it. */
function responseOf(answer: Pick<Called, 'status' | 'body' | 'headers'>, answered: Ending) {
	const response = {
		headersSent: false,
		get statusCode() {
			return answer.status;
		},
		once(event: string, listener: () => void) {
			answered.once(event, listener);
			return response;
		},
		status(code: number) {
			answer.status = code;
			return response;
		},
		setHeader(name: string, value: string) {
			answer.headers[name.toLowerCase()] = value;
			return response;
		},
		json: (body: unknown) => response.end(body),
		send: (body: unknown) => response.end(body),
		end(body?: unknown) {
			answer.body = body ?? answer.body;
			response.headersSent = true;
			return response;
		},
	};
	return response;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return {};
	}
}

function requestOf(call: Call) {
	const { body = '', headers = {}, query = {} } = call;
	const bytes = Buffer.from(body);
	const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
	const kept = 'rawBody' in call ? call.rawBody : bytes;
	const request = {
		method: 'POST',
		body: parsed(bytes.toString('utf8')),
		rawBody: call.isUnread ? undefined : kept,
		async readRawBody(): Promise<void> {
			request.rawBody ??= kept;
		},
		headers: Object.fromEntries(lower) as Record<string, string>,
		rawHeaders: call.rawHeaders ?? Object.entries(headers).flat(),
		query,
		params: {},
	};
	return request;
}

/** The status that the description names, which express takes only as a number. */
function statusOf({ webhookDescription }: IWebhookData, workflow: Workflow, node: INode): number {
	const status = workflow.expression.getSimpleParameterValue(
		node,
		webhookDescription.responseCode as string | undefined,
		'webhook',
		{},
		undefined,
		200,
	);
	if (!Number.isInteger(status)) throw new TypeError(`Invalid status code: ${String(status)}`);
	return status as number;
}

/** What n8n's server makes of a result that leaves the answer to it. */
function answerTo(
	{ webhookResponse, workflowData }: IWebhookResponseData,
	{ webhookDescription }: IWebhookData,
	status: number,
) {
	if (status === 204) return { status };
	if (webhookDescription.responseData === 'noData' && workflowData) return { status };
	const message = workflowData ? 'Workflow was started' : 'Webhook call received';
	return { status, body: webhookResponse ?? { message } };
}

/** Calls the trigger's URL once. */
export async function callWebhook(call: Call): Promise<Called> {
	const called: Called = { status: 200, body: undefined, headers: {}, logged: [] };
	const answered = new Answering();
	const { workflow, node, additionalData, webhookData } = prepare(call, call.staticData ?? {}, {
		httpRequest: requestOf(call),
		httpResponse: responseOf(called, call.answered ?? answered),
	});
	const context = new WebhookContext(
		workflow,
		node,
		additionalData,
		call.mode ?? 'trigger',
		webhookData,
		[],
		null,
	);
	called.logged = listen(context);
	await workflow.expression.acquireIsolate?.();
	try {
		const result = await call.nodeType.webhook!.call(context);
		if (result.workflowData && call.cannotStart) throw new Error('The workflow was not started');
		if (!result.noWebhookResponse) {
			const status = statusOf(webhookData, workflow, node);
			Object.assign(called, answerTo(result, webhookData, status));
		}
		called.started = result.workflowData?.[0].map(({ json }) => json);
	} catch (error) {
		Object.assign(called, { status: 500, error });
	} finally {
		await workflow.expression.releaseIsolate?.();
	}
	if (!call.answered) answered.end('finish');
	return called;
}

type Method = 'checkExists' | 'create' | 'delete';

export interface WebhookLife {
	/** The URL that n8n gives the node in this mode. */
	url: string;
	/** What the node keeps between calls, as n8n's database holds it. */
	staticData: IDataObject;
	logged: Logged[];
	checkExists: () => Promise<boolean>;
	create: () => Promise<boolean>;
	delete: () => Promise<boolean>;
	/** What n8n does when a workflow is activated, or a test begins. */
	activate: () => Promise<void>;
	/** What n8n does when a workflow is deactivated, or a test ends. */
	deactivate: () => Promise<void>;
}

/** The life of the trigger's webhook in one workflow; parameters may be changed between calls. */
export function webhookLife(trigger: Trigger & { staticData?: IDataObject }): WebhookLife {
	const base = trigger.mode === 'manual' ? TEST : PRODUCTION;
	const run = async (method: Method): Promise<boolean> => {
		const { workflow, node, additionalData, webhookData } = prepare(trigger, life.staticData);
		const [mode, activation] =
			method === 'delete'
				? (['internal', 'update'] as const)
				: trigger.mode === 'manual'
					? (['manual', 'manual'] as const)
					: (['trigger', 'activate'] as const);
		const context = new HookContext(workflow, node, additionalData, mode, activation, webhookData);
		const logged = listen(context);
		await workflow.expression.acquireIsolate?.();
		try {
			const done = await trigger.nodeType.webhookMethods!.default![method]!.call(context);
			// n8n saves what was kept only when nothing was thrown.
			const kept = JSON.stringify(workflow.getStaticData('node', node));
			life.staticData = JSON.parse(kept) as IDataObject;
			return done;
		} finally {
			life.logged.push(...logged);
			await workflow.expression.releaseIsolate?.();
		}
	};
	const life: WebhookLife = {
		url: `${base}/${WEBHOOK_ID}/${trigger.nodeType.description.webhooks![0].path}`,
		staticData: trigger.staticData ?? {},
		logged: [],
		checkExists: async () => await run('checkExists'),
		create: async () => await run('create'),
		delete: async () => await run('delete'),
		async activate() {
			if (!(await run('checkExists'))) await run('create');
		},
		async deactivate() {
			await run('delete');
		},
	};
	return life;
}
