/**
 * A real n8n with our package in it, for the end-to-end tests and the demo.
 *
 *   const n8n = await createN8n({ tarball: packPackage() });
 *   await n8n.importWorkflows([workflow]);
 *   const { status, items } = await n8n.execute(workflow.id);
 *   const server = await n8n.start();
 *   …
 *   await n8n.remove();
 *
 * n8n ends with the process that started it, however that one ends.
 */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseOutput } from './n8n/execution.mjs';
import { installPackage } from './n8n/package-folder.mjs';
import { enterPackage } from './n8n/package-row.mjs';
import { lastLines, startProgram } from './n8n/program.mjs';
import { Server } from './n8n/server.mjs';
import { freePort, settings } from './n8n/settings.mjs';
import { PROJECT_ROOT, hasN8n } from './paths.mjs';

/**
 * Packs the built package as `npm publish` would.
 *
 * @param {string} [projectRoot]
 * @returns {string} the tarball's path, in a new temporary folder
 */
export function packPackage(projectRoot = PROJECT_ROOT) {
	if (!existsSync(join(projectRoot, 'dist'))) {
		throw new Error('There is nothing to pack: run `npm run build` first.');
	}
	const folder = newFolder('tight-package-');
	const output = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
		cwd: projectRoot,
		encoding: 'utf8',
		shell: process.platform === 'win32',
	});
	return join(folder, output.trim().split('\n').at(-1));
}

/**
 * Prepares an n8n with the package in it; nothing runs yet.
 *
 * @param {object} options
 * @param {string} options.tarball the package
 * @param {string} [options.home] n8n's user folder; a new temporary one if not given
 * @param {number} [options.port] where it will listen; a free one if not given
 * @param {Record<string, string>} [options.env] more of n8n's settings
 * @returns {Promise<N8n>}
 */
export async function createN8n({ tarball, home, port, env = {} }) {
	if (!hasN8n()) {
		throw new Error('n8n is not installed: run `node tools/install.mjs --n8n` first.');
	}
	const folder = home ? resolve(home) : newFolder('tight-n8n-');
	mkdirSync(folder, { recursive: true });
	const manifest = installPackage(folder, tarball);
	return new N8n({ folder, isOurs: !home, port: port ?? (await freePort()), env, manifest });
}

class N8n {
	#isOurs;
	#port;
	#env;
	#manifest;
	#server;

	constructor({ folder, isOurs, port, env, manifest }) {
		/** n8n's user folder. */
		this.home = folder;
		/** Where n8n listens once it is started. */
		this.url = `http://127.0.0.1:${port}`;
		/** The file that holds all that the started n8n has said. */
		this.log = join(folder, 'n8n.log');
		this.#isOurs = isOurs;
		this.#port = port;
		this.#env = env;
		this.#manifest = manifest;
	}

	/**
	 * @param {Array<{ id: string, name: string, type: string, data: object }>} credentials
	 *   `data` is plain; n8n encrypts it
	 */
	async importCredentials(credentials) {
		await this.#import('import:credentials', credentials);
	}

	/**
	 * @param {object[]} workflows as the editor exports them
	 * @returns {Promise<string[]>} their ids; a workflow without one is given one
	 */
	async importWorkflows(workflows) {
		const complete = workflows.map((workflow) => ({ id: newId(), active: false, ...workflow }));
		await this.#import('import:workflow', complete);
		return complete.map(({ id }) => id);
	}

	/**
	 * Runs a workflow by n8n's command line, from its Manual Trigger. n8n need not be started.
	 *
	 * @param {string} workflowId
	 * @returns {Promise<import('./n8n/execution.mjs').Execution>}
	 */
	async execute(workflowId) {
		const { output } = await this.#command(['execute', `--id=${workflowId}`, '--rawOutput']);
		const execution = parseOutput(output);
		if (!execution) throw new Error(`n8n execute gave no result:\n${lastLines(output)}`);
		return execution;
	}

	/**
	 * Starts n8n and logs its owner in.
	 *
	 * @returns {Promise<Server>}
	 */
	async start() {
		const env = await settings(this.home, this.#port, this.#env);
		const program = startProgram(['start'], { env, log: this.log });
		try {
			const server = await Server.connect(program, this.url);
			// Settings > Community nodes lists what stands in the database.
			const isOwnDatabase = env.DB_TYPE === 'sqlite';
			if (isOwnDatabase) {
				await enterPackage(this.home, this.#manifest, await this.#ownNodeTypes(server));
			}
			this.#server = server;
			return server;
		} catch (error) {
			await program.stop();
			throw error;
		}
	}

	/** Ends n8n if it is started. */
	async stop() {
		await this.#server?.stop();
		this.#server = undefined;
	}

	/** Ends n8n and deletes its user folder, unless the folder was the caller's. */
	async remove() {
		await this.stop();
		if (this.#isOurs) rmSync(this.home, { recursive: true, force: true });
	}

	async #ownNodeTypes(server) {
		const types = await server.nodeTypes();
		return types
			.filter(({ name }) => name.startsWith(`${this.#manifest.name}.`))
			.map((type) => ({ ...type, version: [type.version].flat().at(-1) }));
	}

	async #import(command, entries) {
		const file = join(this.home, `${newId()}.json`);
		writeFileSync(file, JSON.stringify(entries), { mode: 0o600 });
		try {
			await this.#run([command, `--input=${file}`]);
		} finally {
			rmSync(file);
		}
	}

	async #run(args) {
		const { code, output } = await this.#command(args);
		if (code !== 0) throw new Error(`n8n ${args[0]} failed:\n${lastLines(output)}`);
	}

	async #command(args) {
		const log = join(this.home, `${newId()}.log`);
		const env = await settings(this.home, this.#port, this.#env);
		const code = await startProgram(args, { env, log }).ended;
		const output = readFileSync(log, 'utf8');
		rmSync(log);
		return { code, output };
	}
}

const newFolder = (prefix) => mkdtempSync(join(tmpdir(), prefix));

/** In the form of n8n's own ids: 16 letters and digits. */
const newId = () => randomUUID().replaceAll('-', '').slice(0, 16);
