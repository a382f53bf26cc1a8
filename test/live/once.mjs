/** Makes each thing once; what could not be made is tried anew the next time. */
export class Once {
	/** @type {Map<string, Promise<any>>} */
	#made = new Map();

	/**
	 * @template T
	 * @param {string} name
	 * @param {() => Promise<T>} make
	 * @returns {Promise<T>}
	 */
	async get(name, make) {
		const made = this.#made.get(name) ?? make();
		this.#made.set(name, made);
		try {
			return await made;
		} catch (error) {
			this.#made.delete(name);
			throw error;
		}
	}
}
