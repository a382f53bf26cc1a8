// @ts-check
'use strict';

/**
 * @typedef {object} FaultOrder
 * @property {keyof FAULTS} effect
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
/** @typedef {{ method: string, path: string, headers: import('node:http').IncomingHttpHeaders }} Call */

const COMMON_KEYS = ['effect', 'method', 'path', 'times', 'skip'];

/** Every effect, with the keys that it takes beside the common ones. */
const FAULTS = {
	cut: ['stored'],
	echo: ['status'],
	html: ['stored', 'status'],
	redirect: ['status'],
	status: ['stored', 'status', 'headers', 'body'],
};

/** @param {string} message */
const errorBody = (message) => ({ error: { message, status: 'fault', type: 'fault' } });

/**
 * What each effect answers; null cuts the connection.
 *
 * @type {Record<keyof FAULTS, (fault: Fault, call: Call) => Answer | null>}
 */
const EFFECTS = {
	cut: () => null,
	// Refuses, and repeats what it was sent, as some gateways do.
	echo: ({ status = 400 }, call) => ({
		status,
		body: errorBody(`Seen: ${JSON.stringify(call)}`),
	}),
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
		body: body ?? errorBody(`Armed fault: ${status}`),
	}),
};

/**
 * @param {Fault} fault
 * @param {Call} call
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
	 * @throws {Error} For an unknown effect, or a key that it does not take
	 */
	arm(order) {
		const { effect } = order;
		if (!Object.hasOwn(FAULTS, effect)) {
			throw new Error(`A fault needs an effect, one of: ${Object.keys(FAULTS).join(', ')}`);
		}
		const keys = [...COMMON_KEYS, ...FAULTS[effect]];
		for (const key of Object.keys(order)) {
			if (!keys.includes(key)) {
				throw new Error(`Effect "${effect}" takes no "${key}"; it takes ${keys}`);
			}
		}
		const fault = { ...order, times: order.times ?? 1, skip: order.skip ?? 0, seen: 0, fired: 0 };
		this.armed.push(fault);
		return fault;
	}

	clear() {
		this.armed = [];
	}

	/**
	 * @param {Call} call
	 * @param {() => Answer} handle
	 * @returns {Answer | null} Null cuts the connection
	 */
	around(call, handle) {
		for (const fault of this.armed) {
			if (!concerns(fault, call) || ++fault.seen <= fault.skip) continue;
			fault.fired++;
			if (fault.stored) handle();
			return EFFECTS[fault.effect](fault, call);
		}
		return handle();
	}
}

module.exports = { FAULTS, Faults };
