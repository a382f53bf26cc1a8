import { bodyAnswered, less, refuted } from '../twist.mjs';

const LIST = /^GET \/users\/[^/]+\/transactions$/;

/** Changes the rows of lists, where a parameter of the query is given. */
const listed = (change, parameter) =>
	bodyAnswered(LIST, (body, call) =>
		!parameter || call.url.searchParams.has(parameter)
			? { ...body, transactions: change(body.transactions ?? [], call) }
			: undefined,
	);

/** MX. @type {Record<string, import('../twist.mjs').Case[]>} */
export const mx = {
	M1: [
		refuted({
			on: LIST,
			answer: (_, { url }) =>
				url.searchParams.has('from_date')
					? { status: 400, body: { error: { message: 'must be a Unix timestamp' } } }
					: undefined,
		}),
		refuted(listed(() => [], 'from_date')),
	],
	M2: [
		refuted({
			on: LIST,
			answer: ({ status }) =>
				status === 400 ? { status: 200, body: { transactions: [] } } : undefined,
		}),
	],
	M3: [refuted(listed(() => [{ guid: 'TRN-0', date: '2001-01-01' }], 'from_updated_at'))],
	M4: [refuted(listed((rows, { count }) => (count % 2 === 0 ? [...rows].reverse() : rows)))],
	M5: [refuted(listed((rows) => rows.map((row) => ({ ...row, amount: -row.amount }))))],
	M6: [
		refuted(
			listed((rows, { headers }) =>
				headers['accept-version'].startsWith('rc') ? rows.map(less('status')) : rows,
			),
		),
	],
	M10: [refuted(bodyAnswered(/^GET \/users\/USR-n8n/, () => ({ message: 'Not found' })))],
	M11: [refuted(listed((rows) => rows.slice(1), 'from_updated_at'))],
};
