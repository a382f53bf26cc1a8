import { existsSync } from 'node:fs';
import { findChromium } from '../chromium.mjs';
import { run } from './command.mjs';
import { InstallError } from './error.mjs';
import { withProgress } from './progress.mjs';

/** Makes sure that there is a Chromium; on Debian, as root, by installing its package. */
export async function installChromium() {
	if (findChromium()) return;
	const remedy =
		'Install Chromium or Chrome (Debian: apt-get install chromium), or set CHROMIUM_PATH to ' +
		'its program, then run the command again.';
	if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) {
		throw new InstallError('The tests of the editor need a Chromium, and none was found.', remedy);
	}
	await withProgress('Installing Chromium', async () => {
		const updated = await run('apt-get', ['update']);
		const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
		const args = ['install', '-y', '--no-install-recommends', 'chromium'];
		const installed = updated.ok ? await run('apt-get', args, { env }) : updated;
		if (!findChromium()) {
			throw new InstallError('Chromium could not be installed.', remedy, installed.complaint);
		}
	});
}
