/**
 * What a run has created, so that nothing else is ever deleted. It is taken away in the opposite
 * order: an account goes after its rows.
 */
export class Created {
	/** @type {Map<string, () => Promise<void>>} */
	#removals = new Map();

	/** What is left and why, in sentences. @type {string[]} */
	left = [];

	/**
	 * @param {string} what such as `bank transaction btxn_1`, which names it to the user
	 * @param {() => Promise<void>} remove throws if it could not be removed
	 */
	add(what, remove) {
		if (!this.#removals.has(what)) this.#removals.set(what, remove);
	}

	/** Something that the run may have created, but dares not delete. */
	leave(what, why) {
		this.left.push(`${what}: ${why}`);
	}

	async removeAll() {
		const removals = [...this.#removals].reverse();
		this.#removals.clear();
		for (const [what, remove] of removals) {
			try {
				await remove();
			} catch (error) {
				this.leave(what, error.message);
			}
		}
	}
}
