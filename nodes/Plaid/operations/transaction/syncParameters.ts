import type { INodeProperties } from 'n8n-workflow';

import { optionsCollection, timeout } from '../../../shared/options';
import { accessToken } from '../parameters';

const itemId: INodeProperties = {
	displayName: 'Item ID',
	name: 'itemId',
	type: 'string',
	default: '',
	placeholder: 'e.g. wz666MBjYWTp2PDzzggYhM6oWWmBb',
	description:
		"Plaid's ID of the Item. It comes out with each transaction, and the workflow keeps the cursor under it. When it is empty, a fingerprint of the access token takes its place.",
};

const cursorMode: INodeProperties = {
	displayName: 'Cursor',
	name: 'cursorMode',
	type: 'options',
	default: 'kept',
	options: [
		{
			name: 'Kept by This Workflow',
			value: 'kept',
			description:
				'Begin where the last saved Sync of the Item ended. Place Save Cursor behind the node that saves the transactions.',
		},
		{
			name: 'Given',
			value: 'given',
			description: 'Begin at a cursor that you keep yourself',
		},
	],
	description: 'Where to begin',
};

const cursor: INodeProperties = {
	displayName: 'Given Cursor',
	name: 'cursor',
	type: 'string',
	default: '',
	placeholder: 'e.g. tVUUL15lYQN5rBnfDIc1I8xudpGdIlw9nsgeXWvhOfkECv…',
	displayOptions: { show: { cursorMode: ['given'] } },
	description:
		'The next_cursor of an earlier Sync. Leave empty to begin with the first transaction. An expression may give a list of them: then the changes since each one come out.',
};

const output: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	default: 'changes',
	options: [
		{
			name: 'One Item per Change',
			value: 'changes',
			description: 'Each transaction with its change_type: added, modified or removed',
		},
		{
			name: 'One Item per Plaid Item',
			value: 'summary',
			description: 'Lists of the changes, and the next cursor, also when nothing changed',
		},
	],
	description: 'What comes out',
};

const options: INodeProperties[] = [
	{
		displayName: 'Account ID',
		name: 'accountId',
		type: 'string',
		default: '',
		placeholder: 'e.g. BxBXxLj1m4HMXBm9WZZmCWVbPjX16EHwv99vp',
		description:
			'Get the transactions of this account alone. It has a cursor of its own: a cursor of the whole Item cannot be used for it.',
	},
	{
		displayName: 'Days Requested',
		name: 'daysRequested',
		type: 'number',
		default: 90,
		typeOptions: { minValue: 1, maxValue: 730 },
		description:
			'How many days of history Plaid fetches. Counts only in the first Sync of an Item that was linked without Transactions.',
	},
	{
		displayName: 'Include Original Description',
		name: 'includeOriginalDescription',
		type: 'boolean',
		default: true,
		description: "Whether each transaction holds the bank's own text",
	},
	{
		displayName: 'Max Restarts',
		name: 'maxRestarts',
		type: 'number',
		default: 3,
		typeOptions: { minValue: 0 },
		description:
			'How often to begin again at the first page when the data changes, or a page fails, in the middle',
	},
	timeout,
];

export const syncParameters: INodeProperties[] = [
	accessToken,
	itemId,
	cursorMode,
	cursor,
	output,
	optionsCollection(options),
];
