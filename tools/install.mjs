#!/usr/bin/env node
/**
 * Installs what the project's commands need and is not there yet.
 *
 *   node tools/install.mjs              the package's own devDependencies
 *   node tools/install.mjs --n8n        and the real n8n, in the git-ignored folder .n8n/
 *   node tools/install.mjs --chromium   and a Chromium for the tests of the editor
 *   node tools/install.mjs --queue      and Redis and PostgreSQL, for n8n in queue mode
 *
 * It runs before anything is installed, so it imports only what Node brings along.
 */
import { installChromium } from './install/chromium.mjs';
import { InstallError } from './install/error.mjs';
import { installN8n } from './install/n8n.mjs';
import { installProject } from './install/project.mjs';
import { installQueue } from './install/queue.mjs';

const OLDEST_NODE = 20;

async function install(flags) {
	if (parseInt(process.versions.node, 10) < OLDEST_NODE) {
		throw new InstallError(
			`This project needs Node ${OLDEST_NODE} or newer; this is Node ${process.versions.node}.`,
			'Install a current Node from https://nodejs.org and run the command again.',
		);
	}
	await installProject();
	if (flags.includes('--n8n')) await installN8n();
	if (flags.includes('--chromium')) await installChromium();
	if (flags.includes('--queue')) await installQueue();
}

// What is being installed ends with us: see run() in install/command.mjs.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));

try {
	await install(process.argv.slice(2));
} catch (error) {
	if (!(error instanceof InstallError)) throw error;
	process.stderr.write(`\n${error.report()}\n`);
	process.exitCode = 1;
}
