import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json. */
export const PROJECT_ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * Where the real n8n is installed. Its name begins with a dot because `n8n-node build` copies the
 * images of every other folder into the package.
 */
export const N8N_ROOT = join(PROJECT_ROOT, '.n8n');

/** The real n8n's command line program. */
export const N8N_PROGRAM = join(N8N_ROOT, 'node_modules', 'n8n', 'bin', 'n8n');

const NODE_OF_N8N = 24;

/** @returns {string} the Node that runs n8n: this one, or the one that was installed with n8n */
export function nodeForN8n() {
	if (parseInt(process.versions.node, 10) >= NODE_OF_N8N) return process.execPath;
	return join(packagedNode(), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/** @returns {string} the folder of the Node distribution that was installed with n8n, if any */
export function packagedNode() {
	const system = process.platform === 'win32' ? 'win' : process.platform;
	return join(N8N_ROOT, 'node_modules', `node-${system}-${process.arch}`);
}

/** @returns {boolean} whether `node tools/install.mjs --n8n` has been here */
export const hasN8n = () => existsSync(N8N_PROGRAM);
