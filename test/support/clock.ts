import * as workflow from 'n8n-workflow';

import type { Wait } from '../../nodes/shared/wait';

/** A clock that stands still except while something waits. */
export interface Clock {
	now: number;
	/** How long each wait was that took any time, in their order. */
	waits: number[];
	wait: Wait;
}

export function useClock(start = Date.UTC(2025, 5, 26)): Clock {
	const clock: Clock = {
		now: start,
		waits: [],
		wait: async (milliseconds) => {
			if (milliseconds > 0) clock.waits.push(milliseconds);
			clock.now += milliseconds;
			return true;
		},
	};
	beforeEach(() => {
		clock.now = start;
		clock.waits = [];
		jest.spyOn(Date, 'now').mockImplementation(() => clock.now);
	});
	afterEach(() => {
		jest.restoreAllMocks();
	});
	return clock;
}

/**
 * A clock for thousands of runs on the engine: it stands still except while a node waits, which it
 * does with n8n's `sleep`. What a server's own timers do is not touched.
 */
export function useQuickClock(): {
	/** Back to the moment at which the tests began. */
	reset: () => void;
} {
	const { now } = Date;
	const start = now();
	let waited = 0;
	const sleep = Object.getOwnPropertyDescriptor(workflow, 'sleep')!;
	const realSleep = workflow.sleep;
	const quickSleep = async (milliseconds: number) => {
		waited += milliseconds;
		await realSleep(0);
	};
	beforeAll(() => {
		Date.now = () => start + waited;
		Object.defineProperty(workflow, 'sleep', { ...sleep, get: () => quickSleep });
	});
	afterAll(() => {
		Date.now = now;
		Object.defineProperty(workflow, 'sleep', sleep);
	});
	return { reset: () => void (waited = 0) };
}
