// @ts-check
'use strict';

const MILLISECONDS_IN_A_DAY = 86_400_000;

/** The day in UTC, yyyy-MM-dd. @param {number} time Milliseconds since 1970 */
function dayOf(time) {
	return new Date(time).toISOString().slice(0, 'yyyy-MM-dd'.length);
}

/** @param {number} time @param {number} days */
function plusDays(time, days) {
	return time + days * MILLISECONDS_IN_A_DAY;
}

/** How many days lie between two days; none when one is missing. @param {string} [from] @param {string} [to] */
function daysBetween(from, to) {
	return from && to ? (Date.parse(to) - Date.parse(from)) / MILLISECONDS_IN_A_DAY : 0;
}

/** As MX writes points in time: without milliseconds. @param {number} time */
function timestamp(time) {
	return `${new Date(time).toISOString().slice(0, 'yyyy-MM-ddTHH:mm:ss'.length)}Z`;
}

/** Whether the text is a day of the calendar as yyyy-MM-dd. @param {string} text */
function isDay(text) {
	const time = Date.parse(`${text}T00:00:00Z`);
	return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time) && dayOf(time) === text;
}

module.exports = { dayOf, daysBetween, isDay, plusDays, timestamp };
