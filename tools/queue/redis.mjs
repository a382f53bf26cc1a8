import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCommand } from '../n8n/program.mjs';
import { freePort } from '../n8n/settings.mjs';
import { answering } from './answering.mjs';
import { findRedis } from './programs.mjs';

const { REDIS_ARGUMENTS } = createRequire(import.meta.url)('./settings.js');

/**
 * Starts a Redis on 127.0.0.1 with a data folder of its own.
 *
 * @returns {Promise<{ host: string, port: number, restart: () => Promise<void>,
 *   remove: () => Promise<void> }>}
 */
export async function startRedis() {
	const folder = mkdtempSync(join(tmpdir(), 'tight-redis-'));
	const place = { host: '127.0.0.1', port: await freePort() };
	const start = async () => {
		const command = [
			findRedis(),
			...['--bind', place.host, '--port', String(place.port), '--dir', folder],
			...REDIS_ARGUMENTS,
		];
		const program = startCommand(command, { log: join(folder, 'redis.log') });
		await answering('Redis', place, program);
		return program;
	};
	let program = await start();
	return {
		...place,
		/** Ends it in an orderly way, and starts it again with what it had. */
		async restart() {
			await program.stop();
			program = await start();
		},
		async remove() {
			await program.stop();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
