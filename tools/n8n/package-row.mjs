import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { N8N_PROGRAM, nodeForN8n } from '../paths.mjs';

const THIS_FILE = fileURLToPath(import.meta.url);

/**
 * Enters a package in n8n's tables of installed packages, as its installer does. n8n loads the
 * package from its folder either way; Settings > Community nodes lists what stands in the tables.
 *
 * Another process does it, with n8n's Node: n8n's SQLite is compiled for that one.
 *
 * @param {string} home n8n's user folder, whose database exists
 * @param {{ name: string, version: string, author?: { name?: string, email?: string } }} manifest
 * @param {Array<{ name: string, displayName: string, version: number }>} nodeTypes the package's own
 */
export async function enterPackage(home, { name, version, author }, nodeTypes) {
	const nodes = nodeTypes.map((type) => [type.displayName, type.name, type.version]);
	const entry = JSON.stringify({ home, name, version, author, nodes });
	await promisify(execFile)(nodeForN8n(), [THIS_FILE, entry]);
}

async function write({ home, name, version, author, nodes }) {
	const { Database } = createRequire(N8N_PROGRAM)('sqlite3');
	const database = new Database(join(home, '.n8n', 'database.sqlite'));
	database.configure('busyTimeout', 10_000);
	const run = promisify(database.run.bind(database));
	try {
		await run(
			`INSERT OR REPLACE INTO installed_packages
				(packageName, installedVersion, authorName, authorEmail, createdAt, updatedAt)
				VALUES (?, ?, ?, ?, datetime('now'), datetime('now'))`,
			[name, version, author?.name, author?.email],
		);
		for (const [displayName, type, latestVersion] of nodes) {
			await run(
				`INSERT OR REPLACE INTO installed_nodes
					(name, type, latestVersion, package) VALUES (?, ?, ?, ?)`,
				[displayName, type, latestVersion, name],
			);
		}
	} finally {
		await promisify(database.close.bind(database))();
	}
}

if (process.argv[1] === THIS_FILE) await write(JSON.parse(process.argv[2]));
