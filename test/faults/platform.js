'use strict';

/** What of Node.js the tests need, and n8n's lint keeps from TypeScript. */

const { setImmediate: immediate, setTimeout: wait } = require('node:timers/promises');
const { isDeepStrictEqual } = require('node:util');

module.exports = { immediate, isDeepStrictEqual, wait };
