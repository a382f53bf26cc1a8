/**
 * Asks the services themselves whether the inferences of docs/contract.md are right. Opt-in, with
 * one's own keys of their sandboxes; nothing is deleted that the run did not create.
 *
 *   npm run test:live -- --help
 */
import { Listr } from 'listr2';
import { checks, partsOf } from './checks/index.mjs';
import { Context } from './context.mjs';
import { readContract } from './contract.mjs';
import { startLocal } from './local.mjs';
import { isWanted, leftOut, readArguments, readServices, USAGE, UsageError } from './options.mjs';
import { countsOf, countsTold, isAsExpected, tableOf } from './report.mjs';
import { expectedLocally, runCheck } from './run.mjs';

/** How long to wait for what a service does by itself, such as pulling transactions. */
const PATIENCE_MS = 3 * 60_000;
/** The local sandboxes do at once what they do at all. */
const LOCAL_PATIENCE_MS = 200;

const FAILED = 1;
const MISUSED = 2;

/** The lines of one part, checked one after the other. */
function taskOf({ title, checks: chosen }, { contract, context, isLocal, lines }) {
	return {
		title,
		task: async (_, task) => {
			const own = [];
			for (const check of chosen) {
				if (context.isStopped) break;
				const { claim, where } = contract.get(check.id);
				// A log would have each line twice.
				if (process.stdout.isTTY) task.output = `${check.id} ${claim}`;
				own.push({
					id: check.id,
					claim,
					where,
					byHand: Boolean(check.byHand),
					...(isLocal && { expected: expectedLocally(check) }),
					...(await runCheck(check, context)),
				});
			}
			lines.push(...own);
			task.title = `${title}: ${countsTold(own)}`;
		},
	};
}

async function main() {
	const { json: isJson, local: isLocal, only, help } = readArguments(process.argv.slice(2));
	if (help) {
		console.log(USAGE);
		return;
	}
	const contract = readContract();
	const chosen = checks.filter(({ id }) => isWanted(only, id, contract.get(id).claim));
	if (chosen.length === 0) throw new UsageError(`No line has '${only.join("' or '")}'`);
	const local = isLocal ? await startLocal() : undefined;
	const services = local?.services ?? readServices(process.env);
	const patienceMs = isLocal ? LOCAL_PATIENCE_MS : PATIENCE_MS;
	const context = new Context(services, { patienceMs });

	for (const signal of ['SIGINT', 'SIGTERM']) {
		process.once(signal, () => (context.isStopped = true));
	}

	const lines = [];
	let leftBehind = [];
	const run = { contract, context, isLocal, lines };
	const tasks = [
		...partsOf(chosen).map((part) => taskOf(part, run)),
		{
			title: 'Take away what was created',
			task: async () => (leftBehind = await context.cleanUp()),
		},
	];
	try {
		await new Listr(tasks, {
			renderer: isJson ? 'silent' : 'default',
			fallbackRenderer: 'simple',
			registerSignalListeners: false,
		}).run();
	} finally {
		await local?.close();
	}

	const omitted = leftOut(services);
	if (isJson) {
		console.log(
			JSON.stringify({ counts: countsOf(lines), leftOut: omitted, leftBehind, lines }, null, 2),
		);
	} else {
		console.log(tableOf(lines, process.stdout.columns));
		for (const each of omitted) console.log(each);
		for (const each of leftBehind) console.log(`Left behind: ${each}`);
		console.log(`${lines.length} lines of docs/contract.md: ${countsTold(lines)}`);
	}
	const isWell = isLocal
		? lines.every(isAsExpected)
		: lines.every(({ verdict, broken }) => verdict !== 'refuted' && !broken);
	if (!isWell || context.isStopped || leftBehind.length > 0) process.exitCode = FAILED;
}

try {
	await main();
} catch (error) {
	if (!(error instanceof UsageError)) throw error;
	console.error(error.message);
	process.exitCode = MISUSED;
}
