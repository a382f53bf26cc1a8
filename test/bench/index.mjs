/**
 * Measures the work of this package beside what users pick today, side by side in one run.
 *
 *   npm run bench             a table
 *   npm run bench -- --json   the figures as JSON
 */
import Table from 'cli-table3';
import { savesInN8n } from './savesInN8n.mjs';
import { webhooksInN8n } from './webhooksInN8n.mjs';

const saves = await savesInN8n();
const webhooks = await webhooksInN8n();

if (process.argv.includes('--json')) {
	console.log(JSON.stringify({ savesInN8n: saves, webhooksInN8n: webhooks }, null, 2));
} else {
	const table = new Table({
		head: ['', 'this package', "n8n's own", 'ratio'],
		style: { head: [] },
	});
	const row = (title, ours, theirs) =>
		table.push([title, ours.toFixed(1), theirs.toFixed(1), (ours / theirs).toFixed(3)]);
	const { rows, latencyMs, tight, httpRequest } = saves;
	const work = `${rows} rows saved, answers after ${latencyMs} ms`;
	row(`${work}: requests, beside HTTP Request`, tight.requests, httpRequest.requests);
	row(`${work}: seconds, beside HTTP Request`, tight.seconds, httpRequest.seconds);
	const { plaidTrigger, webhook } = webhooks;
	row('verified calls per second, beside Webhook', plaidTrigger, webhook);
	console.log(table.toString());
}
