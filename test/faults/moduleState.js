'use strict';

/**
 * From its import on it is noted which Maps and Sets the nodes' modules make while they are loaded.
 * They live as long as n8n does, so whatever is left in them after a run is never given back.
 */

/** @typedef {{ module: string, collection: Map<unknown, unknown> | Set<unknown>, atLoad: number }} Kept */

/** What Jest calls the function that holds a module. */
const MODULE = 'Object.<anonymous>';

/** @type {Kept[]} */
const kept = [];

/** Frames of a stack, from the one that asked for it. @returns {NodeJS.CallSite[]} */
function callers() {
	const { prepareStackTrace, stackTraceLimit } = Error;
	Error.prepareStackTrace = (_, sites) => sites;
	Error.stackTraceLimit = 4;
	const sites = /** @type {any} */ (new Error().stack);
	Object.assign(Error, { prepareStackTrace, stackTraceLimit });
	return sites.slice(1);
}

/** The module of the nodes on whose own level a collection is made: the caller of its constructor. */
function moduleMaking() {
	const maker = callers()[2];
	if (maker?.getFunctionName() !== MODULE) return undefined;
	return /\/nodes\/((?:Tight|Plaid|Mx|shared)\/.*)$/.exec(maker.getFileName() ?? '')?.[1];
}

/**
 * @param {any} Native
 * @returns {any}
 */
function watched(Native) {
	return new Proxy(Native, {
		construct(target, values, newTarget) {
			const collection = Reflect.construct(target, values, newTarget);
			const module = moduleMaking();
			if (module) kept.push({ module, collection, atLoad: collection.size });
			return collection;
		},
	});
}

const natives = { Map: globalThis.Map, Set: globalThis.Set };
Object.assign(globalThis, { Map: watched(Map), Set: watched(Set) });

/** Ends the watch, once all modules are loaded. */
function moduleState() {
	Object.assign(globalThis, natives);
	return kept;
}

module.exports = { moduleState };
