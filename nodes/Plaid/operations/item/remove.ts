import { optionsCollection, timeout } from '../../../shared/options';
import { acknowledgement } from '../../entities/acknowledgement';
import { callForEach } from '../call';
import type { Operation } from '../operation';
import { accessToken } from '../parameters';

/** What Plaid says of the access token of an Item that is gone (stated: plaid.com/docs/errors). */
const GONE = ['INVALID_ACCESS_TOKEN', 'ITEM_NOT_FOUND'];

/** Remove: ends the access to an Item, and Plaid's charges for it. Cannot be undone. */
export const remove: Operation = {
	value: 'remove',
	name: 'Remove',
	action: 'Remove item',
	description: 'End the access to an Item for good; its access token becomes invalid',
	parameters: [accessToken, optionsCollection([timeout])],
	execute: callForEach({
		path: '/item/remove',
		body: (form) => ({ access_token: form.secret('accessToken', 'Access Token') }),
		answer: acknowledgement,
		result: (answer) => [{ ...answer, deleted: true }],
		// When an earlier attempt may have removed the Item, its absence is what was asked for.
		resultOfRefusal: ({ mayHaveHappened, error = {} }) =>
			mayHaveHappened && GONE.includes(error.error_code ?? '')
				? [{ request_id: error.request_id, deleted: true }]
				: undefined,
		isChange: true,
		repeatable: true,
		doneWords: 'removed',
	}),
};
