import { Mx } from '../../../nodes/Mx/Mx.node';
import { startMxSandbox } from '../../sandbox/mx';
import { FAULTS } from '../../sandbox/mx/faults';
import { runMx, type MxSandbox } from '../../support/mx';
import { mxScenarios } from '../../support/scenarios/mx';
import { always, ASKED_AGAIN, beforeAndAfter, FOR_EVER, NO_ANSWER, type Fault } from '../fault';
import type { Definition } from '../service';

const status = (
	code: number,
	leaves: Fault['leaves'],
	more: object = {},
	name = `a ${code}`,
): Fault => ({ name, order: { effect: 'status', status: code, ...more }, leaves });

/** Answers of 200 that are not MX's. */
const NONSENSE = ['', 'null', '"ok"', '[]', '{}', '{"member": null, "transactions": [null]}'];

const faults: Fault[] = [
	status(429, always('nothing'), { headers: { 'retry-after': '1' } }, 'a rate limit'),
	status(429, always('nothing'), {}, 'a rate limit without Retry-After'),
	status(
		429,
		always('refusal'),
		{ headers: { 'retry-after': '120' }, ...FOR_EVER },
		'a rate limit that does not end',
	),
	...[400, 401, 403, 406, 409].map((code) => status(code, always('refusal'))),
	// What was made a moment ago is looked for again.
	status(404, { change: 'refusal', read: 'nothing' }),
	status(404, always('refusal'), FOR_EVER, 'a 404 for ever'),
	...[500, 503].flatMap((code) => beforeAndAfter(status(code, ASKED_AGAIN))),
	status(500, NO_ANSWER, FOR_EVER, 'a 500 for ever'),
	...NONSENSE.flatMap((body) => beforeAndAfter(status(200, NO_ANSWER, { body }, `'${body}'`))),
	...beforeAndAfter({ name: 'a cut', order: { effect: 'cut' }, leaves: ASKED_AGAIN }),
	{ name: 'cuts for ever', order: { effect: 'cut', ...FOR_EVER }, leaves: NO_ANSWER },
	...beforeAndAfter({ name: 'a page', order: { effect: 'html' }, leaves: NO_ANSWER }),
	...beforeAndAfter({
		name: "a gateway's page",
		order: { effect: 'html', status: 502 },
		leaves: ASKED_AGAIN,
	}),
	...[400, 403].map((code) => ({
		name: `an echo with ${code}`,
		order: { effect: 'echo', status: code },
		leaves: always('refusal'),
	})),
	...[302, 307].map((code) => ({
		name: `a redirect with ${code}`,
		order: { effect: 'redirect', status: code },
		leaves: always('refusal'),
	})),
];

/** GUIDs, and the partner's own IDs of the sandbox's users. */
const ID = /^([A-Z]{3}-.*|user-\w+)$/;

export const mx: Definition<MxSandbox> = {
	name: 'MX',
	node: new Mx(),
	effects: FAULTS,
	effectOf: ({ effect }) => effect as string,
	faults,
	scenarios: mxScenarios,
	start: async () => await startMxSandbox(),
	run: async (sandbox, options) => await runMx(sandbox, options),
	arm: (sandbox, order, { method, pattern }, skip) =>
		sandbox.fault({ ...order, method, path: new RegExp(`^${pattern}$`), skip } as never),
	requests: ({ journal }) =>
		journal.map(({ method, path, status: answered, query }) => ({
			method,
			path,
			status: answered,
			body: query,
		})),
	purposeOf: ({ method }) => (method === 'GET' ? 'read' : 'change'),
	patternOf: (path) =>
		path
			.split('/')
			.map((segment) => (ID.test(segment) ? '[^/]+' : segment))
			.join('/'),
	forget: () => {},
};
