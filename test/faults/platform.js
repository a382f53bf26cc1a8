'use strict';

/** What of Node.js the tests need, and n8n's lint keeps from TypeScript. */

const { setTimeout: wait } = require('node:timers/promises');
const { isDeepStrictEqual } = require('node:util');

module.exports = { isDeepStrictEqual, wait };
