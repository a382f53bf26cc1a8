/**
 * Runs tasks with at most so many under way at once, in their order.
 *
 * @param goOn asked before each task starts; once it says no, the remaining tasks are left out
 */
export async function runPool(
	tasks: Array<() => Promise<void>>,
	size: number,
	goOn: () => boolean = () => true,
): Promise<void> {
	let next = 0;
	const worker = async () => {
		while (next < tasks.length && goOn()) await tasks[next++]();
	};
	await Promise.all(Array.from({ length: Math.min(size, tasks.length) }, worker));
}
