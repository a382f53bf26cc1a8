// @ts-check
'use strict';

const { Socket } = require('node:net');

/**
 * Does something after a while.
 *
 * @param {number} ms
 * @param {() => unknown} act
 * @returns {() => void} calls it off
 */
function after(ms, act) {
	const timer = setTimeout(act, ms);
	return () => clearTimeout(timer);
}

/**
 * Notes each connection that this process opens, until it is ended.
 *
 * @returns {{ breakAll: (error: Error) => void, end: () => void }} `breakAll` lets all of them fail,
 *   as the system does when it has no way to the host any more
 */
function noteConnections() {
	const connecting = jest.spyOn(Socket.prototype, 'connect');
	return {
		breakAll: (error) => {
			for (const socket of /** @type {Socket[]} */ (connecting.mock.contexts)) {
				socket.destroy(error);
			}
		},
		end: () => connecting.mockRestore(),
	};
}

module.exports = { after, noteConnections };
