import { optionsCollection, timeout } from '../../../shared/options';
import { webhookAnswer } from '../../entities/sandbox';
import { callForEach } from '../call';
import type { Operation } from '../operation';
import { accessToken } from '../parameters';

/** Source of both lists: `SandboxItemFireWebhookRequest` and `WebhookType`, OpenAPI (stated). */
const CODES = [
	'DEFAULT_UPDATE',
	'ERROR',
	'LOGIN_REPAIRED',
	'NEW_ACCOUNTS_AVAILABLE',
	'PENDING_DISCONNECT',
	'PRODUCT_READY',
	'RECURRING_TRANSACTIONS_UPDATE',
	'SMS_MICRODEPOSITS_VERIFICATION',
	'SYNC_UPDATES_AVAILABLE',
	'USER_ACCOUNT_REVOKED',
	'USER_PERMISSION_REVOKED',
];
const TYPES = [
	'ASSETS',
	'AUTH',
	'HOLDINGS',
	'INVESTMENTS_TRANSACTIONS',
	'ITEM',
	'LIABILITIES',
	'TRANSACTIONS',
];

const named = (values: string[]) => values.map((value) => ({ name: value, value }));

/** Fire Webhook: has Plaid's Sandbox announce an event, as if it had happened. */
export const fireWebhook: Operation = {
	value: 'fireWebhook',
	name: 'Fire Webhook',
	action: 'Fire webhook in sandbox',
	description: 'Have Plaid announce an event of a test Item',
	parameters: [
		accessToken,
		{
			displayName: 'Webhook Code',
			name: 'webhookCode',
			type: 'options',
			default: 'SYNC_UPDATES_AVAILABLE',
			options: named(CODES),
			description: 'The event to announce',
		},
		optionsCollection([
			timeout,
			{
				displayName: 'Webhook Type',
				name: 'webhookType',
				type: 'options',
				default: 'TRANSACTIONS',
				options: named(TYPES),
				description: 'Tells apart events that have the same code',
			},
		]),
	],
	execute: callForEach({
		path: '/sandbox/item/fire_webhook',
		body: (form) => {
			const type = form.textOption('webhookType', 'Webhook Type');
			return {
				access_token: form.secret('accessToken', 'Access Token'),
				webhook_code: form.text('webhookCode', 'Webhook Code'),
				...(type && { webhook_type: type }),
			};
		},
		answer: webhookAnswer,
		result: (answer) => [answer],
		isChange: true,
		repeatable: false,
		isSandboxOnly: true,
		doneWords: 'announced',
	}),
};
