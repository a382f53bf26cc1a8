// @ts-check
'use strict';

const { setTimeout: wait } = require('node:timers/promises');
const { isDeepStrictEqual } = require('node:util');
const { batch, failure, problem, refused } = require('./answers');
const { PLACEHOLDER_ERROR } = require('./fixtures');

/**
 * @typedef {import('./server').Call} Call
 * @typedef {import('./answers').Answer} Answer
 * @typedef {import('./answers').Entry} Entry
 */

/**
 * Handles a call as if there were no fault; null means that the connection was cut.
 *
 * @typedef {(call: Call) => Promise<Answer | null>} Handle
 */

/**
 * A fault as it is given. Which further keys an effect takes is written at the effect.
 *
 * @typedef {object} FaultOrder
 * @property {string} effect
 * @property {string} [method]
 * @property {string | RegExp} [path] Start of the path, or a pattern of it
 * @property {string} [userId]
 * @property {number} [times] How often it fires: 1 if not said, Infinity allowed
 * @property {number} [skip] How many matching requests are let through first
 * @property {boolean} [stored] Whether the request is handled before the effect
 * @property {number} [status]
 * @property {Record<string, string>} [headers]
 * @property {any} [body]
 * @property {number} [ms]
 * @property {number[] | 'all'} [rows] Positions in the batch
 * @property {import('./answers').Problem} [error]
 * @property {Record<string, any>} [whenRow] Field values of the row that it waits for
 * @property {number} [count]
 * @property {boolean} [emptyList] Whether `data` is an empty list instead of null
 * @property {string} [location]
 */

/** @typedef {FaultOrder & { times: number, skip: number, seen: number, fired: number }} Fault */

/**
 * @typedef {object} Effect
 * @property {(fault: Fault, call: Call, handle: Handle) => Promise<Answer | null>} play
 * @property {string[]} takes Keys beside the common ones
 * @property {string[]} [needs] Those of them that must be given
 * @property {(call: Call, fault: Fault) => boolean} [applies] Further condition on the request
 */

/** @type {import('./answers').Problem} */
const REJECTED = { type: 'INVALID_VALUE', message: 'Rejected by an armed fault' };

/** @param {Call} call */
const isBatch = (call) => Array.isArray(call.body?.data);
/** @param {Call} call */
const hasToken = (call) => call.token !== null;

/** Answers with a status of its own. @type {Effect['play']} */
async function answerStatus(fault, call, handle) {
	if (fault.stored) await handle(call);
	const { status = 500, headers, body } = fault;
	if (body !== undefined) return { status, headers, body };
	return failure(status, [problem('UNKNOWN_ERROR', `Armed fault: ${status}`)], headers);
}

/** Destroys the connection instead of answering. @type {Effect['play']} */
async function cutConnection(fault, call, handle) {
	if (fault.stored) await handle(call);
	return null;
}

/** Handles the request, and lets the answer take its time in small pieces. @type {Effect['play']} */
async function dripAnswer(fault, call, handle) {
	const answer = await handle(call);
	return answer && { ...answer, dripMs: fault.ms };
}

/** Waits before the request is handled. @type {Effect['play']} */
async function delayHandling(fault, call, handle) {
	await wait(fault.ms, undefined, { ref: false });
	return handle(call);
}

/** Handles the request, then waits before answering. @type {Effect['play']} */
async function delayAnswer(fault, call, handle) {
	const answer = await handle(call);
	await wait(fault.ms, undefined, { ref: false });
	return answer;
}

/** Answers a page, as a gateway in front of the API would. @type {Effect['play']} */
async function answerHtml(fault, call, handle) {
	if (fault.stored) await handle(call);
	return {
		status: fault.status ?? 200,
		headers: { 'content-type': 'text/html; charset=utf-8' },
		body: '<!doctype html><html><body><h1>Please wait</h1></body></html>',
	};
}

/** Refuses, and repeats what it was sent, as some gateways do. @type {Effect['play']} */
async function echo({ status = 400 }, { method, path, headers, body }) {
	const seen = JSON.stringify({ method, path, headers, body });
	return failure(status, [problem('UNKNOWN_ERROR', `Seen: ${seen}`)]);
}

/** Sends the client elsewhere. @type {Effect['play']} */
async function redirect(fault) {
	const headers = { location: /** @type {string} */ (fault.location) };
	return { status: fault.status ?? 302, headers, body: '' };
}

/** Lets the token of this request expire, for good. @type {Effect['play']} */
async function expireToken(fault, call, handle) {
	call.expireToken();
	return handle(call);
}

/** Fails chosen positions; the rest of the batch is handled. @type {Effect['play']} */
async function rejectRows(fault, call, handle) {
	const { rows = [], error = REJECTED } = fault;
	/** @type {any[]} */
	const data = call.body.data;
	const isRejected = (/** @type {number} */ index) => rows === 'all' || rows.includes(index);
	const kept = data.filter((_row, index) => !isRejected(index));
	const answer = await handle({ ...call, body: { ...call.body, data: kept } });
	if (!Array.isArray(answer?.body?.data)) return answer;
	const handled = answer.body.data[Symbol.iterator]();
	return batch(
		data.map((_, index) => (isRejected(index) ? refused([error]) : handled.next().value)),
	);
}

/** Refuses the batch as a whole. @type {Effect['play']} */
async function rejectBatch({ error = REJECTED, emptyList = false }) {
	const answer = failure(400, [error]);
	return emptyList ? { ...answer, body: { ...answer.body, data: [] } } : answer;
}

/** @type {NonNullable<Effect['applies']>} */
function holdsRow(call, { whenRow }) {
	if (!isBatch(call)) return false;
	if (!whenRow) return true;
	const wanted = Object.entries(whenRow);
	return call.body.data.some((/** @type {any} */ row) =>
		wanted.every(([field, value]) => isDeepStrictEqual(row?.[field], value)),
	);
}

/**
 * An effect that changes the entries of a batch answer and leaves any other answer alone.
 *
 * @param {(entries: Entry[], fault: Fault) => any} change
 * @returns {Effect['play']}
 */
function reshaping(change) {
	return async (fault, call, handle) => {
		const answer = await handle(call);
		if (!Array.isArray(answer?.body?.data)) return answer;
		return { ...answer, body: { ...answer.body, data: change(answer.body.data, fault) } };
	};
}

const omitVerdicts = reshaping((entries) => entries.map(({ data, error }) => ({ data, error })));

const fillErrors = reshaping((entries) =>
	entries.map((entry) =>
		entry.result === 'SUCCESS' ? { ...entry, error: PLACEHOLDER_ERROR } : entry,
	),
);

/** From the front, so that pairing by position goes wrong for every row. */
const dropEntries = reshaping((entries, { count = 1 }) => entries.slice(count));

/** At the front, for the same reason. */
const extraEntries = reshaping((entries, { count = 1 }) => [
	...Array(count).fill(entries[0]),
	...entries,
]);

const shuffleEntries = reshaping((entries) => [...entries].reverse());

const bareEntries = reshaping((entries) => entries.map(({ data }) => data));

/** Claims success and gives nothing. @type {Effect['play']} */
async function emptyData(fault, call, handle) {
	const answer = await handle(call);
	if (answer?.body?.result !== 'SUCCESS') return answer;
	return { ...answer, body: { ...answer.body, data: null } };
}

/** @type {Record<string, Effect>} */
const EFFECTS = {
	status: { play: answerStatus, takes: ['status', 'headers', 'body', 'stored'], needs: ['status'] },
	cut: { play: cutConnection, takes: ['stored'] },
	slow: { play: delayHandling, takes: ['ms'], needs: ['ms'] },
	slowAnswer: { play: delayAnswer, takes: ['ms'], needs: ['ms'] },
	drip: { play: dripAnswer, takes: ['ms'], needs: ['ms'] },
	html: { play: answerHtml, takes: ['status', 'stored'] },
	echo: { play: echo, takes: ['status'] },
	redirect: { play: redirect, takes: ['location', 'status'], needs: ['location'] },
	expireToken: { play: expireToken, takes: [], applies: hasToken },
	rejectRows: { play: rejectRows, takes: ['rows', 'error'], needs: ['rows'], applies: isBatch },
	rejectBatch: {
		play: rejectBatch,
		takes: ['error', 'whenRow', 'emptyList'],
		applies: holdsRow,
	},
	omitVerdicts: { play: omitVerdicts, takes: [], applies: isBatch },
	fillErrors: { play: fillErrors, takes: [], applies: isBatch },
	dropEntries: { play: dropEntries, takes: ['count'], applies: isBatch },
	extraEntries: { play: extraEntries, takes: ['count'], applies: isBatch },
	shuffleEntries: { play: shuffleEntries, takes: [], applies: isBatch },
	bareEntries: { play: bareEntries, takes: [], applies: isBatch },
	emptyData: { play: emptyData, takes: [], applies: hasToken },
};

const COMMON_KEYS = ['effect', 'method', 'path', 'userId', 'times', 'skip'];

/** Every effect, with the keys that it takes beside the common ones. */
const FAULTS = Object.fromEntries(
	Object.entries(EFFECTS).map(([name, { takes }]) => [name, takes]),
);

/** @type {(value: any) => boolean} */
const isText = (value) => typeof value === 'string';
/** @type {(value: any) => boolean} */
const isCount = (value) => Number.isInteger(value) && value >= 0;
/** @type {(value: any) => boolean} */
const isRecord = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @type {Record<string, [holds: (value: any) => boolean, what: string]>} */
const KEY_RULES = {
	method: [isText, 'a string'],
	path: [(value) => isText(value) || value instanceof RegExp, 'a string or a RegExp'],
	userId: [isText, 'a string'],
	times: [(value) => value === Infinity || (isCount(value) && value > 0), 'at least 1'],
	skip: [isCount, 'a whole number'],
	stored: [(value) => typeof value === 'boolean', 'true or false'],
	status: [(value) => isCount(value) && value >= 200 && value <= 599, 'from 200 to 599'],
	headers: [isRecord, 'an object'],
	ms: [(value) => Number.isFinite(value) && value >= 0, 'milliseconds'],
	rows: [
		(value) => value === 'all' || (Array.isArray(value) && value.every(isCount)),
		"a list of positions or 'all'",
	],
	error: [isRecord, 'an object'],
	whenRow: [isRecord, 'an object'],
	count: [isCount, 'a whole number'],
	location: [isText, 'a string'],
	emptyList: [(value) => typeof value === 'boolean', 'true or false'],
};

/**
 * @param {any} order
 * @returns {Fault}
 * @throws {Error} For an unknown effect, a misspelt key or a value of the wrong kind
 */
function readFault(order) {
	const effect = isRecord(order) && Object.hasOwn(EFFECTS, order.effect) && EFFECTS[order.effect];
	if (!effect) {
		const known = Object.keys(EFFECTS).join(', ');
		throw new Error(`A fault needs an effect, one of: ${known}`);
	}
	const keys = [...COMMON_KEYS, ...effect.takes];
	for (const [key, value] of Object.entries(order)) {
		if (!keys.includes(key)) {
			throw new Error(`Effect "${order.effect}" takes no "${key}"; it takes ${keys.join(', ')}`);
		}
		const [holds, what] = KEY_RULES[key] ?? [() => true];
		if (value !== undefined && !holds(value)) throw new Error(`"${key}" must be ${what}`);
	}
	for (const key of effect.needs ?? []) {
		if (order[key] === undefined) throw new Error(`Effect "${order.effect}" needs "${key}"`);
	}
	return { ...order, times: order.times ?? 1, skip: order.skip ?? 0, seen: 0, fired: 0 };
}

/**
 * @param {Fault} fault
 * @param {Call} call
 */
function concerns(fault, call) {
	const { method, path, userId } = fault;
	if (fault.fired >= fault.times) return false;
	if (method !== undefined && method.toUpperCase() !== call.method) return false;
	if (typeof path === 'string' && !call.path.startsWith(path)) return false;
	if (path instanceof RegExp && call.path.search(path) < 0) return false;
	if (userId !== undefined && userId !== call.userId) return false;
	return EFFECTS[fault.effect].applies?.(call, fault) ?? true;
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

	/**
	 * Handles a call under all faults that concern it. The first armed is the outermost; a later
	 * one fires only if those before it let the call be handled.
	 *
	 * @param {Call} call
	 * @param {Handle} handle
	 * @returns {Promise<Answer | null>}
	 */
	around(call, handle) {
		const armed = [...this.armed];
		/** @type {(call: Call, position: number) => Promise<Answer | null>} */
		const playFrom = (current, position) => {
			for (let index = position; index < armed.length; index++) {
				const fault = armed[index];
				if (!concerns(fault, current)) continue;
				if (++fault.seen <= fault.skip) continue;
				fault.fired++;
				return EFFECTS[fault.effect].play(fault, current, (next) => playFrom(next, index + 1));
			}
			return handle(current);
		};
		return playFrom(call, 0);
	}
}

module.exports = { FAULTS, Faults };
