import { optionsCollection, timeout } from '../../../shared/options';
import { acknowledgement } from '../../entities/acknowledgement';
import { callForEach } from '../call';
import type { Operation } from '../operation';
import { accessToken } from '../parameters';

/**
 * Refresh: has Plaid ask the bank now. An add-on that is paid for by the request, and slow
 * (stated: OpenAPI, `/transactions/refresh`), so it is never sent twice by itself.
 */
export const refresh: Operation = {
	value: 'refresh',
	name: 'Refresh',
	action: 'Refresh transactions',
	description:
		'Have Plaid ask the bank for new transactions now; Sync fetches them once Plaid announces them',
	parameters: [accessToken, optionsCollection([timeout])],
	execute: callForEach({
		path: '/transactions/refresh',
		body: (form) => ({ access_token: form.secret('accessToken', 'Access Token') }),
		answer: acknowledgement,
		result: (answer) => [{ ...answer, success: true }],
		isChange: true,
		repeatable: false,
		doneWords: 'refreshed',
	}),
};
