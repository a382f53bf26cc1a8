import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json. */
export const PROJECT_ROOT = fileURLToPath(new URL('..', import.meta.url));

/** A folder for each version of n8n that the package is run in: what npm installs. */
export const N8N_VERSIONS = join(PROJECT_ROOT, 'tools', 'n8n', 'versions');

const CURRENT = '2';

/** The version that these tools use, by the name of its folder. */
export const N8N_VERSION = process.env.REAL_N8N ?? CURRENT;

/**
 * Where the real n8n is installed. Its name begins with a dot because `n8n-node build` copies the
 * images of every other folder into the package.
 */
export const N8N_ROOT = join(
	PROJECT_ROOT,
	N8N_VERSION === CURRENT ? '.n8n' : `.n8n-${N8N_VERSION}`,
);

/** The real n8n's command line program. */
export const N8N_PROGRAM = join(N8N_ROOT, 'node_modules', 'n8n', 'bin', 'n8n');

// What every version of n8n here supports, and has ready-made binaries for.
const NODE_OF_N8N = 24;

/** @returns {string} the Node that runs n8n: this one, or the one that was installed with n8n */
export function nodeForN8n() {
	if (parseInt(process.versions.node, 10) === NODE_OF_N8N) return process.execPath;
	return join(packagedNode(), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/** @returns {string} the folder of the Node distribution that was installed with n8n, if any */
export function packagedNode() {
	const system = process.platform === 'win32' ? 'win' : process.platform;
	return join(N8N_ROOT, 'node_modules', `node-${system}-${process.arch}`);
}

/** @returns {boolean} whether `node tools/install.mjs --n8n` has been here */
export const hasN8n = () => existsSync(N8N_PROGRAM);
