// @ts-check
'use strict';

const { problem } = require('./answers');
const { checkFields, isObject } = require('./validate');

/**
 * @typedef {Record<string, any>} Row
 * @typedef {import('./answers').Problem} Problem
 */

/**
 * The child lines of a row after a save: one with a known id is updated, one without is added,
 * and those that are not named stay. Whether Tight replaces the list instead is unknown; a
 * client that takes the answer for granted is served worst by this. Null clears the list.
 *
 * @param {Row[]} stored
 * @param {Row[] | null} given
 */
function mergeChildren(stored, given) {
	if (given === null) return [];
	const merged = [...stored];
	for (const child of given) {
		const position = stored.findIndex(({ id }) => id === child.id);
		if (position >= 0) merged[position] = { ...merged[position], ...child };
		else merged.push(child);
	}
	return merged;
}

/**
 * @param {any} given
 * @param {{ stored: Row[], fields: import('./validate').Fields, book: import('./books').Book }}
 *   where
 * @returns {Problem[]}
 */
function checkChildren(given, { stored, fields, book }) {
	if (given === null) return [];
	if (!Array.isArray(given)) return [problem('INVALID_FORMAT', 'Must be a list', 'children')];
	return given.flatMap((child, index) => {
		const path = `children[${index}]`;
		if (!isObject(child)) return [problem('INVALID_FORMAT', 'Must be an object', path)];
		const creating = child.id === undefined || child.id === null;
		const problems = checkFields(fields, child, { book, creating, path: `${path}.` });
		if (!creating && !stored.some(({ id }) => id === child.id)) {
			problems.push(problem('INVALID_VALUE', 'No such child', `${path}.id`));
		}
		return problems;
	});
}

/**
 * @param {Row[]} children
 * @param {number} amount Of the parent, in cents
 * @returns {Problem[]}
 */
function checkSum(children, amount) {
	const sum = children.reduce((total, child) => total + child.amount, 0);
	if (children.length === 0 || sum === amount) return [];
	return [problem('INVALID_VALUE', `Amounts sum to ${sum} instead of ${amount}`, 'children')];
}

module.exports = { mergeChildren, checkChildren, checkSum };
