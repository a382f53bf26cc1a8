// @ts-check
'use strict';

const { setTimeout: wait } = require('node:timers/promises');

/**
 * One try to deliver a webhook.
 *
 * @typedef {object} Attempt
 * @property {string} at ISO 8601 moment
 * @property {string} proof The `Plaid-Verification` header
 * @property {number | null} status Null when nothing was answered
 * @property {string} [reason] Why nothing was answered
 * @property {number} [retryInMs] Wait before the next attempt, in this sandbox's shortened time
 */

/**
 * A webhook on its way, or at its end.
 *
 * @typedef {object} Delivery
 * @property {string} url
 * @property {any} body
 * @property {string} text The body as it is sent
 * @property {Attempt[]} attempts
 * @property {'pending' | 'delivered' | 'given up'} state
 */

/** Longest `Retry-After` that is honoured: four hours (stated). */
const LONGEST_WAIT_SECONDS = 4 * 60 * 60;

/**
 * A `Retry-After` in seconds, as an HTTP date or as ISO 8601 (stated).
 *
 * @param {string | null} header
 * @param {number} now
 * @returns {number | undefined} Seconds
 */
function secondsOf(header, now) {
	if (header === null) return undefined;
	const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - now) / 1000;
	if (Number.isNaN(seconds)) return undefined;
	return Math.min(Math.max(seconds, 0), LONGEST_WAIT_SECONDS);
}

/** Sends webhooks and tries again, as Plaid does, in a shortened time. */
class Deliveries {
	/**
	 * @param {{ now: () => number, webhookTimeoutMs: number, retryDelaysMs: number[],
	 *   retryAfterSecondMs: number }} settings
	 * @param {(text: string) => Promise<string>} sign
	 */
	constructor(settings, sign) {
		this.settings = settings;
		this.sign = sign;
		/** @type {Delivery[]} In the order of their first attempt */
		this.list = [];
		/** @type {Set<Promise<Delivery>>} */
		this.underWay = new Set();
		this.stop = new AbortController();
	}

	/**
	 * Only an answer of 200 within the timeout is a success (stated).
	 *
	 * @param {string} url
	 * @param {{ body: any, text: string }} content
	 * @returns {Promise<Delivery>} At its end, delivered or given up
	 */
	send(url, { body, text }) {
		/** @type {Delivery} */
		const delivery = { url, body, text, attempts: [], state: 'pending' };
		this.list.push(delivery);
		const end = this.tryAll(delivery, this.stop.signal).finally(() => this.underWay.delete(end));
		this.underWay.add(end);
		return end;
	}

	/**
	 * @param {Delivery} delivery
	 * @param {AbortSignal} stopped
	 */
	async tryAll(delivery, stopped) {
		const { retryDelaysMs } = this.settings;
		for (let turn = 0; turn <= retryDelaysMs.length && !stopped.aborted; turn++) {
			const { attempt, retryAfterMs } = await this.tryOnce(delivery, stopped);
			if (attempt.status === 200) {
				delivery.state = 'delivered';
				return delivery;
			}
			if (turn === retryDelaysMs.length) break;
			attempt.retryInMs = retryAfterMs ?? retryDelaysMs[turn];
			await wait(attempt.retryInMs, undefined, { ref: false, signal: stopped }).catch(() => {});
		}
		delivery.state = 'given up';
		return delivery;
	}

	/**
	 * Each attempt is signed anew; whether Plaid does so is unknown.
	 *
	 * @param {Delivery} delivery
	 * @param {AbortSignal} stopped
	 */
	async tryOnce({ url, text, attempts }, stopped) {
		const { now, webhookTimeoutMs, retryAfterSecondMs } = this.settings;
		const proof = await this.sign(text);
		/** @type {Attempt} */
		const attempt = { at: new Date(now()).toISOString(), proof, status: null };
		attempts.push(attempt);
		try {
			const response = await fetch(url, {
				method: 'POST',
				headers: { 'content-type': 'application/json', 'plaid-verification': proof },
				body: text,
				redirect: 'manual',
				signal: AbortSignal.any([stopped, AbortSignal.timeout(webhookTimeoutMs)]),
			});
			await response.body?.cancel();
			attempt.status = response.status;
			const seconds =
				response.status === 429 ? secondsOf(response.headers.get('retry-after'), now()) : undefined;
			const retryAfterMs = seconds === undefined ? undefined : seconds * retryAfterSecondMs;
			return { attempt, retryAfterMs };
		} catch (error) {
			const { message, cause } = /** @type {Error & { cause?: any }} */ (error);
			attempt.reason = cause?.code ?? cause?.message ?? message;
			return { attempt };
		}
	}

	/** Resolves when every webhook so far was delivered or given up. */
	async settled() {
		while (this.underWay.size > 0) await Promise.all(this.underWay);
	}

	/** Gives up what is under way, and forgets all. */
	async clear() {
		this.stop.abort();
		await this.settled();
		this.stop = new AbortController();
		this.list.length = 0;
	}
}

module.exports = { Deliveries };
