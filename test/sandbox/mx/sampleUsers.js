// @ts-check
'use strict';

const { dayOf, plusDays, timestamp } = require('./days');
const { guid } = require('./guids');
const { accountRow, memberRow, transactionRow, userRow } = require('./rows');

/**
 * Two users whose own IDs are those of the companies in the sandbox of Tight, so that what is read
 * of one can be saved in the books of the same.
 *
 * @typedef {import('./rows').Row} Row
 * @typedef {{ user: Row, members: Row[], accounts: Row[], transactions: Row[] }} Holding
 */

/** @type {[description: string, category: string, amount: number, type?: string][]} */
const BAKERY_DAYS = [
	['Union Mill Flour', 'Ingredients', 482.15],
	['City Utilities', 'Utilities', 131.07],
	['Square Payout', 'Sales', 1904.6, 'CREDIT'],
	['Gusto', 'Payroll', 2734.79],
	['Cafe Aurora', 'Sales', 61.11, 'CREDIT'],
	['Bank Service Charge', 'Bank Fee', 15],
	['Shell Oil', 'Gas', 50.01],
];

/** @type {typeof BAKERY_DAYS} */
const STUDIO_DAYS = [
	['Northlight Invoice 118', 'Sales', 3200, 'CREDIT'],
	['Adobe', 'Software', 59.99],
	['Printworks', 'Printing', 240.3],
];

/**
 * One transaction a day, back from today; that of today is pending.
 *
 * @param {Row[]} accounts
 * @param {typeof BAKERY_DAYS} kinds
 * @param {number} days
 * @param {number} now
 */
function history(accounts, kinds, days, now) {
	return Array.from({ length: days }, (_, back) => {
		const account = accounts[back % accounts.length];
		const [description, category, amount, type] = kinds[back % kinds.length];
		const day = plusDays(now, -back);
		return transactionRow(account, {
			guid: guid('TRN', `${account.user_id} ${back}`),
			date: dayOf(day),
			at: timestamp(day),
			status: back === 0 ? 'PENDING' : 'POSTED',
			amount,
			description,
			category,
			...(type && { type }),
		});
	});
}

/**
 * @param {number} now
 * @returns {Holding[]}
 */
function sampleUsers(now) {
	const bakery = userRow('user-bakery', 'books@rosewater.example');
	const mxBank = memberRow(bakery, 'MX Bank');
	const creditUnion = memberRow(bakery, 'MX Credit Union');
	const bakeryAccounts = [
		accountRow(mxBank, 'Business Checking', { type: 'CHECKING' }),
		accountRow(mxBank, 'Business Card', { type: 'CREDIT_CARD', credit_limit: 5000, apr: 19.9 }),
		accountRow(creditUnion, 'Reserve Savings', { type: 'SAVINGS', apy: 2.35 }),
	];
	const studio = userRow('user-studio', 'hello@northlight.example');
	const studioBank = memberRow(studio, 'MX Bank');
	const studioAccounts = [accountRow(studioBank, 'Operating Checking', { type: 'CHECKING' })];
	return [
		{
			user: bakery,
			members: [mxBank, creditUnion],
			accounts: bakeryAccounts,
			transactions: history(bakeryAccounts, BAKERY_DAYS, 60, now),
		},
		{
			user: studio,
			members: [studioBank],
			accounts: studioAccounts,
			transactions: history(studioAccounts, STUDIO_DAYS, 30, now),
		},
	];
}

module.exports = { sampleUsers };
