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
