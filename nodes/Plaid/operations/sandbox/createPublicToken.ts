import { optionsCollection, timeout } from '../../../shared/options';
import { publicTokenAnswer } from '../../entities/sandbox';
import { callForEach } from '../call';
import type { Operation } from '../operation';

/** The test user whose Items take transactions (stated: OpenAPI, `/sandbox/transactions/create`). */
const DYNAMIC_USER = 'user_transactions_dynamic';

/** Create Public Token: links an Item of Plaid's Sandbox as a user would in Link. */
export const createPublicToken: Operation = {
	value: 'createPublicToken',
	name: 'Create Public Token',
	action: 'Create public token in sandbox',
	description: 'Link a test Item without Link; exchange its public token next',
	parameters: [
		{
			displayName: 'Institution ID',
			name: 'institutionId',
			type: 'string',
			required: true,
			default: 'ins_109508',
			description: "Plaid's ID of a bank; the Sandbox has banks of its own, such as ins_109508",
		},
		{
			displayName: 'Products',
			name: 'products',
			type: 'multiOptions',
			required: true,
			default: ['transactions'],
			options: [
				{ name: 'Auth', value: 'auth' },
				{ name: 'Identity', value: 'identity' },
				{ name: 'Investments', value: 'investments' },
				{ name: 'Liabilities', value: 'liabilities' },
				{ name: 'Transactions', value: 'transactions' },
			],
			description: 'What to fetch for the Item',
		},
		{
			displayName: 'Username',
			name: 'username',
			type: 'string',
			default: DYNAMIC_USER,
			description: `Test user who links the Item. Create Transactions needs an Item of ${DYNAMIC_USER}.`,
		},
		optionsCollection([
			{
				displayName: 'Days Requested',
				name: 'daysRequested',
				type: 'number',
				default: 90,
				typeOptions: { minValue: 1, maxValue: 730 },
				description: 'How many days of history to fetch',
			},
			{
				displayName: 'Webhook URL',
				name: 'webhookUrl',
				type: 'string',
				default: '',
				placeholder: 'e.g. https://n8n.example.com/webhook/…',
				description: 'Where Plaid announces the events of the Item',
			},
			timeout,
		]),
	],
	execute: callForEach({
		path: '/sandbox/public_token/create',
		body: (form) => {
			const products = form.read<unknown>('products');
			const isList = Array.isArray(products) && products.length > 0;
			if (!isList) form.problems.push("'Products' is missing");
			const username = form.optionalText('username', 'Username');
			const webhook = form.textOption('webhookUrl', 'Webhook URL');
			const days = form.wholeOption('daysRequested', 'Days Requested', 1, 730);
			return {
				institution_id: form.text('institutionId', 'Institution ID'),
				initial_products: products as string[],
				options: {
					...(username && { override_username: username }),
					...(webhook && { webhook }),
					...(days && { transactions: { days_requested: days } }),
				},
			};
		},
		answer: publicTokenAnswer,
		result: (answer) => [answer],
		isChange: true,
		repeatable: false,
		isSandboxOnly: true,
		doneWords: 'linked',
	}),
};
