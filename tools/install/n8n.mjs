import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
	N8N_ROOT,
	N8N_VERSION,
	N8N_VERSIONS,
	PROJECT_ROOT,
	nodeForN8n,
	packagedNode,
} from '../paths.mjs';
import { npm, run } from './command.mjs';
import { InstallError } from './error.mjs';
import { installPackages } from './packages.mjs';
import { withProgress } from './progress.mjs';

/** Installs a real n8n in a folder of its own: some 2,000 packages, 2.4 GB. */
export async function installN8n() {
	const versions = readdirSync(N8N_VERSIONS);
	if (!versions.includes(N8N_VERSION)) {
		throw new InstallError(
			`There is no n8n "${N8N_VERSION}" in tools/n8n/versions.`,
			`Set REAL_N8N to one of ${versions.join(', ')}, and run the command again.`,
		);
	}
	mkdirSync(N8N_ROOT, { recursive: true });
	for (const file of ['package.json', 'package-lock.json']) {
		copyFileSync(join(N8N_VERSIONS, N8N_VERSION, file), join(N8N_ROOT, file));
	}
	// The same npm settings that the project needs.
	copyFileSync(join(PROJECT_ROOT, '.npmrc'), join(N8N_ROOT, '.npmrc'));

	await installPackages(N8N_ROOT, `Installing n8n ${N8N_VERSION} (2.4 GB, a few minutes)`);
	if (!existsSync(nodeForN8n())) {
		throw new InstallError(
			`n8n needs Node 24, and no Node 24 for ${process.platform}-${process.arch} is packaged.`,
			'Install Node 24 from https://nodejs.org and run the command again.',
		);
	}
	await installSqlite();
}

async function installSqlite() {
	if ((await loadSqlite()).ok) return;
	await withProgress('Building the SQLite of n8n (about 90 s)', async () => {
		const env = { ...process.env, ...headersForCompiler() };
		// --ignore-scripts=false: sqlite3's own install script fetches a binary or compiles one.
		const built = await npm(['rebuild', 'sqlite3', '--ignore-scripts=false'], {
			cwd: N8N_ROOT,
			env,
		});
		const loaded = await loadSqlite();
		if (loaded.ok) return;
		throw new InstallError(
			"n8n's SQLite could not be built.",
			'No ready-made binary could be had, and compiling one needs python3, make and a C++ ' +
				'compiler:\n' +
				'  Debian, Ubuntu  apt-get install -y python3 make g++\n' +
				'  macOS           xcode-select --install\n' +
				'Then run the command again.',
			built.complaint || loaded.complaint,
		);
	});
}

const loadSqlite = () =>
	run(nodeForN8n(), ['-e', "new (require('sqlite3').Database)(':memory:')"], { cwd: N8N_ROOT });

/** The packaged Node brings its headers along, so that the compiler need not download them. */
function headersForCompiler() {
	const folder = packagedNode();
	const complete = existsSync(join(folder, 'include', 'node', 'node_api.h'));
	// On Windows the compiler also needs node.lib, which is not packaged.
	return complete && process.platform !== 'win32' ? { npm_config_nodedir: folder } : {};
}
