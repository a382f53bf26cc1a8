import { forgetCursors } from '../../../nodes/Plaid/cursors';
import { forgetRuns } from '../../../nodes/Plaid/runs';
import { Plaid } from '../../../nodes/Plaid/Plaid.node';
import { startPlaidSandbox } from '../../sandbox/plaid';
import { FAULTS } from '../../sandbox/plaid/faults';
import { runPlaid, type PlaidSandbox } from '../../support/plaid';
import { plaidScenarios } from '../../support/scenarios/plaid';
import { always, ASKED_AGAIN, beforeAndAfter, FOR_EVER, NO_ANSWER, type Fault } from '../fault';
import type { Definition } from '../service';

const named = (name: string, order: Fault['order'], leaves: Fault['leaves']): Fault => ({
	name,
	order,
	leaves,
});

const LOGIN_REQUIRED = {
	error_type: 'ITEM_ERROR',
	error_code: 'ITEM_LOGIN_REQUIRED',
	error_message: 'the login details of this item have changed',
	display_message: 'Please log in again.',
};
const MUTATION = {
	error_type: 'TRANSACTIONS_ERROR',
	error_code: 'TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION',
};

/** Answers of 200 that are not Plaid's. */
const NONSENSE = ['', 'null', '"ok"', '[]', '{"added": 1}', '{"item": null, "accounts": [null]}'];

const faults: Fault[] = [
	named(
		'a rate limit with Retry-After',
		{ status: 429, headers: { 'retry-after': '1' } },
		always('nothing'),
	),
	named('a rate limit without Retry-After', { status: 429 }, always('nothing')),
	named(
		'a rate limit that does not end',
		{ status: 429, headers: { 'retry-after': '120' }, ...FOR_EVER },
		always('refusal'),
	),
	named('a refusal', { status: 400, error: LOGIN_REQUIRED }, always('refusal')),
	named('a change of the data', { status: 400, error: MUTATION }, always('refusal')),
	named(
		'changes of the data for ever',
		{ status: 400, error: MUTATION, ...FOR_EVER },
		always('refusal'),
	),
	named('a 404', { status: 404 }, always('refusal')),
	named(
		'a redirect',
		{ status: 307, headers: { location: 'http://127.0.0.1:9/' }, body: '' },
		always('refusal'),
	),
	...[500, 503].flatMap((status) => beforeAndAfter(named(`a ${status}`, { status }, ASKED_AGAIN))),
	named('a 500 for ever', { status: 500, ...FOR_EVER }, NO_ANSWER),
	...NONSENSE.flatMap((body) =>
		beforeAndAfter(named(`'${body}'`, { status: 200, body }, NO_ANSWER)),
	),
	...beforeAndAfter(named('a cut', { cut: true }, ASKED_AGAIN)),
	named('cuts for ever', { cut: true, ...FOR_EVER }, NO_ANSWER),
	...beforeAndAfter(named("a gateway's page", { html: true }, ASKED_AGAIN)),
	named('an echo', { echo: true }, always('refusal')),
	{ name: 'a timeout', order: { slowMs: 150 }, timeout: 1, leaves: NO_ANSWER },
];

/** What Plaid may handle twice without harm. */
const REPEATABLE = ['/item/get', '/accounts/get', '/transactions/sync', '/item/remove'];

export const plaid: Definition<PlaidSandbox> = {
	name: 'Plaid',
	node: new Plaid(),
	effects: FAULTS,
	effectOf: (order) => Object.keys(FAULTS).find((effect) => effect in order)!,
	faults,
	scenarios: plaidScenarios,
	start: async () =>
		await startPlaidSandbox({
			now: () => Date.now(),
			retryDelaysMs: [],
			linkedTransactions: 1,
		}),
	run: async (sandbox, options) => await runPlaid(sandbox, options),
	arm: (sandbox, order, { pattern: path }, skip) => sandbox.fail({ ...order, path, skip } as never),
	requests: ({ journal }) =>
		journal.map(({ method, path, status, requestBody: body }) => ({ method, path, status, body })),
	purposeOf: ({ path }) => (REPEATABLE.includes(path) ? 'read' : 'change'),
	patternOf: (path) => path,
	forget: () => {
		forgetRuns();
		forgetCursors();
	},
};
