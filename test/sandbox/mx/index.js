// @ts-check
'use strict';

const { buildApp } = require('../app');
const { listen } = require('../listen');
const { deliver } = require('./deliveries');
const events = require('./events');
const { DEFAULTS, Mx } = require('./mx');
const { mxServer } = require('./server');

/** @typedef {import('./rows').Row} Row */

/**
 * Starts a local MX on 127.0.0.1.
 *
 * @param {Partial<import('./mx').Settings> & { port?: number }} [options]
 * @throws {Error} For an option that does not exist, or a port that is taken
 */
async function startMxSandbox({ port = 0, ...settings } = {}) {
	for (const name of Object.keys(settings)) {
		if (name in DEFAULTS) continue;
		const known = ['port', ...Object.keys(DEFAULTS)].join(', ');
		throw new Error(`The MX sandbox has no option "${name}"; it has ${known}`);
	}
	const mx = new Mx(settings);
	const app = buildApp();
	app.register(mxServer, { mx });
	const url = await listen(app, port);
	const { deliveryTimeoutMs: timeoutMs, firstRetryMs, now } = mx.settings;
	return {
		url,
		clientId: mx.clientId,
		apiKey: mx.apiKey,
		/** All that must not come to light. */
		secrets: () => [mx.apiKey, mx.basicKeys],
		/** One entry for each request that reached the server. */
		journal: mx.journal,
		/** The users with what they hold: `user`, `members`, `accounts`, `transactions`. */
		get holdings() {
			return mx.holdings;
		},
		/** @param {string} userIdentifier GUID or the partner's own ID */
		holding: (userIdentifier) => mx.holding(userIdentifier),
		/** @param {string} userIdentifier */
		transactionsOf: (userIdentifier) => mx.transactionsOf(userIdentifier),
		/** @param {string} accountGuid @param {Row} [fields] */
		add: (accountGuid, fields) => mx.add(accountGuid, fields),
		/** @param {string} transactionGuid @param {Row} fields */
		modify: (transactionGuid, fields) => mx.modify(transactionGuid, fields),
		/** @param {string} transactionGuid */
		remove: (transactionGuid) => mx.remove(transactionGuid),
		/** @param {string} transactionGuid @param {{ underNewGuid?: boolean }} [how] */
		post: (transactionGuid, how) => mx.post(transactionGuid, how),
		/** @param {string} memberGuid */
		deleteMember: (memberGuid) => mx.deleteMember(memberGuid),
		/** @param {string} memberGuid */
		finishAggregation: (memberGuid) => mx.finishAggregation(memberGuid),
		/**
		 * Makes one change after each of the next pages of transactions, so that the pages that follow
		 * are cut from another list.
		 *
		 * @param {(() => void)[]} changes
		 */
		changeBetweenPages: (...changes) => void mx.changes.push(...changes),
		clearChanges: () => void (mx.changes.length = 0),
		/** @param {import('./faults').FaultOrder} order */
		fault: (order) => mx.faults.arm(order),
		clearFaults: () => mx.faults.clear(),
		/** Bodies of webhooks about a member, or about a transaction. */
		events: {
			/** @param {string} memberGuid @param {Row} [more] */
			aggregation: (memberGuid, more) =>
				events.aggregation(mx.memberOf(memberGuid).member, now(), more),
			/** @param {string} memberGuid */
			balance: (memberGuid) => events.balance(mx.memberOf(memberGuid).member, now()),
			/** @param {string} memberGuid */
			connectionStatus: (memberGuid) => events.connectionStatus(mx.memberOf(memberGuid).member),
			/** @param {string} memberGuid */
			history: (memberGuid) => events.history(mx.memberOf(memberGuid).member, now()),
			/** @param {string} memberGuid */
			statement: (memberGuid) => events.statement(mx.memberOf(memberGuid).member, now()),
			transaction: events.transaction,
		},
		/**
		 * Posts an event to a webhook as MX does, with its retries.
		 *
		 * @param {string} to
		 * @param {any} body Sent as JSON; text is sent as it is
		 * @param {{ user?: string, password?: string }} [keys]
		 */
		deliver: (to, body, keys = {}) => deliver(to, body, keys, { timeoutMs, firstRetryMs }),
		reset: () => mx.reset(),
		close: () => app.close(),
	};
}

module.exports = { startMxSandbox };
