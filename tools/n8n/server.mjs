import { setTimeout as sleep } from 'node:timers/promises';
import { readResponse } from './execution.mjs';
import { OWNER, Rest } from './rest.mjs';

const POLL_MS = 100;
const START_TIMEOUT_MS = 600_000;
const EXECUTION_TIMEOUT_MS = 120_000;
const BUSY_TIMEOUT_MS = 120_000;
const NOT_FOUND = 404;
const UNFINISHED = ['new', 'running', 'waiting', 'unknown'];

/** An n8n that is running, and its owner logged in. */
export class Server {
	email = OWNER.email;
	password = OWNER.password;
	#rest;
	#program;

	constructor(rest, program) {
		this.#rest = rest;
		this.#program = program;
	}

	/**
	 * Waits until a started n8n answers.
	 *
	 * @param {ReturnType<import('./program.mjs').startProgram>} program
	 * @param {string} url
	 */
	static async connect(program, url) {
		const rest = new Rest(url);
		await until(START_TIMEOUT_MS, `n8n does not answer at ${url}`, async () => {
			if (!program.isRunning()) throw new Error(`n8n has ended:\n${program.lastLines()}`);
			// The server listens a moment before its REST API is there.
			return await rest.request('/settings').catch(() => undefined);
		});
		await rest.login();
		return new Server(rest, program);
	}

	get url() {
		return this.#rest.url;
	}

	/**
	 * Sends a request to n8n's internal REST API as the owner, again while n8n turns it away because
	 * its database is not ready. See {@link Rest.request}.
	 */
	async rest(path, init) {
		const { answer } = await until(BUSY_TIMEOUT_MS, `n8n is too busy for ${path}`, async () => ({
			answer: await this.#rest.request(path, init),
		}));
		return answer;
	}

	/** @returns {Promise<object[]>} the descriptions of all node types that n8n has loaded */
	async nodeTypes() {
		return await this.#rest.nodeTypes();
	}

	/** @returns {Promise<object[]>} the descriptions of all credential types that n8n has loaded */
	async credentialTypes() {
		return await this.#rest.credentialTypes();
	}

	/**
	 * Runs a workflow as the editor's *Execute workflow* does, and waits for its end.
	 *
	 * @param {string} workflowId
	 * @param {{ trigger?: string, timeoutMs?: number }} [options] the name of the node to start from,
	 *   the workflow's Manual Trigger if not given; how long the run may take
	 * @returns {Promise<import('./execution.mjs').Execution>}
	 */
	async run(workflowId, { trigger, timeoutMs } = {}) {
		const name = trigger ?? (await this.#manualTrigger(workflowId));
		const { executionId } = await this.#start(workflowId, name);
		if (!executionId) throw new Error(`"${name}" waits for a call: use listen() instead of run().`);
		return await this.#finished(executionId, timeoutMs);
	}

	/**
	 * Lets a webhook trigger wait for one test call (at `/webhook-test/…`), as the editor's *Listen
	 * for test event* does.
	 *
	 * @param {string} workflowId
	 * @param {string} trigger the name of the trigger node
	 */
	async listen(workflowId, trigger) {
		const { waitingForWebhook } = await this.#start(workflowId, trigger);
		if (!waitingForWebhook) throw new Error(`"${trigger}" does not wait for a call.`);
	}

	/**
	 * Activates (publishes) a workflow, so that its triggers are live.
	 *
	 * @throws {Error} if a trigger could not be activated, with n8n's reason
	 */
	async activate(workflowId) {
		const { versionId } = await this.rest(`/workflows/${workflowId}`);
		const body = { versionId };
		await this.rest(`/workflows/${workflowId}/activate`, { method: 'POST', body });
		const problems = await this.#published(workflowId);
		if (problems.length > 0) throw new Error(problems.join('\n'));
	}

	/** Ends what {@link Server.activate} began. */
	async deactivate(workflowId) {
		await this.rest(`/workflows/${workflowId}/deactivate`, { method: 'POST' });
		await this.#published(workflowId);
	}

	/**
	 * Where a trigger of this package listens.
	 *
	 * @param {{ webhookId: string }} node
	 * @param {{ isTest?: boolean }} [which] the URL of a test, or of an active workflow
	 */
	webhookUrl({ webhookId }, { isTest = false } = {}) {
		return `${this.url}/webhook${isTest ? '-test' : ''}/${webhookId}/webhook`;
	}

	/** Waits until n8n takes POST at a webhook, which it does a moment after the activation. */
	async listening(url) {
		await until(START_TIMEOUT_MS, `n8n does not listen at ${url}`, async () => {
			const asked = await fetch(url, { method: 'OPTIONS', headers: { origin: this.url } });
			return asked.headers.get('access-control-allow-methods')?.includes('POST');
		});
	}

	/** @returns {Promise<string[]>} the ids of a workflow's executions, newest first */
	async executionIds(workflowId) {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = await this.rest(`/executions?filter=${filter}&limit=100`);
		// n8n lists the running ones, then those that have ended: one that ends meanwhile comes twice.
		return [...new Set(results.map(({ id }) => id))].sort((left, right) => right - left);
	}

	/**
	 * Waits until a workflow has finished executions besides those in `known`, and reads them.
	 *
	 * @param {string} workflowId
	 * @param {{ known?: string[], count?: number }} [options] ids from {@link executionIds}, asked
	 *   for before the call that starts an execution; how many are expected
	 * @returns {Promise<Array<import('./execution.mjs').Execution>>} oldest first
	 */
	async newExecutions(workflowId, { known = [], count = 1 } = {}) {
		const what = `${count} new execution(s) of workflow ${workflowId} were awaited in vain`;
		const ids = await until(EXECUTION_TIMEOUT_MS, what, async () => {
			const fresh = (await this.executionIds(workflowId)).filter((id) => !known.includes(id));
			return fresh.length >= count && fresh;
		});
		return await Promise.all(ids.reverse().map((id) => this.#finished(id)));
	}

	/** Ends n8n. */
	async stop() {
		await this.#program.stop();
	}

	/**
	 * Waits until n8n has done what an activation or a deactivation asked for. n8n 2 answers before
	 * that, and has a status of it; n8n 1 answers when it is done, or says why it could not be.
	 *
	 * @returns {Promise<string[]>} why triggers could not be activated
	 */
	async #published(workflowId) {
		const what = `Workflow ${workflowId} is neither activated nor refused`;
		return await until(EXECUTION_TIMEOUT_MS, what, async () => {
			const asked = this.rest(`/workflows/${workflowId}/publication-status`);
			const { status, triggers } = await asked.catch((error) => {
				if (error.status === NOT_FOUND) return { triggers: [] };
				throw error;
			});
			if (status === 'in_progress') return undefined;
			return triggers.flatMap(({ errorMessage }) => errorMessage ?? []);
		});
	}

	async #start(workflowId, name) {
		// n8n 1 runs what it is sent, n8n 2 what it has saved.
		const workflowData = await this.rest(`/workflows/${workflowId}`);
		const body = { workflowData, triggerToStartFrom: { name } };
		return await this.rest(`/workflows/${workflowId}/run`, { method: 'POST', body });
	}

	async #manualTrigger(workflowId) {
		const { nodes } = await this.rest(`/workflows/${workflowId}`);
		const node = nodes.find(({ type }) => type === 'n8n-nodes-base.manualTrigger');
		if (!node) throw new Error(`Workflow ${workflowId} has no Manual Trigger: name a trigger.`);
		return node.name;
	}

	/** Asks for the list, which says how an execution stands without all of its data. */
	async #finished(executionId, timeoutMs = EXECUTION_TIMEOUT_MS) {
		const what = `Execution ${executionId} does not end`;
		await until(timeoutMs, what, async () => {
			const { results } = await this.rest('/executions?filter=%7B%7D&limit=100');
			const execution = results.find(({ id }) => id === executionId);
			return execution && !UNFINISHED.includes(execution.status);
		});
		return readResponse(await this.rest(`/executions/${executionId}`));
	}
}

/** Under heavy load n8n says now and then that its database is not ready, and does nothing else. */
const isBusy = ({ status }) => status === 503;

async function until(timeout, complaint, attempt) {
	const deadline = Date.now() + timeout;
	for (;;) {
		const result = await attempt().catch((error) => {
			if (!isBusy(error)) throw error;
		});
		if (result) return result;
		if (Date.now() > deadline) throw new Error(`${complaint} (${timeout / 1000} s).`);
		await sleep(POLL_MS);
	}
}
