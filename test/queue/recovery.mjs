import { setTimeout as sleep } from 'node:timers/promises';

const SCHEDULE = 'Every Night';
const LOOK_AGAIN_MS = 1000;
const LONGEST_NIGHT_MS = 15 * 60 * 1000;

/**
 * Lets the night of an example workflow come: its own schedule starts it once.
 *
 * @param {object} n8n
 * @param {import('../../tools/n8n/server.mjs').Server} n8n.server
 * @param {Awaited<ReturnType<typeof import('./executions.mjs').readExecutions>>} n8n.executions
 * @param {string} workflowId
 * @returns {Promise<Record<string, number>>} how many executions of the night ended in which way
 */
export async function letNightCome({ server, executions }, workflowId) {
	await server.deactivate(workflowId);
	const workflow = await server.rest(`/workflows/${workflowId}`);
	const schedule = workflow.nodes.find(({ name }) => name === SCHEDULE);
	schedule.parameters.rule.interval = [{ field: 'minutes', minutesInterval: 1 }];
	const { name, nodes, connections, settings } = workflow;
	await server.rest(`/workflows/${workflowId}`, {
		method: 'PATCH',
		body: { name, nodes, connections, settings, versionId: workflow.versionId },
	});
	await server.activate(workflowId);
	for (const deadline = Date.now() + LONGEST_NIGHT_MS; Date.now() < deadline; ) {
		const ended = await executions.byStatus(workflowId, 'trigger');
		if (Object.keys(ended).length > 0) break;
		await sleep(LOOK_AGAIN_MS);
	}
	await server.deactivate(workflowId);
	await executions.settled();
	return await executions.byStatus(workflowId, 'trigger');
}
