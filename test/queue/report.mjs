/** The figures of a run as a table, and what of them is not as it should be. */
import Table from 'cli-table3';

const keyOf = (row) => JSON.stringify(row);

/** How often each value occurs. */
function counted(values) {
	const counts = new Map();
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
	return counts;
}

/**
 * How the books of all users differ from their sources.
 *
 * @param {import('../../demo/books.mjs').Books[]} books
 * @returns {{ atSource: number, inTight: number, missing: number, surplus: number, different: number,
 *   twice: number }} `missing` and `surplus` by their ids; `different` in date or amount; `twice`: rows
 *   beside another one with the same id
 */
export function compareBooks(books) {
	const figures = { atSource: 0, inTight: 0, missing: 0, surplus: 0, different: 0, twice: 0 };
	for (const { expected, rows } of books) {
		const wanted = new Map(expected.map((row) => [row.apiSourceId, keyOf(row)]));
		const held = counted(rows.map(({ apiSourceId }) => apiSourceId));
		figures.atSource += expected.length;
		figures.inTight += rows.length;
		figures.missing += [...wanted.keys()].filter((id) => !held.has(id)).length;
		figures.surplus += [...held.keys()].filter((id) => !wanted.has(id)).length;
		figures.twice += [...held.values()].reduce((sum, count) => sum + count - 1, 0);
		figures.different += rows.filter((row) => {
			const source = wanted.get(row.apiSourceId);
			return source !== undefined && source !== keyOf(row);
		}).length;
	}
	return figures;
}

const areEqual = ({ missing, surplus, different, twice }) =>
	missing + surplus + different + twice === 0;

const sum = (counts) => Object.values(counts).reduce((total, count) => total + count, 0);

/** @param {Awaited<ReturnType<typeof import('./run.mjs').run>>} figures */
export function figuresTable({ services, seconds, perSecond, doublesDeleted, seed }) {
	const table = new Table({
		head: ['', ...services.map(({ name }) => name)],
		style: { head: [], border: [] },
	});
	const each = (label, value) => table.push([label, ...services.map(value)]);
	each('deliveries sent', ({ deliveries }) => deliveries.sent);
	each('  sent again, because they were not taken', ({ deliveries }) => {
		return deliveries.attempts - deliveries.sent;
	});
	each('  answered as taken', ({ deliveries }) => deliveries.taken);
	each('executions started', ({ executions }) => sum(executions));
	each('  succeeded', ({ executions }) => executions.success ?? 0);
	each('  failed', ({ failed }) => failed.length);
	each('  lost by n8n with a worker or with Redis', ({ lost }) => lost.length);
	each('executions with rows to repair', ({ withRowsToRepair }) => withRowsToRepair);
	for (const [when, label] of [
		['before', 'before the recovery'],
		['after', 'after the recovery'],
	]) {
		each(`rows at the source, ${label}`, (service) => service[when].atSource);
		each(`rows in Tight, ${label}`, (service) => service[when].inTight);
		each('  missing', (service) => service[when].missing);
		each('  that are not at the source', (service) => service[when].surplus);
		each('  different', (service) => service[when].different);
		each('  twice', (service) => service[when].twice);
	}
	return [
		table.toString(),
		`${Math.round(seconds)} s of deliveries, ${perSecond.toFixed(1)} a second; seed ${seed}.`,
		`${doublesDeleted} rows that two workers had added at once were deleted by one of them.`,
	].join('\n');
}

/** Everything that is not as it should be, as sentences. */
export function problemsOf({ services, workerKilled, redisRestarted, seconds }) {
	const problems = [];
	const check = (isRight, problem) => isRight || problems.push(problem);
	check(seconds > 0, 'nothing was delivered');
	check(workerKilled.inFlight > 0, 'the killed worker had nothing to do');
	check(workerKilled.isRunningAgain, 'the killed worker is not running again');
	check(redisRestarted, 'Redis was not restarted');
	for (const { name, deliveries, executions, failed, unfinished, night, after } of services) {
		const { sent, taken } = deliveries;
		check(sent > 0, `${name}: nothing was sent`);
		check(taken === sent, `${name}: ${sent - taken} deliveries were never taken`);
		check(
			sum(executions) >= taken,
			`${name}: ${taken} deliveries were taken, but only ${sum(executions)} executions started`,
		);
		check(failed.length === 0, `${name}: executions failed: ${failed.slice(0, 3).join('; ')}`);
		check(unfinished === 0, `${name}: ${unfinished} executions have not ended`);
		check((night.success ?? 0) > 0, `${name}: the night did not come`);
		check(sum(night) === (night.success ?? 0), `${name}: the night failed`);
		check(after.atSource > 0, `${name}: there is nothing at the source`);
		check(areEqual(after), `${name}: the books differ from the source: ${JSON.stringify(after)}`);
	}
	return problems;
}
