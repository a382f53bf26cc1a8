import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Does what n8n's own installer does with a package that it has downloaded: unpacks it, strips the
 * dependencies that nobody is to install, and enters it in the ledger. (n8n then runs `npm install`
 * in it, which is nothing to do for a package without dependencies.)
 *
 * @param {string} home n8n's user folder
 * @param {string} tarball
 * @returns {{ name: string, version: string, author?: { name?: string, email?: string } }}
 */
export function installPackage(home, tarball) {
	const nodesFolder = join(home, '.n8n', 'nodes');
	const unpacked = join(nodesFolder, 'unpacked');
	rmSync(unpacked, { recursive: true, force: true });
	mkdirSync(unpacked, { recursive: true });
	execFileSync('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1']);

	const { devDependencies, peerDependencies, optionalDependencies, ...manifest } = JSON.parse(
		readFileSync(join(unpacked, 'package.json'), 'utf8'),
	);
	writeJson(join(unpacked, 'package.json'), manifest);

	const place = join(nodesFolder, 'node_modules', manifest.name);
	rmSync(place, { recursive: true, force: true });
	mkdirSync(dirname(place), { recursive: true });
	renameSync(unpacked, place);

	writeJson(join(nodesFolder, 'package.json'), {
		name: 'installed-nodes',
		private: true,
		dependencies: { [manifest.name]: manifest.version },
	});
	return manifest;
}

const writeJson = (path, value) => writeFileSync(path, JSON.stringify(value, null, 2));
