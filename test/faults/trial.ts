import type { OnError } from 'n8n-workflow';

import type { Arrangement, Scenario } from '../support/scenarios/scenario';
import type { Fault, Leaves } from './fault';
import {
	nothingRepeated,
	noInventions,
	noLies,
	noNeedlessFailure,
	noSecrets,
	type Findings,
} from './laws';
import { wait } from './platform';
import type { ArmedFault, Kind, NodeRun, Service } from './service';
import { toldBy, type Told } from './told';

/** One run of an operation, with or without faults, and what it breaks. */

export type AnyScenario = Scenario<never>;

/** A fault, and the requests that it meets. */
export interface Meeting {
	fault: Fault;
	kind: Kind;
	/** How many requests of the kind are let through first. */
	skip: number;
}

export interface Trial {
	arrangement: Arrangement;
	shows?: string[];
	mode: OnError | undefined;
	meetings: Meeting[];
	leaves: Leaves;
	/** The rows of an item that is done; undefined where they are not known. */
	expected: (item: number) => object[] | undefined;
	options?: { batchSize?: number; parallelRequests?: number };
}

export interface Result {
	run: NodeRun;
	told: Told[];
	findings: Findings;
	/** How many faults met a request. */
	fired: number;
	requests: number;
}

const MOST_WAITS = 1000;

/** Waits until the sandbox has handled what was sent: a client may have given up before. */
async function settled(service: Service, cuts: () => number) {
	const open = () => service.requests().filter(({ status }) => status === null).length;
	for (let waits = 0; open() > cuts() && waits < MOST_WAITS; waits++) await wait(5);
}

const madeBy = ({ made, input }: Arrangement) => input.map((_, item) => made?.(item) ?? 0);

/** Runs an operation on what was arranged for it. */
export async function tryOut(
	service: Service,
	trial: Trial,
	logged: () => string[],
): Promise<Result> {
	const { arrangement, shows, mode, meetings, leaves, expected, options } = trial;
	const { parameters, input, made, marks, secrets = [] } = arrangement;
	const before = madeBy(arrangement);
	const known = service.secrets();
	const armed: Array<[Fault, ArmedFault]> = meetings.map(({ fault, kind, skip }) => [
		fault,
		service.arm(fault.order, kind, skip),
	]);
	const timeout = meetings.map(({ fault }) => fault.timeout).find(Boolean);
	const given = parameters.options as object | undefined;
	const run = await service.run({
		parameters: { ...parameters, options: { ...given, ...options, ...(timeout && { timeout }) } },
		input,
		onError: mode,
	});
	const isCut = ([fault]: [Fault, ArmedFault]) => service.effectOf(fault.order) === 'cut';
	await settled(service, () => armed.filter(isCut).reduce((sum, [, { fired }]) => sum + fired, 0));
	service.clearFaults();
	const told = toldBy(run, input.length, mode);
	const all = [...secrets, ...known, ...service.secrets()];
	const findings: Findings = {
		'each item is told of exactly once': typeof told === 'string' ? [told] : [],
		'no secret in items, errors or the log': noSecrets(run, arrangement, all, {
			shows,
			logged: logged(),
		}),
	};
	if (marks) {
		findings['nothing is sent again after an unknown outcome'] = nothingRepeated(service, marks);
	}
	if (typeof told !== 'string') {
		if (made) {
			const after = madeBy(arrangement);
			findings['the books hold what is told, and no row twice'] = noLies(told, after, before);
		}
		if (told.some(({ rows }, item) => rows && expected(item))) {
			findings['what comes out is what the service has'] = noInventions(told, expected);
		}
		if (leaves !== 'doubt') {
			findings['nothing fails that need not'] = noNeedlessFailure(told, leaves);
		}
	}
	return {
		run,
		told: typeof told === 'string' ? [] : told,
		findings,
		fired: armed.filter(([, { fired }]) => fired > 0).length,
		requests: service.requests().length,
	};
}
