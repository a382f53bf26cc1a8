/** By what is worked on, the work that was announced last. */
const latest = new Map<string, Promise<void>>();

/**
 * Lets work on the same things happen one after the other, in the order in which it is announced.
 * It knows of the work in this process of n8n alone.
 *
 * @param things names of what is worked on; all of them are waited for and held
 */
export async function inTurn<T>(things: string[], work: () => Promise<T>): Promise<T> {
	const before = things.map((thing) => latest.get(thing));
	let end = () => {};
	const own = new Promise<void>((resolve) => (end = resolve));
	for (const thing of things) latest.set(thing, own);
	await Promise.all(before);
	try {
		return await work();
	} finally {
		end();
		for (const thing of things) if (latest.get(thing) === own) latest.delete(thing);
	}
}
