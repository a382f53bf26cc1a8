#!/usr/bin/env node
// @ts-check
'use strict';

const { parseArgs } = require('node:util');
const { startSandbox } = require('./index');
const { startMxSandbox } = require('./mx');
const { startPlaidSandbox } = require('./plaid');

const USAGE = `Usage: npm run sandbox -- [--port 4747] [--latency 20] [--rate-limit 1000/300]
  --port        port of Tight on 127.0.0.1, 4747 if not given; Plaid and MX get the two behind it
  --latency     milliseconds to wait before each answer
  --rate-limit  requests/seconds, for each token, such as 1000/300`;

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

/** @param {Awaited<ReturnType<typeof startSandbox>>} sandbox */
function tokenCommand({ url, clientId, clientSecret, companies: [{ userId }] }) {
	const body = `-d grant_type=client_credentials -d userId=${userId}`;
	return `curl -u ${clientId}:${clientSecret} ${url}/v6/auth/token ${body}`;
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
	const port = wholeNumber('port', values.port);
	const latencyMs = wholeNumber('latency', values.latency);
	const rateLimit = readRateLimit(values['rate-limit']);

	// Port 0 asks the system for any free one.
	const behind = (/** @type {number} */ places) => port && port + places;
	const plaid = await startPlaidSandbox({ port: behind(1) });
	const mx = await startMxSandbox({ port: behind(2), now: Date.now });
	const { itemOf: itemAtPlaid } = plaid;
	const sandbox = await startSandbox({ port, itemAtPlaid, latencyMs, rateLimit });
	console.log(`Tight sandbox on ${sandbox.url}
  Client ID      ${sandbox.clientId}
  Client secret  ${sandbox.clientSecret}
  Webhook secret ${sandbox.webhookSecret}`);
	for (const { userId, name } of sandbox.companies)
		console.log(`  User ID        ${userId} (${name})`);
	console.log(`  A token        ${tokenCommand(sandbox)}
  Books          ${sandbox.url}/_sandbox/summary, and …/_sandbox/books/<User ID>
  Journal        ${sandbox.url}/_sandbox/journal
Plaid sandbox on ${plaid.url}
  Client ID      ${plaid.clientId}
  Secret         ${plaid.secret}
MX sandbox on ${mx.url}
  Client ID      ${mx.clientId}
  API key        ${mx.apiKey}`);
	for (const { user } of mx.holdings) console.log(`  User GUID      ${user.guid} (${user.id})`);
	console.log('Ctrl+C ends them.');

	const close = () => Promise.all([sandbox, plaid, mx].map((each) => each.close()));
	for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, close);
}

main().catch((error) => {
	console.error(error.message);
	// One server may stand already while another one's port was taken.
	process.exit(1);
});
