// @ts-check
'use strict';

const { failure, problem } = require('./answers');

/**
 * `requests` per window of `windowMs` and token. v5 states 1000 requests in 5 minutes for each
 * token; the numbers of v6 and `Retry-After` are unknown, so both are for the caller to choose.
 *
 * @typedef {{ requests: number, windowMs: number, retryAfter?: boolean }} RateLimit
 */

/** Counts the requests of each token in fixed windows. */
class RateLimiter {
	/**
	 * @param {RateLimit | undefined} limit Without it nothing is ever refused
	 * @param {() => number} now
	 */
	constructor(limit, now) {
		this.limit = limit;
		this.now = now;
		/** @type {Map<string, { endsAt: number, requests: number }>} */
		this.windows = new Map();
	}

	/**
	 * Counts one request and answers 429 when it is one too many.
	 *
	 * @param {string} token
	 * @returns {import('./answers').Answer | null}
	 */
	refuse(token) {
		if (!this.limit) return null;
		const { requests, windowMs, retryAfter = true } = this.limit;
		const now = this.now();
		let window = this.windows.get(token);
		if (!window || window.endsAt <= now) {
			window = { endsAt: now + windowMs, requests: 0 };
			this.windows.set(token, window);
		}
		window.requests++;
		if (window.requests <= requests) return null;
		const seconds = Math.ceil((window.endsAt - now) / 1000);
		return failure(
			429,
			[problem('UNKNOWN_ERROR', 'Rate limit exceeded')],
			retryAfter ? { 'retry-after': String(seconds) } : {},
		);
	}

	reset() {
		this.windows.clear();
	}
}

module.exports = { RateLimiter };
