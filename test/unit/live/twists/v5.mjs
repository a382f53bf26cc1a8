import { bodyAnswered, confirmed, notDone, recordsAnswered, refuted } from '../twist.mjs';

const ITEMS = 'GET /rest/v5/banks/plaidItems';
const ACCOUNTS = 'GET /rest/v5/banks/plaidItemAccounts';
const SAVE = 'POST /rest/v5/banks/accounts';
const DELETE = 'DELETE /rest/v5/banks/plaidItem';

const SUCCESS = { response: {}, status: 'SUCCESS' };
const FAILURE = { response: {}, status: 'FAILURE', result: 'FAILURE', errors: {} };
const NOT_FOUND = '<h1>Not Found</h1>';

const globalErrors = (...errors) =>
	bodyAnswered(SAVE, () => ({ ...FAILURE, errors: { globalErrors: errors } }));

/** Version 5. @type {Record<string, import('../twist.mjs').Case[]>} */
export const v5 = {
	V2: [refuted(notDone(ACCOUNTS, 404, NOT_FOUND))],
	V3: [refuted(notDone(SAVE, 200, SUCCESS)), refuted(notDone(SAVE, 404, ''))],
	V4: [
		refuted(() => {
			let isSaved = false;
			return [
				{ on: SAVE, answer: () => void (isSaved = true) },
				bodyAnswered(ACCOUNTS, (body) =>
					isSaved ? { data: body.data.map((row) => ({ ...row, tranStartDate: null })) } : undefined,
				),
			];
		}),
	],
	V5: [refuted(notDone(DELETE, 404, NOT_FOUND)), refuted(notDone(DELETE, 200, SUCCESS))],
	V6: [
		refuted(globalErrors('a text')),
		confirmed(globalErrors({ type: 'GENERAL', errorMessage: 'No' })),
	],
	V7: [refuted(notDone(SAVE, 200, FAILURE)), refuted(notDone(SAVE, 200, SUCCESS))],
	V8: [
		refuted({
			on: ITEMS,
			answer: ({ status }) => (status === 401 ? { status: 200, body: { data: [] } } : undefined),
		}),
	],
	V9: [refuted(notDone(ITEMS, 400, { error: 'limit' }))],
	V10: [
		refuted(bodyAnswered(ITEMS, (body) => ({ ...body, cursor: 'more' }))),
		confirmed(bodyAnswered(ITEMS, (body) => body.data)),
	],
	V11: [
		refuted({ on: DELETE, answer: (_, { count }) => (count === 2 ? { status: 404 } : undefined) }),
	],
	V12: [
		refuted(bodyAnswered(DELETE, () => FAILURE)),
		confirmed(bodyAnswered(DELETE, (_, { count }) => (count === 1 ? '' : undefined))),
	],
	V13: [
		refuted(notDone(DELETE, 200, SUCCESS)),
		confirmed(() => {
			let deletedId;
			return [
				notDone(DELETE, 200, SUCCESS, (_, { id }) => {
					deletedId = id;
					return true;
				}),
				recordsAnswered(ITEMS, (row) =>
					row.id === deletedId ? { ...row, status: 'DELETED' } : row,
				),
			];
		}),
	],
	V14: [
		refuted(
			bodyAnswered('POST /rest/v5/auth/token', (_, { status }) =>
				status >= 400 ? { code: 17 } : undefined,
			),
		),
	],
};
