import { sleep } from 'n8n-workflow';

/** Waits so many milliseconds; `false` when the execution was cancelled meanwhile. */
export type Wait = (milliseconds: number) => Promise<boolean>;

const SLICE = 250;

/**
 * A wait that ends when the user cancels the execution. It sleeps in slices, because n8n forbids
 * timers in nodes and its own cancellable sleep is missing from current versions.
 */
export function cancellableWait(signal: AbortSignal | undefined): Wait {
	return async (milliseconds) => {
		const end = Date.now() + milliseconds;
		while (!signal?.aborted && Date.now() < end) await sleep(Math.min(SLICE, end - Date.now()));
		return !signal?.aborted;
	};
}
