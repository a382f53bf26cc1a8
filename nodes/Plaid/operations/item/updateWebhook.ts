import { optionsCollection, timeout } from '../../../shared/options';
import { itemAnswer, itemResult } from '../../entities/item';
import { callForEach } from '../call';
import type { Operation } from '../operation';
import { accessToken } from '../parameters';

/**
 * Update Webhook: an Item has one webhook. Plaid sends WEBHOOK_UPDATE_ACKNOWLEDGED to the new one
 * (stated: OpenAPI, `/item/webhook/update`).
 */
export const updateWebhook: Operation = {
	value: 'updateWebhook',
	name: 'Update Webhook',
	action: 'Update item webhook',
	description: 'Set where Plaid announces the events of an Item',
	parameters: [
		accessToken,
		{
			displayName: 'Webhook URL',
			name: 'webhookUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://n8n.example.com/webhook/…',
			displayOptions: { show: { removeWebhook: [false] } },
			description:
				'Takes the place of the webhook that the Item has now, also where another service, such as Tight, depends on it',
		},
		{
			displayName: 'Remove Webhook',
			name: 'removeWebhook',
			type: 'boolean',
			default: false,
			description: 'Whether the Item is left without a webhook',
		},
		optionsCollection([timeout]),
	],
	execute: callForEach({
		path: '/item/webhook/update',
		body: (form) => ({
			access_token: form.secret('accessToken', 'Access Token'),
			webhook: form.read('removeWebhook') === true ? null : form.text('webhookUrl', 'Webhook URL'),
		}),
		answer: itemAnswer,
		result: itemResult,
		isChange: true,
		repeatable: false,
		doneWords: 'updated',
	}),
};
