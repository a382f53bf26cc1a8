#!/usr/bin/env node
// @ts-check
'use strict';

const { parseArgs } = require('node:util');
const { startSandbox } = require('./index');

const USAGE = `Usage: node cli.js [--port 4747] [--latency 20] [--rate-limit 1000/300]
  --port        port on 127.0.0.1, 4747 if not given
  --latency     milliseconds to wait before each answer
  --rate-limit  requests per seconds and token, such as 1000/300`;

/**
 * @param {string} option
 * @param {string} value
 */
function wholeNumber(option, value) {
	if (!/^\d+$/.test(value)) throw new Error(`--${option} must be a whole number\n${USAGE}`);
	return Number(value);
}

/** @param {string | undefined} value */
function readRateLimit(value) {
	if (value === undefined) return undefined;
	const parts = /^(\d+)\/(\d+)$/.exec(value);
	if (!parts) throw new Error(`--rate-limit must be like 1000/300\n${USAGE}`);
	return { requests: Number(parts[1]), windowMs: Number(parts[2]) * 1000 };
}

async function main() {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '4747' },
			latency: { type: 'string', default: '0' },
			'rate-limit': { type: 'string' },
			help: { type: 'boolean' },
		},
	});
	if (values.help) {
		console.log(USAGE);
		return;
	}
	const sandbox = await startSandbox({
		port: wholeNumber('port', values.port),
		latencyMs: wholeNumber('latency', values.latency),
		rateLimit: readRateLimit(values['rate-limit']),
	});
	console.log(`Tight sandbox on ${sandbox.url}
  Client ID      ${sandbox.clientId}
  Client secret  ${sandbox.clientSecret}`);
	for (const { userId, name } of sandbox.companies)
		console.log(`  User ID        ${userId} (${name})`);
	console.log(`Journal, books and faults under ${sandbox.url}/_sandbox/. Ctrl+C ends it.`);

	for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => sandbox.close());
}

main().catch((error) => {
	console.error(error.message);
	process.exitCode = 1;
});
