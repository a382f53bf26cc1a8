/** Tables of what was tried: a row for each file of tests, and one for each law. */
import Table from 'cli-table3';

const COLUMNS = {
	operations: 'Operations',
	faults: 'Misbehaviours',
	combinations: 'Combinations with error modes',
	runs: 'Runs',
	allDone: 'All done',
	items: 'Items',
	requests: 'Requests',
};

const tableOf = (head) =>
	new Table({
		head,
		colAligns: ['left', ...head.slice(1).map(() => 'right')],
		style: { head: [], border: [] },
	});

const shown = (number) => (number ? number.toLocaleString('en-US') : '');

/** @param {object[]} files Figures of each file of tests: see tally.ts */
function triedTable(files) {
	const names = Object.keys(COLUMNS);
	const table = tableOf(['', ...Object.values(COLUMNS)]);
	const sum = (name) => files.reduce((total, file) => total + file[name], 0);
	for (const file of files) table.push([file.title, ...names.map((name) => shown(file[name]))]);
	table.push(['All', ...names.map((name) => shown(sum(name)))]);
	return table.toString();
}

/** @param {object[]} files */
function lawsTable(files) {
	const table = tableOf(['Law', 'Checks', 'Broken']);
	for (const { law } of files[0].laws) {
		const rows = files.flatMap(({ laws }) => laws.filter((row) => row.law === law));
		const sum = (name) => rows.reduce((total, row) => total + row[name], 0);
		table.push([law, shown(sum('checks')), String(sum('broken'))]);
	}
	return table.toString();
}

/**
 * @param {object[]} files Figures of each file of tests: see tally.ts
 * @returns {string} Text of several lines
 */
export function reportOf(files) {
	if (files.length === 0) return 'Nothing was tried.';
	const notes = files.flatMap(({ title, notes: said }) => said.map((note) => `${title}: ${note}`));
	return [triedTable(files), lawsTable(files), ...notes].join('\n');
}
