import { optionsCollection, timeout } from '../../../shared/options';
import { exchangeAnswer } from '../../entities/item';
import { callForEach } from '../call';
import type { Operation } from '../operation';

/** Exchange Public Token: the one operation that puts out an access token, which is its purpose. */
export const exchange: Operation = {
	value: 'exchange',
	name: 'Exchange Public Token',
	action: 'Exchange public token',
	description: 'Get the access token and the ID of an Item that a user has linked',
	parameters: [
		{
			displayName: 'Public Token',
			name: 'publicToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'e.g. public-sandbox-c782c20e-…',
			description: 'What Link gave in its onSuccess callback; it can be exchanged for 30 minutes',
		},
		optionsCollection([timeout]),
	],
	execute: callForEach({
		path: '/item/public_token/exchange',
		body: (form) => ({ public_token: form.secret('publicToken', 'Public Token') }),
		answer: exchangeAnswer,
		result: (answer) => [answer],
		isChange: true,
		repeatable: false,
		doneWords: 'exchanged',
	}),
};
