import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from './command.mjs';
import { InstallError } from './error.mjs';
import { withProgress } from './progress.mjs';

/**
 * Installs a folder's lock file into its node_modules, unless that is what lies there.
 *
 * @param {string} folder holds package.json and package-lock.json
 * @param {string} title what the progress line says
 */
export async function installPackages(folder, title) {
	if (isInstalled(folder)) return;
	const wanted = requiredPackages(folder);
	const arrived = () =>
		wanted.filter(([path]) => existsSync(join(folder, path, 'package.json'))).length;

	await withProgress(
		title,
		async () => {
			const { ok, complaint } = await npm(['ci'], { cwd: folder });
			if (!ok) {
				throw new InstallError(
					`npm ci failed in ${folder}.`,
					'npm needs to reach its registry: check the network and `npm config get registry`, ' +
						'then run the command again.',
					complaint,
				);
			}
		},
		() => `${arrived()} of ${wanted.length} packages`,
	);
}

/**
 * npm leaves a copy of the lock file in node_modules once all is in place; comparing the two also
 * recognises what somebody installed by hand, and an installation that was broken off.
 */
function isInstalled(folder) {
	const installed = readLock(join(folder, 'node_modules', '.package-lock.json'));
	if (!installed || !agreesWithPackageJson(folder)) return false;
	return requiredPackages(folder).every(
		([path, { version }]) => installed.packages[path]?.version === version,
	);
}

/** The packages that every machine gets; which of the optional ones it gets is npm's business. */
function requiredPackages(folder) {
	const { packages } = readLock(join(folder, 'package-lock.json')) ?? { packages: {} };
	return Object.entries(packages).filter(([path, entry]) => path && !entry.optional);
}

function agreesWithPackageJson(folder) {
	const { devDependencies = {}, dependencies = {} } = readLock(join(folder, 'package.json'));
	const locked = readLock(join(folder, 'package-lock.json'))?.packages[''] ?? {};
	return Object.entries({ ...dependencies, ...devDependencies }).every(
		([name, range]) => (locked.dependencies?.[name] ?? locked.devDependencies?.[name]) === range,
	);
}

function readLock(path) {
	return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}
