import * as z from 'zod/v4';

import type { Exchange } from '../../../../nodes/shared/http';
import { readReply } from '../../../../nodes/Plaid/client/reply';

const answer = z.looseObject({ item: z.looseObject({ item_id: z.string() }) });

const answered = (status: number, body: unknown): Exchange => ({
	kind: 'answer',
	status,
	headers: {},
	text: typeof body === 'string' ? body : JSON.stringify(body),
});

describe('An answer', () => {
	it('keeps keys that are not known', () => {
		const body = { item: { item_id: 'i', newest: 1 }, beside: [null] };

		expect(readReply(answered(200, body), answer)).toEqual({ kind: 'answered', data: body });
	});

	it.each([
		[{ item: {} }, "the answer is not Plaid's: 'item.item_id' is missing or of another kind"],
		[{}, "the answer is not Plaid's: 'item' is missing or of another kind"],
		['', "the answer is not Plaid's: it is empty"],
		['<h1>Please</h1> wait', "the answer is not Plaid's: it is a web page"],
		['[1]', "the answer is not Plaid's: it is text that is not a JSON object"],
		['null', "the answer is not Plaid's: it is text that is not a JSON object"],
	])('%j leaves it unknown what happened', (body, explanation) => {
		const reply = readReply(answered(200, body), answer);

		expect(reply).toMatchObject({ kind: 'unknown', status: 200 });
		expect(reply).toHaveProperty('explanation', explanation);
	});
});

describe('A failure', () => {
	const error = {
		error_type: 'ITEM_ERROR',
		error_code: 'NEW_CODE_OF_TOMORROW',
		error_code_reason: 'OAUTH_USER_REVOKED',
		error_message: 'no',
		display_message: 'Sorry',
		request_id: 'r',
	};

	it.each([
		[400, 'refused'],
		[429, 'refused'],
		[500, 'unknown'],
		[503, 'unknown'],
	])('%i has Plaid’s own reason', (status, kind) => {
		expect(readReply(answered(status, { ...error, causes: [] }), answer)).toMatchObject({
			kind,
			status,
			error,
		});
	});

	it('leaves out what Plaid says is null, and what is no text', () => {
		const said = { ...error, display_message: null, request_id: 5, error_code_reason: '' };
		const { error_type, error_code, error_message } = error;

		expect(readReply(answered(400, said), answer)).toHaveProperty('error', {
			error_type,
			error_code,
			error_message,
		});
	});

	it.each([
		[302, '', 'The address redirects to another one'],
		[404, '<p>Not here</p>', 'Plaid answered with HTTP 404: Not here'],
		[429, '', "Plaid's rate limit did not lift in time"],
		[502, '{"message":"x"}', 'Plaid answered with HTTP 502: {"message":"x"}'],
	])('%i of another server is quoted', (status, body, explanation) => {
		const reply = readReply(answered(status, body), answer);

		expect(reply).toHaveProperty('explanation', expect.stringContaining(explanation));
	});

	it.each([
		[{ kind: 'notSent', reason: 'x' }, 'notSent'],
		[{ kind: 'notSent', reason: 'x', mayHaveHappened: true }, 'unknown'],
		[{ kind: 'broken', reason: 'x' }, 'unknown'],
	] as Array<[Exchange, string]>)('%j is %s', (exchange, kind) => {
		expect(readReply(exchange, answer)).toEqual({ kind, explanation: 'x' });
	});
});
