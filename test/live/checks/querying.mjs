import { ACCOUNTS, PAYMENTS, TRANSACTIONS } from '../services/books.mjs';
import { withReasons } from '../services/tight.mjs';
import { confirmed, decided, refuted, undecided } from '../verdict.mjs';

const needs = ['tight'];

const DAY_MS = 86_400_000;

/** Filters that only some revisions of a page name. */
const REVISIONS = {
	[TRANSACTIONS]: {
		company: { in: ['co_0'] },
		rule: { expand: true },
		classSegments: { expand: true },
	},
	[PAYMENTS]: {
		displayName: { contain: 'none' },
		search: 'none',
		description: { contain: 'none' },
		bankAccount: { id: { in: ['bka_0'] } },
		bankTransaction: { expand: true },
	},
};

/** Queries and their filters. @type {import('../run.mjs').Check[]} */
export const querying = [
	{
		id: 'T26',
		needs,
		run: async ({ books }) => {
			const { id } = await books.one(TRANSACTIONS, await books.transaction('T26'));
			await books.one(TRANSACTIONS, { id, notes: 'changed' });
			const since = async (days) => {
				const lastUpdatedDateTime = new Date(Date.now() + days * DAY_MS).toISOString();
				const rows = await books.found({ lastUpdatedDateTime });
				return rows.some((row) => row.id === id);
			};
			const [yesterday, tomorrow] = [await since(-1), await since(1)];
			const said = (isFound) => (isFound ? 'found' : 'not found');
			return decided(
				yesterday && !tomorrow,
				`a row of now is ${said(yesterday)} since yesterday, ${said(tomorrow)} since tomorrow`,
			);
		},
	},
	{
		id: 'T27',
		needs,
		run: async ({ tight }) => {
			const refused = [];
			for (const [path, filters] of Object.entries(REVISIONS)) {
				for (const [name, value] of Object.entries(filters)) {
					const body = { limit: 1, filter: { [name]: value } };
					const reply = await tight.call('POST', `${path}/query`, body);
					if (!Array.isArray(reply.body.data)) refused.push(`${name}: ${withReasons(reply)}`);
				}
			}
			const names = Object.values(REVISIONS).flatMap(Object.keys);
			return refused.length === 0
				? confirmed(`served: ${names.join(', ')}`)
				: refuted(`refused: ${refused.join('; ')}`);
		},
	},
	{
		id: 'T28',
		needs,
		run: async ({ tight }) => {
			const rows = await tight.rows(ACCOUNTS, { filter: { integration: { expand: true } } });
			const linked = rows.map(({ integration }) => integration).filter(Boolean);
			if (linked.length === 0) return undecided('no bank account of this user has an integration');
			const isWhole = ({ id, apiInstitutionName }) => Boolean(id && apiInstitutionName);
			const keys = Object.keys(linked[0]).join(', ');
			return decided(linked.every(isWhole), `${linked.length} integrations with ${keys}`);
		},
	},
	{
		id: 'T31',
		needs,
		run: async ({ books }) => {
			const { id } = await books.one(TRANSACTIONS, await books.transaction('T31'));
			const contain = `${books.mark} t31`.toUpperCase();
			const rows = await books.found({ description: { contain } });
			const isFound = rows.some((row) => row.id === id);
			return decided(isFound, `in capitals, the row is ${isFound ? 'found' : 'not found'}`);
		},
	},
	{
		id: 'T32',
		needs,
		run: async ({ books }) => {
			const { id } = await books.one(TRANSACTIONS, await books.transaction('T32'));
			const rows = await books.found();
			const isFound = rows.some((row) => row.id === id);
			return decided(isFound, `the next query ${isFound ? 'has' : 'lacks'} the row`);
		},
	},
	{
		id: 'T35',
		needs,
		run: async ({ books, tight }) => {
			const sources = [books.sourceId('T35'), books.sourceId('T35')];
			for (const apiSourceId of sources) {
				await books.one(TRANSACTIONS, await books.transaction('T35', { apiSourceId }));
			}
			const bankAccount = { id: { in: [await books.account()] } };
			const forms = { equal: { equal: sources[0] }, in: { in: [sources[0]] } };
			const served = [];
			const evidence = [];
			for (const [operator, apiSourceId] of Object.entries(forms)) {
				const body = { limit: 250, filter: { bankAccount, apiSourceId } };
				const reply = await tight.call('POST', `${TRANSACTIONS}/query`, body);
				const found = (reply.body.data ?? []).map((row) => row.apiSourceId);
				const isServed = found.includes(sources[0]) && !found.includes(sources[1]);
				if (isServed) served.push(operator);
				evidence.push(`${operator}: ${isServed ? 'served' : withReasons(reply)}`);
			}
			return decided(served.length === 0, evidence.join('; '));
		},
	},
	{
		id: 'T41',
		needs,
		run: async ({ books }) => {
			const { id } = await books.one(TRANSACTIONS, await books.transaction('T41'));
			const row = await books.get(TRANSACTIONS, id);
			const names = ['classSegments', 'dimensionValues'].filter((name) => name in row);
			return names.length === 0
				? undecided('a transaction shows neither classSegments nor dimensionValues')
				: decided(names.includes('classSegments'), `a transaction shows ${names.join(' and ')}`);
		},
	},
	{
		id: 'T43',
		needs,
		run: async ({ books }) => {
			const { id } = await books.one(TRANSACTIONS, await books.transaction('T43'));
			await books.remove(TRANSACTIONS, id);
			const row = (await books.found()).find((each) => each.id === id);
			const evidence = row ? `listed with status ${row.status}` : 'not listed any more';
			return decided(!row, `a deleted row is ${evidence}`);
		},
	},
];
