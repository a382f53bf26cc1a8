// @ts-check
'use strict';

const { setTimeout: wait } = require('node:timers/promises');

/**
 * Source: docs.mx.com/resources/webhooks (stated): after a failed delivery up to 12 more, ever more
 * rarely, over about a day; a 429 puts the delivery back into the queue. Here the day is short.
 */
const MOST_RETRIES = 12;
const MOST_REQUEUES = 50;

/**
 * @typedef {object} Delivery
 * @property {boolean} delivered Whether an attempt was answered with 2xx
 * @property {(number | null)[]} statuses One for each attempt; null where no answer came in time
 */

/**
 * @param {string} url
 * @param {any} body
 * @param {{ user?: string, password?: string }} keys
 * @param {number} timeoutMs
 * @returns {Promise<number | null>}
 */
async function attempt(url, body, { user, password }, timeoutMs) {
	const basic = Buffer.from(`${user ?? ''}:${password ?? ''}`).toString('base64');
	try {
		const response = await fetch(url, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				...(user !== undefined && { authorization: `Basic ${basic}` }),
			},
			body: typeof body === 'string' ? body : JSON.stringify(body),
			redirect: 'manual',
			signal: AbortSignal.timeout(timeoutMs),
		});
		await response.arrayBuffer();
		return response.status;
	} catch {
		return null;
	}
}

/**
 * Posts an event until it is taken, or given up.
 *
 * @param {string} url
 * @param {any} body Sent as JSON; text is sent as it is
 * @param {{ user?: string, password?: string }} keys Without a user no Basic header is sent
 * @param {{ timeoutMs: number, firstRetryMs: number }} pace
 * @returns {Promise<Delivery>}
 */
async function deliver(url, body, keys, { timeoutMs, firstRetryMs }) {
	/** @type {(number | null)[]} */
	const statuses = [];
	let retries = 0;
	let requeues = 0;
	for (;;) {
		const status = await attempt(url, body, keys, timeoutMs);
		statuses.push(status);
		if (status !== null && status >= 200 && status < 300) return { delivered: true, statuses };
		const isRequeued = status === 429;
		if (isRequeued ? ++requeues > MOST_REQUEUES : ++retries > MOST_RETRIES) {
			return { delivered: false, statuses };
		}
		await wait(firstRetryMs * (isRequeued ? 1 : retries), undefined, { ref: false });
	}
}

module.exports = { deliver };
