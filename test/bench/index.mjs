/**
 * Measures the work of this package beside what users pick today, side by side in one run.
 */
import { misused, readOptions } from '../support/commandLine.mjs';
import { machine } from './machine.mjs';
import { drawGrowth } from './picture.mjs';
import { say } from './progress.mjs';
import { growth } from './rows/growth.mjs';
import { loading } from './rows/loading.mjs';
import { manyUsers, matched } from './rows/matching.mjs';
import { rateLimit } from './rows/rateLimit.mjs';
import { savesInEngine } from './rows/savesInEngine.mjs';
import { savesInN8n } from './rows/savesInN8n.mjs';
import { webhooks } from './rows/webhooks.mjs';
import { figuresTable } from './table.mjs';

async function growthAndPicture() {
	const { lines, points } = await growth();
	drawGrowth(points);
	return lines;
}

/** Each gives lines of the table: see `compared.mjs`. */
const ROWS = {
	savesInN8n,
	savesInEngine,
	growth: growthAndPicture,
	manyUsers,
	matched,
	rateLimit,
	webhooks,
	loading,
};

const USAGE = `npm run bench                     all of it as a table, some twenty minutes
npm run bench -- --only growth    one row of it: ${Object.keys(ROWS).join(', ')};
                                  may be given more than once
npm run bench -- --json           the figures as JSON

Growth also draws docs/pictures/growth.svg. No figure is a failure; a row that is lost is one.`;

const options = readOptions(USAGE, {
	json: { type: 'boolean' },
	only: { type: 'string', multiple: true },
});
const names = options.only ?? Object.keys(ROWS);
const unknown = names.find((name) => !(name in ROWS));
if (unknown !== undefined) misused(`--only ${unknown}: there are ${Object.keys(ROWS).join(', ')}`);

const rows = {};
for (const name of names) {
	say(name);
	rows[name] = await ROWS[name]();
}

const measuredOn = machine();
console.log(
	options.json
		? JSON.stringify({ machine: measuredOn, rows }, null, 2)
		: figuresTable(Object.values(rows).flat(), measuredOn),
);
