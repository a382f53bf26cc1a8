import { answered, told } from '../http.mjs';
import { ACCOUNTS, TRANSACTIONS } from '../services/books.mjs';
import { reasonsOf, withReasons } from '../services/tight.mjs';
import { decided, Undecidable, undecided } from '../verdict.mjs';

const needs = ['tight'];

/** Requests in five minutes. */
const RATE = 1000;

/** In which of the forms that the node reads a reply says why, if in any. */
export function formOfReasons({ body }) {
	if (body?.error_description) return "OAuth's error and error_description";
	if (reasonsOf(body ?? {}).length > 0) return "Tight's list of reasons";
	if (typeof body?.error === 'string') return 'a text in error';
	if (body?.message) return 'a text in message';
	return undefined;
}

/** Tokens, scopes, limits. @type {import('../run.mjs').Check[]} */
export const access = [
	{
		id: 'T20',
		needs,
		run: async ({ books, tight, services }) => {
			const token = await tight.token({ userId: services.tight.userId, scope: 'read' });
			const row = await books.transaction('T20');
			const reply = await books.post(TRANSACTIONS, [row], { token });
			return decided(reply.status === 403, withReasons(reply));
		},
	},
	{
		id: 'T23',
		needs,
		local: 'not decidable',
		run: async ({ tight }) => {
			const { headers } = await tight.call('POST', `${ACCOUNTS}/query`, { limit: 1 });
			const limits = [...headers].filter(([name]) => /^(x-)?rate-?limit/i.test(name));
			if (limits.length === 0) {
				return undecided(
					'no header tells a limit, and none is run into on purpose; ask Tight, or look at a long run',
				);
			}
			const evidence = limits.map((limit) => limit.join(': ')).join(', ');
			const isStated = limits.some(([, value]) => new RegExp(`\\b${RATE}\\b`).test(value));
			return decided(isStated, evidence);
		},
	},
	{
		id: 'T29',
		needs,
		run: async ({ tight }) => {
			const reply = await tight.call('POST', `${ACCOUNTS}/query`, { limit: 1 });
			return decided(reply.status === 200, withReasons(reply));
		},
	},
	{
		id: 'T37',
		needs,
		run: async ({ books, tight }) => {
			const token = await tight.token({ scope: 'write' });
			const reply = await books.post(TRANSACTIONS, [await books.transaction('T37')], { token });
			return decided(reply.status >= 400, withReasons(reply));
		},
	},
	{
		id: 'T39',
		needs,
		run: async ({ tight, mark }) => {
			const wrongKeys = await tight.askForToken({ scope: 'read' }, 'wrong');
			const wrongUser = await tight.askForToken({ userId: mark, scope: 'read' });
			const evidence = [];
			let holds = true;
			for (const [what, reply] of Object.entries({ wrongKeys, wrongUser })) {
				if (reply.status >= 500) throw new Undecidable(told(reply));
				if (reply.status < 300) answered(reply);
				const form = reply.status < 300 ? 'a token' : formOfReasons(reply);
				holds &&= Boolean(form);
				evidence.push(`${what}: ${reply.status}, ${form ?? 'no reason that is read'}`);
			}
			return decided(holds, evidence.join('; '));
		},
	},
];
