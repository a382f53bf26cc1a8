import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, delimiter, join } from 'node:path';
import { N8N_VERSION, N8N_VERSIONS, nodeForN8n } from '../paths.mjs';

// Settings of an n8n that the machine may have, of npm's scripts, and of test runners.
const NOT_OURS = /^(N8N_|DB_|EXECUTIONS_|QUEUE_|WEBHOOK_URL$|CREDENTIALS_|npm_|NODE_|JEST_)/i;

/**
 * The environment that n8n runs in: quiet, reachable from this machine only, nothing asked of
 * n8n's own services.
 *
 * @param {string} home
 * @param {number} port
 * @param {Record<string, string>} own what the caller wants set besides
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
export async function settings(home, port, own) {
	const inherited = Object.entries(process.env).filter(([name]) => !NOT_OURS.test(name));
	return {
		...Object.fromEntries(inherited),
		// n8n starts its task runner with the first `node` of the PATH.
		PATH: [dirname(nodeForN8n()), process.env.PATH].join(delimiter),
		N8N_USER_FOLDER: home,
		N8N_ENCRYPTION_KEY: 'a-key-for-local-tests-only',
		N8N_HOST: '127.0.0.1',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: String(port),
		N8N_SECURE_COOKIE: 'false',
		DB_TYPE: 'sqlite',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		// Their catalogue comes from api.n8n.io, as do those of the modules that a version switches off.
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		...settingsOfVersion(),
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		// Settings > Community nodes asks npm for newer versions and shows nothing until it answers.
		npm_config_offline: 'true',
		// Two n8n at once must not meet on the default port.
		N8N_RUNNERS_BROKER_PORT: String(await freePort()),
		N8N_RUNNERS_TASK_TIMEOUT: '60',
		// `n8n execute` says at this level why an execution failed.
		N8N_LOG_LEVEL: 'info',
		...own,
	};
}

/** Settings that n8n of another version does not know, and some of them it refuses. */
function settingsOfVersion() {
	return JSON.parse(readFileSync(join(N8N_VERSIONS, N8N_VERSION, 'settings.json'), 'utf8'));
}

/** @returns {Promise<number>} a port of 127.0.0.1 that nobody listens on */
export function freePort() {
	return new Promise((resolve, reject) => {
		const server = createServer().once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const { port } = server.address();
			server.close(() => resolve(port));
		});
	});
}
