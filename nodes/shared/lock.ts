/** For each locked thing, the end of the work that was announced last. */
const latest = new Map<string, Promise<void>>();

/**
 * Lets work on the same things happen one after the other, in the order in which it is announced.
 * It covers this process of n8n alone.
 *
 * @param things names of what is worked on; all of them are locked
 * @param signal ends the waiting at once when the execution is cancelled
 * @returns what the work gives, or undefined when the execution was cancelled before it began
 */
export async function withLock<T>(
	things: string[],
	signal: AbortSignal | undefined,
	work: () => Promise<T>,
): Promise<T | undefined> {
	const before = Promise.all(things.map((thing) => latest.get(thing)));
	let end = () => {};
	const own = new Promise<void>((resolve) => (end = resolve));
	for (const thing of things) latest.set(thing, own);
	const release = () => {
		end();
		for (const thing of things) if (latest.get(thing) === own) latest.delete(thing);
	};
	if (!(await isOverBefore(before, signal))) {
		// Work announced later still has to wait for the work before this.
		void before.then(release);
		return undefined;
	}
	try {
		return await work();
	} finally {
		release();
	}
}

/** Whether the promise ended before the signal came. */
async function isOverBefore(before: Promise<unknown>, signal?: AbortSignal): Promise<boolean> {
	if (signal?.aborted) return false;
	let stop = () => {};
	const aborted = new Promise<boolean>((resolve) => {
		stop = () => resolve(false);
		signal?.addEventListener('abort', stop, { once: true });
	});
	const isOver = await Promise.race([before.then(() => true), aborted]);
	signal?.removeEventListener('abort', stop);
	return isOver;
}
