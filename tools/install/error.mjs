/** Something the project cannot do without is missing; says what to do about it. */
export class InstallError extends Error {
	/**
	 * @param {string} message what is wrong
	 * @param {string} remedy what the reader can do
	 * @param {string} [output] what the command that failed had to say
	 */
	constructor(message, remedy, output = '') {
		super(message);
		this.remedy = remedy;
		this.output = output;
	}

	/** @returns {string} the whole message for a terminal */
	report() {
		const quoted = this.output && `\n${this.output.replace(/^/gm, '  | ')}\n`;
		return [`✗ ${this.message}`, quoted, this.remedy].filter(Boolean).join('\n');
	}
}
