import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readResponse } from '../../tools/n8n/execution.mjs';
import { packPackage } from '../../tools/n8n.mjs';
import { sandboxCredentials } from '../../tools/n8n/sandboxCredentials.mjs';
import { PROJECT_ROOT } from '../../tools/paths.mjs';
import { createQueueN8n } from '../../tools/queue/n8n.mjs';
import { startPostgres } from '../../tools/queue/postgres.mjs';
import { startRedis } from '../../tools/queue/redis.mjs';
import { deliverAll } from './deliveries.mjs';
import { readExecutions } from './executions.mjs';
import { letNightCome } from './recovery.mjs';
import { compareBooks } from './report.mjs';
import { startWorld } from './world.mjs';

/** When, as a part of all deliveries, something happens to n8n. */
const KILL_WORKER = 0.4;
const START_WORKER = 0.5;
const RESTART_REDIS = 0.75;

/** What n8n says of executions whose worker or job is gone. */
const LOST = /processed too many times|stalled|crashed|out-of-memory|missing (lock|key) for job/i;
const MOST_READ = 200;

/** The example workflows, with the users of this run. */
const SERVICES = {
	Plaid: { file: 'plaid-to-tight-queue-mode', trigger: 'Plaid Trigger' },
	MX: { file: 'mx-to-tight', trigger: 'MX Trigger' },
};

function exampleFor({ file }, userIds) {
	const example = JSON.parse(readFileSync(join(PROJECT_ROOT, 'workflows', `${file}.json`), 'utf8'));
	const users = example.nodes.find(({ name }) => name === 'Users');
	users.parameters.assignments.assignments[0].value = `={{ ${JSON.stringify(userIds)} }}`;
	return example;
}

const sum = (counts) => Object.values(counts).reduce((total, count) => total + count, 0);

/**
 * Why executions did not succeed.
 *
 * @returns {Promise<Array<{ id: string, reason: string }>>}
 */
async function reasonsOf(server, ids) {
	const reasons = [];
	for (const id of ids.slice(0, MOST_READ)) {
		const response = await server.rest(`/executions/${id}`);
		const { error } = readResponse(response);
		reasons.push({ id, reason: error?.message ?? `status ${response.status}` });
	}
	return reasons;
}

/**
 * One run: deliveries of both services to an n8n in queue mode, of which a worker is killed and whose
 * Redis is restarted meanwhile; then the nights of the example workflows.
 *
 * @param {object} options
 * @param {number} options.count how many deliveries
 * @param {number} options.seed of what happens
 * @param {(line: string) => void} options.say
 * @param {(what: { remove: () => Promise<void> }) => void} options.toRemove called with whatever is
 *   started; to be removed at the end in the opposite order
 */
export async function run({ count, seed, say, toRemove }) {
	const removed = (what) => {
		toRemove(what);
		return what;
	};
	say('Starting Redis, PostgreSQL and the sandboxes');
	const redis = removed(await startRedis());
	const postgres = removed(await startPostgres());
	const world = await startWorld();
	toRemove({ remove: world.close });
	const { tight, plaid, mx, userIds } = world;

	say('Starting n8n: a main and a webhook process, two workers (two minutes on two processors)');
	const tarball = packPackage();
	const n8n = removed(await createQueueN8n({ tarball, postgres, redis }));
	rmSync(dirname(tarball), { recursive: true });
	await n8n.main.importCredentials(sandboxCredentials({ tight, plaid, mx }));
	const examples = Object.entries(SERVICES).map(([name, service]) => ({
		name,
		...service,
		workflow: exampleFor(service, userIds),
	}));
	await n8n.main.importWorkflows(examples.map(({ workflow }) => workflow));
	const server = await n8n.start();
	const executions = await readExecutions(postgres);
	toRemove({ remove: executions.end });

	const [{ workflow: plaidExample }] = examples;
	const setUp = await server.run(plaidExample.id, { trigger: 'Set Up' });
	if (setUp.status !== 'success') throw new Error(`Set Up failed: ${setUp.error?.message}`);
	const urls = {};
	for (const { name, trigger, workflow } of examples) {
		urls[name] = n8n.webhookUrl(workflow.nodes.find((node) => node.name === trigger));
		await server.activate(workflow.id);
		await server.listening(urls[name]);
	}
	const places = await world.populate(urls.Plaid);

	say(`Delivering ${count} events`);
	const workerKilled = { inFlight: 0, isRunningAgain: false };
	let redisRestarted = false;
	const happened = [];
	const [victim] = n8n.workers;
	const happenings = new Map([
		[
			Math.floor(KILL_WORKER * count),
			async () => {
				workerKilled.inFlight = await executions.open();
				await victim.kill();
				say('A worker was killed');
			},
		],
		[
			Math.floor(START_WORKER * count),
			async () => {
				await victim.start();
				workerKilled.isRunningAgain = victim.isRunning;
				say('The worker runs again');
			},
		],
		[
			Math.floor(RESTART_REDIS * count),
			async () => {
				await redis.restart();
				redisRestarted = true;
				say('Redis was restarted');
			},
		],
	]);
	const begun = Date.now();
	let told = begun;
	const deliveries = await deliverAll({
		world,
		...places,
		mxUrl: urls.MX,
		count,
		seed,
		openExecutions: executions.open,
		onProgress(sent) {
			const happening = happenings.get(sent);
			if (happening) happened.push(happening());
			if (Date.now() - told < 15_000) return;
			told = Date.now();
			say(`${sent} of ${count}, ${((sent * 1000) / (told - begun)).toFixed(1)} a second`);
		},
	});
	await Promise.all(happened);
	say('Waiting for the executions to end');
	await executions.settled();
	const seconds = (Date.now() - begun) / 1000;

	const before = world.books(places);
	say('Letting the night come');
	const services = [];
	for (const { name, workflow } of examples) {
		const byStatus = await executions.byStatus(workflow.id, 'webhook');
		const unsuccessful = await reasonsOf(server, await executions.notSuccessful(workflow.id));
		const isLost = ({ reason }) => LOST.test(reason);
		const ofNode = await executions.thatReached(workflow.id, 'Rows to Repair');
		const night = await letNightCome({ server, executions }, workflow.id);
		services.push({
			name,
			deliveries: deliveries[name],
			executions: byStatus,
			lost: unsuccessful.filter(isLost).map(({ reason }) => reason),
			failed: unsuccessful
				.filter((each) => !isLost(each))
				.map(({ id, reason }) => `${id}: ${reason}`),
			unfinished: (byStatus.new ?? 0) + (byStatus.running ?? 0),
			withRowsToRepair: ofNode,
			before: compareBooks(before[name]),
			night,
		});
	}
	const after = world.books(places);
	for (const service of services) service.after = compareBooks(after[service.name]);
	return {
		seed,
		services,
		workerKilled,
		redisRestarted,
		seconds,
		perSecond: sum(services.map(({ executions: byStatus }) => sum(byStatus))) / seconds,
		doublesDeleted: tight.journal.filter(
			({ method, status }) => method === 'DELETE' && status === 200,
		).length,
	};
}
