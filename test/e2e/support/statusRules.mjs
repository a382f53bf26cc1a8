import assert from 'node:assert/strict';
import { N8N_VERSION } from '../../../tools/paths.mjs';

/**
 * Checks the message of a rule for a status. n8n 1 asks no such rule: its errors forget the answer
 * that caused them, and the user reads n8n's own words for the status.
 *
 * @param {string} message what the test of a credential said
 * @param {string} expected the message of the rule
 */
export function assertRule(message, expected) {
	if (N8N_VERSION !== '1') assert.equal(message, expected);
	else assert.ok(message);
}
