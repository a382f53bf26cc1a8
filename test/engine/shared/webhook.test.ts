import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
} from 'n8n-workflow';

import { ignore, rawBody, refuseCaller, singleHeader, start } from '../../../nodes/shared/webhook';
import { callWebhook, webhookLife } from '../../support/webhook';

/** What the nodes share about webhooks, on n8n's own contexts. */

class Door implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Door Trigger',
		name: 'doorTrigger',
		group: ['trigger'],
		version: 1,
		description: 'Of the tests',
		defaults: { name: 'Door Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		webhooks: [
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' },
		],
		properties: [{ displayName: 'Word', name: 'word', type: 'string', default: 'sesame' }],
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions) {
				return this.getWorkflowStaticData('node').url === this.getNodeWebhookUrl('default');
			},
			async create(this: IHookFunctions) {
				this.getWorkflowStaticData('node').url = this.getNodeWebhookUrl('default');
				return true;
			},
			async delete(this: IHookFunctions) {
				delete this.getWorkflowStaticData('node').url;
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions) {
		const word = singleHeader(this, 'x-word');
		if (word === undefined) return refuseCaller(this, 'it says no word', { 'x-why': 'no word' });
		if (word === 'boom') throw new Error('boom');
		if (word !== this.getNodeParameter('word')) {
			this.logger.warn('Another word');
			return ignore();
		}
		return start({
			body: this.getBodyData(),
			bytes: (await rawBody(this))?.length,
			query: this.getQueryData(),
		});
	}
}

const nodeType = new Door();

it('a call may start the workflow', async () => {
	const called = await callWebhook({
		nodeType,
		body: '{ "a": 1 }',
		headers: { 'X-Word': 'sesame' },
		query: { userId: 'u1' },
	});
	expect(called).toMatchObject({ status: 200, body: { message: 'Workflow was started' } });
	expect(called.started).toEqual([{ body: { a: 1 }, bytes: 10, query: { userId: 'u1' } }]);
});

it('a call may start nothing and still succeed', async () => {
	const called = await callWebhook({ nodeType, headers: { 'x-word': 'other' } });
	expect(called).toMatchObject({ status: 200, body: { message: 'Webhook call received' } });
	expect(called.started).toBeUndefined();
	expect(called.logged).toEqual([{ level: 'warn', message: 'Another word' }]);
});

it('a refused call starts nothing', async () => {
	expect(await callWebhook({ nodeType })).toEqual({
		status: 401,
		body: { message: 'Unauthorized' },
		headers: { 'x-why': 'no word' },
		logged: [{ level: 'warn', message: 'A call to Door Trigger was refused: it says no word' }],
	});
});

it('a header that came twice counts as missing', async () => {
	const rawHeaders = ['X-Word', 'sesame', 'x-word', 'sesame'];
	const called = await callWebhook({ nodeType, headers: { 'x-word': 'sesame' }, rawHeaders });
	expect(called.status).toBe(401);
});

it('bytes that n8n did not keep are not made up', async () => {
	const headers = { 'x-word': 'sesame' };
	const called = await callWebhook({ nodeType, body: '{}', headers, rawBody: undefined });
	expect(called.started).toEqual([{ body: {}, bytes: undefined, query: {} }]);
});

it('bytes that n8n leaves unread are read', async () => {
	const headers = { 'x-word': 'sesame' };
	const called = await callWebhook({ nodeType, body: '{}', headers, isUnread: true });
	expect(called.started).toEqual([{ body: {}, bytes: 2, query: {} }]);
});

it('bytes that cannot be read any more are missing', async () => {
	const readRawBody = jest.fn().mockRejectedValue(new Error('aborted mid-read'));
	const context = { getRequestObject: () => ({ readRawBody }) };
	expect(await rawBody(context as never)).toBeUndefined();
	expect(readRawBody).toHaveBeenCalledTimes(1);
});

it('what a node throws is told', async () => {
	const called = await callWebhook({ nodeType, headers: { 'x-word': 'boom' } });
	expect(called).toMatchObject({ status: 500, error: { message: 'boom' } });
});

it('a webhook lives from its activation to its deactivation', async () => {
	const life = webhookLife({ nodeType });
	expect(await life.checkExists()).toBe(false);
	await life.activate();
	expect(life.staticData).toEqual({ url: life.url });
	expect(await life.checkExists()).toBe(true);
	await life.deactivate();
	expect(life.staticData).toEqual({});
});

it('a test has a URL of its own', async () => {
	const life = webhookLife({ nodeType, mode: 'manual' });
	await life.activate();
	expect(life.url).toContain('/webhook-test/');
	expect(life.staticData).toEqual({ url: life.url });
});
