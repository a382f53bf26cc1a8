import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { N8N_PROGRAM } from '../paths.mjs';

/**
 * Enters a package in n8n's tables of installed packages, as its installer does. n8n loads the
 * package from its folder either way; Settings > Community nodes lists what stands in the tables.
 *
 * @param {string} home n8n's user folder, whose database exists
 * @param {{ name: string, version: string, author?: { name?: string, email?: string } }} manifest
 * @param {Array<{ name: string, displayName: string, version: number }>} nodeTypes the package's own
 */
export async function enterPackage(home, { name, version, author }, nodeTypes) {
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
		for (const node of nodeTypes) {
			await run(
				`INSERT OR REPLACE INTO installed_nodes
					(name, type, latestVersion, package) VALUES (?, ?, ?, ?)`,
				[node.displayName, node.name, node.version, name],
			);
		}
	} finally {
		await promisify(database.close.bind(database))();
	}
}
