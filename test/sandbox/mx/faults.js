// @ts-check
'use strict';

/**
 * @typedef {object} FaultOrder
 * @property {'status' | 'cut' | 'html' | 'redirect'} effect
 * @property {string} [method]
 * @property {string | RegExp} [path] Start of the path, or a pattern of it
 * @property {number} [times] How often it fires: 1 if not said, Infinity allowed
 * @property {number} [skip] How many matching requests are let through first
 * @property {boolean} [stored] Whether the request has its effect nevertheless
 * @property {number} [status]
 * @property {Record<string, string>} [headers]
 * @property {any} [body]
 */

/** @typedef {FaultOrder & { times: number, skip: number, seen: number, fired: number }} Fault */
/** @typedef {{ status: number, headers?: Record<string, string>, body: any }} Answer */

const KEYS = [
	...['effect', 'method', 'path', 'times', 'skip'],
	...['stored', 'status', 'headers', 'body'],
];

/** What each effect answers; null cuts the connection. @type {Record<string, (fault: Fault) => Answer | null>} */
const EFFECTS = {
	cut: () => null,
	html: ({ status = 200 }) => ({
		status,
		headers: { 'content-type': 'text/html; charset=utf-8' },
		body: '<!doctype html><html><body><h1>Please wait</h1></body></html>',
	}),
	redirect: ({ status = 302 }) => ({
		status,
		headers: { location: 'http://127.0.0.1:9/' },
		body: '',
	}),
	status: ({ status = 500, headers, body }) => ({
		status,
		headers,
		body: body ?? { error: { message: `Armed fault: ${status}`, status: 'fault', type: 'fault' } },
	}),
};

/**
 * @param {Fault} fault
 * @param {{ method: string, path: string }} call
 */
function concerns({ method, path, fired, times }, call) {
	if (fired >= times) return false;
	if (method !== undefined && method.toUpperCase() !== call.method) return false;
	if (path instanceof RegExp) return path.test(call.path);
	return path === undefined || call.path.startsWith(path);
}

/** The armed faults; the first that concerns a call fires. */
class Faults {
	constructor() {
		/** @type {Fault[]} */
		this.armed = [];
	}

	/**
	 * @param {FaultOrder} order
	 * @throws {Error} For an unknown effect or a misspelt key
	 */
	arm(order) {
		if (!Object.hasOwn(EFFECTS, order.effect)) {
			throw new Error(`A fault needs an effect, one of: ${Object.keys(EFFECTS).join(', ')}`);
		}
		for (const key of Object.keys(order)) {
			if (!KEYS.includes(key)) throw new Error(`A fault takes no "${key}"; it takes ${KEYS}`);
		}
		const fault = { ...order, times: order.times ?? 1, skip: order.skip ?? 0, seen: 0, fired: 0 };
		this.armed.push(fault);
		return fault;
	}

	clear() {
		this.armed = [];
	}

	/**
	 * @param {{ method: string, path: string }} call
	 * @param {() => Answer} handle
	 * @returns {Answer | null} Null cuts the connection
	 */
	around(call, handle) {
		for (const fault of this.armed) {
			if (!concerns(fault, call) || ++fault.seen <= fault.skip) continue;
			fault.fired++;
			if (fault.stored) handle();
			return EFFECTS[fault.effect](fault);
		}
		return handle();
	}
}

module.exports = { Faults };
