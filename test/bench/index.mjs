/**
 * Measures the work of this package beside what users pick today, side by side in one run.
 *
 *   npm run bench             a table
 *   npm run bench -- --json   the figures as JSON
 */
import Table from 'cli-table3';
import { savesInN8n } from './savesInN8n.mjs';

const saves = await savesInN8n();

if (process.argv.includes('--json')) {
	console.log(JSON.stringify({ savesInN8n: saves }, null, 2));
} else {
	const { rows, latencyMs, tight, httpRequest } = saves;
	const table = new Table({
		head: [
			`${rows} rows in real n8n, answers after ${latencyMs} ms`,
			'Tight',
			'HTTP Request',
			'ratio',
		],
		style: { head: [] },
	});
	for (const [title, key] of [
		['requests', 'requests'],
		['seconds', 'seconds'],
	]) {
		table.push([title, tight[key], httpRequest[key], (tight[key] / httpRequest[key]).toFixed(3)]);
	}
	console.log(table.toString());
}
