import type { OnError } from 'n8n-workflow';

import { operationsOf } from '../support/scenarios/operations';
import { titleOf } from '../support/scenarios/scenario';
import type { Fault } from './fault';
import { sayProgress } from './figures';
import { breachesOf } from './laws';
import { useLog } from './log';
import { IS_QUICK } from './options';
import { useQuickClock } from './quickClock';
import { Repeated } from './repeated';
import { open, type AnySandbox, type Definition, type Kind, type Service } from './service';
import { useTally } from './tally';
import type { Meeting } from './trial';

/** Every misbehaviour of a sandbox × every operation of its node × every error mode of n8n. */

export const MODES: Array<OnError | undefined> = [
	undefined,
	'continueRegularOutput',
	'continueErrorOutput',
];
const ITEMS = 3;
/** Milliseconds; no test measures time. */
const LONGEST_TEST = 300_000;
/** Two batches, which are under way at once. */
const OPTIONS = { batchSize: 2, parallelRequests: 2 };

interface Encounter extends Meeting {
	modes: typeof MODES;
}

/**
 * The requests that a fault is to meet: of each kind the first, in every mode; the second of a kind,
 * what asks for a token, and what a variant of an operation sends, in the modes by turns.
 *
 * @param turn another number for each operation and fault
 */
function encountersOf(
	fault: Fault,
	kinds: Kind[],
	{ turn, isVariant }: { turn: number; isVariant: boolean },
): Encounter[] {
	const isOnce = fault.order.times === undefined && fault.timeout === undefined;
	const inTurn = [MODES[turn % MODES.length]];
	const met = kinds.filter(({ purpose }) => fault.leaves[purpose] !== undefined);
	if (IS_QUICK) {
		const [kind] = met.slice(Math.floor(turn / MODES.length) % met.length);
		return kind ? [{ fault, kind, skip: 0, modes: inTurn }] : [];
	}
	const isInTurn = ({ purpose }: Kind) => isVariant || purpose === 'token';
	return met.flatMap((kind) => [
		{ fault, kind, skip: 0, modes: isInTurn(kind) ? inTurn : MODES },
		...(kind.times > 1 && isOnce ? [{ fault, kind, skip: 1, modes: inTurn }] : []),
	]);
}

/** Tests of a service; one file for each, so that they run side by side. */
export function matrixOf<Sandbox extends AnySandbox>(definition: Definition<Sandbox>) {
	const { name, effects, effectOf, faults, scenarios, node } = definition;
	jest.setTimeout(LONGEST_TEST);
	const clock = useQuickClock();
	const log = useLog();
	const tally = useTally(name);
	const holder = {} as { service: Service };
	beforeAll(async () => {
		holder.service = await open(definition);
	});
	beforeEach(() => clock.reset());
	afterAll(async () => await holder.service.close());

	it.each(operationsOf(node))('%s %s has a scenario', (resource, operation) => {
		expect(scenarios).toContainEqual(expect.objectContaining({ resource, operation }));
	});

	it.each(Object.entries(effects))('the effect %s is tried with all it takes', (effect, takes) => {
		const orders = faults.map(({ order }) => order).filter((order) => effectOf(order) === effect);
		expect(orders).not.toEqual([]);
		const tried = new Set(orders.flatMap((order) => Object.keys(order)));
		expect(takes.filter((key) => !tried.has(key))).toEqual([]);
	});

	const titled = scenarios.map((scenario) => [titleOf(scenario), scenario] as const);
	describe.each(titled)('%s', (title, scenario) => {
		const fresh = {} as { repeated: Repeated };
		const operation = `${scenario.resource} ${scenario.operation}`;
		beforeAll(async () => {
			fresh.repeated = new Repeated(holder.service, scenario as never, ITEMS, log.taken);
			await fresh.repeated.begin(OPTIONS);
		});
		afterAll(() => sayProgress(`${name}: ${title} (${tally.runs()} runs)`));

		it.each(MODES)('is done without faults: %s', async (mode) => {
			const result = await fresh.repeated.run({
				meetings: [],
				leaves: 'nothing',
				mode,
				options: OPTIONS,
			});
			tally.count(result);
			expect(breachesOf(result.findings)).toEqual([]);
		});

		const ordered = faults.map((fault, index) => [fault.name, fault, index] as const);
		it.each(ordered)('%s', async (_, fault, index) => {
			const broken: string[] = [];
			const way = {
				turn: index + scenarios.indexOf(scenario),
				isVariant: scenario.variant !== undefined,
			};
			for (const encounter of encountersOf(fault, fresh.repeated.kinds, way)) {
				const { kind, skip, modes } = encounter;
				for (const mode of modes) {
					const leaves = fault.leaves[kind.purpose]!;
					const result = await fresh.repeated.run({
						meetings: [encounter],
						leaves,
						mode,
						options: OPTIONS,
					});
					tally.count(result);
					const where = `${kind.method} ${kind.pattern} #${skip}, ${mode ?? 'stop'}`;
					broken.push(...breachesOf(result.findings).map((each) => `${where}: ${each}`));
					if (result.fired === 0) break;
					tally.tried(operation, fault.name, mode ?? 'stop');
				}
			}
			expect(broken).toEqual([]);
		});
	});
}
