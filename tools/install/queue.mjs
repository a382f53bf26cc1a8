import { findPostgres, findRedis } from '../queue/programs.mjs';
import { canInstallPackages, installPackagesOfDebian } from './apt.mjs';
import { InstallError } from './error.mjs';
import { withProgress } from './progress.mjs';

const PACKAGES = ['redis-server', 'postgresql'];

const isComplete = () => Boolean(findRedis() && findPostgres());

/** Makes sure that there are Redis and PostgreSQL; on Debian, as root, by installing them. */
export async function installQueue() {
	if (isComplete()) return;
	const remedy =
		`Install both (Debian: apt-get install ${PACKAGES.join(' ')}; macOS: brew install redis ` +
		'postgresql) so that redis-server, postgres and initdb are on the PATH, then run the command ' +
		'again.';
	if (!canInstallPackages()) {
		throw new InstallError(
			'n8n in queue mode needs Redis and PostgreSQL, and they were not found.',
			remedy,
		);
	}
	await withProgress('Installing Redis and PostgreSQL', async () => {
		const { complaint } = await installPackagesOfDebian(PACKAGES);
		if (!isComplete()) {
			throw new InstallError('Redis and PostgreSQL could not be installed.', remedy, complaint);
		}
	});
}
