import * as workflow from 'n8n-workflow';

import { immediate } from './platform';

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
	const quickSleep = async (milliseconds: number) => {
		waited += milliseconds;
		await immediate();
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
