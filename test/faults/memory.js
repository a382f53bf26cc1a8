'use strict';

const v8 = require('node:v8');
const vm = require('node:vm');

/** Bytes in use after everything was collected that can be. */
function heapInUse() {
	v8.setFlagsFromString('--expose-gc');
	const collect = vm.runInNewContext('gc');
	// What finalizers hold goes with the second.
	collect();
	collect();
	return process.memoryUsage().heapUsed;
}

module.exports = { heapInUse };
