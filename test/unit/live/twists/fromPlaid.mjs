import {
	bodyAnswered,
	confirmed,
	plus,
	recordsAnswered,
	refuted,
	rowsSent,
	undecided,
} from '../twist.mjs';

const SAVE = 'POST /v6/banks/transactions';
const QUERY = 'POST /v6/banks/transactions/query';
const GET = /^GET \/v6\/banks\/transactions\//;

/**
 * Rows that Tight has pulled from the linked Item.
 *
 * @param {(row: any, index: number) => any} rowOf makes one of a transaction of Plaid's
 */
const pulled = (rowOf) => (local) => {
	let itemId;
	const isOfAccounts = ({ filter }) => itemId && filter?.bankAccount && !filter.date;
	return [
		{
			on: 'POST /v6/integrations/plaid/connection',
			answer: (_, { sent }) => void (itemId = local.plaid.itemOf(sent.accessToken).item_id),
		},
		bodyAnswered(QUERY, (body, { sent }) =>
			isOfAccounts(sent)
				? { ...body, data: local.plaid.transactionsOf(itemId).map(rowOf) }
				: undefined,
		),
	];
};

const asTight = (sign) => (row, index) => ({
	id: `btxn_pulled${index}`,
	apiSourceId: row.transaction_id,
	date: row.date,
	amount: sign * Math.round(row.amount * 100),
});

/** Plaid's transactions in Tight. @type {Record<string, import('../twist.mjs').Case[]>} */
export const fromPlaid = {
	F1: [
		refuted(
			recordsAnswered('POST /v6/banks/accounts/query', (row) =>
				row.name === 'Plaid Checking' ? { ...row, mask: null } : row,
			),
		),
	],
	F2: [
		refuted(pulled(asTight(1))),
		confirmed(pulled(asTight(-1))),
		undecided(pulled((row) => ({ ...asTight(1)(row), date: '2001-01-01' }))),
	],
	F3: [
		refuted(recordsAnswered(GET, plus({ status: 'ACTIVE' }))),
		refuted(
			recordsAnswered(GET, (row) => (row.status === 'REMOVED' ? { ...row, amount: 0 } : row)),
		),
	],
	F5: [refuted(recordsAnswered(GET, plus({ currencyCode: 'USD' })))],
	F6: [
		refuted(pulled((row, index) => ({ ...asTight(-1)(row, index), apiSourceId: `${index}` }))),
		confirmed(pulled(asTight(-1))),
	],
	F7: [
		refuted(
			bodyAnswered(QUERY, (body) => ({
				...body,
				data: body.data.filter(({ status }) => status !== 'REMOVED'),
			})),
		),
	],
	F8: [
		refuted(rowsSent(SAVE, ({ apiSourceId, ...row }) => (row.id ? row : { ...row, apiSourceId }))),
	],
	F9: [
		refuted(
			bodyAnswered('POST /item/get', ({ item }) => ({
				item: { ...item, webhook: 'https://tight.example/hook?key=1' },
			})),
		),
	],
};
