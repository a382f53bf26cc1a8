// @ts-check
'use strict';

const { problem } = require('./answers');
const { isCalendarDate, isObject } = require('./validate');

/**
 * @typedef {Record<string, any>} Row
 * @typedef {import('./collection').Entry} Entry
 */

/**
 * A filter of one query, ready to be applied.
 *
 * @typedef {object} Compiled
 * @property {((entry: Entry) => boolean)[]} tests All must hold
 * @property {Set<string>} expanded Relations asked for with `expand: true`
 * @property {import('./answers').Problem[]} problems
 */

/**
 * One documented key of a filter: reads what was given and adds to the compiled filter.
 *
 * @typedef {object} FilterKey
 * @property {(given: any, param: string, compiled: Compiled) => void} compile
 * @property {boolean} [expands] Whether the key has an `expand` switch
 */

/** @typedef {(row: Row, book: import('./books').Book) => string[]} IdsOf */

/** @type {(cell: any) => boolean} */
const isPresent = (cell) => cell !== null && cell !== undefined;

/** @param {string} wanted */
function containing(wanted) {
	const pattern = new RegExp(wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i');
	return (/** @type {any} */ cell) => typeof cell === 'string' && pattern.test(cell);
}

/** @type {Record<string, (wanted: any) => (cell: any) => boolean>} */
const OPERATORS = {
	equal: (wanted) => (cell) => cell === wanted,
	notEqual: (wanted) => (cell) => cell !== wanted,
	greaterThan: (wanted) => (cell) => isPresent(cell) && cell > wanted,
	greaterThanEqual: (wanted) => (cell) => isPresent(cell) && cell >= wanted,
	lessThan: (wanted) => (cell) => isPresent(cell) && cell < wanted,
	lessThanEqual: (wanted) => (cell) => isPresent(cell) && cell <= wanted,
	contain: containing,
	in: (wanted) => {
		const values = new Set(wanted);
		return (cell) => values.has(cell);
	},
	notIn: (wanted) => {
		const values = new Set(wanted);
		return (cell) => !values.has(cell);
	},
};

const COMPARISONS = [
	'equal',
	'notEqual',
	'greaterThan',
	'greaterThanEqual',
	'lessThan',
	'lessThanEqual',
];

/** @type {(value: unknown) => boolean} */
const isText = (value) => typeof value === 'string';
/** @type {(value: unknown) => boolean} */
const isTextList = (value) => Array.isArray(value) && value.every(isText);

/**
 * @param {any} given
 * @param {string} param
 * @param {string[]} allowed
 * @param {Compiled} compiled
 * @returns {[key: string, value: any][]} The pairs whose keys are documented
 */
function documentedPairs(given, param, allowed, { problems }) {
	if (!isObject(given)) {
		problems.push(problem('INVALID_FORMAT', 'Must be an object', param));
		return [];
	}
	return Object.entries(given).filter(([key]) => {
		if (allowed.includes(key)) return true;
		const message = `Not documented here; known are ${allowed.join(', ')}`;
		problems.push(problem('INVALID_VALUE', message, `${param}.${key}`));
		return false;
	});
}

/**
 * Compiles `{operator: value, …}` over the cells that `cellsOf` reads.
 *
 * @param {any} given
 * @param {string} param
 * @param {{ operators: string[], isValue: (value: unknown) => boolean }} kind
 * @param {(passes: (cell: any) => boolean, operator: string) => (entry: Entry) => boolean} testOf
 * @param {Compiled} compiled
 */
function compileOperators(given, param, { operators, isValue }, testOf, compiled) {
	for (const [operator, value] of documentedPairs(given, param, operators, compiled)) {
		const isList = operator === 'in' || operator === 'notIn';
		if ((isList ? isTextList : isValue)(value)) {
			compiled.tests.push(testOf(OPERATORS[operator](value), operator));
		} else {
			const message = 'Not a value for this operator';
			compiled.problems.push(problem('INVALID_VALUE', message, `${param}.${operator}`));
		}
	}
}

/**
 * @param {string[]} operators
 * @param {(value: unknown) => boolean} isValue
 * @returns {(cellOf: (row: Row) => any) => FilterKey}
 */
function scalarKey(operators, isValue) {
	return (cellOf) => ({
		compile: (given, param, compiled) =>
			compileOperators(
				given,
				param,
				{ operators, isValue },
				(passes) => (entry) => passes(cellOf(entry.row)),
				compiled,
			),
	});
}

/** Six comparisons and `contain`. That `contain` ignores case is inferred. */
const textKey = scalarKey([...COMPARISONS, 'contain'], isText);
const dateKey = scalarKey(COMPARISONS, isCalendarDate);
const integerKey = scalarKey(COMPARISONS, Number.isSafeInteger);
/** `in` and `notIn`, and the six comparisons of an older copy of the query page. */
const enumKey = scalarKey(['in', 'notIn', ...COMPARISONS], isText);

/**
 * A relation: `{expand, id: {in, …}, lineItems: {expand}}`, each only where documented. A row
 * that has several related records passes `in` with any of them, and `notIn` with none of them.
 *
 * @param {string} name Key of the relation in the answer
 * @param {{ idsOf?: IdsOf, operators?: string[], expands?: boolean,
 *   lineItems?: boolean }} documented
 * @returns {FilterKey}
 */
function relationKey(name, { idsOf, operators = [], expands = true, lineItems = false }) {
	const keys = [
		...(expands ? ['expand'] : []),
		...(idsOf ? ['id'] : []),
		...(lineItems ? ['lineItems'] : []),
	];
	/** @type {FilterKey['compile']} */
	const compile = (given, param, compiled) => {
		for (const [key, value] of documentedPairs(given, param, keys, compiled)) {
			if (key === 'id' && idsOf) {
				compileOperators(
					value,
					`${param}.id`,
					{ operators, isValue: isText },
					(passes, operator) => (entry) =>
						idsOf(entry.row, entry.book)[operator === 'notIn' ? 'every' : 'some'](passes),
					compiled,
				);
			} else if (key === 'lineItems') {
				documentedPairs(value, `${param}.lineItems`, ['expand'], compiled);
			} else if (typeof value !== 'boolean') {
				const message = 'Must be true or false';
				compiled.problems.push(problem('INVALID_VALUE', message, `${param}.expand`));
			} else if (value) {
				compiled.expanded.add(name);
			}
		}
	};
	return { compile, expands };
}

/**
 * Free text. Which fields are searched, and that case is ignored, is inferred.
 *
 * @param {((row: Row) => any)[]} cells
 * @returns {FilterKey}
 */
function searchKey(cells) {
	return {
		compile: (given, param, { tests, problems }) => {
			if (!isText(given)) {
				problems.push(problem('INVALID_FORMAT', 'Must be a string', param));
				return;
			}
			const passes = containing(given);
			tests.push(({ row }) => cells.some((cellOf) => passes(cellOf(row))));
		},
	};
}

/**
 * Rows stored or changed at that moment or later (the bound is inferred to be inclusive).
 *
 * @type {FilterKey}
 */
const changedSinceKey = {
	compile: (given, param, { tests, problems }) => {
		const since = isText(given) && /^\d{4}-\d\d-\d\dT/.test(given) ? Date.parse(given) : NaN;
		if (Number.isNaN(since)) {
			problems.push(problem('INVALID_FORMAT', 'Must be an ISO 8601 date-time', param));
		} else {
			tests.push(({ updatedAt }) => updatedAt >= since);
		}
	},
};

/**
 * `company: {in: ["co_…"]}` of the newest copy of the query page; of use to partner-level tokens.
 *
 * @type {FilterKey}
 */
const companyKey = {
	compile: (given, param, compiled) =>
		compileOperators(
			given,
			param,
			{ operators: ['in'], isValue: isText },
			(passes) => (entry) => passes(entry.book.companyId),
			compiled,
		),
};

/**
 * Compiles the filter of a query; a key that is not documented for the resource is a problem.
 *
 * @param {Record<string, FilterKey>} documented
 * @param {any} filter
 * @returns {Compiled}
 */
function compileFilter(documented, filter) {
	/** @type {Compiled} */
	const compiled = { tests: [], expanded: new Set(), problems: [] };
	for (const [key, given] of documentedPairs(filter, 'filter', Object.keys(documented), compiled)) {
		documented[key].compile(given, `filter.${key}`, compiled);
	}
	return compiled;
}

module.exports = {
	textKey,
	dateKey,
	integerKey,
	enumKey,
	relationKey,
	searchKey,
	changedSinceKey,
	companyKey,
	compileFilter,
	documentedPairs,
};
