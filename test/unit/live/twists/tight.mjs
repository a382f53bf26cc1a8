import {
	bodyAnswered,
	confirmed,
	filterSent,
	less,
	notDone,
	plus,
	recordsAnswered,
	refuted,
	rowsSent,
	statusAnswered,
	undecided,
} from '../twist.mjs';

const SAVE = 'POST /v6/banks/transactions';
const QUERY = 'POST /v6/banks/transactions/query';
const GET = /^GET \/v6\/banks\/transactions\//;
const DELETE = /^DELETE \/v6\/banks\/transactions\//;
const PAY = 'POST /v6/payments';
const MX = 'POST /v6/imports/mx/transactions';
const FINICITY = 'POST /v6/imports/finicity/transactions';
const ACCOUNTS = 'POST /v6/banks/accounts/query';
const LINK = 'POST /v6/integrations/plaid/connection';

const PROBLEM = { type: 'INVALID_VALUE', message: 'Twisted', param: 'field' };
const FAILURE = { result: 'FAILURE', data: null, error: [PROBLEM] };
const ROW_REFUSED = { data: [{ ...FAILURE, statusCode: 400 }] };

const withoutSign = (row) => ({ ...row, amount: Math.abs(row.amount) });
const dayBefore = (day) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

/** Version 6. @type {Record<string, import('../twist.mjs').Case[]>} */
export const tight = {
	T1: [
		refuted(recordsAnswered(MX, (row) => ({ ...row, amount: row.amount / 100 }))),
		refuted(rowsSent(SAVE, (row) => ({ ...row, amount: Math.trunc(row.amount) }))),
	],
	T2: [
		refuted(recordsAnswered(SAVE, withoutSign)),
		refuted(
			recordsAnswered(SAVE, (row) => ({ ...row, type: row.amount < 0 ? 'REVENUE' : 'EXPENSE' })),
		),
	],
	T3: [refuted(recordsAnswered(PAY, withoutSign))],
	T4: [refuted(rowsSent(SAVE, (row) => ({ apiName: 'MANUAL_ENTRY', ...row })))],
	T5: [
		refuted(rowsSent(PAY, (row) => ({ description: 'filled in', ...row }))),
		refuted(notDone(PAY, 400, ROW_REFUSED)),
	],
	T6: [refuted(rowsSent(MX, (row) => ({ status: 'POSTED', ...row })))],
	T7: [
		confirmed(
			notDone(
				FINICITY,
				400,
				ROW_REFUSED,
				(row) => !['customerId', 'status', 'createdDate'].every((name) => name in row),
			),
		),
	],
	T8: [refuted(notDone(LINK, 200, { result: 'SUCCESS', data: {} }))],
	T9: [
		refuted(statusAnswered(PAY, 207, 200)),
		refuted(bodyAnswered(MX, (_, { status }) => (status === 400 ? FAILURE : undefined))),
	],
	T10: [
		refuted(
			bodyAnswered(SAVE, (body) => ({
				data: body.data.map(({ data, error }) => ({ data: data ?? {}, error })),
			})),
		),
	],
	T11: [refuted(bodyAnswered(SAVE, (body) => ({ ...body, data: [...body.data].reverse() })))],
	T12: [refuted(recordsAnswered(ACCOUNTS, (row) => ({ ...row, id: `${row.id}0` })))],
	T13: [
		refuted(rowsSent(SAVE, (row) => (row.id ? { amount: -9, ...row } : row))),
		refuted(rowsSent(PAY, (row) => (row.id ? { description: 'gone', ...row } : row))),
	],
	T14: [
		refuted(
			recordsAnswered(GET, (row) => ({ ...row, children: [...row.children, ...row.children] })),
		),
	],
	T15: [
		refuted(recordsAnswered(MX, plus({ apiSourceId: null }))),
		refuted(recordsAnswered(FINICITY, plus({ apiSourceId: 'FIN-1' }))),
	],
	T16: [
		refuted(recordsAnswered(FINICITY, (row) => ({ ...row, amount: row.amount * 100 }))),
		refuted(recordsAnswered(MX, withoutSign)),
	],
	T17: [refuted(recordsAnswered(GET, plus({ amount: -2 })))],
	T18: [refuted(recordsAnswered(FINICITY, plus({ date: '1970-01-21' })))],
	T19: [refuted(notDone(SAVE, 400, ROW_REFUSED, ({ type }) => type === 'TRANSFER'))],
	T20: [refuted(statusAnswered(SAVE, 403, 401))],
	T21: [
		// Half a body is made whole, stored, and refused.
		refuted({
			on: SAVE,
			send: ({ sent, text }) => (sent ? undefined : `${text}}`),
			answer: (_, { sent }) => (sent ? undefined : { status: 400, body: FAILURE }),
		}),
	],
	T22: [refuted(notDone(SAVE, 413, FAILURE))],
	T23: [
		refuted({ on: ACCOUNTS, answer: () => ({ headers: { 'x-ratelimit-limit': '5000' } }) }),
		confirmed({ on: ACCOUNTS, answer: () => ({ headers: { 'ratelimit-policy': '1000;w=300' } }) }),
	],
	T24: [
		refuted(
			rowsSent(SAVE, (row) =>
				JSON.stringify(row.customData).length > 2000 ? { ...row, customData: {} } : row,
			),
		),
	],
	T25: [refuted(recordsAnswered(GET, (row) => ({ ...row, date: dayBefore(row.date) })))],
	T26: [refuted(filterSent(QUERY, less('lastUpdatedDateTime')))],
	T27: [
		refuted(
			notDone('POST /v6/payments/query', 400, FAILURE, (_, { filter }) => filter.displayName),
		),
	],
	T28: [
		refuted(
			recordsAnswered(ACCOUNTS, ({ integration, ...row }) => ({
				...row,
				integration: integration && { id: integration.id },
			})),
		),
		undecided(recordsAnswered(ACCOUNTS, plus({ integration: null }))),
	],
	T29: [refuted(notDone(ACCOUNTS, 400, FAILURE))],
	T30: [refuted({ on: DELETE, answer: () => ({ status: 200, body: { data: {} } }) })],
	T31: [
		refuted(
			bodyAnswered(QUERY, (_, { sent }) => (sent.filter?.description ? { data: [] } : undefined)),
		),
	],
	T32: [refuted(bodyAnswered(QUERY, () => ({ data: [] })))],
	T33: [refuted(recordsAnswered(GET, (row) => ({ ...row, notes: row.notes.replace('\n', ' ') })))],
	T34: [refuted(notDone(SAVE, 400, ROW_REFUSED, ({ notes }) => notes === 'again'))],
	T35: [
		refuted({
			...filterSent(QUERY, less('apiSourceId')),
			answer: ({ body }, { sent }) => {
				const wanted = sent.filter?.apiSourceId?.equal;
				const data = body.data.filter(({ apiSourceId }) => apiSourceId === wanted);
				return wanted ? { body: { ...body, data } } : undefined;
			},
		}),
	],
	T36: [
		refuted(rowsSent(SAVE, ({ notes, ...row }) => (notes === null ? row : { ...row, notes }))),
		refuted(notDone(SAVE, 400, ROW_REFUSED, ({ notes }) => notes === '')),
	],
	T37: [
		refuted({
			on: SAVE,
			answer: ({ status }, { sent }) => {
				if (status !== 403) return undefined;
				const data = { ...sent.data[0], id: 'btxn_0' };
				return { status: 200, body: { data: [{ statusCode: 200, data }] } };
			},
		}),
	],
	T39: [
		refuted(
			bodyAnswered('POST /v6/auth/token', (_, { status }) =>
				status >= 400 ? { code: 17 } : undefined,
			),
		),
	],
	T40: [
		refuted((local) => {
			let accessToken;
			const seen = (_, { sent }) => void ({ accessToken } = sent);
			const removed = () => local.plaid.itemOf(accessToken)?.remove();
			return [
				{ on: LINK, answer: seen },
				{ on: /^DELETE \/v6\/integrations\//, answer: removed },
			];
		}),
	],
	T41: [
		refuted(
			recordsAnswered(GET, ({ classSegments, ...row }) => ({
				...row,
				dimensionValues: classSegments,
			})),
		),
		undecided(recordsAnswered(GET, less('classSegments'))),
	],
	T42: [refuted(recordsAnswered(MX, plus({ bankAccount: null })))],
	T43: [refuted(notDone(DELETE, 200, { result: 'SUCCESS', data: {} }))],
	T44: [
		confirmed(
			recordsAnswered(/^GET \/v6\/payments\//, (row) => ({
				...row,
				children: row.children.slice(0, 1),
			})),
		),
	],
	T45: [
		refuted(recordsAnswered(GET, plus({ date: '1970-01-21' }))),
		refuted(recordsAnswered(GET, plus({ description: 'Corner Store' }))),
	],
};
