// @ts-check
'use strict';

const { dayOf, daysBetween, isDay, plusDays } = require('./days');
const { badRequest } = require('./errors');
const { CANDIDATE, OLDEST } = require('./versions');

/** @typedef {Record<string, string | undefined>} Query */
/** @typedef {Record<string, any>} Row */

const FEWEST = 10;
const MOST = 1000;
const USUAL = 25;
const DAYS_BACK = 120;
const DAYS_AHEAD = 5;
const LONGEST_RANGE_DAYS = 184;

/** Pairs of bounds, and the field of the row that they look at. */
const BOUNDS = [
	['from_date', 'to_date', 'date'],
	['from_created_at', 'to_created_at', 'created_at'],
	['from_updated_at', 'to_updated_at', 'updated_at'],
];

/**
 * One page of a list, with MX's traps: a number of records outside 10 to 1,000 counts as 25, and
 * pages are cut anew from the list as it is at the moment of each request.
 *
 * @param {Row[]} rows
 * @param {string} key Under which the rows stand
 * @param {Query} query
 * @param {number} [most] Up to how many records a page may be asked for
 */
function pageOf(rows, key, { page = '1', records_per_page: size = '' }, most = MOST) {
	const asked = Number(size || USUAL);
	const perPage = asked >= FEWEST && asked <= most ? Math.floor(asked) : USUAL;
	const current = Math.max(1, Math.floor(Number(page)) || 1);
	return {
		[key]: rows.slice((current - 1) * perPage, current * perPage),
		pagination: {
			current_page: current,
			per_page: perPage,
			total_entries: rows.length,
			total_pages: Math.max(1, Math.ceil(rows.length / perPage)),
		},
	};
}

/**
 * @param {Query} query
 * @param {string} name
 */
function dayFrom(query, name) {
	const text = query[name];
	if (text !== undefined && !isDay(text)) {
		throw badRequest(`${name} must be a date in ISO 8601 format without timestamp (YYYY-MM-DD)`);
	}
	return text;
}

/**
 * The transactions that a query asks for, the newest first (inferred).
 *
 * Dates are days as yyyy-MM-dd and inclusive; `from_updated_at` and `from_created_at` need their
 * counterparts (both observed against MX's integration server); without dates the last 120 days and
 * the next 5 are meant; v20111101 takes at most 6 months by day of change, the release candidate by
 * any day (all stated).
 *
 * @param {Row[]} rows
 * @param {Query} query
 * @param {{ now: number, version: string }} context
 */
function transactionsFor(rows, query, { now, version }) {
	const day = (/** @type {string} */ name) => dayFrom(query, name);
	for (const [from, to] of BOUNDS.slice(1)) {
		if (day(from) !== undefined && day(to) === undefined) throw badRequest(`${to} is required`);
	}
	/** @type {Query} */
	const bounds = {
		...Object.fromEntries(BOUNDS.flatMap(([from, to]) => [from, to].map((n) => [n, day(n)]))),
		from_date: day('from_date') ?? dayOf(plusDays(now, -DAYS_BACK)),
		to_date: day('to_date') ?? dayOf(plusDays(now, DAYS_AHEAD)),
	};
	for (const [from, to, field] of BOUNDS) {
		const isLimited = version === CANDIDATE || (version === OLDEST && field !== 'date');
		const days = daysBetween(bounds[from], bounds[to]);
		if (isLimited && days > LONGEST_RANGE_DAYS) {
			throw badRequest('Maximum date range limit is 6 months');
		}
	}
	const isMeant = (/** @type {Row} */ row) =>
		BOUNDS.every(([from, to, field]) => {
			const rowDay = row[field].slice(0, 'yyyy-MM-dd'.length);
			return !(rowDay < (bounds[from] ?? '') || rowDay > (bounds[to] ?? '9999'));
		});
	const order = (/** @type {Row} */ row) => `${row.date} ${row.created_at} ${row.guid}`;
	return rows.filter(isMeant).sort((left, right) => (order(left) < order(right) ? 1 : -1));
}

module.exports = { MOST, pageOf, transactionsFor };
