import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startCommand } from '../n8n/program.mjs';
import { freePort } from '../n8n/settings.mjs';
import { answering } from './answering.mjs';
import { findPostgres } from './programs.mjs';

const run = promisify(execFile);

const USER = 'n8n';
const DATABASE = 'n8n';
/** Whom Debian's package makes for it. PostgreSQL does not run as root. */
const SYSTEM_USER = 'postgres';
/** The data lives as long as the test, so nothing is lost by not waiting for the disk. */
const SETTINGS = {
	listen_addresses: '127.0.0.1',
	unix_socket_directories: '',
	max_connections: '200',
	fsync: 'off',
	synchronous_commit: 'off',
	full_page_writes: 'off',
};
const STARTING_UP_MS = 200;
const MOST_ATTEMPTS = 100;

const asSystemUser = (command) =>
	process.getuid?.() === 0
		? ['setpriv', `--reuid=${SYSTEM_USER}`, `--regid=${SYSTEM_USER}`, '--init-groups', ...command]
		: command;

const runAsSystemUser = async (...command) => {
	const [program, ...args] = asSystemUser(command);
	return await run(program, args, { cwd: tmpdir() });
};

/** It takes connections a moment before it lets anyone in. */
async function makeDatabase(createdb, { host, port }) {
	for (let attempt = 1; ; attempt++) {
		try {
			await run(createdb, ['-h', host, '-p', String(port), '-U', USER, '--no-password', DATABASE]);
			return;
		} catch (error) {
			if (attempt === MOST_ATTEMPTS) throw error;
			await sleep(STARTING_UP_MS);
		}
	}
}

/**
 * Starts a PostgreSQL on 127.0.0.1 with a data folder and an empty database of its own.
 *
 * @returns {Promise<{ host: string, port: number, database: string, user: string,
 *   password: string, remove: () => Promise<void> }>}
 */
export async function startPostgres() {
	const { postgres, initdb, createdb } = findPostgres();
	const folder = mkdtempSync(join(tmpdir(), 'tight-postgres-'));
	const data = join(folder, 'data');
	if (process.getuid?.() === 0) await run('chown', [SYSTEM_USER, folder]);
	else chmodSync(folder, 0o700);
	const options = ['-U', USER, '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
	await runAsSystemUser(initdb, '-D', data, ...options);

	const place = { host: '127.0.0.1', port: await freePort() };
	const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	const command = asSystemUser([postgres, '-D', data, '-p', String(place.port), ...settings]);
	const program = startCommand(command, { log: join(folder, 'postgres.log') });
	await answering('PostgreSQL', place, program);
	await makeDatabase(createdb, place);
	return {
		...place,
		database: DATABASE,
		user: USER,
		password: '',
		async remove() {
			await program.stop();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
