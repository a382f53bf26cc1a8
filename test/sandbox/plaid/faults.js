// @ts-check
'use strict';

const { setTimeout: wait } = require('node:timers/promises');
const { PlaidError } = require('./errors');

/**
 * @typedef {import('./server').Call} Call
 * @typedef {import('./server').Answer} Answer
 */

/**
 * A fault as it is ordered. Exactly one of `status`, `cut`, `html`, `echo` and `slowMs` says what
 * happens; without a body, `status` answers an error as Plaid writes it.
 *
 * @typedef {object} FaultOrder
 * @property {string} [path] Start of the path; any if not given
 * @property {string} [itemId] Of the Item whose access token the call bears
 * @property {number} [times] How often it fires: 1 if not said, Infinity allowed
 * @property {number} [skip] How many matching calls are let through first
 * @property {boolean} [stored] Whether the call has its effect nevertheless
 * @property {number} [status]
 * @property {Record<string, string>} [headers]
 * @property {any} [body]
 * @property {{ error_type?: string, error_code?: string, error_message?: string,
 *   display_message?: string | null }} [error] What Plaid says, instead of a guess by status
 * @property {boolean} [cut] Destroys the connection instead of answering
 * @property {boolean} [html] Answers a page, as a gateway in front of the API would
 * @property {boolean} [echo] Refuses, and repeats what it was sent, as some gateways do
 * @property {number} [slowMs] Waits before the call is handled
 */

/** @typedef {FaultOrder & { times: number, skip: number, seen: number, fired: number }} Fault */

const COMMON_KEYS = ['path', 'itemId', 'times', 'skip'];

/** Every effect, with the keys that it takes beside the common ones. */
const FAULTS = {
	status: ['stored', 'headers', 'body', 'error'],
	cut: ['stored'],
	html: ['stored'],
	echo: [],
	slowMs: [],
};
const EFFECTS = /** @type {(keyof FAULTS)[]} */ (Object.keys(FAULTS));

/**
 * @param {number} status
 * @param {FaultOrder['error']} [error]
 */
function errorBody(status, error = {}) {
	const [type, code, message] =
		status === 429
			? ['RATE_LIMIT_EXCEEDED', 'RATE_LIMIT', 'rate limit exceeded for attempts to access the item']
			: status >= 500
				? ['API_ERROR', 'INTERNAL_SERVER_ERROR', 'an unexpected error occurred']
				: ['INVALID_REQUEST', 'INVALID_FIELD', 'armed fault'];
	return new PlaidError(
		error.error_type ?? type,
		error.error_code ?? code,
		error.error_message ?? message,
		{ status, display: error.display_message },
	);
}

/**
 * @param {FaultOrder} order
 * @returns {Fault}
 * @throws {Error} When not exactly one effect is given, or for a key that it does not take
 */
function readFault(order) {
	const effects = EFFECTS.filter((effect) => order[effect] !== undefined);
	if (effects.length !== 1) throw new Error(`A fault needs one of ${EFFECTS}`);
	const [effect] = effects;
	const keys = [...COMMON_KEYS, effect, ...FAULTS[effect]];
	for (const key of Object.keys(order)) {
		if (!keys.includes(key)) {
			throw new Error(`Effect "${effect}" takes no "${key}"; it takes ${keys}`);
		}
	}
	return { ...order, times: order.times ?? 1, skip: order.skip ?? 0, seen: 0, fired: 0 };
}

/** The armed faults, in the order of their arming. */
class Faults {
	constructor() {
		/** @type {Fault[]} */
		this.armed = [];
	}

	/** @param {FaultOrder} order */
	arm(order) {
		const fault = readFault(order);
		this.armed.push(fault);
		return fault;
	}

	clear() {
		this.armed = [];
	}

	/** @param {Call} call */
	next({ path, itemId }) {
		return this.armed.find((fault) => {
			if (fault.fired >= fault.times) return false;
			if (fault.path !== undefined && !path.startsWith(fault.path)) return false;
			if (fault.itemId !== undefined && fault.itemId !== itemId) return false;
			if (++fault.seen <= fault.skip) return false;
			fault.fired++;
			return true;
		});
	}

	/**
	 * Handles a call under the first armed fault that concerns it.
	 *
	 * @param {Call} call
	 * @param {(call: Call) => Promise<Answer>} handle
	 * @returns {Promise<Answer | null>} Null cuts the connection
	 */
	async around(call, handle) {
		const fault = this.next(call);
		if (!fault) return await handle(call);
		if (fault.slowMs !== undefined) {
			await wait(fault.slowMs, undefined, { ref: false });
			return await handle(call);
		}
		if (fault.stored) await handle(call);
		if (fault.cut) return null;
		if (fault.html) {
			const headers = { 'content-type': 'text/html; charset=utf-8' };
			const body = '<!doctype html><html><body><h1>Please wait</h1></body></html>';
			return { status: 502, headers, body };
		}
		if (fault.echo) {
			const { path, headers, body } = call;
			const seen = `Seen: ${JSON.stringify({ path, headers, body })}`;
			const { body: error } = errorBody(400, { error_message: seen, display_message: seen });
			return { status: 400, body: error };
		}
		const { status = 500, headers } = fault;
		return { status, headers, body: fault.body ?? errorBody(status, fault.error).body };
	}
}

module.exports = { FAULTS, Faults };
