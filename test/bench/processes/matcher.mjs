/**
 * Saves bank transactions of many users by the Tight node: added, matched by API Source ID where
 * Tight has none, half or all of them. Says the seconds that each took.
 *
 * @typedef {object} Job
 * @property {{ url: string, clientId: string, clientSecret: string }} keys of the sandbox
 * @property {string} engine the compiled engine
 * @property {string[]} users
 * @property {number} rows for each user
 * @property {number} runs
 */
import { tightNode } from '../tightNode.mjs';

/** @type {Job} */
const { keys, engine, users, rows, runs } = JSON.parse(process.argv[2]);
const save = tightNode(engine);
const userId = '={{ $json.user }}';

const accounts = await save(
	keys,
	users.map((user) => ({ user, name: 'Checking', type: 'DEPOSITORY' })),
	{},
	{ resource: 'bankAccount', operation: 'upsert', userId },
);

/** Rows that no earlier call has given. */
let made = 0;
function newRows() {
	const batch = ++made;
	return users.flatMap((user, at) =>
		Array.from({ length: rows }, (_, row) => ({
			user,
			date: '2025-06-11',
			amount: -100 - row,
			description: `Row ${row}`,
			apiName: 'CSV_IMPORT',
			bankAccountId: accounts[at].id,
			apiSourceId: `${batch}-${row}`,
		})),
	);
}

const CREATE = { userId };
const MATCH = { userId, operation: 'upsert', matchOn: 'apiSourceId' };

async function secondsOf(input, parameters) {
	const started = performance.now();
	const saved = await save(keys, input, {}, parameters);
	if (saved.length !== input.length) throw new Error(`${saved.length} of ${input.length} rows`);
	return (performance.now() - started) / 1000;
}

const seconds = { create: [], matched: [], half: [], again: [] };
for (let run = 0; run < runs; run++) {
	seconds.create.push(await secondsOf(newRows(), CREATE));
	const input = newRows();
	seconds.matched.push(await secondsOf(input, MATCH));
	seconds.again.push(await secondsOf(input, MATCH));
	const others = newRows();
	seconds.half.push(
		await secondsOf(
			input.map((row, at) => (at % 2 === 0 ? row : others[at])),
			MATCH,
		),
	);
}
process.send({ seconds }, () => process.disconnect());
