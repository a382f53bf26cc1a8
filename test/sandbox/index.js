// @ts-check
'use strict';

const { buildApp } = require('./app');
const { controlRoutes } = require('./control');
const { listen } = require('./listen');
const { tightServer } = require('./tight/server');
const { DEFAULTS, Tight } = require('./tight/tight');
const { deliver, WEBHOOK_SECRET } = require('./tight/webhooks');

/**
 * @typedef {Partial<import('./tight/tight').Settings> & { port?: number }} Options
 */

/**
 * Starts a local Tight on 127.0.0.1, with its controls under `/_sandbox/`.
 *
 * @param {Options} [options]
 * @throws {Error} For an option that does not exist, or a port that is taken
 */
async function startSandbox({ port = 0, ...settings } = {}) {
	for (const name of Object.keys(settings)) {
		if (!(name in DEFAULTS)) {
			const known = ['port', ...Object.keys(DEFAULTS)].join(', ');
			throw new Error(`The sandbox has no option "${name}"; it has ${known}`);
		}
	}
	const tight = new Tight(settings);
	const app = buildApp();
	app.register(controlRoutes, { prefix: '/_sandbox', tight });
	app.register(tightServer, { tight });
	const url = await listen(app, port);
	return {
		url,
		clientId: tight.clientId,
		clientSecret: tight.clientSecret,
		webhookSecret: WEBHOOK_SECRET,
		/** Sends one of Tight's own webhooks to a URL. */
		deliver,
		companies: tight.companies(),
		/** One entry for each request that reached the server, controls excepted. */
		journal: tight.journal,
		/** @param {string} userId */
		books: (userId) => tight.booksOf(userId),
		/**
		 * @param {string} userId
		 * @param {Parameters<typeof tight.store>[1]} kind
		 * @param {Record<string, any>[]} rows
		 */
		store: (userId, kind, rows) => tight.store(userId, kind, rows),
		summary: () => tight.summary(),
		secrets: () => tight.secrets(),
		/** @param {import('./tight/faults').FaultOrder} order */
		fault: (order) => tight.faults.arm(order),
		clearFaults: () => tight.faults.clear(),
		/**
		 * Lets Tight do things otherwise than its documents show.
		 *
		 * @param {Partial<import('./tight/habits').Habits>} order
		 */
		behave: (order) => tight.habits.take(order),
		reset: () => tight.reset(),
		/** All tokens given so far answer 401 EXPIRED_TOKEN from now on. */
		expireTokens: () => tight.expireTokens(),
		close: () => app.close(),
	};
}

module.exports = { startSandbox };
