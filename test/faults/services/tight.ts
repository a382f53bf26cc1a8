import { forgetTokens } from '../../../nodes/Tight/api/tokenCache';
import { Tight } from '../../../nodes/Tight/Tight.node';
import { startSandbox } from '../../sandbox';
import { FAULTS } from '../../sandbox/tight/faults';
import { tightScenarios } from '../../support/scenarios/tight';
import { runTight, type Sandbox } from '../../support/tight';
import {
	always,
	ASKED_AGAIN,
	beforeAndAfter,
	FOR_EVER,
	NO_ANSWER,
	type Fault,
	type Leaves,
	type Purpose,
} from '../fault';
import type { Definition } from '../service';

const JSON_PAGE = { 'content-type': 'application/json' };

const OF_CHANGES = (leaves: Leaves) => ({ change: leaves });

const status = (code: number, leaves: Fault['leaves'], more: object = {}): Fault => ({
	name: `a ${code}`,
	order: { effect: 'status', status: code, ...more },
	leaves,
});

const named = (name: string, fault: Fault): Fault => ({ ...fault, name });

/** Answers of 200 that say nothing, of a kind that Tight's documents do not have. */
const NONSENSE: Array<[text: string, leaves: Fault['leaves']]> = [
	['', NO_ANSWER],
	['{"data": [{"res', NO_ANSWER],
	['null', NO_ANSWER],
	['"ok"', NO_ANSWER],
	['{}', NO_ANSWER],
	['{"data": {}}', NO_ANSWER],
	['{"data": "none"}', NO_ANSWER],
	['{"data": [null, null, null]}', NO_ANSWER],
	// To a read these say that there is nothing.
	['[]', OF_CHANGES('doubt')],
	['{"data": []}', OF_CHANGES('doubt')],
];

/** Longer than a second of shortTimeouts.js; what else is slow may be late as well. */
const SLOW = { ms: 150 };
const IMPATIENT = { timeout: 1, leaves: { change: 'doubt', read: 'doubt' } } as const;

const error = { type: 'INVALID_VALUE', message: 'Is in a closed period', param: 'date' };

const faults: Fault[] = [
	named(
		'a rate limit with Retry-After',
		status(429, always('nothing'), { headers: { 'retry-after': '1' } }),
	),
	named('a rate limit without Retry-After', status(429, always('nothing'))),
	named(
		'a rate limit that does not end',
		status(429, always('refusal'), { headers: { 'retry-after': '120' }, ...FOR_EVER }),
	),
	status(400, always('refusal')),
	status(401, { change: 'nothing', read: 'nothing', token: 'refusal' }),
	named('a 401 for ever', status(401, always('refusal'), FOR_EVER)),
	status(403, always('refusal')),
	status(404, always('refusal')),
	status(409, always('refusal')),
	status(413, always('refusal')),
	...[500, 503].flatMap((code) => beforeAndAfter(status(code, ASKED_AGAIN))),
	named('a 500 for ever', status(500, NO_ANSWER, FOR_EVER)),
	...NONSENSE.flatMap(([body, leaves]) =>
		beforeAndAfter(named(`'${body}'`, status(200, leaves, { body, headers: JSON_PAGE }))),
	),
	...beforeAndAfter({ name: 'a cut', order: { effect: 'cut' }, leaves: ASKED_AGAIN }),
	{ name: 'cuts for ever', order: { effect: 'cut', ...FOR_EVER }, leaves: NO_ANSWER },
	{ name: 'a timeout before it is handled', order: { effect: 'slow', ...SLOW }, ...IMPATIENT },
	{ name: 'a timeout after it is handled', order: { effect: 'slowAnswer', ...SLOW }, ...IMPATIENT },
	{ name: 'a body that drips', order: { effect: 'drip', ...SLOW }, ...IMPATIENT },
	...beforeAndAfter({ name: 'a page', order: { effect: 'html' }, leaves: NO_ANSWER }),
	...beforeAndAfter({
		name: "a gateway's page",
		order: { effect: 'html', status: 502 },
		leaves: ASKED_AGAIN,
	}),
	{
		name: 'a page that refuses',
		order: { effect: 'html', status: 403 },
		leaves: always('refusal'),
	},
	...[400, 403].map((code) => ({
		name: `an echo with ${code}`,
		order: { effect: 'echo', status: code },
		leaves: always('refusal'),
	})),
	{ name: 'an echo with 500', order: { effect: 'echo', status: 500 }, leaves: ASKED_AGAIN },
	...[302, 307].map((code) => ({
		name: `a redirect with ${code}`,
		order: { effect: 'redirect', status: code, location: 'http://127.0.0.1:9/' },
		leaves: always('refusal'),
	})),
	{
		name: 'an expired token',
		order: { effect: 'expireToken' },
		leaves: { change: 'nothing', read: 'nothing' },
	},
	{
		name: 'tokens that expire at once',
		order: { effect: 'expireToken', ...FOR_EVER },
		leaves: { change: 'refusal', read: 'refusal' },
	},
	...[[0], [1], 'all'].map((rows) => ({
		name: `refusal of the rows ${String(rows)}`,
		order: { effect: 'rejectRows', rows, error },
		leaves: OF_CHANGES('refusal'),
	})),
	{ name: 'refusal of a batch', order: { effect: 'rejectBatch' }, leaves: OF_CHANGES('refusal') },
	{
		name: 'refusal of a batch with an empty list',
		order: { effect: 'rejectBatch', emptyList: true },
		leaves: OF_CHANGES('refusal'),
	},
	{
		name: 'refusal of every batch with one row',
		order: { effect: 'rejectBatch', whenRow: { description: 'mark 1.' }, error, ...FOR_EVER },
		leaves: OF_CHANGES('refusal'),
	},
	{ name: 'no results', order: { effect: 'omitVerdicts' }, leaves: OF_CHANGES('nothing') },
	{ name: 'errors beside SUCCESS', order: { effect: 'fillErrors' }, leaves: OF_CHANGES('nothing') },
	{ name: 'bare records', order: { effect: 'bareEntries' }, leaves: OF_CHANGES('nothing') },
	{ name: 'an entry too few', order: { effect: 'dropEntries' }, leaves: OF_CHANGES('doubt') },
	{
		name: 'two entries too few',
		order: { effect: 'dropEntries', count: 2 },
		leaves: OF_CHANGES('doubt'),
	},
	{
		name: 'entries too many',
		order: { effect: 'extraEntries', count: 2 },
		leaves: OF_CHANGES('doubt'),
	},
	{
		name: 'entries in reversed order',
		order: { effect: 'shuffleEntries' },
		leaves: OF_CHANGES('doubt'),
	},
	{
		name: 'success without data',
		order: { effect: 'emptyData' },
		leaves: { change: 'doubt', read: 'doubt' },
	},
];

/** Ids of records of v6. */
const ID = /^([a-z]+_)?\d+$/;

const READS = ['GET', 'DELETE'];

export const tight: Definition<Sandbox> = {
	name: 'Tight',
	node: new Tight(),
	effects: FAULTS,
	effectOf: ({ effect }) => effect as string,
	faults,
	scenarios: tightScenarios,
	start: async () => await startSandbox({ now: () => Date.now() }),
	run: async (sandbox, options) => await runTight(sandbox, options),
	arm: (sandbox, order, { method, pattern }, skip) =>
		sandbox.fault({ ...order, method, path: new RegExp(`^${pattern}$`), skip } as never),
	requests: ({ journal }) =>
		journal.map(({ method, path, status: answered, requestBody: body }) => ({
			method,
			path,
			status: answered,
			body,
		})),
	purposeOf: ({ method, path }): Purpose => {
		if (path.endsWith('/auth/token')) return 'token';
		// Deletions of v6 do no harm when they are repeated; v5 names the record in the body.
		if (path.endsWith('/query')) return 'read';
		return READS.includes(method) && !path.endsWith('/plaidItem') ? 'read' : 'change';
	},
	patternOf: (path) =>
		path
			.split('/')
			.map((segment) => (ID.test(segment) ? '[^/]+' : segment))
			.join('/'),
	forget: forgetTokens,
};
