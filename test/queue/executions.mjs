import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { N8N_PROGRAM } from '../../tools/paths.mjs';

const OPEN = ['new', 'running'];
const LOOK_AGAIN_MS = 1000;
/** How old an answer may be that is asked for again and again. */
const FRESH_MS = 250;
/** Executions of a killed worker are given up by n8n in this time at the latest. */
const LONGEST_STANDSTILL_MS = 10 * 60 * 1000;

/**
 * What n8n's database says of executions.
 *
 * @param {{ host: string, port: number, database: string, user: string }} postgres
 */
export async function readExecutions({ host, port, database, user }) {
	const { Client } = createRequire(N8N_PROGRAM)('pg');
	const client = new Client({ host, port, database, user });
	await client.connect();
	const query = async (text, values = []) => (await client.query(text, values)).rows;
	let last = { at: 0, open: 0 };

	const openNow = async () => {
		const [{ count }] = await query(
			'SELECT count(*)::int AS count FROM execution_entity WHERE status = ANY($1)',
			[OPEN],
		);
		last = { at: Date.now(), open: count };
		return count;
	};
	return {
		/** How many executions wait or run. */
		open: async () => (Date.now() - last.at < FRESH_MS ? last.open : await openNow()),

		/** Waits until all executions have ended, or nothing ends any more. */
		async settled(onProgress = () => {}) {
			let fewest = Infinity;
			let changedAt = Date.now();
			for (;;) {
				const open = await openNow();
				onProgress(open);
				if (open === 0) return;
				if (open < fewest) [fewest, changedAt] = [open, Date.now()];
				if (Date.now() - changedAt > LONGEST_STANDSTILL_MS) return;
				await sleep(LOOK_AGAIN_MS);
			}
		},

		/**
		 * @param {string} workflowId
		 * @param {string} mode `webhook` or `trigger`
		 * @returns {Promise<Record<string, number>>} how many executions have each status
		 */
		async byStatus(workflowId, mode) {
			const rows = await query(
				`SELECT status, count(*)::int AS count FROM execution_entity
					WHERE "workflowId" = $1 AND mode = $2 GROUP BY status`,
				[workflowId, mode],
			);
			return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
		},

		/** Ids of executions with a status other than success. */
		async notSuccessful(workflowId) {
			const rows = await query(
				`SELECT id::text FROM execution_entity
					WHERE "workflowId" = $1 AND status <> 'success' ORDER BY id`,
				[workflowId],
			);
			return rows.map(({ id }) => id);
		},

		/** In how many executions a node has run. */
		async thatReached(workflowId, node) {
			const [{ count }] = await query(
				`SELECT count(*)::int AS count FROM execution_entity e
					JOIN execution_data d ON d."executionId" = e.id
					WHERE e."workflowId" = $1 AND d.data LIKE $2`,
				[workflowId, `%"${node}"%`],
			);
			return count;
		},

		end: () => client.end(),
	};
}
