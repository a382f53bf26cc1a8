import { findChromium } from '../chromium.mjs';
import { canInstallPackages, installPackagesOfDebian } from './apt.mjs';
import { InstallError } from './error.mjs';
import { withProgress } from './progress.mjs';

/** Makes sure that there is a Chromium; on Debian, as root, by installing its package. */
export async function installChromium() {
	if (findChromium()) return;
	const remedy =
		'Install Chromium or Chrome (Debian: apt-get install chromium), or set CHROMIUM_PATH to ' +
		'its program, then run the command again.';
	if (!canInstallPackages()) {
		throw new InstallError('The tests of the editor need a Chromium, and none was found.', remedy);
	}
	await withProgress('Installing Chromium', async () => {
		const { complaint } = await installPackagesOfDebian(['chromium']);
		if (!findChromium()) {
			throw new InstallError('Chromium could not be installed.', remedy, complaint);
		}
	});
}
