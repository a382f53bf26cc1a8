'use strict';

const { Container } = require('@n8n/di');
const { Logger } = require('@n8n/backend-common');
const { LoggerProxy } = require('n8n-workflow');

/**
 * Takes down what is logged, by n8n and by the nodes, at every level.
 *
 * @returns {{ taken: () => string[] }} The lines since the last call
 */
function useLog() {
	/** @type {string[]} */
	let lines = [];
	/** @param {unknown[]} parts */
	const take = (...parts) => void lines.push(parts.map(textOf).join(' '));
	const logger = { error: take, warn: take, info: take, debug: take, scoped: () => logger };
	const { error, warn, info, log, debug } = console;
	beforeAll(() => {
		Container.set(Logger, logger);
		Object.assign(console, { error: take, warn: take, info: take, log: take, debug: take });
	});
	// n8n's own logger takes that place again when it is made anew.
	beforeEach(() => LoggerProxy.init(logger));
	afterAll(() => void Object.assign(console, { error, warn, info, log, debug }));
	return {
		taken: () => {
			const taken = lines;
			lines = [];
			return taken;
		},
	};
}

/**
 * What a log of n8n shows of a value: of errors the message and the stack.
 *
 * @param {unknown} value
 * @returns {string}
 */
function textOf(value) {
	if (typeof value === 'string') return value;
	/** @type {(key: string, part: unknown) => unknown} */
	const shown = (_key, part) => (part instanceof Error ? [part.message, part.stack] : part);
	try {
		return JSON.stringify(value, shown);
	} catch {
		return String(value);
	}
}

module.exports = { useLog };
