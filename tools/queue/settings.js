// @ts-check
'use strict';

/**
 * The settings of n8n in queue mode, which the test's processes and the containers of
 * docs/queue-mode/docker-compose.yml have alike; a package test compares them.
 *
 * @typedef {object} Places
 * @property {{ host: string, port: number, database: string, user: string, password: string }} postgres
 * @property {{ host: string, port: number }} redis
 * @property {string} encryptionKey The same for all processes
 * @property {string} webhookUrl Where the webhook process is reached from outside
 */

/**
 * What all processes share.
 *
 * @param {Places} places
 * @returns {Record<string, string>}
 */
const sharedSettings = ({ postgres, redis, encryptionKey, webhookUrl }) => ({
	EXECUTIONS_MODE: 'queue',
	DB_TYPE: 'postgresdb',
	DB_POSTGRESDB_HOST: postgres.host,
	DB_POSTGRESDB_PORT: String(postgres.port),
	DB_POSTGRESDB_DATABASE: postgres.database,
	DB_POSTGRESDB_USER: postgres.user,
	DB_POSTGRESDB_PASSWORD: postgres.password,
	QUEUE_BULL_REDIS_HOST: redis.host,
	QUEUE_BULL_REDIS_PORT: String(redis.port),
	// Longer than Redis takes to restart; processes that wait longer end, and lose what they were at.
	QUEUE_BULL_REDIS_TIMEOUT_THRESHOLD: '60000',
	// In minutes: executions whose job is gone are told as crashed by then.
	N8N_EXECUTIONS_QUEUE_RECOVERY_INTERVAL: '5',
	N8N_ENCRYPTION_KEY: encryptionKey,
	WEBHOOK_URL: webhookUrl,
	OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
	N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
});

/** How many executions a worker runs at once. */
const CONCURRENCY = 10;

/**
 * The processes: their commands, and settings of their own.
 *
 * @type {Record<'main' | 'webhook' | 'worker', { command: string[], settings: Record<string, string> }>}
 */
const ROLES = {
	// The editor and the schedules; calls from outside go to the webhook process.
	main: { command: ['start'], settings: { N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true' } },
	webhook: { command: ['webhook'], settings: {} },
	worker: {
		command: ['worker', `--concurrency=${CONCURRENCY}`],
		settings: { QUEUE_HEALTH_CHECK_ACTIVE: 'true' },
	},
};

const WORKERS = 2;

/** Keeps each change on disk within a second, so that queued executions outlive a restart. */
const REDIS_ARGUMENTS = ['--appendonly', 'yes', '--save', ''];

module.exports = { sharedSettings, ROLES, WORKERS, REDIS_ARGUMENTS };
