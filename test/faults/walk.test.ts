// Before all that it watches.
import { moduleState } from './moduleState';

import * as fc from 'fast-check';
import type { OnError } from 'n8n-workflow';

import { titleOf } from '../support/scenarios/scenario';
import type { Sandbox } from '../support/tight';
import { NO_ANSWER, type Fault } from './fault';
import { sayProgress } from './figures';
import { breachesOf, type Findings } from './laws';
import { useLog } from './log';
import { MODES } from './matrix';
import { heapInUse } from './memory';
import { SEED, WALKS } from './options';
import { useQuickClock } from './quickClock';
import { Repeated } from './repeated';
import { anyRowStep, arrangeRows, everyRow, MATCHING, type RowRun, type RowStep } from './rows';
import { open, type Definition, type Kind, type Service } from './service';
import { mx } from './services/mx';
import { plaid } from './services/plaid';
import { tight } from './services/tight';
import { useTally } from './tally';
import { tryOut, type AnyScenario, type Meeting } from './trial';

/**
 * Random walks over what the matrices try one by one: several faults at once, rows of several users
 * in books that have a past, and tokens that grow old.
 */

/** Steps of a walk. */
const LONGEST_WALK = 10;
/** Walks after which nothing more is loaded or compiled. */
const WARM_UP = Math.ceil(WALKS / 3);
/** Walks after which it is said how far they are. */
const MANY = 25;
const MINUTES = 60_000;
/** Bytes that may be in use after the walks beyond those after {@link WARM_UP}. */
const MOST_MEMORY = 8 * 1024 * 1024;
/** What all walks may leave in one Map or Set of a module. */
const MOST_KEPT = 10;

const modules = moduleState();

const clock = useQuickClock();
const log = useLog();
const tally = useTally('Random walks');

const definitions: Array<Definition<never>> = [tight, plaid, mx] as never;
const services = new Map<string, Service>();
/** The books in which rows are saved, which no scenario touches. */
let books: Service;
beforeAll(async () => {
	for (const definition of definitions) {
		services.set(definition.name, await open(definition as Definition<never> & never));
	}
	books = await open(tight);
});
afterAll(async () => {
	for (const service of [...services.values(), books]) await service.close();
});

const anyMode: fc.Arbitrary<OnError | undefined> = fc.constantFrom(...MODES);
const anyOptions = fc.record({
	batchSize: fc.integer({ min: 1, max: 4 }),
	parallelRequests: fc.integer({ min: 1, max: 3 }),
});

const kind = (pattern: string, method?: string): Kind => ({
	pattern,
	method,
	purpose: 'change',
	times: 1,
});
const CHANGES = kind('(?!.*/(query|token)$).*', 'POST');

/** Up to three faults, most of them once. */
function anyMeetings(faults: Fault[], kinds: Kind[]): fc.Arbitrary<Meeting[]> {
	const meeting = fc
		.record({
			fault: fc.constantFrom(...faults),
			kind: fc.constantFrom(...kinds),
			skip: fc.nat(4),
			times: fc.constantFrom(1, 1, 2),
		})
		.map(({ fault, kind: any, skip, times }) => ({
			fault: { ...fault, order: { ...fault.order, times: fault.order.times ?? times } },
			// Some answers are wrong to a change, but right to a read.
			kind: fault.leaves.read ? any : CHANGES,
			skip,
		}));
	return fc.array(meeting, { maxLength: 3 });
}

/** Answers that no one has thought of. */
const nonsense: fc.Arbitrary<Fault> = fc
	.record({ status: fc.constantFrom(200, 207, 400, 500), body: fc.jsonValue({ maxDepth: 2 }) })
	.map(({ status, body }) => ({
		name: `nonsense with ${status}`,
		order: {
			effect: 'status',
			status,
			body: JSON.stringify(body),
			headers: { 'content-type': 'application/json' },
		},
		leaves: NO_ANSWER,
	}));

const ANY = '.*';
const KINDS = [ANY, '.*/query', '.*/auth/token', '.*/(transactions|payments)'].map((each) =>
	kind(each),
);

interface Walked {
	title: string;
	run: (number: number) => Promise<string[]>;
}

/** A save of rows in books that have a past. */
const rowStep: fc.Arbitrary<Walked> = fc
	.record({
		step: anyRowStep,
		meetings: fc.oneof(
			anyMeetings(tight.faults, KINDS),
			nonsense.chain((fault) => anyMeetings([fault], KINDS)),
		),
		options: anyOptions,
		isRestarted: fc.boolean(),
	})
	.map(({ step, meetings, options, isRestarted }) => ({
		title: `${step.way} of ${JSON.stringify(step)} with ${JSON.stringify(options)}, ${tell(meetings)}`,
		run: async (number) => {
			if (isRestarted) books.restart();
			else books.clear();
			return await saveRows(step, number, meetings, options);
		},
	}));

async function saveRows(
	step: RowStep,
	number: number,
	meetings: Meeting[],
	options?: { batchSize: number; parallelRequests: number },
): Promise<string[]> {
	const arrange = (sandbox: Sandbox) => arrangeRows(sandbox, step, number);
	const arrangement = books.arrange({ arrange } as never, step.rows.length) as RowRun;
	const hasFlaws = step.rows.some(({ flaw }) => flaw !== undefined);
	const result = await tryOut(
		books,
		{
			arrangement,
			mode: step.mode,
			meetings,
			leaves: meetings.length > 0 ? 'doubt' : hasFlaws ? 'refusal' : 'nothing',
			expected: () => undefined,
			options,
		},
		log.taken,
	);
	const findings: Findings = { ...result.findings };
	if (result.told.length > 0) {
		const law = 'the books hold what is told, and no row twice';
		findings[law] = arrangement.breaches(result.told);
	}
	if (arrangement.isWrong && !step.mode) {
		const sent = books.requests().map(({ method, path }) => `${method} ${path} was sent`);
		findings['nothing is sent when a row is wrong and the node is to stop'] = sent;
	}
	tally.count({ ...result, findings });
	return breachesOf(findings);
}

const tell = (meetings: Meeting[]) =>
	meetings.map(({ fault, kind: { pattern }, skip }) => `${fault.name} at ${pattern} #${skip}`);

/** An operation of any node, from its own beginning, under faults at any request. */
function scenarioStep({ name, faults, scenarios }: Definition<never>): fc.Arbitrary<Walked> {
	return fc
		.record({
			scenario: fc.constantFrom<AnyScenario>(...scenarios),
			items: fc.integer({ min: 1, max: 5 }),
			meetings: anyMeetings(faults, [kind(name === 'Plaid' ? '' : ANY)]),
			mode: anyMode,
			options: anyOptions,
		})
		.map(({ scenario, items, meetings, mode, options }) => ({
			title: `${name} ${titleOf(scenario)} × ${items}, ${mode}, ${tell(meetings)}`,
			run: async () => {
				const repeated = new Repeated(services.get(name)!, scenario, items, log.taken);
				const { findings } = await repeated.begin();
				const leaves = meetings.length > 0 ? 'doubt' : 'nothing';
				const result = await repeated.run({ meetings, leaves, mode, options });
				tally.count(result);
				return [...breachesOf(findings), ...breachesOf(result.findings)];
			},
		}));
}

const anyStep = fc.oneof(
	{ weight: 6, arbitrary: rowStep },
	{ weight: 2, arbitrary: scenarioStep(tight as never) },
	{ weight: 1, arbitrary: scenarioStep(plaid as never) },
	{ weight: 1, arbitrary: scenarioStep(mx as never) },
);

const heaps: number[] = [];
let walks = 0;
let numbers = 0;

async function walk(steps: Walked[]) {
	clock.reset();
	await books.reset();
	for (const { title, run } of steps) {
		const breaches = await run(++numbers);
		if (breaches.length > 0) throw new Error([title, ...breaches].join('\n'));
	}
	for (const way of MATCHING) {
		books.clear();
		const breaches = await saveRows(everyRow(way), ++numbers, []);
		tally.judge({ 'sending all rows once more brings the books in order': breaches });
		if (breaches.length > 0) throw new Error([`In the end ${way}`, ...breaches].join('\n'));
	}
	walks++;
	if (walks % MANY === 0) sayProgress(`Walks: ${walks} of ${WALKS} (${tally.runs()} runs)`);
	if (walks === WARM_UP || walks === WALKS) heaps.push(heapInUse());
}

it(
	'keeps every law',
	async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: LONGEST_WALK }), walk),
			{ seed: SEED, numRuns: WALKS },
		);
	},
	20 * MINUTES,
);

it('gives back its memory', () => {
	expect(heaps).toHaveLength(2);
	const [before, after] = heaps;
	const megabytes = ((after - before) / 1024 / 1024).toFixed(1);
	tally.note(`${megabytes} MB more in use after ${WALKS - WARM_UP} walks`);
	const breaches = after - before < MOST_MEMORY ? [] : [`${megabytes} MB are kept`];
	tally.judge({ 'memory is given back': breaches });
	expect(breaches).toEqual([]);
});

it('leaves nothing in the state of modules', () => {
	expect(modules.map(({ module }) => module)).toContain('Tight/api/tokenCache.ts');
	const breaches = modules.flatMap(({ module, collection, atLoad }) => {
		const grown = collection.size - atLoad;
		return grown > MOST_KEPT ? [`${module} keeps ${grown} entries`] : [];
	});
	tally.judge({ 'modules keep nothing': breaches });
	expect(breaches).toEqual([]);
});
