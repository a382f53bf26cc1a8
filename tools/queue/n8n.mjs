/**
 * A real n8n in queue mode with our package in it: a main process, a webhook process and workers, each
 * with a folder of its own, as in containers.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createN8n } from '../n8n.mjs';
import { installPackage } from '../n8n/package-folder.mjs';
import { startProgram } from '../n8n/program.mjs';
import { freePort, settings } from '../n8n/settings.mjs';
import { ready } from './answering.mjs';

const { ROLES, WORKERS, sharedSettings } = createRequire(import.meta.url)('./settings.js');

/** One process of n8n, which can be started again after its end. */
class Process {
	#name;
	#role;
	#shared;
	#program;

	constructor(name, { role, tarball, shared, port }) {
		this.#name = name;
		this.#role = ROLES[role];
		this.#shared = shared;
		this.home = mkdtempSync(join(tmpdir(), `tight-n8n-${role}-`));
		installPackage(this.home, tarball);
		this.url = `http://127.0.0.1:${port}`;
		this.port = port;
	}

	/** The file that holds all that it has said. */
	get log() {
		return join(this.home, 'n8n.log');
	}

	async start() {
		const env = await settings(this.home, this.port, {
			...this.#shared,
			...this.#role.settings,
			QUEUE_HEALTH_CHECK_PORT: String(this.port),
		});
		this.#program = startProgram(this.#role.command, { env, log: this.log });
		await ready(this.#name, `${this.url}/healthz/readiness`, this.#program);
	}

	/** As when its machine fails. */
	async kill() {
		await this.#program.kill();
	}

	get isRunning() {
		return this.#program?.isRunning() ?? false;
	}

	async remove() {
		await this.#program?.stop();
		rmSync(this.home, { recursive: true, force: true });
	}
}

/**
 * Prepares an n8n in queue mode; nothing runs yet.
 *
 * @param {object} options
 * @param {string} options.tarball the package
 * @param {import('./settings.js').Places['postgres']} options.postgres
 * @param {import('./settings.js').Places['redis']} options.redis
 */
export async function createQueueN8n({ tarball, postgres, redis }) {
	const webhookPort = await freePort();
	const shared = sharedSettings({
		postgres,
		redis,
		encryptionKey: 'a-key-for-local-tests-only',
		webhookUrl: `http://127.0.0.1:${webhookPort}/`,
	});
	const main = await createN8n({ tarball, env: { ...shared, ...ROLES.main.settings } });
	const process = (name, role, port) => new Process(name, { role, tarball, shared, port });
	const webhook = process("n8n's webhook process", 'webhook', webhookPort);
	const workers = [];
	for (let number = 1; number <= WORKERS; number++) {
		workers.push(process(`n8n's worker ${number}`, 'worker', await freePort()));
	}
	const all = [webhook, ...workers];
	return {
		main,
		webhook,
		workers,
		/**
		 * Starts all processes.
		 *
		 * @returns {Promise<import('../n8n/server.mjs').Server>} the main process
		 */
		async start() {
			const server = await main.start();
			// Loading n8n takes all that a small machine has, so one after the other is as fast.
			for (const each of all) await each.start();
			return server;
		},
		/** Where a trigger of this package listens. */
		webhookUrl: ({ webhookId }) => `${webhook.url}/webhook/${webhookId}/webhook`,
		/** Ends all processes and deletes their folders. */
		async remove() {
			await Promise.all(all.map((each) => each.remove()));
			await main.remove();
		},
	};
}
