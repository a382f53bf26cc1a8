/**
 * What every end-to-end test stands on: sandboxes of Tight, Plaid and MX, and a real n8n in which the packed
 * package lies where n8n's installer puts it. They start before the first test of the process and
 * end after its last one.
 */
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { after, before } from 'node:test';
import { WEBHOOK_TIMEOUT_MS } from '../../../demo/plaidChain.mjs';
import { createN8n, packPackage } from '../../../tools/n8n.mjs';
import { sandboxCredentials, tightKeys } from '../../../tools/n8n/sandboxCredentials.mjs';
import { PROJECT_ROOT } from '../../../tools/paths.mjs';

const require = createRequire(import.meta.url);
export const { startSandbox } = require('../../sandbox');
const { startPlaidSandbox } = require('../../sandbox/plaid');
const { startMxSandbox } = require('../../sandbox/mx');

/** Files of the example workflows. n8n may read no other folder. */
export const FILES = join(PROJECT_ROOT, 'demo');

export const BAKERY = 'user-bakery';
export const STUDIO = 'user-studio';

/** Filled before the first test. */
export const stage = {
	/** @type {Awaited<ReturnType<typeof startSandbox>>} */
	sandbox: undefined,
	/** @type {import('../../sandbox/plaid').PlaidSandbox} */
	plaid: undefined,
	/** @type {Awaited<ReturnType<typeof startMxSandbox>>} */
	mx: undefined,
	/** @type {import('../../../tools/n8n/server.mjs').Server} */
	server: undefined,
};

let n8n;

before(async () => {
	stage.plaid = await startPlaidSandbox({ webhookTimeoutMs: WEBHOOK_TIMEOUT_MS });
	stage.mx = await startMxSandbox();
	stage.sandbox = await startSandbox({ itemAtPlaid: stage.plaid.itemOf });
	const tarball = packPackage();
	try {
		n8n = await createN8n({ tarball, env: { N8N_RESTRICT_FILE_ACCESS_TO: FILES } });
	} finally {
		rmSync(dirname(tarball), { recursive: true });
	}
	const { sandbox: tight, plaid, mx } = stage;
	await n8n.importCredentials(sandboxCredentials({ tight, plaid, mx }));
	stage.server = await n8n.start();
});

after(async () => {
	await n8n?.remove();
	await Promise.all([stage.sandbox, stage.plaid, stage.mx].map((each) => each?.close()));
});

/** @returns {Promise<string>} the id of a new workflow */
export async function addWorkflow(workflow) {
	const body = { active: false, ...workflow };
	const { id } = await stage.server.rest('/workflows', { method: 'POST', body });
	return id;
}

/** Adds a workflow and runs it from its Manual Trigger. */
export async function run(workflow) {
	return await stage.server.run(await addWorkflow(workflow));
}

let credentials = 0;

/**
 * Saves a credential for the sandbox, as the editor does.
 *
 * @param {object} [more] fields of it that differ
 * @returns {Promise<object>} what a node says to use it
 */
export async function addCredential(more = {}) {
	const name = `Tight ${++credentials}`;
	const data = tightKeys(stage.sandbox, { userId: BAKERY, ...more });
	const body = { name, type: 'tightApi', data };
	const { id } = await stage.server.rest('/credentials', { method: 'POST', body });
	return { tightApi: { id, name } };
}
