/** Tables of the demo, and the comparison of what happened with what should have. */
import { isDeepStrictEqual } from 'node:util';
import Table from 'cli-table3';

const money = (cents) => (cents / 100).toLocaleString('en-US', { minimumFractionDigits: 2 });

const plain = { style: { head: [], border: [] } };

/** What the two runs of the workflow did, side by side. */
export function runsTable(runs) {
	const table = new Table({ ...plain, head: ['', ...runs.map(({ title }) => title)] });
	const row = (label, value) => table.push([label, ...runs.map(value)]);
	row('rows in', ({ rows }) => rows);
	row('saved', ({ saved }) => saved.length);
	row('failed', ({ failed }) => failed.length);
	row('rows added to the books', ({ added }) => added);
	row('requests to Tight', ({ requests }) => requests);
	return table.toString();
}

/** Each failed row with its reason. */
export function failuresTable(failed) {
	const table = new Table({
		...plain,
		head: ['row', 'reason'],
		colWidths: [12, 100],
		wordWrap: true,
	});
	for (const { apiSourceId, error } of failed) table.push([apiSourceId, error]);
	return table.toString();
}

/** What the sandbox's books say now. */
export function booksTable(users) {
	const table = new Table({ ...plain, head: ['user', 'book', 'rows', 'sum'] });
	for (const [user, books] of Object.entries(users)) {
		for (const [book, { rows, sumCents }] of Object.entries(books)) {
			table.push([user, book, rows, money(sumCents)]);
		}
	}
	return table.toString();
}

/** Whether two lists of rows are the same, and how many rows of the first are not in the second. */
function compare(expected, rows) {
	const known = new Set(rows.map((row) => JSON.stringify(row)));
	const missing = expected.filter((row) => !known.has(JSON.stringify(row))).length;
	return { isEqual: isDeepStrictEqual(expected, rows), missing };
}

const sum = (rows) => rows.reduce((total, { amount }) => total + amount, 0);

/** What came of each chain's calls, and each user's rows at the source and in Tight. */
export function chainsTable(chains) {
	const table = new Table({ ...plain, head: ['', ...Object.keys(chains)] });
	const each = (label, value) => table.push([label, ...Object.values(chains).map(value)]);
	each('genuine deliveries', ({ deliveries }) => deliveries);
	each('executions', ({ executions }) => executions);
	each('forged calls', ({ forged }) => forged);
	each('forged calls accepted', ({ accepted }) => accepted);
	each('rows that failed', ({ rowsToRepair }) => rowsToRepair);
	Object.values(chains)[0].users.forEach(({ userId }, user) => {
		each(`${userId}: rows at the source`, ({ users }) => users[user].expected.length);
		each(`${userId}: rows in Tight`, ({ users }) => users[user].rows.length);
		each(`${userId}: sum at the source`, ({ users }) => money(sum(users[user].expected)));
		each(`${userId}: sum in Tight`, ({ users }) => money(sum(users[user].rows)));
		each(`${userId}: rows that differ`, ({ users }) => {
			return compare(users[user].expected, users[user].rows).missing;
		});
	});
	return table.toString();
}

/**
 * Whether each delivery started one execution. An attempt that was given up before its answer came
 * may have started one as well.
 */
export function isEachStarted({ deliveries, unanswered, executions }) {
	return executions >= deliveries && executions <= deliveries + unanswered;
}

/** Everything about the chains that is not as it should be, as sentences. */
export function chainDifferences(chains) {
	return Object.entries(chains).flatMap(([service, chain]) => [
		...(chain.accepted === 0 ? [] : [`${service}: ${chain.accepted} forged calls were accepted`]),
		...(chain.failed === 0 ? [] : [`${service}: ${chain.failed} executions failed`]),
		...(chain.rowsToRepair === 0 ? [] : [`${service}: ${chain.rowsToRepair} rows failed`]),
		...(isEachStarted(chain)
			? []
			: [`${service}: ${chain.deliveries} deliveries started ${chain.executions} executions`]),
		...chain.users
			.filter(({ expected, rows }) => !compare(expected, rows).isEqual)
			.map(({ userId }) => `${service}: the books of ${userId} differ from the source`),
	]);
}

/** Every figure that is not as it should be, as sentences. */
export function differences(expected, [first, second], users) {
	const problems = [];
	const check = (isRight, problem) => isRight || problems.push(problem);
	for (const run of [first, second]) {
		const { title, rows, saved, failed } = run;
		check(rows === expected.rows, `${title}: ${rows} rows came in, not ${expected.rows}`);
		check(
			saved.length === expected.saved,
			`${title}: ${saved.length} rows saved, not ${expected.saved}`,
		);
		check(
			failed.length === Object.keys(expected.reasons).length,
			`${title}: ${failed.length} rows failed`,
		);
		for (const [id, reason] of Object.entries(expected.reasons)) {
			const error = failed.find(({ apiSourceId }) => apiSourceId === id)?.error ?? 'nothing';
			check(error.includes(reason), `${title}: the reason of ${id} is "${error}", not ${reason}`);
		}
	}
	check(first.added === expected.saved, `${first.title}: ${first.added} rows were added`);
	check(second.added === 0, `${second.title}: ${second.added} rows were added`);
	check(isDeepStrictEqual(users, expected.users), 'the books differ from the file');
	return problems;
}
