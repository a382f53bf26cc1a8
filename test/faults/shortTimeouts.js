'use strict';

const { default: axios } = require('axios');

/** A second of a timeout lasts this many milliseconds. */
const SECOND = 100;

/** Thousands of runs cannot wait for timeouts of whole seconds; n8n makes its requests with axios. */
axios.interceptors.request.use(({ timeout, ...config }) => ({
	...config,
	timeout: timeout && (timeout / 1000) * SECOND,
}));
