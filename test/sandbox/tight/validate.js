// @ts-check
'use strict';

const { problem } = require('./answers');

/**
 * @typedef {import('./answers').Problem} Problem
 * @typedef {import('./books').Book} Book
 */

/**
 * Judges one value; gives the problems found in it.
 *
 * @typedef {(value: any, param: string, book: Book) => Problem[]} Check
 */

/**
 * The fields of one kind of object. Required means: on create, and never to be cleared.
 *
 * @typedef {Record<string, { check: Check, required?: boolean }>} Fields
 */

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const MAX_CUSTOM_FIELDS = 50;
const MAX_CUSTOM_LENGTH = 2000;

/** @param {unknown} value */
function isObject(value) {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * True for a day of the calendar written as yyyy-MM-dd. Judged without a time zone.
 *
 * @param {unknown} value
 */
function isCalendarDate(value) {
	const parts = typeof value === 'string' && /^(\d{4})-(\d\d)-(\d\d)$/.exec(value);
	if (!parts) return false;
	const [year, month, day] = parts.slice(1).map(Number);
	const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
	const days = month === 2 && isLeap ? 29 : DAYS[month - 1];
	return month >= 1 && month <= 12 && day >= 1 && day <= days;
}

/**
 * @param {(value: any) => boolean} holds
 * @param {string} type Error type when it does not hold
 * @param {string} message
 * @returns {Check}
 */
function rule(holds, type, message) {
	return (value, param) => (holds(value) ? [] : [problem(type, message, param)]);
}

const text = rule((value) => typeof value === 'string', 'INVALID_FORMAT', 'Must be a string');
const flag = rule((value) => typeof value === 'boolean', 'INVALID_FORMAT', 'Must be true or false');
const number = rule(Number.isFinite, 'INVALID_FORMAT', 'Must be a number');
const date = rule(isCalendarDate, 'INVALID_FORMAT', 'Must be a calendar date as yyyy-MM-dd');
const cents = rule(Number.isSafeInteger, 'INVALID_FORMAT', 'Must be an integer number of cents');
const object = rule(isObject, 'INVALID_FORMAT', 'Must be an object');

/** @type {Check} */
function texts(value, param) {
	const holds = Array.isArray(value) && value.every((each) => typeof each === 'string');
	return holds ? [] : [problem('INVALID_FORMAT', 'Must be a list of strings', param)];
}

/**
 * The id of a record that exists in the same company.
 *
 * @param {'bankAccounts' | 'bankTransactions' | 'categories' | 'glAccounts' | 'customers' |
 *   'vendors' | 'classSegments'} kind
 * @returns {Check}
 */
function idOf(kind) {
	return (value, param, book) =>
		typeof value === 'string' && book[kind].has(value)
			? []
			: [problem('INVALID_VALUE', `No such id among ${kind}`, param)];
}

/**
 * @param {Parameters<typeof idOf>[0]} kind
 * @returns {Check}
 */
function idsOf(kind) {
	const checkId = idOf(kind);
	return (value, param, book) =>
		Array.isArray(value)
			? value.flatMap((id, index) => checkId(id, `${param}[${index}]`, book))
			: [problem('INVALID_FORMAT', 'Must be a list of ids', param)];
}

/**
 * Source: custom-data page (stated): any JSON object, up to 50 fields and 2000 characters. That
 * the characters are those of the serialised JSON is inferred.
 *
 * @type {Check}
 */
function customData(value, param) {
	if (!isObject(value)) return [problem('INVALID_FORMAT', 'Must be an object', param)];
	const problems = [];
	if (Object.keys(value).length > MAX_CUSTOM_FIELDS) {
		problems.push(problem('INVALID_VALUE', `Has more than ${MAX_CUSTOM_FIELDS} fields`, param));
	}
	if (JSON.stringify(value).length > MAX_CUSTOM_LENGTH) {
		const message = `Is longer than ${MAX_CUSTOM_LENGTH} characters`;
		problems.push(problem('INVALID_VALUE', message, param));
	}
	return problems;
}

/** @param {string} name A field name such as bankAccountId */
function inWords(name) {
	const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
	return words[0].toUpperCase() + words.slice(1);
}

/**
 * All problems of one object at once. Fields that the table does not name are let through,
 * because the API adds fields over time; enums are open for the same reason.
 *
 * @param {Fields} fields
 * @param {Record<string, any>} value
 * @param {{ book: Book, creating: boolean, path?: string }} where `path` stands before the params
 * @returns {Problem[]}
 */
function checkFields(fields, value, { book, creating, path = '' }) {
	const problems = [];
	for (const [name, { check, required }] of Object.entries(fields)) {
		const given = value[name];
		const param = path + name;
		if (given === undefined ? creating && required : required && (given === null || given === '')) {
			problems.push(problem('REQUIRED', `${inWords(name)} is required`, param));
		} else if (given !== undefined && given !== null) {
			problems.push(...check(given, param, book));
		}
	}
	return problems;
}

module.exports = {
	isObject,
	isCalendarDate,
	text,
	flag,
	number,
	date,
	cents,
	object,
	texts,
	idOf,
	idsOf,
	customData,
	checkFields,
};
