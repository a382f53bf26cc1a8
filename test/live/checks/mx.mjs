import { told } from '../http.mjs';
import { decided, refuted, Undecidable, undecided } from '../verdict.mjs';

const needs = ['mx'];

const DAY_MS = 86_400_000;
const CANDIDATE = 'rc20260430';
const PAGE = '10';
const PAGES_COMPARED = 5;
const DAYS_LISTED = 120;
/** MX takes at most six months at once. */
const DAYS_ASKED = 179;
/** Hours after and before midnight at which zones part. */
const EARLY = 5;
const LATE = 19;

/** Fields that Tight's import needs. */
const NEEDED = ['guid', 'account_guid', 'amount', 'created_at', 'date', 'status', 'type'].concat(
	'updated_at',
);

const CALL = 'needs a URL that MX can reach and that is registered in the Client Dashboard';

const dayOf = (text) => String(text).slice(0, 'yyyy-MM-dd'.length);
const daysAgo = (days) => dayOf(new Date(Date.now() - days * DAY_MS).toISOString());
const guidsOf = (rows) => rows.map(({ guid }) => guid).sort();
const isSameList = (left, right) => guidsOf(left).join() === guidsOf(right).join();
const path = (user) => `/users/${user}/transactions`;

const sharedUser = async (context) =>
	await context.once('user', () => context.mx.userWithTransactions());

/** What MX lists for the user without any filter. */
const sample = async (context) =>
	await context.once('sample', async () => {
		const user = await sharedUser(context);
		const rows = await context.mx.transactions(user);
		if (rows.length === 0) throw new Undecidable(`user ${user} has no transactions`);
		return { user, rows };
	});

const refusal = ({ body }) => body.error?.message ?? '';

/** MX, which the run only reads. @type {import('../run.mjs').Check[]} */
export const mx = [
	{
		id: 'M1',
		needs,
		run: async (context) => {
			const { user, rows } = await sample(context);
			const days = [...new Set(rows.map(({ date }) => date))].sort();
			const day = days[Math.floor(days.length / 2)];
			const query = { records_per_page: '1000', from_date: day, to_date: day };
			const reply = await context.mx.call(path(user), query);
			if (reply.status === 400) return refuted(`${told(reply)}: ${refusal(reply)}`);
			if (!Array.isArray(reply.body.transactions)) throw new Undecidable(told(reply));
			const expected = rows.filter(({ date }) => date === day);
			return decided(
				isSameList(reply.body.transactions, expected),
				`from ${day} to ${day}: ${reply.body.transactions.length} rows, ${expected.length} are of that day`,
			);
		},
	},
	{
		id: 'M2',
		needs,
		run: async (context) => {
			const user = await sharedUser(context);
			const alone = await context.mx.call(path(user), { from_updated_at: daysAgo(30) });
			const query = { from_updated_at: daysAgo(30), to_updated_at: daysAgo(-1) };
			const both = await context.mx.call(path(user), query);
			return decided(
				alone.status === 400 && both.status === 200,
				`alone: ${alone.status} ${refusal(alone)}; together: ${both.status}`,
			);
		},
	},
	{
		id: 'M3',
		needs,
		run: async (context) => {
			const user = await sharedUser(context);
			const changed = { from_updated_at: daysAgo(DAYS_ASKED), to_updated_at: daysAgo(-1) };
			const { mx: service } = context;
			const usual = await service.transactions(user, changed);
			const whole = await service.transactions(user, {
				...changed,
				from_date: daysAgo(DAYS_ASKED),
				to_date: daysAgo(0),
			});
			const isOld = ({ date }) => date < daysAgo(DAYS_LISTED + 1);
			const [listed, all] = [usual.filter(isOld).length, whole.filter(isOld).length];
			if (all === 0) return undecided('the user has no transaction that is older than 120 days');
			return decided(listed === 0, `${all} older rows, ${listed} of them without from_date`);
		},
	},
	{
		id: 'M4',
		needs,
		run: async (context) => {
			const user = await sharedUser(context);
			const read = async () => {
				const rows = [];
				for (let page = 1; page <= PAGES_COMPARED; page++) {
					const query = { page: String(page), records_per_page: PAGE };
					rows.push(...(await context.mx.page(path(user), 'transactions', query)).rows);
				}
				return rows;
			};
			const [first, second] = [await read(), await read()];
			if (first.length <= Number(PAGE)) return undecided('the user has no more than one page');
			if (!isSameList(first, second)) return undecided('the list changed meanwhile');
			const isSame = first.every(({ guid }, index) => guid === second[index].guid);
			return decided(
				isSame,
				`${first.length} rows, read twice: ${isSame ? 'same' : 'other'} order`,
			);
		},
	},
	{
		id: 'M5',
		needs,
		run: async (context) => {
			const { rows } = await sample(context);
			const of = (wanted) => rows.filter(({ type }) => type === wanted).length;
			const negative = rows.filter(({ amount }) => amount < 0).length;
			const [debits, credits] = [of('DEBIT'), of('CREDIT')];
			const evidence = `${debits} DEBIT, ${credits} CREDIT of ${rows.length} rows, ${negative} negative`;
			if (negative === 0 && (debits === 0 || credits === 0)) return undecided(evidence);
			return decided(negative === 0 && debits + credits === rows.length, evidence);
		},
	},
	{
		id: 'M6',
		needs,
		run: async (context) => {
			const { user, rows } = await sample(context);
			const query = { records_per_page: PAGE };
			const slim = (await context.mx.transactions(user, query, CANDIDATE))[0];
			const full = rows.find(({ guid }) => guid === slim?.guid) ?? rows[0];
			if (!slim) return undecided(`${CANDIDATE} lists no transactions`);
			const lacking = NEEDED.filter((name) => !(name in slim));
			const beyond = (left, right) => Object.keys(left).filter((name) => !(name in right));
			const dropped = beyond(full, slim).length;
			return decided(
				lacking.length === 0,
				`${CANDIDATE} drops ${dropped} fields (needed ones: ${lacking.join(', ') || 'none'}), ` +
					`adds ${beyond(slim, full).join(', ') || 'none'}`,
			);
		},
	},
	{ id: 'M7', byHand: `${CALL}: have MX enable an event about records, and look at one body` },
	{
		id: 'M8',
		byHand: `${CALL}: let a Webhook node answer 500, and compare the bodies of the calls that follow`,
	},
	{
		id: 'M9',
		byHand:
			'the run deletes no member; delete one of a test user, and list the transactions of the user',
	},
	{
		id: 'M10',
		needs,
		run: async (context) => {
			const reply = await context.mx.call(`/users/USR-${context.mark.replace(/\W/g, '-')}/members`);
			const { error } = reply.body;
			const keys = typeof error === 'object' && error ? Object.keys(error) : [];
			const words = keys.map((key) => `${key} "${error[key]}"`).join(', ');
			const isRead = typeof error === 'string' || keys.includes('message');
			return decided(reply.status >= 400 && isRead, `${reply.status}: ${words || told(reply)}`);
		},
	},
	{
		id: 'M11',
		needs,
		run: async (context) => {
			const { user, rows } = await sample(context);
			const hourOf = ({ updated_at }) => new Date(updated_at).getUTCHours();
			const telling = rows.find((row) => hourOf(row) < EARLY || hourOf(row) >= LATE);
			if (!telling) return undecided('no row was changed near midnight of UTC');
			const day = dayOf(new Date(telling.updated_at).toISOString());
			const isOfDay = ({ updated_at }) => dayOf(new Date(updated_at).toISOString()) === day;
			const query = { from_updated_at: day, to_updated_at: day };
			const listed = await context.mx.transactions(user, query);
			const expected = rows.filter(isOfDay);
			return decided(
				isSameList(listed, expected),
				`changed on ${day}: ${listed.length} rows, by UTC ${expected.length}`,
			);
		},
	},
	{
		id: 'M12',
		byHand: `${CALL}: look at the headers of a call in the output of n8n's Webhook node`,
	},
];
