/**
 * MX's chain in a real n8n: aggregations of all members of two users start the example workflow,
 * some twice, some from a caller who does not know the password; then Tight's books beside MX's.
 */
import { mxBooks } from './books.mjs';
import { WEBHOOK_PASSWORD, WEBHOOK_USER } from '../tools/n8n/sandboxCredentials.mjs';

const KEYS = { user: WEBHOOK_USER, password: WEBHOOK_PASSWORD };
const FORGERIES = [
	{},
	{ user: WEBHOOK_USER, password: 'guessed' },
	{ user: WEBHOOK_USER, password: '' },
	{ user: 'someone', password: WEBHOOK_PASSWORD },
];

const headersOf = ({ user, password }) => ({
	'content-type': 'application/json',
	...(user && {
		authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
	}),
});

/**
 * @param {object} world
 * @param {import('../tools/n8n/server.mjs').Server} world.server
 * @param {object} world.tight sandbox
 * @param {object} world.mx sandbox
 * @param {string} world.workflowId the example workflow, active
 * @param {string} world.url where its trigger listens
 */
export async function runMxChain({ server, tight, mx, workflowId, url }) {
	const known = await server.executionIds(workflowId);
	let genuine = 0;
	let delivered = 0;
	let unanswered = 0;
	const aggregate = async (memberGuid, more) => {
		genuine += 1;
		const delivery = await mx.deliver(url, mx.events.aggregation(memberGuid, more), KEYS);
		if (delivery.delivered) delivered += 1;
		unanswered += delivery.statuses.filter((status) => status === null).length;
	};
	const finished = async () => await server.newExecutions(workflowId, { known, count: genuine });
	const members = mx.holdings.flatMap((holding) => holding.members);
	// A first aggregation brings the whole history; MX counts it all as changed now.
	for (const { guid } of mx.holdings.flatMap(({ transactions }) => transactions))
		mx.modify(guid, {});

	for (const { guid } of members) await aggregate(guid);
	await finished();
	for (const { accounts } of mx.holdings) {
		for (const { guid } of accounts) mx.add(guid, { amount: 19.99, description: 'New at MX' });
	}
	// All members at once, each event twice: n8n runs them side by side.
	const later = { completed_at: members.length };
	await Promise.all([...members, ...members].map(({ guid }) => aggregate(guid, later)));

	const body = JSON.stringify(mx.events.aggregation(members[0].guid));
	const statuses = [];
	for (const keys of FORGERIES) {
		const { status } = await fetch(url, { method: 'POST', headers: headersOf(keys), body });
		statuses.push(status);
	}
	const executions = await finished();
	return {
		deliveries: delivered,
		unanswered,
		forged: statuses.length,
		accepted: statuses.filter((status) => status !== 401).length,
		executions: (await server.executionIds(workflowId)).filter((id) => !known.includes(id)).length,
		failed: executions.filter(({ status }) => status !== 'success').length,
		rowsToRepair: executions.flatMap((execution) => execution.items('Rows to Repair')).length,
		users: mx.holdings.map(({ user }) => mxBooks({ mx, tight }, user)),
	};
}
