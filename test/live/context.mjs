import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Created } from './created.mjs';
import { sender } from './http.mjs';
import { Once } from './once.mjs';
import { Books } from './services/books.mjs';
import { Links } from './services/links.mjs';
import { Mx } from './services/mx.mjs';
import { Plaid } from './services/plaid.mjs';
import { Tight } from './services/tight.mjs';
import { TightV5 } from './services/v5.mjs';

/** Begins the names of all that a run creates. */
export const MARK = 'n8n-nodes-tight check';

const DAYS_BACK = 2;
const DAY_MS = 86_400_000;
const PROBES = 20;
const HIDDEN = '••••••';

/**
 * Keys of the services; one without keys is left out.
 *
 * @typedef {object} Services
 * @property {{ url: string, v5Url: string, clientId: string, clientSecret: string,
 *   userId: string }} [tight]
 * @property {{ url: string, clientId: string, secret: string }} [plaid]
 * @property {{ url: string, clientId: string, apiKey: string, userGuid?: string }} [mx]
 */

/** What the checks of one run work with. */
export class Context {
	#made = new Once();

	/**
	 * @param {Services} services
	 * @param {{ patienceMs: number, fetch?: typeof fetch }} means `patienceMs`: how long to wait for
	 *   what a service does by itself
	 */
	constructor(services, { patienceMs, fetch = globalThis.fetch }) {
		this.services = services;
		this.patienceMs = patienceMs;
		/** Whether the user has interrupted the run, so that nothing is waited for any more. */
		this.isStopped = false;
		this.secrets = new Set();
		this.created = new Created();
		this.mark = `${MARK} ${randomBytes(4).toString('hex')}`;
		this.day = new Date(Date.now() - DAYS_BACK * DAY_MS).toISOString().slice(0, 10);
		this.send = sender(fetch);
		const { tight, plaid, mx } = services;
		this.tight = tight && new Tight(tight, this);
		this.v5 = tight && new TightV5(tight, this);
		this.books = this.tight && new Books(this.tight, this);
		this.plaid = plaid && new Plaid(plaid, this);
		this.mx = mx && new Mx(mx, this);
		this.links = tight && plaid && new Links(this);
	}

	/** What several checks need. @type {Once['get']} */
	once = async (name, make) => await this.#made.get(name, make);

	/**
	 * Asks again and again until there is something, for as long as the run has patience.
	 *
	 * @template T
	 * @type {(probe: () => Promise<T | undefined>) => Promise<T | undefined>}
	 */
	until = async (probe) => {
		for (let probes = 0; ; probes++) {
			const found = await probe();
			if (found !== undefined || probes === PROBES || this.isStopped) return found;
			await wait(this.patienceMs / PROBES);
		}
	};

	/** An Item in Tight that several checks may look at and change, but not unlink. */
	async sharedLink() {
		return await this.once('link', () => this.links.make());
	}

	/** Takes the secrets of the run out of a text. */
	hide(text) {
		return [...this.secrets]
			.filter(Boolean)
			.reduce((shown, secret) => shown.split(secret).join(HIDDEN), text);
	}

	/**
	 * Takes away all that the run has created.
	 *
	 * @returns {Promise<string[]>} what is left, and why
	 */
	async cleanUp() {
		await this.created.removeAll();
		try {
			await this.books?.sweep();
		} catch (error) {
			this.created.leave('rows that were saved without an answer', error.message);
		}
		return this.created.left.map((each) => this.hide(each));
	}
}
