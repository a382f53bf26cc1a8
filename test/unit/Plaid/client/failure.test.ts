import { failureOf } from '../../../../nodes/Plaid/client/failure';
import type { Unanswered } from '../../../../nodes/Plaid/client/reply';
import type { Telling } from '../../../../nodes/shared/failure';

const told = (unanswered: Unanswered, more: Partial<Telling> = {}) => {
	const telling = { item: 3, isChange: false, hide: (text: string) => text, ...more };
	return failureOf(unanswered, telling) as { failure: { message: string; details: object } };
};

it.each<[Unanswered, Partial<Telling>, string]>([
	[{ kind: 'refused' }, {}, 'Plaid refused item 3: Plaid gave no reason'],
	[
		{ kind: 'notSent', explanation: 'the host name is not known' },
		{ isChange: true },
		'Item 3 was not sent to Plaid: the host name is not known',
	],
	[
		{ kind: 'unknown', explanation: 'no answer came in time' },
		{},
		'Plaid gave no usable answer for item 3: no answer came in time',
	],
	[
		{ kind: 'unknown', explanation: 'no answer came in time' },
		{ isChange: true },
		'Plaid may or may not have handled item 3: no answer came in time. Look at Plaid before you run it again',
	],
	[
		{ kind: 'refused', error: { error_message: 'no such thing.', error_code: 'NEW' } },
		{},
		'Plaid refused item 3: no such thing. (NEW)',
	],
	[
		{ kind: 'refused', error: { error_message: 'Same', display_message: 'Same' } },
		{},
		'Plaid refused item 3: Same',
	],
	[
		{
			kind: 'refused',
			error: {
				error_type: 'ITEM_ERROR',
				error_code: 'ITEM_LOGIN_REQUIRED',
				error_code_reason: 'OAUTH_CONSENT_EXPIRED',
				error_message: 'log in',
				display_message: 'Please log in.',
				request_id: 'r1',
			},
		},
		{},
		"Plaid refused item 3: log in (ITEM_LOGIN_REQUIRED, OAUTH_CONSENT_EXPIRED, ITEM_ERROR). For the user: Please log in. The user has to log in to the bank again, in Link's update mode. Request ID: r1",
	],
])('%j, %j', (unanswered, more, message) => {
	expect(told(unanswered, more).failure.message).toBe(message);
});

it('gives the workflow what it can branch on, with secrets taken out', () => {
	const error = { error_code: 'C', error_message: 'token s3cret', request_id: 'r' };
	const hide = (text: string) => text.replace('s3cret', '•');

	expect(told({ kind: 'refused', error, status: 400 }, { hide }).failure).toEqual({
		message: 'Plaid refused item 3: token • (C). Request ID: r',
		details: {
			outcome: 'refused',
			reasons: [{ type: 'C', message: 'token •' }],
			...error,
			error_message: 'token •',
			statusCode: 400,
		},
	});
});
