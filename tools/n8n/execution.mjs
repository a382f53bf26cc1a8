import { createRequire } from 'node:module';
import { N8N_PROGRAM } from '../paths.mjs';

/**
 * @typedef {object} Execution
 * @property {string} status `success`, `error`, …
 * @property {object} [error] what stopped the workflow: `message`, `description`, `node`, …
 * @property {Record<string, object[]>} runData n8n's record of each node's runs, by node name
 * @property {(node: string, output?: number) => object[]} items what a node put out, over all its
 *   runs, by one of its outputs
 */

/** @returns {Execution} */
export function toExecution({ status, data }) {
	const { runData = {}, error } = data?.resultData ?? {};
	return {
		status,
		error,
		runData,
		items: (node, output = 0) =>
			(runData[node] ?? []).flatMap((run) => run.data?.main?.[output] ?? []),
	};
}

/**
 * Reads what `n8n execute` put out: its own log lines and, over many lines, one JSON object. For a
 * failed execution the same object is among the log lines.
 *
 * @param {string} output
 * @returns {Execution | undefined}
 */
export function parseOutput(output) {
	const lines = output.split('\n');
	const isStart = (line) => line === '{';
	for (let from = lines.findLastIndex(isStart); from >= 0; ) {
		const to = lines.indexOf('}', from);
		const execution = to > from && parseExecution(lines.slice(from, to + 1).join('\n'));
		if (execution) return execution;
		from = lines.slice(0, from).findLastIndex(isStart);
	}
	return undefined;
}

function parseExecution(json) {
	try {
		const run = JSON.parse(json);
		return run.data?.resultData && toExecution(run);
	} catch {
		return undefined;
	}
}

/**
 * Reads an execution as n8n's REST API gives it, its data in the format of the package `flatted`.
 *
 * @param {{ status: string, data: string }} response
 * @returns {Execution}
 */
export function readResponse({ status, data }) {
	const flatted = createRequire(N8N_PROGRAM)('flatted');
	return toExecution({ status, data: flatted.parse(data) });
}
