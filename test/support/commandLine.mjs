/** What `npm run bench`, `test:faults` and `test:queue` are told behind `--`. */
import { parseArgs } from 'node:util';

const MISUSED = 2;

/** Ends the command: it was called in a way that it does not know. */
export function misused(problem) {
	console.error(problem);
	process.exit(MISUSED);
}

/**
 * Reads the options of a command. With `--help`, or for options that it does not know, it says how
 * the command is used, and ends.
 *
 * @param {string} usage
 * @param {import('node:util').ParseArgsConfig['options']} options
 */
export function readOptions(usage, options) {
	let values;
	try {
		({ values } = parseArgs({ options: { ...options, help: { type: 'boolean' } } }));
	} catch (error) {
		misused(`${error.message}\n\n${usage}`);
	}
	if (!values.help) return values;
	console.log(usage);
	return process.exit();
}

/** A number of things, at least one. */
export function wholeNumber(name, value) {
	const number = Number(value);
	if (Number.isInteger(number) && number > 0) return number;
	return misused(`--${name} must be a whole number above 0, but is "${value}"`);
}
