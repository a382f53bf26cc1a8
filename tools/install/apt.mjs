import { existsSync } from 'node:fs';
import { run } from './command.mjs';

/** Whether this is a Debian or Ubuntu on which we may install packages. */
export const canInstallPackages = () => existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;

/**
 * Installs packages of Debian's, and starts no service of theirs.
 *
 * @param {string[]} packages
 * @returns {Promise<{ ok: boolean, complaint: string }>}
 */
export async function installPackagesOfDebian(packages) {
	const updated = await run('apt-get', ['update']);
	if (!updated.ok) return updated;
	// Debian starts services for the runlevels of a whole machine, which 1 is not one of.
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
	const args = ['install', '-y', '--no-install-recommends', ...packages];
	return await run('apt-get', args, { env });
}
