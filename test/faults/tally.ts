import { writeFigures } from './figures';
import { LAWS, type Findings } from './laws';
import type { Result } from './trial';

/** What a file of tests has tried, and what became of it; index.mjs prints it. */

export interface Tally {
	/** One run, and what it breaks. */
	count: (result: Result) => void;
	/** Checks that were made beside those of a run. */
	judge: (findings: Findings) => void;
	/** Notes that a fault met a request of an operation, in an error mode. */
	tried: (operation: string, fault: string, mode: string) => void;
	/** A sentence for the end. */
	note: (sentence: string) => void;
	runs: () => number;
}

/** @param title of the row in which the figures stand */
export function useTally(title: string): Tally {
	const sums = { runs: 0, allDone: 0, items: 0, requests: 0 };
	const outcomes: Record<string, number> = {};
	const met = { operations: new Set<string>(), faults: new Set<string>() };
	const combinations = new Set<string>();
	const laws = LAWS.map((law) => ({ law, checks: 0, broken: 0 }));
	const notes: string[] = [];
	afterAll(() =>
		writeFigures(title, {
			operations: met.operations.size,
			faults: met.faults.size,
			combinations: combinations.size,
			...sums,
			outcomes,
			laws,
			notes,
		}),
	);
	const judge = (findings: Findings) => {
		for (const row of laws) {
			const breaches = findings[row.law];
			if (!breaches) continue;
			row.checks++;
			if (breaches.length > 0) row.broken++;
		}
	};
	return {
		count: ({ told, findings, requests }) => {
			sums.runs++;
			sums.items += told.length;
			sums.requests += requests;
			if (told.length > 0 && told.every(({ kind }) => kind === 'done')) sums.allDone++;
			for (const { kind } of told) outcomes[kind] = (outcomes[kind] ?? 0) + 1;
			judge(findings);
		},
		judge,
		tried: (operation, fault, mode) => {
			met.operations.add(operation);
			met.faults.add(fault);
			combinations.add([operation, fault, mode].join(' | '));
		},
		note: (sentence) => void notes.push(sentence),
		runs: () => sums.runs,
	};
}
