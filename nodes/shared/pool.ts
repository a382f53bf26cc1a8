/**
 * Runs tasks with at most so many under way at once, in their order.
 *
 * @throws what a task throws, once those that were under way have ended; no other is started then
 * @param goOn asked before each task starts; once it says no, the remaining tasks are left out
 */
export async function runPool(
	tasks: Array<() => Promise<void>>,
	size: number,
	goOn: () => boolean = () => true,
): Promise<void> {
	let next = 0;
	const failures: unknown[] = [];
	const worker = async () => {
		while (next < tasks.length && failures.length === 0 && goOn()) {
			await tasks[next++]().catch((error) => failures.push(error));
		}
	};
	await Promise.all(Array.from({ length: Math.min(size, tasks.length) }, worker));
	if (failures.length > 0) throw failures[0];
}
